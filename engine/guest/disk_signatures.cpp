#include "guest/disk_signatures.h"

#include "bytes/byte_reader.h"
#include "guest/lvm/physical_volumes.h"
#include "guest/recognised/copies.h"
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
    Signature{4096 + 24, "\xc6\x85\x73\xf6\x4e\x1a\x45\xca\x82\x65\xf5\x7f\x48\xba\x6d\x81"sv, "bcache"},
    Signature{4096 + 24, "\xc6\x85\x73\xf6\x66\xce\x90\xa9\xd9\x6a\x60\xcf\x80\x3d\xf7\xef"sv, "bcachefs"},
    Signature{0xff6, "SWAPSPACE2"sv, "swap"},
    Signature{0xff6, "SWAP-SPACE"sv, "swap"},
    Signature{1024, "OCFSV2"sv, "ocfs2"},
    Signature{2048, "OCFSV2"sv, "ocfs2"},
    Signature{4096, "OCFSV2"sv, "ocfs2"},
    Signature{8192, "OCFSV2"sv, "ocfs2"},
    Signature{1024, "\xf5\xfc\x01\xa5"sv, "vxfs"},
    Signature{8192, "\xa5\x01\xfc\xf5"sv, "vxfs"},
    Signature{0x2000, "\x49\xe8\x95\xf9"sv, "hpfs"},
    Signature{0x8000, "JFS1"sv, "jfs"},
    Signature{0x8001, "CD001"sv, "iso9660"},
    Signature{0x8001, "BEA01"sv, "udf"},
    Signature{0x8001, "NSR02"sv, "udf"},
    Signature{0x8001, "NSR03"sv, "udf"},
    Signature{0x10000, "\x01\x16\x19\x70"sv, "gfs2"},
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
    for (const recognised::Copy& copy : recognised::findCopies(disk)) {
        if (!covers(covered, copy.offset))
            return std::string(copy.type);
    }
    return std::nullopt;
}

bool startsWithSignature(const BlockSource& disk, GuestOffset offset)
{
    const Start start(disk, offset.bytes());
    const auto stands = [&](const Signature& signature) { return start.has(signature.offset, signature.bytes); };
    const bool hasRaid = start.has(0, "\xfc\x4e\x2b\xa9") || start.has(4096, "\xfc\x4e\x2b\xa9");
    // The list of names in the first label of ZFS.
    const bool hasZfs = start.has(0x4000 + 20, "\0\0\0\7version"sv);
    return start.has(510, "\x55\xaa") || start.has(512, "LABELONE") || hasRaid || hasZfs || start.hasExt() ||
           std::any_of(signatures.begin(), signatures.end(), stands);
}

}  // namespace engine
