#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace engine::lab {

/// The disk of a practice: small enough that every cluster can be seen.
struct PracticeOptions {
    std::uint64_t clusterSize = 65536;  ///< bytes, a power of two, 4 KiB to 256 KiB
    std::uint64_t clusters = 64;        ///< of the disk, 64 to 256
    bool fileSystem = true;             ///< with an ext4 of its own; else the guest's disk is empty

    std::uint64_t diskSize() const noexcept { return clusterSize * clusters; }
    bool operator==(const PracticeOptions&) const = default;
};

/// Throws Error(Refused, "lab.option") with the field, the value and the limits.
void requireValid(const PracticeOptions& options);

enum class Action : std::uint8_t {
    Write,           ///< `length` bytes at `offset` with the pattern; into `layer`, else into the active layer
    Zero,            ///< the guest writes zeros over the clusters of the range
    Discard,         ///< the guest discards the clusters of the range
    WriteFile,       ///< `name`, `length` bytes; one that exists is overwritten in place where its length stays
    DeleteFile,      ///< `name`
    Trim,            ///< fstrim: the guest discards all clusters that its file system does not use
    AddOverlay,      ///< a new layer on the active one
    AddSibling,      ///< a second template on the layer below the active one
    TakeSnapshot,    ///< internal, of the active layer, called `name`
    RevertSnapshot,  ///< `name`
    DeleteSnapshot,  ///< `name`
    Commit,          ///< the active layer into the layer below it; the overlay goes
    StandardSlim,
    DeepSlim,
    CopyTemplate,  ///< a second template: a full copy of what the first one reads
    ShareBase,     ///< between all templates
    MoveBase,      ///< away to another folder, behind the chain's back
    ReturnBase,
};
inline constexpr std::size_t actionCount = 18;

/// The stable name of an action, as a saved practice spells it.
std::string_view name(Action action) noexcept;
/// Nothing for a word that is no action.
std::optional<Action> actionOf(std::string_view word) noexcept;

/// One thing to do. What an action does not speak of is left alone.
struct Step {
    Action action = Action::Write;
    std::uint64_t templateNumber = 0;    ///< which of the templates
    std::optional<std::uint64_t> layer;  ///< base first
    std::uint64_t offset = 0;            ///< of the guest, bytes
    std::uint64_t length = 0;            ///< bytes
    std::uint64_t pattern = 0;           ///< what is written; equal patterns give equal content at one place
    std::string name;                    ///< of a file of the guest, of a snapshot

    bool operator==(const Step&) const = default;
};

}  // namespace engine::lab
