#pragma once

#include "chain/progress.h"
#include "guest/guest.h"

#include <array>
#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace engine {

enum class ChangeKind : std::uint8_t { Added, Removed, Changed };
inline constexpr std::size_t changeKindCount = 3;

/// The stable name of a kind, as JSON spells it.
std::string_view name(ChangeKind kind) noexcept;

/// A file that one state of a guest has and another has not, or not like that. A file that was renamed was removed and
/// added; one that was only moved on its disk has changed.
struct FileChange {
    ChangeKind kind = ChangeKind::Changed;
    std::size_t volume = 0;  ///< index in Guest::volumes: of `before` where it was removed, else of `after`
    FileTable::Index file = FileTable::none;
    std::uint64_t bytes = 0;  ///< stored for it; where it has changed, what is new or reads differently, in blocks
};

/// What happened to the files of a guest between two states of its disk.
struct FileChanges {
    struct Sum {
        std::uint64_t files = 0;
        std::uint64_t bytes = 0;
    };

    std::shared_ptr<const Guest> before;
    std::shared_ptr<const Guest> after;
    std::vector<FileChange> files;  ///< largest first
    std::array<Sum, changeKindCount> sums{};
    /// Volumes that could not be compared, because their files cannot be listed in one of the states: of `after`, and
    /// those of `before` that `after` does not have.
    std::vector<std::size_t> skipped;
    std::vector<std::size_t> skippedBefore;

    const Sum& sum(ChangeKind kind) const noexcept { return sums[static_cast<std::size_t>(kind)]; }
    std::string path(const FileChange& change) const;
    /// Where the file lies, on the disk of the state that has it.
    GuestRangeSet ranges(const FileChange& change) const;
};

/// Compares two states of one guest: two layers of a chain, or a snapshot and what followed it. Volumes belong together
/// by UUID, else by type and place; files by path. All files of a volume that only one state has were added, or
/// removed. Reads both guests, and the content of files whose clusters were written anew. Both chains are complete.
/// @param beside as in GuestOptions, for both states
/// Throws Error (Cancelled), and what reading throws.
FileChanges compareFiles(const Chain& before, const Chain& after, Progress& progress, const std::stop_token& stop,
                         const std::vector<std::shared_ptr<const BlockSource>>& beside = {});

}  // namespace engine
