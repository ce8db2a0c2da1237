#pragma once

#include "bytes/error.h"
#include "chain/chain.h"

#include <optional>
#include <stop_token>

namespace engine {

/// Looks for the memory of a machine that will go on where it stopped: what it had not written to the disk yet is in
/// nobody's file system, and what it has in memory rests on the disk as it is now. Evidence is
///  - an internal snapshot of a running machine whose disk is the very one that the image has now:
///  "disk.savedSnapshot", and in doubt more of those than are compared with it: "disk.savedTooMany";
///  - a machine that libvirt saved, with this image as a disk, among libvirt's own or beside the image, and a stream of
///    QEMU's beside it that bears its name or that of its Proxmox machine: "disk.savedMachine".
/// A file beside the image counts while the disk was not written after it. What cannot be read is no evidence.
/// @param chain complete; only its top is a disk that a machine writes to
/// Throws Error: Cancelled, and what reading the maps of the top throws.
std::optional<Error> savedMachine(const Chain& chain, const std::stop_token& stop);

}  // namespace engine
