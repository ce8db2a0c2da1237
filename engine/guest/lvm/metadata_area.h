#pragma once

#include "bytes/range_set.h"
#include "guest/block_source.h"

#include <optional>
#include <string>

namespace engine::lvm {

/// The text that is in force in a metadata area. Nothing where the area is ignored or empty.
/// Throws Error with what is wrong, among that an update that was not finished.
/// @param place of the physical volume on the disk
/// @param area inside the place
/// @param mostBytes of text; a larger one is refused
std::optional<std::string> readMetadataText(const BlockSource& disk, GuestRange place, GuestRange area,
                                            std::uint64_t mostBytes);

}  // namespace engine::lvm
