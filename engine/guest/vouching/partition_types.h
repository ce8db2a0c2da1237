#pragma once

#include <string_view>

namespace engine::vouching {

/// The GPT types of a partition, of the hashes that dm-verity checks it with, and of the signature of their root
/// (Discoverable Partitions Specification), in lower case.
struct VerityTypes {
    std::string_view data;
    std::string_view hashes;
    std::string_view signature;
};

/// The row whose hashes or signature have that type, or null.
const VerityTypes* verityTypesOf(std::string_view type) noexcept;

/// Types of partitions that a signed kernel checks block by block, with hashes that no superblock announces.
bool isSignedType(std::string_view type) noexcept;
/// ChromeOS' kernels, whose signed command line may name the root hash of any partition.
bool isSignedKernelType(std::string_view type) noexcept;

}  // namespace engine::vouching
