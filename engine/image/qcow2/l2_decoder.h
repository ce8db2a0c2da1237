#pragma once

#include "bytes/extent_map.h"
#include "image/qcow2/header.h"

#include <span>

namespace engine::qcow2 {

/// Turns entries of one L2 table into extents, and checks each (specification, "L2 table entry", "Extended L2
/// Entries"). Throws Error(Refused): unaligned, outside the file, reserved combinations.
class L2Decoder {
public:
    /// @param dataLength bytes of the file that holds the clusters
    L2Decoder(const Header& header, std::uint64_t dataLength) : header_(header), dataLength_(dataLength) {}

    /// @param entries whole entries, as they are on disk
    /// @param guest what the first of them maps
    void decode(std::span<const std::byte> entries, GuestOffset guest, ExtentMap& map) const;

private:
    void appendStandard(std::uint64_t entry, GuestOffset guest, ExtentMap& map) const;
    void appendExtended(std::uint64_t entry, std::uint64_t bitmap, GuestOffset guest, ExtentMap& map) const;
    void appendCompressed(std::uint64_t entry, GuestOffset guest, ExtentMap& map) const;
    /// The host cluster of a standard entry, or nowhere.
    HostOffset hostCluster(std::uint64_t entry, GuestOffset guest, bool holdsData) const;

    const Header& header_;
    std::uint64_t dataLength_;
};

}  // namespace engine::qcow2
