#include "guest/ntfs/shadow_copies.h"

#include "bytes/byte_reader.h"
#include "guest/ntfs/folder.h"

#include <algorithm>
#include <array>

namespace engine::ntfs {

namespace {

constexpr std::uint64_t headerOffset = 0x1e00;
constexpr std::size_t blockSize = 0x4000;
constexpr std::size_t entrySize = 128;
/// More than any catalog has; more mean a loop.
constexpr unsigned mostBlocks = 256;

/// {3808876b-c176-4e48-b7ae-04046e6cc752}
constexpr std::array<std::uint8_t, 16> identifier{0x6b, 0x87, 0x08, 0x38, 0x76, 0xc1, 0x48, 0x4e,
                                                  0xb7, 0xae, 0x04, 0x04, 0x6e, 0x6c, 0xc7, 0x52};
constexpr std::string_view identifierText = "{3808876b-c176-4e48-b7ae-04046e6cc752}";

bool hasIdentifier(std::span<const std::byte> bytes)
{
    return std::equal(identifier.begin(), identifier.end(), bytes.begin(),
                      [](std::uint8_t expected, std::byte byte) { return std::byte{expected} == byte; });
}

/// The type of an entry is 0 where it is empty, 1 where it is not used any more.
bool hasEntries(std::span<const std::byte> block)
{
    for (std::size_t at = entrySize; at < block.size(); at += entrySize)
        if (loadLittleEndian<std::uint64_t>(block.data() + at) > 1)
            return true;
    return false;
}

bool catalogHasEntries(const Volume& volume, std::uint64_t offset)
{
    constexpr std::uint32_t catalogRecord = 2;
    std::vector<std::byte> block(blockSize);
    for (unsigned blocks = 0; offset != 0; ++blocks) {
        if (blocks == mostBlocks || !fits(offset, blockSize, volume.boot().length()))
            return true;
        volume.source()->read(offset, block);
        if (!hasIdentifier(block) || loadLittleEndian<std::uint32_t>(block.data() + 20) != catalogRecord ||
            hasEntries(block))
            return true;
        offset = loadLittleEndian<std::uint64_t>(block.data() + 40);
    }
    return false;
}

bool headerNamesCopies(const Volume& volume)
{
    constexpr std::size_t guidLength = 16;
    std::array<std::byte, 512> header{};
    if (!fits(headerOffset, header.size(), volume.boot().length()))
        return false;
    volume.source()->read(headerOffset, header);
    if (!hasIdentifier(header))
        return false;
    const auto own = std::span(header).subspan(64, guidLength);
    const auto storage = std::span(header).subspan(80, guidLength);
    // The copies of this volume may lie on another one, and their catalog too.
    return !std::equal(own.begin(), own.end(), storage.begin()) ||
           catalogHasEntries(volume, loadLittleEndian<std::uint64_t>(header.data() + 48));
}

/// A store is named {its GUID}{the identifier}; the catalog has the identifier alone.
bool isStore(std::string name)
{
    std::transform(name.begin(), name.end(), name.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter;
    });
    return name.size() > identifierText.size() && name.ends_with(identifierText);
}

}  // namespace

bool hasShadowCopies(const Volume& volume)
{
    if (headerNamesCopies(volume))
        return true;
    const auto folder = findInFolder(volume, Volume::rootNumber, "system volume information");
    if (!folder)
        return false;
    bool found = false;
    visitFolder(volume, folder->number,
                [&](FileReference, const FileName& name) { found = found || isStore(utf8(name.name)); });
    return found;
}

}  // namespace engine::ntfs
