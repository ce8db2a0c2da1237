#pragma once

#include "chain/naming.h"
#include "plan/doctor/backing_evidence.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace engine {

/// An image that may be the missing one.
struct BackingCandidate {
    std::filesystem::path path;
    FileStatus status;
    std::string format;
    std::uint64_t virtualSize = 0;
    bool complete = false;  ///< its own chain can be read
    ExpectedLayers layers;  ///< itself and what it rests on, as far as that was looked at
    BackingEvidence evidence;
};

/// The missing backing image of a chain, and what was found in its place.
struct BackingSearch {
    Layer overlay;                              ///< whose header names it
    std::vector<std::filesystem::path> places;  ///< that were looked through
    std::string name;                           ///< as the header spells it
    std::string format;                         ///< as the header says; empty: it does not
    std::vector<Error> skipped;                 ///< places and folders below that could not be read
    std::uint64_t looked = 0;                   ///< images in the folders
    std::vector<BackingCandidate> candidates;   ///< best first
    bool ambiguous = false;                     ///< another one is nearly as good as the first, and has other content

    /// The first candidate where it can be taken without asking: proven, and the only one.
    const BackingCandidate* proven() const noexcept;
};

/// Candidates whose content is read at most; those before by name and numbers first.
inline constexpr std::size_t mostExamined = 12;

/// Looks for the missing layer of a chain below the folders (and in files that are named), and in the overlay's own.
/// Only images of the format that the overlay's header says, none that rests on the overlay. Nothing where no layer is
/// missing. qcow2 and raw have no identity of their own (as the CID of VMDK): their content has to tell.
/// @param open how the chain was opened; what it allows, and the folders, may be read
/// Throws Error: Io, Cancelled.
std::optional<BackingSearch> searchBacking(const Chain& chain, const std::vector<std::filesystem::path>& folders,
                                           const ChainOptions& open, Progress& progress, const std::stop_token& stop);

}  // namespace engine
