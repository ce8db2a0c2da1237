#pragma once

#include "storage/folder.h"
#include "storage/kept_name.h"
#include "work/result_names.h"
#include "work/temporary_file.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace engine {

/// One file takes another name in its folder; nothing is ever replaced.
struct ExchangeStep {
    enum class Kind : std::uint8_t {
        Keep,   ///< an original: NAME becomes NAME.before-slim or NAME.before-slim.NUMBER
        Place,  ///< a result: .NAME.lamella-XXXXXX.tmp becomes NAME
    };
    Kind kind = Kind::Keep;
    std::size_t folder = 0;  ///< index in `Journal::folders`
    std::string from;
    std::string to;
    // Of the file when the exchange began.
    FileIdentity identity;
    std::uint64_t length = 0;   ///< bytes
    std::int64_t modified = 0;  ///< nanoseconds since 1970

    bool operator==(const ExchangeStep&) const = default;
};

struct ExchangeFolder {
    std::filesystem::path path;  ///< absolute, without links
    FileIdentity identity;

    bool operator==(const ExchangeFolder&) const = default;
};

/// What an exchange of files is going to do, written before it begins, so that it can be finished or taken back. Text,
/// a line a folder, a step, a path by which a result will be opened, and a file that this leads to; names with percent
/// signs for what is not plain; the last line is a checksum (XXH3-128). The steps are in the order of their execution:
/// originals first.
struct Journal {
    std::vector<ExchangeFolder> folders;  ///< the first is where the journal lies
    std::vector<ExchangeStep> steps;
    std::vector<ResultNames> results;  ///< those of images; each of its own file

    bool operator==(const Journal&) const = default;
};

/// Bytes of a journal's text, at most.
constexpr std::uint64_t mostJournalBytes = 4 << 20;

/// Throws Error(Refused, "journal.invalid") with the value `part` where it is no journal that an exchange would make:
/// other names, one name for two files, too many steps.
void checkJournal(const Journal& journal);

/// Throws Error(Refused, "journal.invalid") where it would be longer than mostJournalBytes.
std::string journalText(const Journal& journal);
/// Throws what checkJournal throws, and "journal.invalid" for text that journalText would not give.
Journal parseJournal(std::string_view text);

/// `.lamella-journal-XXXXXX`
std::string newJournalName();
bool isJournalName(std::string_view name) noexcept;

/// The name that an original keeps: the first free one.
std::string keptName(const Folder& folder, const std::string& name);

/// A journal on stable storage, held (storage/hold.h) while the object lives, so that nobody takes it for one that was
/// left behind.
class JournalFile {
public:
    /// Written beside its name, flushed, renamed. Throws Error, as for one that is longer than recover would read; then
    /// it was taken away again where that was possible.
    static JournalFile commit(const SharedFolder& folder, const Journal& journal);

    std::filesystem::path path() const { return file_.target(); }

private:
    explicit JournalFile(TemporaryFile file) noexcept : file_(std::move(file)) {}

    TemporaryFile file_;
};

/// The end of an exchange. Throws Error where the journal stays. That its removal is durable is not needed: one that
/// comes back finds nothing to do.
void removeJournal(const Folder& folder, const std::string& name);

}  // namespace engine
