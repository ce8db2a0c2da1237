#pragma once

#include "storage/folder.h"
#include "work/journal.h"

#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace engine {

/// A journal with its folders open: tells how far its exchange got, finishes it or takes it back. A file is known by
/// device and inode, one that must not have changed also by length and time. All can be repeated.
class ExchangeSteps {
public:
    /// Called after each change of names; `to` is empty for a file that was removed.
    using Done = std::function<void(const std::filesystem::path& from, const std::filesystem::path& to)>;

    /// @param folders those of the journal, in its order
    ExchangeSteps(Journal journal, std::vector<SharedFolder> folders);

    const Folder& home() const noexcept { return *folders_.front(); }
    const SharedFolder& sharedHome() const noexcept { return folders_.front(); }
    const Journal& journal() const noexcept { return journal_; }
    const std::vector<SharedFolder>& folders() const noexcept { return folders_; }

    /// Whether every file is where it was or where it goes, unchanged where it was, and every name that is needed is
    /// free. Throws Error (Io).
    bool canFinish() const;
    /// The same for the way back; a result that was changed under its final name is not taken away.
    bool canUndo() const;
    /// The files that would lose their names (canFinish: originals, canUndo: results), so that one can see whether they
    /// are in use.
    std::vector<std::filesystem::path> toLeave(ExchangeStep::Kind kind) const;
    /// Whether every result has its final name.
    bool allPlaced() const;
    /// The files that are where a step has them, or goes to, as they are now.
    std::vector<std::pair<std::filesystem::path, FileStatus>> files() const;

    /// Renames what is not renamed yet, flushes the folders. Throws Error: Refused "plan.outdated" where another file
    /// has come in between, "target.exists", Io.
    void finish(const Done& done = {}) const;
    /// Renames back what was renamed, flushes the folders. Throws Error.
    void undo(const Done& done = {}) const;
    /// What finish, or undo and removeTemporaries, would say. Throws Error.
    void foretellFinish(const Done& done) const;
    void foretellUndo(const Done& done) const;
    /// The results that have no final name. Throws Error.
    void removeTemporaries(const Done& done) const;

private:
    /// Where a step's file is. Changed: in length or time; Both: hard links of a rename that was cut in two.
    enum class Place : std::uint8_t { From, FromChanged, To, ToChanged, Both, Nowhere };

    Place placeOf(const ExchangeStep& step) const;
    bool isItsFile(const ExchangeStep& step, const FileStatus& status) const;
    bool isFree(const ExchangeStep& of, const std::string& name) const;
    void syncFolders() const;
    void move(const ExchangeStep& step, const std::string& from, const std::string& to, const Done& done) const;
    const Folder& folderOf(const ExchangeStep& step) const { return *folders_[step.folder]; }

    Journal journal_;
    std::vector<SharedFolder> folders_;
};

/// Nanoseconds since 1970.
std::int64_t nanoseconds(FileTime time);

}  // namespace engine
