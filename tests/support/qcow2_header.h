#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace testsupport {

/// `value` in `bytes` bytes, the highest first.
std::string bigEndian(std::uint64_t value, int bytes = 8);

/// Numbers of a qcow2 header, version 3.
struct Qcow2Numbers {
    unsigned clusterBits = 16;
    std::uint64_t virtualSize = 1 << 20;
    std::uint64_t l1 = 0;
    std::uint64_t l1Entries = 0;
    std::uint64_t refcountTable = 0;
    std::uint64_t refcountTableClusters = 0;
    std::uint64_t snapshots = 0;
    std::uint64_t snapshotCount = 0;
};

/// With the backing name behind it.
std::string qcow2Header(const Qcow2Numbers& numbers, std::string_view backing = {});
/// A valid image of four clusters whose disk is empty: nearly all of it is a hole.
void writeEmptyQcow2(const std::filesystem::path& path, std::string_view backing = {});

}  // namespace testsupport
