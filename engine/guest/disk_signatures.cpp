#include "guest/disk_signatures.h"

#include "bytes/byte_reader.h"
#include "guest/lvm/physical_volumes.h"
#include "guest/source_bytes.h"

#include <array>
#include <string_view>

namespace engine {

namespace {

using namespace std::string_view_literals;

struct Signature {
    std::uint64_t offset;
    std::string_view bytes;
    std::string_view type;
};

constexpr std::array signatures{
    Signature{3, "NTFS    "sv, "ntfs"},
    Signature{3, "EXFAT   "sv, "exfat"},
    Signature{3, "-FVE-FS-"sv, "BitLocker"},
    Signature{3, "ReFS\0"sv, "ReFS"},
    Signature{0, "XFSB"sv, "xfs"},
    Signature{0, "LUKS\xba\xbe"sv, "crypto_LUKS"},
    Signature{0, "dmvdo001"sv, "vdo"},
    Signature{0, "integrt\0"sv, "DM_integrity"},
    Signature{0, "hsqs"sv, "squashfs"},
    Signature{32, "NXSB"sv, "apfs"},
    Signature{0, "\x0b\xe5\xa9\x41"sv, "sgi"},
    Signature{512, "PM\0\0"sv, "mac"},
    Signature{512 + 4, "!Stra0tis\x86\xff\x02^\x41rh"sv, "stratis"},
    Signature{512, "\x57\x45\x56\x82"sv, "bsd"},
    Signature{1024, "\x10\x20\xf5\xf2"sv, "f2fs"},
    Signature{1024, "\xe2\xe1\xf5\xe0"sv, "erofs"},
    Signature{1024, "H+\0\x04"sv, "hfsplus"},
    Signature{1024, "HX\0\x05"sv, "hfsplus"},
    Signature{0, "\xfc\x4e\x2b\xa9"sv, "linux_raid_member"},
    Signature{4096, "\xfc\x4e\x2b\xa9"sv, "linux_raid_member"},
    Signature{4096 + 24, "\xc6\x85\x73\xf6\x4e\x1a\x45\xca\x82\x65\xf5\x7f\x48\xba\x6d\x81"sv, "bcache"},
    Signature{4096 + 24, "\xc6\x85\x73\xf6\x66\xce\x90\xa9\xd9\x6a\x60\xcf\x80\x3d\xf7\xef"sv, "bcachefs"},
    Signature{0xff6, "SWAPSPACE2"sv, "swap"},
    Signature{0xff6, "SWAP-SPACE"sv, "swap"},
    // The list of names in the first label of ZFS, which leaves the first sectors to a partition table.
    Signature{0x4000 + 20, "\0\0\0\7version"sv, "zfs_member"},
    Signature{0x8000, "JFS1"sv, "jfs"},
    Signature{0x8001, "CD001"sv, "iso9660"},
    Signature{0x10034, "ReIsEr"sv, "reiserfs"},
    Signature{0x10040, "_BHRfS_M"sv, "btrfs"},
};

/// Bytes from the start of a volume that hold all signatures.
constexpr std::uint64_t signatureArea = 0x10048;

/// Reads as zero behind the end of the disk.
class Start {
public:
    Start(const BlockSource& disk, std::uint64_t offset)
        : bytes_(bytesOf(disk, offset, std::min(signatureArea, disk.size() - offset)))
    {
        bytes_.resize(signatureArea);
    }

    bool has(std::uint64_t offset, std::string_view text) const
    {
        return std::string_view(reinterpret_cast<const char*>(bytes_.data() + offset), text.size()) == text;
    }
    bool hasExt() const
    {
        constexpr std::uint64_t superblock = 1024;
        const auto logBlockSize = loadLittleEndian<std::uint32_t>(bytes_.data() + superblock + 24);
        return has(superblock + 56, "\x53\xef") && logBlockSize <= 6;
    }

private:
    std::vector<std::byte> bytes_;
};

bool covers(const GuestRangeSet& covered, std::uint64_t offset)
{
    return covered.contains(GuestOffset(offset));
}

/// Metadata that the firmware of RAID controllers keeps in the last sectors; what lies before it may be its own too.
std::optional<std::string> firmwareRaidAtEnd(const BlockSource& disk, const GuestRangeSet& covered)
{
    constexpr std::uint64_t sector = 512;
    /// Sectors counted from the end, the last one is 1.
    constexpr std::array atEnd{
        Signature{2, "Intel Raid ISM Cfg Sig. "sv, "isw_raid_member"},
        Signature{2, "NVIDIA"sv, "nvidia_raid_member"},
        Signature{1, "$XIDE$"sv, "lsi_mega_raid_member"},
        Signature{1, "\xde\x11\xde\x11"sv, "ddf_raid_member"},
        Signature{257, "\xde\x11\xde\x11"sv, "ddf_raid_member"},
    };
    const std::uint64_t sectors = disk.size() / sector;
    for (const Signature& signature : atEnd) {
        if (signature.offset > sectors)
            continue;
        const std::uint64_t place = (sectors - signature.offset) * sector;
        const auto bytes = bytesOf(disk, place, signature.bytes.size());
        const std::string_view found(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        if (found == signature.bytes && !covers(covered, place))
            return std::string(signature.type);
    }
    return std::nullopt;
}

/// Superblocks of md at the end of its device: version 0.90 in the last whole 64 KiB, version 1.0 in the last 8 KiB.
bool hasRaidAtEnd(const BlockSource& disk, const GuestRangeSet& covered)
{
    constexpr std::uint64_t reserved = 64 << 10;
    if (disk.size() < 2 * reserved)
        return false;
    const std::array places{alignDown(disk.size(), reserved) - reserved, alignDown(disk.size(), 4096) - 8192};
    for (const std::uint64_t place : places) {
        const auto magic = bytesOf(disk, place, 4);
        if (!covers(covered, place) && loadLittleEndian<std::uint32_t>(magic.data()) == 0xa92b4efc)
            return true;
    }
    return false;
}

bool hasLvmLabel(const BlockSource& disk, const GuestRangeSet& covered)
{
    return !covers(covered, 512) && lvm::recognises(disk);
}

}  // namespace

std::optional<std::string> wholeDiskSignature(const BlockSource& disk, const GuestRangeSet& covered)
{
    const Start start(disk, 0);
    for (const Signature& signature : signatures) {
        if (start.has(signature.offset, signature.bytes) && !covers(covered, signature.offset))
            return std::string(signature.type);
    }
    if (start.hasExt() && !covers(covered, 1024))
        return "ext";
    if (hasLvmLabel(disk, covered))
        return "LVM2_member";
    if (hasRaidAtEnd(disk, covered))
        return "linux_raid_member";
    return firmwareRaidAtEnd(disk, covered);
}

bool startsWithSignature(const BlockSource& disk, GuestOffset offset)
{
    const Start start(disk, offset.bytes());
    const auto stands = [&](const Signature& signature) { return start.has(signature.offset, signature.bytes); };
    return start.has(510, "\x55\xaa") || start.has(512, "LABELONE") || start.hasExt() ||
           std::any_of(signatures.begin(), signatures.end(), stands);
}

}  // namespace engine
