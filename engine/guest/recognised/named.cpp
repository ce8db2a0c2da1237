#include "guest/recognised/named.h"

#include <array>
#include <cctype>
#include <cstdio>

namespace engine::recognised {

namespace {

using std::string_view_literals::operator""sv;

/// Fields of the minix superblock, whichever its version and byte order.
struct Minix {
    std::uint64_t inodes = 0, zones = 0, inodeMaps = 0, zoneMaps = 0, firstZone = 0, logZoneSize = 0;

    bool isPlausible() const
    {
        constexpr std::uint64_t bitsPerBlock = 8192;
        return logZoneSize == 0 && inodes > 0 && inodes < UINT32_MAX && inodeMaps * bitsPerBlock >= inodes + 1 &&
               firstZone <= zones && zoneMaps * bitsPerBlock >= zones - firstZone + 1;
    }
};

template <bool big>
std::optional<Minix> readMinix(const Prober& volume)
{
    constexpr std::uint64_t superblock = 1024;
    const auto number16 = [&](std::uint64_t at) -> std::uint64_t {
        return big ? volume.big<std::uint16_t>(superblock + at) : volume.little<std::uint16_t>(superblock + at);
    };
    const auto number32 = [&](std::uint64_t at) -> std::uint64_t {
        return big ? volume.big<std::uint32_t>(superblock + at) : volume.little<std::uint32_t>(superblock + at);
    };
    const std::uint64_t magic = number16(16);
    const bool first = magic == 0x137f || magic == 0x138f;
    const bool second = magic == 0x2468 || magic == 0x2478;
    constexpr std::uint64_t knownStates = 3;
    if ((first || second) && number16(18) <= knownStates)
        return Minix{number16(0), second ? number32(20) : number16(2), number16(4), number16(6), number16(8),
                     number16(10)};
    if (number16(24) == 0x4d5a)
        return Minix{number32(0), number32(20), number16(6), number16(8), number16(10), number16(12)};
    return std::nullopt;
}

/// OSTA compressed Unicode: a byte that says the width, the characters, and in the last byte the length of all that.
std::string udfText(const Prober& volume, std::uint64_t offset, std::size_t space)
{
    const std::string field = volume.text(offset, space);
    if (field.empty())
        return {};
    const std::size_t used = std::min<std::size_t>(static_cast<unsigned char>(field.back()), space - 1);
    std::string wide;
    const bool is16 = field[0] == 16;
    if (used == 0 || (field[0] != 8 && !is16))
        return {};
    for (std::size_t i = 1; i < used; i += is16 ? 2 : 1) {
        wide += is16 && i + 1 < used ? field[i + 1] : field[i];
        wide += is16 ? field[i] : '\0';
    }
    return gpt::utf8FromUtf16(std::as_bytes(std::span(wide)));
}

/// Sixteen characters of the volume set's name, those that are not hexadecimal as their bytes.
std::string udfUuid(std::string name)
{
    if (name.size() < 8)
        return {};
    name.resize(std::max<std::size_t>(name.size(), 16));
    const auto isDigit = [](char letter) { return std::isxdigit(static_cast<unsigned char>(letter)) != 0; };
    const auto digits = std::find_if_not(name.begin(), name.begin() + 16, isDigit) - name.begin();
    if (digits < 8)
        return hexadecimal(name.substr(0, 8));
    std::string uuid = digits < 16 ? name.substr(0, 8) : name.substr(0, 16);
    for (char& letter : uuid)
        letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    return digits < 16 ? uuid + hexadecimal(name.substr(8, 4)) : uuid;
}

/// Sixteen big-endian characters, and what the plain label has after them where the two say the same: there, what is
/// not of its alphabet is an underscore.
std::string jolietLabel(std::string wide, const std::string& plain)
{
    bool same = plain.size() > 16;
    for (std::size_t i = 0; i + 1 < wide.size(); i += 2) {
        const char low = wide[i + 1];
        const char letter = static_cast<char>(std::toupper(static_cast<unsigned char>(low)));
        same = same && (plain[i / 2] == '_' || (wide[i] == 0 && (plain[i / 2] == letter || plain[i / 2] == low)));
        std::swap(wide[i], wide[i + 1]);
    }
    std::string label = gpt::utf8FromUtf16(std::as_bytes(std::span(wide)));
    if (same)
        return label + plain.substr(16);
    label.erase(label.find_last_not_of(' ') + 1);
    return label;
}

bool isUdfSequence(const Prober& volume)
{
    constexpr std::uint64_t start = 32 << 10;
    for (const std::uint64_t step : {2048U, 4096U}) {
        for (std::uint64_t i = 0; i < 16; ++i) {
            const std::string id = volume.text(start + i * step + 1, 5);
            if (id == "NSR02" || id == "NSR03")
                return true;
        }
    }
    return false;
}

}  // namespace

std::string hexadecimal(std::string_view bytes, const char* format)
{
    std::string text;
    for (const char byte : bytes) {
        std::array<char, 3> digits{};
        std::snprintf(digits.data(), digits.size(), format, static_cast<unsigned>(static_cast<unsigned char>(byte)));
        text += digits.data();
    }
    return text;
}

std::optional<Recognition> udf(const Prober& volume)
{
    constexpr std::uint16_t anchor = 2;
    constexpr std::uint16_t primary = 1;
    constexpr std::uint16_t logical = 6;
    constexpr std::uint64_t mostDescriptors = 64;
    if (!isUdfSequence(volume))
        return std::nullopt;
    Recognition found{"udf", {}, {}};
    for (const std::uint64_t block : {512U, 1024U, 2048U, 4096U}) {
        const std::uint64_t place = 256 * block;
        if (volume.little<std::uint16_t>(place) != anchor || volume.little<std::uint32_t>(place + 12) != 256)
            continue;
        const std::uint64_t count =
            std::min<std::uint64_t>(volume.little<std::uint32_t>(place + 16) / block, mostDescriptors);
        const std::uint64_t first = std::uint64_t{volume.little<std::uint32_t>(place + 20)} * block;
        for (std::uint64_t at = first; at < first + count * block; at += block) {
            const auto tag = volume.little<std::uint16_t>(at);
            if (tag == primary && found.uuid.empty())
                found.uuid = udfUuid(udfText(volume, at + 72, 128));
            else if (tag == logical && found.label.empty())
                found.label = udfText(volume, at + 84, 128);
        }
        break;
    }
    return found;
}

std::optional<Recognition> iso9660(const Prober& volume)
{
    constexpr std::uint8_t joliet = 2;
    constexpr std::uint64_t descriptors = 32 << 10;
    constexpr std::uint64_t length = 2048;
    if (!volume.has(descriptors + 1, "CD001"))
        return std::nullopt;
    Recognition found{"iso9660", {}, {}};
    for (std::uint64_t at = descriptors; at < descriptors + 16 * length && volume.has(at + 1, "CD001"); at += length) {
        if (volume.little<std::uint8_t>(at) == joliet && volume.has(at + 88, "%/"))
            found.label = jolietLabel(volume.text(at + 40, 32), found.label);
        if (volume.little<std::uint8_t>(at) != 1)
            continue;
        found.label = volume.label(at + 40, 32);
        // Digits of the time of the last change, or of the first one.
        for (const std::uint64_t time : {at + 830, at + 813}) {
            const std::string digits = volume.text(time, 16);
            if (digits == std::string(16, '0'))
                continue;
            // As blkid has it, no time at all is not the same as one that is not set.
            if (!found.uuid.empty() || digits.empty() || digits[0] == '\0')
                break;
            for (std::size_t i = 0; i < digits.size(); ++i)
                found.uuid += (i >= 4 && i % 2 == 0 ? "-" : "") + std::string(1, digits[i]);
        }
    }
    return found;
}

std::optional<Recognition> minix(const Prober& volume)
{
    if (volume.has(1024 + 56, "\x53\xef") || volume.has(1024, "\xe2\xe1\xf5\xe0"))
        return std::nullopt;
    for (const auto& found : {readMinix<false>(volume), readMinix<true>(volume)}) {
        if (found && found->isPlausible())
            return Recognition{"minix", {}, {}};
    }
    return std::nullopt;
}

std::optional<Recognition> hpfs(const Prober& volume)
{
    if (!volume.has(0x2000, "\x49\xe8\x95\xf9") || !volume.has(0x2200, "\x49\x18\x91\xf9"))
        return std::nullopt;
    Recognition found{"hpfs", {}, {}};
    if (volume.has(510, "\x55\xaa") && volume.has(54, "HPFS") && volume.has(38, "\x28")) {
        std::string serial = volume.text(39, 4);
        std::reverse(serial.begin(), serial.end());
        found.uuid = hexadecimal(serial, "%02X").insert(4, "-");
        found.label = volume.label(43, 11);
    }
    return found;
}

std::optional<Recognition> gfs(const Prober& volume)
{
    constexpr std::uint64_t superblock = 64 << 10;
    if (!volume.has(superblock, "\x01\x16\x19\x70"))
        return std::nullopt;
    const auto format = volume.big<std::uint32_t>(superblock + 24);
    const auto multiHost = volume.big<std::uint32_t>(superblock + 28);
    const bool second = format / 100 == 18 && multiHost / 100 == 19;
    if (!second && (format != 1309 || multiHost != 1401))
        return std::nullopt;
    return Recognition{second ? "gfs2" : "gfs", volume.uuid(superblock + 256), volume.label(superblock + 160, 64)};
}

std::optional<Recognition> vmfs(const Prober& volume)
{
    constexpr std::uint64_t fileSystem = 2 << 20;
    constexpr std::uint64_t member = 1 << 20;
    if (volume.has(fileSystem, "\x5e\xf1\xab\x2f")) {
        std::string uuid = volume.text(fileSystem + 9, 16);
        uuid.resize(16);
        std::string text;
        // Two little-endian numbers of four bytes, one of two, and six bytes.
        for (const std::size_t at : {3U, 2U, 1U, 0U, 7U, 6U, 5U, 4U, 9U, 8U, 10U, 11U, 12U, 13U, 14U, 15U})
            text += (text.size() == 8 || text.size() == 17 || text.size() == 22 ? "-" : "") +
                    hexadecimal(uuid.substr(at, 1));
        return Recognition{"VMFS", text, volume.label(fileSystem + 29, 128)};
    }
    if (volume.has(member, "\x0d\xd0\x01\xc0"))
        return Recognition{"VMFS_volume_member", volume.label(member + 512 + 20, 35), {}};
    return std::nullopt;
}

std::optional<Recognition> ubi(const Prober& volume)
{
    constexpr std::uint8_t superblockNode = 6;
    if (volume.has(0, "UBI#"))
        return Recognition{"ubi", std::to_string(volume.big<std::uint32_t>(24)), {}};
    if (volume.has(0, "\x31\x18\x10\x06") && volume.little<std::uint8_t>(20) == superblockNode)
        return Recognition{"ubifs", volume.uuid(108), {}};
    return std::nullopt;
}

std::optional<Recognition> romfs(const Prober& volume)
{
    if (!volume.has(0, "-rom1fs-"))
        return std::nullopt;
    return Recognition{"romfs", {}, volume.label(16, 16)};
}

}  // namespace engine::recognised
