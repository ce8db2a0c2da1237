#pragma once

#include "chain/chain.h"
#include "plan/image_plan.h"
#include "work/temporary_file.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>

namespace engine {

/// Permission bits (st_mode): who may read a document about these files, at most: whoever may read each of them.
std::uint32_t readersOf(const Chain& chain);
std::uint32_t readersOf(std::span<const PlannedSource> sources);
/// Files that are not there do not count.
std::uint32_t readersOf(std::span<const std::filesystem::path> files);

struct DocumentOptions {
    bool overwrite = false;        ///< a regular file of that name gives way; it is never opened
    std::uint32_t readers = 0666;  ///< readersOf what it tells about
};

/// A file for people or programs: report, plan, receipt, bundle, table. It gets its name when it is whole, and what
/// this process gives to new files, but for those who may not read what it tells about. An object that was not written
/// to leaves nothing behind.
class DocumentFile {
public:
    /// Early, so that what cannot be written fails before the work. Throws Error: Refused "target.exists",
    /// "file.notRegular", "path.foreign"; AccessDenied, Io.
    DocumentFile(const std::filesystem::path& path, const DocumentOptions& options);
    /// Once. Throws Error.
    void write(std::string_view content);

private:
    void requireFree() const;

    DocumentOptions options_;
    TemporaryFile file_;
};

/// All at once.
void writeDocument(const std::filesystem::path& path, std::string_view content, const DocumentOptions& options);

}  // namespace engine
