#include "image/backing_name.h"

#include "bytes/byte_reader.h"
#include "bytes/checked.h"

#include <array>

namespace engine {

namespace {

/// As QEMU: a longer name is refused (block/qcow2.c, block/qed.c).
constexpr std::uint64_t longestName = 1023;
constexpr std::size_t headerBytes = 64;
constexpr std::uint32_t qcowMagic = 0x514649fb;
constexpr std::uint32_t qedMagic = 0x51454400;
/// QED specification, "Header": features.
constexpr std::uint64_t qedHasBacking = 1;

struct NamePlace {
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
};

/// qcow and qcow2 alike: bytes 8 to 19 (docs/interop/qcow2.rst; block/qcow.c). QED: bytes 56 to 63
/// (docs/interop/qed_spec.rst).
NamePlace placeIn(std::span<const std::byte, headerBytes> header)
{
    const std::byte* bytes = header.data();
    const auto magic = loadBigEndian<std::uint32_t>(bytes);
    if (magic == qcowMagic)
        return {loadBigEndian<std::uint64_t>(bytes + 8), loadBigEndian<std::uint32_t>(bytes + 16)};
    if (magic == qedMagic && (loadLittleEndian<std::uint64_t>(bytes + 16) & qedHasBacking) != 0)
        return {loadLittleEndian<std::uint32_t>(bytes + 56), loadLittleEndian<std::uint32_t>(bytes + 60)};
    return {};
}

}  // namespace

std::string readBackingName(const File& file)
{
    std::array<std::byte, headerBytes> header{};
    if (file.length() < header.size())
        return {};
    file.read(0, header);
    const NamePlace place = placeIn(header);
    if (place.offset == 0 || place.length == 0 || place.length > longestName ||
        !fits(place.offset, place.length, file.length()))
        return {};
    std::string name(static_cast<std::size_t>(place.length), '\0');
    file.read(place.offset, std::as_writable_bytes(std::span(name)));
    return name;
}

}  // namespace engine
