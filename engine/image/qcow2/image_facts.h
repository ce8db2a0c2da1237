#pragma once

#include "image/image.h"
#include "image/qcow2/directory.h"
#include "image/qcow2/header.h"

namespace engine::qcow2 {

/// What a qcow2 image says of itself, from its header, its snapshots and its bitmap directory, which is read here.
/// Throws Error(Refused).
ImageInfo imageFacts(const File& file, const Header& header, const SnapshotTable& snapshots);

/// Bytes that an open image keeps of these lists, about: what a header can make large.
std::uint64_t factsBytes(const ImageInfo& info, const Header& header, const SnapshotTable& snapshots) noexcept;

}  // namespace engine::qcow2
