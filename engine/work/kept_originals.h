#pragma once

#include "chain/chain.h"
#include "work/restore.h"

#include <filesystem>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace engine {

/// A file under a name that originals are kept by.
struct KeptFile {
    std::filesystem::path path;
    std::filesystem::path original;  ///< the name that it had
    FileStatus status;
};

struct KeptFiles {
    std::vector<KeptFile> files;  ///< by path
    std::vector<Error> skipped;   ///< folders and files that could not be looked at
};

/// The originals that are kept in some folders, and below them. Throws Error: one of the folders cannot be read,
/// Cancelled.
KeptFiles findKept(std::span<const std::filesystem::path> folders, const std::stop_token& stop);

/// One of them. Throws Error: Refused "originals.otherName" where it has no such name; NotFound, Io.
KeptFile keptFile(const std::filesystem::path& path);

/// A run as the names tell it: the file that has the original's name, if there is one, is its result. Throws Error
/// (Io).
Receipt receiptByName(const KeptFile& kept);

/// Without a receipt nobody knows what a run has made: an original gets its name again where its chain opens, and a
/// file that has the name now is kept in its place. Both names change at once. Nobody may have one of these files open.
/// Throws Error, and nothing has changed then: what opening the chain throws, "restore.overlay" (an image was made on
/// the file that has the name), "restore.notAlone", "plan.outdated"; Unsupported "file.noExchange" (the file system
/// cannot change two names at once); InUse, Io, AccessDenied; Cancelled.
/// @param options of the chain; files outside its own folder need to be allowed
/// @return where the file is kept that had the name
std::optional<std::filesystem::path> restoreByName(const KeptFile& kept, const ChainOptions& options,
                                                   Progress& progress, const std::stop_token& stop,
                                                   const Elsewhere& elsewhere);

/// Removes an original whose name is another image's by now, which opens. Throws Error as deleteOriginals does, and
/// Refused "originals.noResult" where nothing has that name; what opening that image throws.
ReturnedSpace deleteByName(const KeptFile& kept, const ChainOptions& options, Progress& progress,
                           const std::stop_token& stop, const Elsewhere& elsewhere);

}  // namespace engine
