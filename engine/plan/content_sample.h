#pragma once

#include "chain/chain.h"
#include "chain/progress.h"
#include "plan/hashed_disk.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <stop_token>
#include <utility>
#include <vector>

namespace engine {

/// The content of a template at some of its clusters. Which ones is told by their number alone, and a coarser sample is
/// part of a finer one, so that any two templates can be compared where both were read.
struct ContentSample {
    HashedDisk disk;                  ///< the sampled clusters
    std::vector<FileIdentity> files;  ///< of disk.clusters: the topmost file that stores something of it
    unsigned shift = 0;               ///< one of 2^shift clusters is in the sample
    std::uint64_t storedBytes = 0;    ///< of all clusters, sampled or not
    std::vector<std::pair<FileIdentity, std::filesystem::path>> layers;  ///< all files of the chain
};

/// Clusters that one template is sampled at, at most about; 16 MiB are read then.
inline constexpr std::uint64_t sampledClusters = 256;

/// Reads a sample of a complete chain: what its guest uses, zeros elsewhere. `progress` counts the bytes that are read.
/// Throws Error (Cancelled), and what reading throws.
ContentSample sampleContent(const Chain& chain, Progress& progress, std::stop_token stop);

/// About as many bytes two templates have alike, not counting zeros.
std::uint64_t equalBytes(const ContentSample& a, const ContentSample& b);

/// Templates that look like copies of one system, and what they would gain from one base.
struct SharingGroup {
    std::vector<std::size_t> templates;  ///< indexes of samples, at least two
    std::size_t base = 0;                ///< that one of them as base which gains most
    std::uint64_t gainBytes = 0;         ///< about: stored by the others alone, and equal to what the base has there
};

/// Those that have a quarter of the smaller one alike, directly or through others, and something to gain; the largest
/// gain first. What lies in a file that templates outside the group need is no gain, nor what lies in the base's files,
/// nor what the disk would not give back. Throws Error (Cancelled).
std::vector<SharingGroup> findSharingGroups(std::span<const ContentSample> samples, const std::stop_token& stop);

}  // namespace engine
