#pragma once

#include "guest/file_shares.h"
#include "report/json.h"

namespace engine::report {

/// `partitionTable`, `partitions`, `volumes`, and where `maps` are given, for volumes whose files were listed, the
/// largest files and folders with the bytes that each layer (base first) stores of them.
/// @param maps of the chain's layers; may be empty
/// @param withExtents lists `free` ranges, [start, length] on the disk
Json guestJson(const Chain& chain, const Guest& guest, const std::vector<LayerMap>& maps, bool withExtents);

/// `offset`, `volume` (index), `path`: which file owns a byte of the disk.
Json ownerJson(const Guest& guest, GuestOffset offset);

}  // namespace engine::report
