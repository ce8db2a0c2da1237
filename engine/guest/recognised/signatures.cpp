#include "guest/recognised/signatures.h"

#include "bytes/byte_reader.h"
#include "guest/mbr/boot_record.h"
#include "guest/uuid_text.h"

#include <algorithm>
#include <array>
#include <vector>

namespace engine::recognised {

namespace {

using std::string_view_literals::operator""sv;

/// Reads that never fail for a small volume: what lies outside is empty.
class Prober {
public:
    explicit Prober(const BlockSource& source) : source_(source) {}

    const BlockSource& source() const noexcept { return source_; }
    std::uint64_t size() const noexcept { return source_.size(); }

    std::string text(std::uint64_t offset, std::size_t length) const
    {
        std::string bytes;
        if (fits(offset, length, source_.size())) {
            bytes.resize(length);
            source_.read(offset, std::as_writable_bytes(std::span(bytes)));
        }
        return bytes;
    }
    bool has(std::uint64_t offset, std::string_view magic) const { return text(offset, magic.size()) == magic; }

    /// 0 outside the volume.
    template <class Number>
    Number little(std::uint64_t offset) const
    {
        const std::string bytes = text(offset, sizeof(Number));
        return bytes.empty() ? Number{0} : loadLittleEndian<Number>(std::as_bytes(std::span(bytes)).data());
    }
    template <class Number>
    Number big(std::uint64_t offset) const
    {
        const std::string bytes = text(offset, sizeof(Number));
        return bytes.empty() ? Number{0} : loadBigEndian<Number>(std::as_bytes(std::span(bytes)).data());
    }

    std::string uuid(std::uint64_t offset) const
    {
        const std::string bytes = text(offset, 16);
        return bytes.empty() ? bytes : uuidText(std::as_bytes(std::span(bytes)).first<16>());
    }
    std::string label(std::uint64_t offset, std::size_t length) const
    {
        std::string bytes = text(offset, length);
        bytes.resize(std::min(bytes.find('\0'), bytes.size()));
        return bytes;
    }

private:
    const BlockSource& source_;
};

std::optional<Recognition> mdRaid(const Prober& volume)
{
    constexpr std::uint32_t magic = 0xa92b4efc;
    constexpr std::uint64_t reserved = 64 << 10;
    constexpr std::uint64_t uuidAt = 16;
    constexpr std::uint64_t superOffsetAt = 144;
    // Version 0.90 is in the byte order of its machine.
    const std::uint64_t old = alignDown(volume.size(), reserved) - reserved;
    if (volume.size() >= reserved &&
        (volume.little<std::uint32_t>(old) == magic || volume.big<std::uint32_t>(old) == magic))
        return Recognition{"linux_raid_member", {}, {}};
    const std::uint64_t end = volume.size() >= 8192 ? alignDown(volume.size(), 4096) - 8192 : 0;
    for (const std::uint64_t offset : {end, std::uint64_t{0}, std::uint64_t{4096}}) {
        if (volume.little<std::uint32_t>(offset) == magic && volume.little<std::uint32_t>(offset + 4) == 1 &&
            volume.little<std::uint64_t>(offset + superOffsetAt) == offset / 512)
            return Recognition{"linux_raid_member", volume.uuid(offset + uuidAt), {}};
    }
    return std::nullopt;
}

std::optional<Recognition> zfs(const Prober& volume)
{
    constexpr std::uint64_t labelLength = 256 << 10;
    constexpr std::uint64_t listAt = 16 << 10;
    if (volume.size() < 4 * labelLength)
        return std::nullopt;
    const std::uint64_t end = alignDown(volume.size(), labelLength);
    for (const std::uint64_t label : {std::uint64_t{0}, labelLength, end - 2 * labelLength, end - labelLength}) {
        // An XDR list of pairs, the first of which is the version.
        const std::string list = volume.text(label + listAt, 32);
        if (list[0] == 1 && static_cast<unsigned char>(list[1]) <= 1 && list.substr(20, 11) == "\0\0\0\7version"sv)
            return Recognition{"zfs_member", {}, {}};
    }
    return std::nullopt;
}

std::optional<Recognition> luks(const Prober& volume)
{
    constexpr std::size_t uuidLength = 40;
    const auto version = volume.big<std::uint16_t>(6);
    if (!volume.has(0, "LUKS\xba\xbe") || version < 1 || version > 2)
        return std::nullopt;
    return Recognition{"crypto_LUKS", volume.label(168, uuidLength), version == 2 ? volume.label(24, 48) : ""};
}

std::optional<Recognition> bitLocker(const Prober& volume)
{
    // BitLocker To Go looks like FAT but for a GUID in its boot sector.
    constexpr std::string_view toGo = "\x3b\xd6\x67\x49\x29\x2e\xd8\x4a\x83\x99\xf6\xa3\x39\xe3\xd0\x01";
    if (volume.has(3, "-FVE-FS-") || (volume.has(3, "MSWIN4.1") && volume.has(424, toGo)))
        return Recognition{"BitLocker", {}, {}};
    return std::nullopt;
}

std::optional<Recognition> apfs(const Prober& volume)
{
    constexpr std::uint16_t containerSuperblock = 1;
    if (!volume.has(32, "NXSB") || volume.little<std::uint16_t>(24) != containerSuperblock)
        return std::nullopt;
    return Recognition{"apfs", volume.uuid(72), {}};
}

std::optional<Recognition> hfs(const Prober& volume)
{
    constexpr std::uint64_t header = 1024;
    const std::string signature = volume.text(header, 2);
    const auto version = volume.big<std::uint16_t>(header + 2);
    if ((signature == "H+" && version == 4) || (signature == "HX" && version == 5))
        return Recognition{"hfsplus", {}, {}};
    const auto blockSize = volume.big<std::uint32_t>(header + 20);
    if (signature != "BD" || blockSize == 0 || !isAligned(blockSize, 512))
        return std::nullopt;
    const std::string embedded = volume.text(header + 124, 2);
    return Recognition{embedded == "H+" || embedded == "HX" ? "hfsplus" : "hfs", {}, {}};
}

std::optional<Recognition> squashFs(const Prober& volume)
{
    const bool little = volume.has(0, "hsqs");
    if (!little && !volume.has(0, "sqsh"))
        return std::nullopt;
    const auto version = little ? volume.little<std::uint16_t>(28) : volume.big<std::uint16_t>(28);
    return Recognition{version >= 4 ? "squashfs" : "squashfs3", {}, {}};
}

std::optional<Recognition> nilfs(const Prober& volume)
{
    constexpr std::uint64_t superblock = 1024;
    const auto bytes = volume.little<std::uint16_t>(superblock + 8);
    if (volume.little<std::uint32_t>(superblock) != 2 || volume.little<std::uint16_t>(superblock + 6) != 0x3434 ||
        bytes < 256 || bytes > 1024)
        return std::nullopt;
    return Recognition{"nilfs2", volume.uuid(superblock + 152), volume.label(superblock + 168, 80)};
}

std::optional<Recognition> ufs(const Prober& volume)
{
    constexpr std::uint64_t magicAt = 1372;
    for (const std::uint64_t superblock : {8192U, 65536U, 262144U}) {
        for (const std::uint32_t magic : {0x00011954U, 0x19540119U}) {
            if (volume.little<std::uint32_t>(superblock + magicAt) == magic ||
                volume.big<std::uint32_t>(superblock + magicAt) == magic)
                return Recognition{"ufs", {}, {}};
        }
    }
    return std::nullopt;
}

std::optional<Recognition> drbd(const Prober& volume)
{
    constexpr std::uint64_t superblock = 4096;
    if (volume.size() < superblock)
        return std::nullopt;
    const auto magic = volume.big<std::uint32_t>(alignDown(volume.size(), 512) - superblock + 60);
    // 0.8, 0.8.4 not shut down, 9
    return magic >= 0x8374026b && magic <= 0x8374026d ? std::optional(Recognition{"drbd", {}, {}}) : std::nullopt;
}

/// A whole disk inside a volume, of a machine that ran inside the guest. It may leave the superblock of what was there
/// before as it was.
std::optional<Recognition> partitionTable(const Prober& volume)
{
    if (volume.size() < mbr::sectorSize)
        return std::nullopt;
    const mbr::BootRecord record = mbr::readBootRecord(volume.source(), 0);
    if (!record.hasSignature || record.isFileSystemsStart || record.hasBadBootIndicator() ||
        !record.isPlausible(volume.size() / mbr::sectorSize))
        return std::nullopt;
    return Recognition{record.isProtective() ? "gpt" : "dos", {}, {}};
}

/// A magic at one place, and where uuid and label stand; 0: not known.
struct Signature {
    std::string_view type;
    std::uint64_t offset;
    std::string_view magic;
    std::uint64_t uuidAt = 0;
    std::uint64_t labelAt = 0;
    std::size_t labelLength = 0;
};
constexpr std::array signatures{
    Signature{"bcache", 4096 + 24, "\xc6\x85\x73\xf6\x4e\x1a\x45\xca\x82\x65\xf5\x7f\x48\xba\x6d\x81", 4096 + 40},
    Signature{"bcachefs", 4096 + 24, "\xc6\x85\x73\xf6\x66\xce\x90\xa9\xd9\x6a\x60\xcf\x80\x3d\xf7\xef"},
    Signature{"stratis", 512 + 4, "!Stra0tis\x86\xff\x02^\x41rh"},
    Signature{"vdo", 0, "dmvdo001"},
    Signature{"DM_integrity", 0, "integrt\0"sv},
    Signature{"DM_verity_hash", 0, "verity\0\0"sv},
    Signature{"DM_snapshot_cow", 0, "SnAp"},
    Signature{"ReFS", 0, "\0\0\0ReFS\0"sv},
    Signature{"f2fs", 1024, "\x10\x20\xf5\xf2", 1024 + 108},
    Signature{"erofs", 1024, "\xe2\xe1\xf5\xe0", 1024 + 48, 1024 + 64, 16},
    Signature{"iso9660", 32769, "CD001"},
    Signature{"jfs", 32768, "JFS1", 32768 + 136, 32768 + 152, 16},
    Signature{"reiserfs", 65536 + 52, "ReIsEr2Fs", 65536 + 84, 65536 + 100, 16},
    Signature{"reiserfs", 65536 + 52, "ReIsEr3Fs", 65536 + 84, 65536 + 100, 16},
    Signature{"reiserfs", 65536 + 52, "ReIsErFs"},
    Signature{"reiserfs", 8192 + 52, "ReIsErFs"},
    Signature{"reiser4", 65536, "ReIsEr4"},
};

std::optional<Recognition> plainSignature(const Prober& volume)
{
    for (const Signature& signature : signatures) {
        if (!volume.has(signature.offset, signature.magic))
            continue;
        return Recognition{signature.type, signature.uuidAt != 0 ? volume.uuid(signature.uuidAt) : "",
                           volume.label(signature.labelAt, signature.labelLength)};
    }
    return std::nullopt;
}

}  // namespace

std::optional<Recognition> findSignature(const BlockSource& source)
{
    constexpr std::array probes{mdRaid, drbd, zfs,      luks,  bitLocker, plainSignature,
                                apfs,   hfs,  squashFs, nilfs, ufs,       partitionTable};
    const Prober volume(source);
    for (const auto probe : probes) {
        if (auto found = probe(volume))
            return found;
    }
    return std::nullopt;
}

}  // namespace engine::recognised
