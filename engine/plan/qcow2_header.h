#pragma once

#include "image/qcow2/header.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace engine {

/// The start of a version 3 file: the header, its extensions, the backing name; not padded to a cluster. Takes from
/// `header` the geometry, the places of L1 and refcount table, the incompatible features, the compression, the backing
/// name and format. Throws Error(Refused, "layout.nameTooLong") where the name does not fit in the first cluster.
std::vector<std::byte> encodeQcow2Header(const qcow2::Header& header);

/// Bytes of a backing name that fit into the header of a new image.
/// @param clusterSize bytes
std::size_t backingNameRoom(std::uint64_t clusterSize, std::string_view backingFormat);

}  // namespace engine
