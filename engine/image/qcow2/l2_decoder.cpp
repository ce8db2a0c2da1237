#include "image/qcow2/l2_decoder.h"

#include "bytes/byte_reader.h"
#include "image/field_check.h"

namespace engine::qcow2 {

namespace {

Error badEntry(std::string_view why, std::uint64_t entry, GuestOffset guest)
{
    return Error(ErrorKind::Refused, "qcow2.l2Entry",
                 {{"field", std::string("L2 entry")},
                  {"value", entry},
                  {"limit", std::string(why)},
                  {"guestOffset", guest.bytes()}});
}

ExtentState subclusterState(std::uint64_t bitmap, unsigned index)
{
    if (((bitmap >> (32 + index)) & 1) != 0)
        return ExtentState::Zero;
    return ((bitmap >> index) & 1) != 0 ? ExtentState::Data : ExtentState::Unallocated;
}

}  // namespace

void L2Decoder::decode(std::span<const std::byte> entries, GuestOffset guest, ExtentMap& map) const
{
    const Geometry& geometry = header_.geometry;
    const std::size_t step = geometry.l2EntryBytes();
    for (std::size_t at = 0; at + step <= entries.size(); at += step, guest = guest + geometry.clusterSize()) {
        const auto entry = loadBigEndian<std::uint64_t>(entries.data() + at);
        if (geometry.extendedL2)
            appendExtended(entry, loadBigEndian<std::uint64_t>(entries.data() + at + 8), guest, map);
        else if (entry != 0)
            appendStandard(entry, guest, map);
    }
}

void L2Decoder::appendStandard(std::uint64_t entry, GuestOffset guest, ExtentMap& map) const
{
    if ((entry & entryCompressed) != 0)
        return appendCompressed(entry, guest, map);
    const bool zero = (entry & entryZero) != 0;
    if (zero && header_.version < 3)
        throw badEntry("zero flag needs version 3", entry, guest);
    const HostOffset host = hostCluster(entry, guest, !zero);
    ExtentState state = ExtentState::Zero;
    if (!zero)
        state = host == Extent::nowhere ? ExtentState::Unallocated : ExtentState::Data;
    map.append({guest, header_.geometry.clusterSize(), host, 0, state});
}

void L2Decoder::appendExtended(std::uint64_t entry, std::uint64_t bitmap, GuestOffset guest, ExtentMap& map) const
{
    if (entry == 0 && bitmap == 0)
        return;
    if ((entry & entryCompressed) != 0) {
        if (bitmap != 0)
            throw badEntry("no subcluster bitmap with a compressed cluster", entry, guest);
        return appendCompressed(entry, guest, map);
    }
    const std::uint64_t allocated = bitmap & 0xffff'ffff;
    const HostOffset host = hostCluster(entry, guest, allocated != 0);
    if (((bitmap >> 32) & allocated) != 0)
        throw badEntry("subclusters are zero or allocated, not both", entry, guest);
    if (host == Extent::nowhere && allocated != 0)
        throw badEntry("allocated subclusters need a host cluster", entry, guest);

    const std::uint64_t size = header_.geometry.subclusterSize();
    for (unsigned index = 0; index < subclustersPerCluster; ++index) {
        const HostOffset place = host == Extent::nowhere ? host : host + index * size;
        map.append({guest + index * size, size, place, 0, subclusterState(bitmap, index)});
    }
}

void L2Decoder::appendCompressed(std::uint64_t entry, GuestOffset guest, ExtentMap& map) const
{
    if (header_.has(Incompatible::ExternalDataFile))
        throw badEntry("no compressed cluster with an external data file", entry, guest);
    const CompressedPlace place = compressedPlace(entry, header_.geometry.clusterBits);
    // The length counts whole sectors; the file may end inside the last one.
    if (!fits(place.offset, place.length, checkedAlignUp(dataLength_, 512).value_or(dataLength_)))
        throw Error(ErrorKind::Refused, "field.outsideFile",
                    {{"field", std::string("compressed cluster")},
                     {"value", place.offset},
                     {"length", place.length},
                     {"limit", dataLength_},
                     {"guestOffset", guest.bytes()}});
    map.append({guest, header_.geometry.clusterSize(), HostOffset(place.offset),
                static_cast<std::uint32_t>(place.length), ExtentState::Compressed});
}

HostOffset L2Decoder::hostCluster(std::uint64_t entry, GuestOffset guest, bool holdsData) const
{
    const std::uint64_t offset = entry & entryOffsetMask;
    const bool external = header_.has(Incompatible::ExternalDataFile);
    const bool zeroFlag = !header_.geometry.extendedL2 && (entry & entryZero) != 0;
    // Offset 0 is the header, but the first cluster of an external data file.
    if (offset == 0 && !(external && (entry & entryCopied) != 0 && !zeroFlag))
        return Extent::nowhere;
    if (!header_.geometry.isClusterAligned(offset))
        throw badEntry("host offset is a multiple of the cluster size", entry, guest);
    if (external && offset != guest.bytes())
        throw badEntry("host offset equals the guest offset in an external data file", entry, guest);
    // The last cluster of a file may end with it; one that starts behind the end was cut off.
    if (holdsData && !external && offset >= dataLength_)
        throw Error(ErrorKind::Refused, "field.outsideFile",
                    {{"field", std::string("data cluster")},
                     {"value", offset},
                     {"length", header_.geometry.clusterSize()},
                     {"limit", dataLength_},
                     {"guestOffset", guest.bytes()}});
    return HostOffset(offset);
}

}  // namespace engine::qcow2
