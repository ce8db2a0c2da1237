#pragma once

#include "guest/block_source.h"

#include <optional>
#include <string>
#include <string_view>

/// Android Verified Boot 2 (external/avb: libavb/avb_footer.h, avb_vbmeta_image.h): fields are big-endian.
namespace engine::vouching {

/// Whether the last 64 bytes of the volume are the footer of a partition whose hashes lie in it.
bool hasFooter(const BlockSource& volume);

/// The image of a vbmeta partition, whose descriptors name the partitions that it has hashes of; nothing where the
/// volume is none.
std::optional<std::string> readVbmeta(const BlockSource& volume);

/// Whether the image names a partition, with or without the slot ("_a") at the end of its name. One without a name
/// could be any.
bool namesPartition(std::string_view vbmeta, std::string_view partition);

}  // namespace engine::vouching
