#include "guest/swap/superblock.h"

#include "bytes/byte_reader.h"
#include "guest/doubt.h"
#include "guest/uuid_text.h"

#include <algorithm>
#include <array>
#include <vector>

namespace engine::swap {

namespace {

constexpr std::uint64_t smallestPage = 4096;
constexpr std::uint64_t largestPage = 64 << 10;
constexpr std::size_t signatureLength = 10;
constexpr std::size_t headerAt = 1024;
constexpr std::size_t labelLength = 16;

struct Signature {
    std::string_view text;
    bool suspended;
};
constexpr std::array signatures{Signature{"SWAPSPACE2", false}, Signature{"SWAP-SPACE", false},
                                Signature{"S1SUSPEND", true},   Signature{"S2SUSPEND", true},
                                Signature{"ULSUSPEND", true},   Signature{"LINHIB0001", true}};
/// TuxOnIce leaves the swap signature and marks the start of the page.
constexpr std::string_view tuxOnIce = "\xed\xc3\x02\xe9\x98\x56\xe5\x0c";

/// @param page ends with its signature
const Signature* signatureOf(std::string_view page)
{
    const std::string_view end = page.substr(page.size() - signatureLength);
    const auto found =
        std::ranges::find_if(signatures, [&](const Signature& signature) { return end.starts_with(signature.text); });
    return found == signatures.end() ? nullptr : &*found;
}

void readHeader(std::span<const std::byte> page, Superblock& superblock)
{
    ByteReader reader(page, 0, "swap header");
    reader.skip(headerAt);
    superblock.version = reader.littleEndian<std::uint32_t>();
    superblock.lastPage = reader.littleEndian<std::uint32_t>();
    superblock.badPages = reader.littleEndian<std::uint32_t>();
    superblock.uuid = uuidText(reader.take(16).first<16>());
    superblock.label = reader.text(labelLength);
    superblock.label.resize(std::min(superblock.label.find('\0'), labelLength));
}

}  // namespace

std::optional<Superblock> readSuperblock(const BlockSource& source, VolumeRange volume)
{
    std::vector<std::byte> start(alignDown(std::min(volume.length, largestPage), smallestPage));
    source.read(volume.start.bytes(), start);
    const std::string_view text(reinterpret_cast<const char*>(start.data()), start.size());
    for (std::uint64_t pageSize = smallestPage; pageSize <= start.size(); pageSize *= 2) {
        const Signature* const signature = signatureOf(text.substr(0, pageSize));
        if (!signature)
            continue;
        Superblock superblock;
        superblock.signature = signature->text;
        superblock.pageSize = pageSize;
        superblock.suspended = signature->suspended || text.starts_with(tuxOnIce);
        superblock.oldStyle = signature->text == "SWAP-SPACE";
        if (!superblock.oldStyle)
            readHeader(start, superblock);
        return superblock;
    }
    return std::nullopt;
}

bool holdsSuspendedSystem(const BlockSource& source, VolumeRange volume)
{
    const auto superblock = readSuperblock(source, volume);
    return superblock && superblock->suspended;
}

void requireAwake(const BlockSource& source, std::uint64_t length, std::span<const VolumeRange> content)
{
    constexpr std::uint64_t smallestImage = 1 << 20;
    if (length >= smallestImage && length % smallestPage == 0 && !content.empty() &&
        holdsSuspendedSystem(source, content.front()))
        throw volumeHibernated("swap file");
}

}  // namespace engine::swap
