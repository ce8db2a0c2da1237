#pragma once

#include "plan/qcow2_layout.h"
#include "support/random.h"

#include <cstdint>
#include <map>

namespace testsupport {

/// Content that follows from a seed: in each block of 4 KiB zeros, a short pattern or noise.
class SeededContent final : public engine::ContentSource {
public:
    explicit SeededContent(std::uint64_t seed, bool withZeroBlocks = true) : seed_(seed), zeros_(withZeroBlocks) {}

    void read(engine::GuestOffset offset, std::span<std::byte> out) const override;

    /// From now on the cluster reads as the earlier one.
    void alias(std::uint64_t cluster, std::uint64_t earlier, std::uint64_t clusterSize);

private:
    void readBlock(std::uint64_t block, std::uint64_t from, std::span<std::byte> out) const;

    std::uint64_t seed_;
    bool zeros_;
    std::uint64_t clusterSize_ = 0;
    std::map<std::uint64_t, std::uint64_t> aliases_;
};

/// A new image to be written, with all that qcow2 has.
struct RandomResult {
    engine::ResultMap map;  ///< compressed clusters not measured yet
    engine::Qcow2Options options;
    SeededContent content{0};
    std::uint64_t backingSize = 0;  ///< bytes; 0: no backing image
};

/// @param backingName of the header, where a backing image is drawn
RandomResult randomResult(std::uint64_t seed, const std::string& backingName);

}  // namespace testsupport
