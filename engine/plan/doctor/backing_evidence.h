#pragma once

#include "chain/chain.h"
#include "chain/progress.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string_view>

namespace engine {

/// What speaks for and against an image as the backing image of an overlay.
struct BackingEvidence {
    // From names and numbers.
    bool sameName = false;  ///< of the file
    bool sameSize = false;  ///< the virtual size is that of the overlay
    bool older = false;     ///< not modified since the overlay was created
    /// From content. Why there is none of it.
    std::optional<Error> unread;
    std::uint64_t sameVolumes = 0;     ///< with and without the overlay of one type and UUID at one place
    std::uint64_t otherVolumes = 0;    ///< at one place, but of another type or UUID
    std::uint64_t soundVolumes = 0;    ///< through the overlay: all checks of the file system are passed
    std::uint64_t brokenVolumes = 0;   ///< structures that contradict each other only through the overlay
    std::uint64_t inheritedBytes = 0;  ///< of files, not written by the overlay, and of the same files here
    std::uint64_t foreignBytes = 0;    ///< the same, but here they belong to nobody, or to another file
    std::uint64_t edgeBlocks = 0;      ///< of 4 KiB, not zero, in clusters where what the overlay stores begins or ends
    std::uint64_t equalEdgeBlocks = 0;  ///< of them, copied from here when the cluster was first written

    enum class Verdict : std::uint8_t {
        Contradicted,  ///< it cannot be the one
        Unproven,
        Likely,
        Proven,  ///< by content
    };
    Verdict verdict() const noexcept;
    /// What the content says for it, 0 to 80, and what names and numbers say, 0 to 20: to compare candidates. No name
    /// outweighs content.
    unsigned contentScore() const noexcept;
    unsigned nameScore() const noexcept;
};

std::string_view name(BackingEvidence::Verdict verdict) noexcept;

/// What names and numbers say.
/// @param wanted the name that the overlay's header has
BackingEvidence evidenceOf(std::string_view wanted, const Layer& overlay, const std::filesystem::path& candidate,
                           const FileStatus& status, std::uint64_t virtualSize);

/// Adds what the content says: reads both guests, checks every file of them, and samples the edges of what the overlay
/// stores. What is wrong with the candidate's own content becomes `unread`. Throws Error: Io, Cancelled.
/// @param candidate as a chain
/// @param upper layers above it, the overlay first
void readEvidence(BackingEvidence& evidence, const Chain& candidate, std::span<const Layer> upper, Progress& progress,
                  const std::stop_token& stop);

}  // namespace engine
