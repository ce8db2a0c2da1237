#include "work/journal.h"

#include "bytes/error.h"

#include <optional>
#include <span>

namespace engine {

namespace {

constexpr std::string_view journalPrefix = ".lamella-journal-";
constexpr std::uint64_t mostKept = 9999;

/// Nothing was renamed yet: a journal that stays in spite of this leads `recover` back to where we are.
void takeBack(const Folder& folder, const std::string& name, const FileIdentity& identity) noexcept
{
    try {
        const std::optional<FileStatus> status = folder.status(name);
        if (status && status->identity == identity)
            folder.remove(name);
    } catch (const Error&) {
    }
}

}  // namespace

std::string newJournalName()
{
    return std::string(journalPrefix) + randomSuffix();
}

bool isJournalName(std::string_view name) noexcept
{
    return name.starts_with(journalPrefix) && isRandomSuffix(name.substr(journalPrefix.size()));
}

std::string keptName(const Folder& folder, const std::string& name)
{
    std::string kept = name + std::string(keptSuffix);
    for (std::uint64_t number = 1; folder.status(kept); ++number) {
        if (number > mostKept)
            throw Error(ErrorKind::Refused, "target.exists").at(folder / kept);
        kept = name + std::string(keptSuffix) + '.' + std::to_string(number);
    }
    return kept;
}

JournalFile JournalFile::commit(const SharedFolder& folder, const Journal& journal)
{
    checkJournal(journal);
    const std::string text = journalText(journal);
    TemporaryFile file = TemporaryFile::beside(FilePlace{folder, newJournalName()});
    file.file().write(0, std::as_bytes(std::span(text)));
    file.file().sync();
    const std::string& name = file.targetName();
    try {
        folder->rename(file.name(), name);
        folder->sync();
    } catch (const Error&) {
        takeBack(*folder, name, file.file().status().identity);
        throw;
    }
    file.release();
    return JournalFile(std::move(file));
}

void removeJournal(const Folder& folder, const std::string& name)
{
    folder.remove(name);
    try {
        folder.sync();
    } catch (const Error&) {
    }
}

}  // namespace engine
