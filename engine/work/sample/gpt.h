#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace engine::sample {

/// What a disk with one partition has at its start and at its end (UEFI 2.10, 5.3); sectors of 512 bytes.
struct PartitionTableBytes {
    std::vector<std::byte> head;  ///< protective MBR, GPT header, entries
    std::vector<std::byte> tail;  ///< the backup's entries, its header; ends with the disk
};

/// The partition lies at [volumeStart, volumeStart + volumeSize) of recipes.h.
/// @param type of the partition, as GUIDs are stored
/// @param name of the partition, ASCII, at most 36 characters
PartitionTableBytes partitionTable(const std::array<std::uint8_t, 16>& type, std::string_view name);

}  // namespace engine::sample
