#include "guest/recognised/signatures.h"

#include "guest/mbr/boot_record.h"
#include "guest/recognised/copies.h"
#include "guest/recognised/named.h"

#include <array>

namespace engine::recognised {

namespace {

using std::string_view_literals::operator""sv;

std::optional<Recognition> copy(const Prober& volume)
{
    const std::vector<Copy> copies = findCopies(volume.source());
    if (copies.empty())
        return std::nullopt;
    return Recognition{copies.front().type, copies.front().uuid, copies.front().label};
}

std::optional<Recognition> f2fs(const Prober& volume)
{
    constexpr std::uint64_t superblock = 1024;
    if (!volume.has(superblock, "\x10\x20\xf5\xf2"))
        return std::nullopt;
    return Recognition{"f2fs", volume.uuid(superblock + 108), volume.utf16Label(superblock + 124, 1024)};
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
    if (embedded == "H+" || embedded == "HX")
        return Recognition{"hfsplus", {}, {}};
    return Recognition{
        "hfs", {}, volume.text(header + 37, std::min<std::size_t>(volume.little<std::uint8_t>(header + 36), 27))};
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
    const std::uint64_t place = alignDown(volume.size(), 512) - superblock;
    const auto magic = volume.big<std::uint32_t>(place + 60);
    // 0.8, 0.8.4 not shut down, 9
    if (magic < 0x8374026b || magic > 0x8374026d)
        return std::nullopt;
    // A number in blkid's eyes, and zero is none.
    std::string uuid = hexadecimal(volume.text(place + 40, 8));
    uuid.erase(0, uuid.find_first_not_of('0'));
    return Recognition{"drbd", std::move(uuid), {}};
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
    Signature{"bcache", 4096 + 24, "\xc6\x85\x73\xf6\x4e\x1a\x45\xca\x82\x65\xf5\x7f\x48\xba\x6d\x81", 4096 + 40,
              4096 + 72, 32},
    Signature{"bcachefs", 4096 + 24, "\xc6\x85\x73\xf6\x66\xce\x90\xa9\xd9\x6a\x60\xcf\x80\x3d\xf7\xef", 4096 + 56,
              4096 + 72, 32},
    Signature{"stratis", 512 + 4, "!Stra0tis\x86\xff\x02^\x41rh"},
    Signature{"vdo", 0, "dmvdo001", 40},
    Signature{"DM_integrity", 0, "integrt\0"sv},
    Signature{"DM_verity_hash", 0, "verity\0\0"sv, 16},
    Signature{"DM_snapshot_cow", 0, "SnAp"},
    Signature{"ReFS", 0, "\0\0\0ReFS\0"sv},
    Signature{"erofs", 1024, "\xe2\xe1\xf5\xe0", 1024 + 48, 1024 + 64, 16},
    Signature{"jfs", 32768, "JFS1", 32768 + 136, 32768 + 152, 16},
    Signature{"reiserfs", 65536 + 52, "ReIsEr2Fs", 65536 + 84, 65536 + 100, 16},
    Signature{"reiserfs", 65536 + 52, "ReIsEr3Fs", 65536 + 84, 65536 + 100, 16},
    Signature{"reiserfs", 65536 + 52, "ReIsErFs"},
    Signature{"reiserfs", 8192 + 52, "ReIsErFs"},
    Signature{"reiserfs", 8192 + 20, "ReIsErFs"},
    Signature{"reiser4", 65536, "ReIsEr4", 65536 + 20, 65536 + 36, 16},
    Signature{"cramfs", 0, "\x45\x3d\xcd\x28", 0, 48, 16},
    Signature{"cramfs", 0, "\x28\xcd\x3d\x45", 0, 48, 16},
    Signature{"bfs", 0, "\xce\xfa\xad\x1b"},
    Signature{"befs", 32, "BFS1", 0, 0, 32},
    Signature{"befs", 32, "1SFB", 0, 0, 32},
    Signature{"befs", 512 + 32, "BFS1", 0, 512, 32},
    Signature{"befs", 512 + 32, "1SFB", 0, 512, 32},
    Signature{"vxfs", 1024, "\xf5\xfc\x01\xa5"},
    Signature{"vxfs", 8192, "\xa5\x01\xfc\xf5"},
    Signature{"ocfs", 8192, "OracleCFS"},
    Signature{"ocfs2", 1024, "OCFSV2", 1024 + 336, 1024 + 272, 64},
    Signature{"ocfs2", 2048, "OCFSV2", 2048 + 336, 2048 + 272, 64},
    Signature{"ocfs2", 4096, "OCFSV2", 4096 + 336, 4096 + 272, 64},
    Signature{"ocfs2", 8192, "OCFSV2", 8192 + 336, 8192 + 272, 64},
    Signature{"oracleasm", 32, "ORCLDISK", 0, 40, 24},
    Signature{"nss", 4096, "SPB5"},
    Signature{"ceph_bluestore", 0, "bluestore block device"},
    Signature{"zonefs", 0, "SFOZ"},
    Signature{"exfs", 0, "EXFS"},
    Signature{"drbdmanage_control_volume", 0, "$DRBDmgr=q"},
    Signature{"drbdproxy_datalog", 0, "DRBDdlh*"},
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
    constexpr std::array probes{copy,     drbd,  luks,  bitLocker,     plainSignature, f2fs,  apfs, hfs,
                                squashFs, nilfs, ufs,   udf,           iso9660,        minix, hpfs, gfs,
                                vmfs,     ubi,   romfs, partitionTable};
    const Prober volume(source);
    for (const auto probe : probes) {
        if (auto found = probe(volume))
            return found;
    }
    return std::nullopt;
}

}  // namespace engine::recognised
