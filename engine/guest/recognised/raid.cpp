#include "guest/recognised/raid.h"

#include "guest/checksum.h"

#include <array>

namespace engine::recognised {

namespace {

constexpr std::uint32_t magic = 0xa92b4efc;

std::uint32_t folded(std::uint64_t sum)
{
    return static_cast<std::uint32_t>(sum) + static_cast<std::uint32_t>(sum >> 32);
}

/// The kernel compares half of the bits only (md_csum_fold).
std::uint32_t halved(std::uint32_t sum)
{
    sum = (sum & 0xffff) + (sum >> 16);
    return (sum & 0xffff) + (sum >> 16);
}

void addOld(const Prober& volume, std::vector<Copy>& copies)
{
    constexpr std::uint64_t reserved = 64 << 10;
    constexpr std::size_t length = 4096;
    constexpr std::size_t sumAt = 152;
    if (volume.size() < reserved)
        return;
    const std::uint64_t offset = alignDown(volume.size(), reserved) - reserved;
    const bool little = volume.little<std::uint32_t>(offset) == magic;
    if (!little && volume.big<std::uint32_t>(offset) != magic)
        return;
    const std::string superblock = volume.text(offset, length);
    const auto word = [&](std::size_t at) {
        const auto* const bytes = std::as_bytes(std::span(superblock)).data() + at;
        return little ? loadLittleEndian<std::uint32_t>(bytes) : loadBigEndian<std::uint32_t>(bytes);
    };
    std::uint64_t sum = 0;
    for (std::size_t at = 0; at < length; at += 4)
        sum += at == sumAt ? 0 : word(at);
    if (!checksumMatches(halved(folded(sum)), halved(word(sumAt))))
        return;
    std::array<std::byte, 16> uuid{};
    for (std::size_t i = 0; i < 4; ++i)
        storeBigEndian(word(i == 0 ? 20 : 48 + 4 * i), uuid.data() + 4 * i);
    copies.push_back({"linux_raid_member", offset, uuidText(uuid), {}});
}

bool hasRightSum(const Prober& volume, std::uint64_t offset)
{
    constexpr std::uint64_t fixed = 256;
    constexpr std::uint64_t mostDevices = (4096 - fixed) / 2;
    constexpr std::uint64_t sumAt = 216;
    const auto devices = volume.little<std::uint32_t>(offset + 220);
    if (devices > mostDevices)
        return false;
    const std::string superblock = volume.text(offset, fixed + 2 * std::size_t{devices});
    const auto* const bytes = std::as_bytes(std::span(superblock)).data();
    std::uint64_t sum = 0;
    std::size_t at = 0;
    for (; at + 4 <= superblock.size(); at += 4)
        sum += at == sumAt ? 0 : loadLittleEndian<std::uint32_t>(bytes + at);
    if (at < superblock.size())
        sum += loadLittleEndian<std::uint16_t>(bytes + at);
    return !superblock.empty() && checksumMatches(folded(sum), volume.little<std::uint32_t>(offset + sumAt));
}

void addNew(const Prober& volume, std::uint64_t offset, std::vector<Copy>& copies)
{
    constexpr std::uint64_t uuidAt = 16;
    constexpr std::uint64_t nameAt = 32;
    constexpr std::uint64_t superOffsetAt = 144;
    if (volume.little<std::uint32_t>(offset) == magic && volume.little<std::uint32_t>(offset + 4) == 1 &&
        volume.little<std::uint64_t>(offset + superOffsetAt) == offset / 512 && hasRightSum(volume, offset))
        copies.push_back(
            {"linux_raid_member", offset, volume.uuid(offset + uuidAt), volume.label(offset + nameAt, 32)});
}

}  // namespace

void addRaid(const Prober& volume, std::vector<Copy>& copies)
{
    addOld(volume, copies);
    if (volume.size() >= 16384)
        addNew(volume, alignDown(volume.size(), 4096) - 8192, copies);
    addNew(volume, 0, copies);
    addNew(volume, 4096, copies);
}

void addFirmwareRaid(const Prober& volume, std::vector<Copy>& copies)
{
    struct AtEnd {
        std::uint64_t sector;  ///< counted from the end, the last one is 1
        std::string_view magic;
        std::string_view type;
    };
    constexpr std::array signatures{
        AtEnd{2, "Intel Raid ISM Cfg Sig. ", "isw_raid_member"},
        AtEnd{2, "NVIDIA", "nvidia_raid_member"},
        AtEnd{1, "$XIDE$", "lsi_mega_raid_member"},
        AtEnd{1, "\xde\x11\xde\x11", "ddf_raid_member"},
        AtEnd{257, "\xde\x11\xde\x11", "ddf_raid_member"},
        AtEnd{63, "Promise Technology, Inc.", "promise_fasttrack_raid_member"},
        AtEnd{255, "Promise Technology, Inc.", "promise_fasttrack_raid_member"},
        AtEnd{256, "Promise Technology, Inc.", "promise_fasttrack_raid_member"},
    };
    const std::uint64_t sectors = volume.size() / 512;
    for (const AtEnd& signature : signatures) {
        if (signature.sector > sectors)
            continue;
        const std::uint64_t place = (sectors - signature.sector) * 512;
        if (volume.has(place, signature.magic))
            copies.push_back({signature.type, place, {}, {}});
    }
}

}  // namespace engine::recognised
