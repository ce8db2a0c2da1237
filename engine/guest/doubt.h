#pragma once

#include "bytes/checked.h"
#include "bytes/error.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

/// What speaks against trusting a volume, said the same way for every file system.
namespace engine {

/// Marked as in use: not unmounted, or errors were found. `mark` is the field that says so.
inline Error volumeDirty(std::string_view mark)
{
    return Error(ErrorKind::Unsupported, "volume.dirty", {{"mark", std::string(mark)}});
}
/// A journal or log holds changes that are not in the maps yet. `journal` is its name.
inline Error volumeNeedsRecovery(std::string_view journal)
{
    return Error(ErrorKind::Unsupported, "volume.needsRecovery", {{"journal", std::string(journal)}});
}
/// Throws Error(Refused, "volume.cutOff") where a volume of so many blocks has no room in `size` bytes.
inline void requireRoom(std::uint64_t blocks, std::uint64_t blockSize, std::uint64_t size)
{
    const std::uint64_t length = checkedMultiply(blocks, blockSize).value_or(UINT64_MAX);
    if (length > size)
        throw Error(ErrorKind::Refused, "volume.cutOff", {{"value", length}, {"limit", size}});
}
/// A suspended system has its state in `where`.
inline Error volumeHibernated(std::string_view where)
{
    return Error(ErrorKind::Unsupported, "volume.hibernated", {{"where", std::string(where)}});
}
/// Bits of `field` that this reader does not know, or must not ignore.
inline Error unknownFeature(std::string_view field, std::uint64_t bits)
{
    return Error(ErrorKind::Unsupported, "volume.unknownFeature", {{"field", std::string(field)}, {"bits", bits}});
}
/// A feature that this reader leaves alone.
struct NamedFeature {
    std::uint64_t bit = 0;
    std::string_view name;
    std::string_view tool;  ///< the first release that knew the bit: "xfsprogs 6.13"
};
/// Throws Unsupported for bits of `field` that are not `known`: "volume.unreadFeature" where all of them have a name,
/// "volume.unknownFeature" otherwise.
void requireKnownFeatures(std::string_view field, std::uint64_t bits, std::uint64_t known,
                          std::span<const NamedFeature> named);
/// The free-space maps add up to `counted` units, and `field` says `stated`.
inline Error freeCountDiffers(std::string_view field, std::uint64_t counted, std::uint64_t stated)
{
    return Error(ErrorKind::Corrupt, "volume.freeCount",
                 {{"field", std::string(field)}, {"counted", counted}, {"stated", stated}});
}
/// @param offset bytes from the start of the volume
inline Error badChecksum(std::string_view structure, std::uint64_t offset)
{
    return Error(ErrorKind::Corrupt, "volume.checksum", {{"structure", std::string(structure)}, {"offset", offset}});
}
/// A structure contradicts itself or another; `structure` names it as the format's documentation does.
inline Error contradiction(std::string_view structure, std::uint64_t offset)
{
    return Error(ErrorKind::Corrupt, "volume.contradiction",
                 {{"structure", std::string(structure)}, {"offset", offset}});
}
/// Two formats are valid over the same bytes.
inline Error twoSignatures(std::string_view first, std::string_view second)
{
    return Error(ErrorKind::Refused, "volume.twoSignatures",
                 {{"first", std::string(first)}, {"second", std::string(second)}});
}
/// Recognised, and not read.
inline Error volumeNotRead(std::string_view type)
{
    return Error(ErrorKind::Unsupported, "volume.notRead", {{"type", std::string(type)}});
}

}  // namespace engine
