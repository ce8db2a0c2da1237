#pragma once

#include "chain/chain.h"

#include <functional>
#include <stop_token>
#include <vector>

namespace engine {

/// A run of guest bytes that one layer answers in one way; the fields and rules of `qemu-img map --output=json`.
struct ReadMapEntry {
    GuestRange range;
    unsigned depth = 0;                 ///< 0: the top layer
    bool present = false;               ///< some layer says something of it; false: zeros because nothing does
    bool zero = false;                  ///< reads as zero
    bool data = false;                  ///< stored content (with zero: in a hole of the host file)
    bool compressed = false;            ///< the run starts with a compressed cluster; does not keep runs apart
    HostOffset host = Extent::nowhere;  ///< in the answering layer's file; nowhere: compressed, encrypted or none

    bool operator==(const ReadMapEntry&) const = default;
};

/// Which layer answers each guest byte, in order over the whole virtual disk, neighbours merged. `visit` is called on
/// this thread. Reads metadata only. The chain is complete. Throws Error (Cancelled).
void visitReadMap(const Chain& chain, std::stop_token stop, const std::function<void(const ReadMapEntry&)>& visit);

}  // namespace engine
