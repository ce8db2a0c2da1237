#include "guest/file_system.h"
#include "support/guest_tree.h"
#include "support/process.h"
#include "support/random_fill.h"
#include "support/scratch.h"
#include "support/superblocks.h"

#include <QTest>

#include <functional>
#include <zlib.h>

namespace {

using namespace testsupport;
using namespace std::string_literals;
namespace fs = std::filesystem;

constexpr std::uint64_t mebibyte = 1 << 20;
constexpr std::uint64_t size = 65 * mebibyte + 12288;

std::string value(const fs::path& image, const char* tag)
{
    std::string text = run({"blkid", "-p", "-o", "value", "-s", tag, image.string()}).out;
    text.resize(std::min(text.find('\n'), text.size()));
    return text;
}

/// Something small to fill an archive with.
fs::path sampleFolder(const fs::path& beside)
{
    const fs::path folder = beside.parent_path() / "sample";
    fs::create_directories(folder);
    writeFile(folder / "file", "content");
    return folder;
}

void tool(const Command& command)
{
    runChecked(command);
}

void makeTable(const fs::path& image, const std::string& label)
{
    tool({"sh", "-c", "echo 'start=2048, size=2048' | sfdisk -q -w never -X \"$1\" \"$2\"", "sh", label,
          image.string()});
}

struct Case {
    const char* name;
    const char* type;
    std::function<void(const fs::path& image)> make;
    bool blkidAgrees = true;  ///< false: it also wants what we do not look at
    const char* code = "volume.notRead";
    engine::VolumeState state = engine::VolumeState::Unknown;
};

std::vector<Case> madeByTools()
{
    const auto luks = [](const char* type) {
        return [type](const fs::path& image) {
            writeFile(image.parent_path() / "key", "secret");
            tool({"cryptsetup", "luksFormat", "-q", "--type", type, "--pbkdf", "pbkdf2", "--pbkdf-force-iterations",
                  "1000", image.string(), (image.parent_path() / "key").string()});
        };
    };
    return {
        {"LUKS 1", "crypto_LUKS", luks("luks1"), true, "volume.encrypted", engine::VolumeState::Encrypted},
        {"LUKS 2", "crypto_LUKS", luks("luks2"), true, "volume.encrypted", engine::VolumeState::Encrypted},
        // Its tags want device-mapper: the word in the area of JSON stands for them.
        {"LUKS 2 with integrity", "crypto_LUKS",
         [luks](const fs::path& image) {
             luks("luks2")(image);
             writeAt(image, 0x3000, "\"integrity\":{");
         },
         true, "volume.integrityInside", engine::VolumeState::Encrypted},
        {"squashfs", "squashfs",
         [](const fs::path& image) {
             tool({"mksquashfs", sampleFolder(image).string(), image.string(), "-noappend", "-quiet", "-no-progress"});
         }},
        {"erofs", "erofs",
         [](const fs::path& image) {
             tool({"mkfs.erofs", image.string(), sampleFolder(image).string()});
         }},
        {"f2fs", "f2fs",
         [](const fs::path& image) {
             tool({"mkfs.f2fs", "-q", image.string()});
         }},
        {"jfs", "jfs",
         [](const fs::path& image) {
             tool({"mkfs.jfs", "-q", "-L", "label", image.string()});
         }},
        {"reiserfs", "reiserfs",
         [](const fs::path& image) {
             tool({"mkfs.reiserfs", "-q", "-f", "-f", "-l", "label", image.string()});
         }},
        {"nilfs2", "nilfs2",
         [](const fs::path& image) {
             tool({"mkfs.nilfs2", "-q", "-B", "16", "-L", "label", image.string()});
         }},
    };
}

std::vector<Case> containers()
{
    return {
        {"raid 0.90", "linux_raid_member", [](const fs::path& image) { oldRaid(image, size, false); }},
        {"raid 0.90, big-endian", "linux_raid_member", [](const fs::path& image) { oldRaid(image, size, true); }},
        {"raid 1.0", "linux_raid_member", [](const fs::path& image) { raid(image, size / 4096 * 4096 - 8192); }},
        {"raid 1.1", "linux_raid_member", [](const fs::path& image) { raid(image, 0); }},
        {"raid 1.2", "linux_raid_member", [](const fs::path& image) { raid(image, 4096); }},
        {"ZFS, first label", "zfs_member", [](const fs::path& image) { zfsLabel(image, 0); }},
        {"ZFS, last label", "zfs_member",
         [](const fs::path& image) { zfsLabel(image, size / 262144 * 262144 - 262144); }},
        {"DRBD", "drbd",
         [](const fs::path& image) {
             writeAt(image, size - 4096 + 60, "\x83\x74\x02\x6b"s + number(0, 12) + number(4096, 4, true));
         }},
        {"DRBD with a number", "drbd",
         [](const fs::path& image) {
             writeAt(image, size - 4096 + 40, number(0x0123456789abcdef, 8, true));
             writeAt(image, size - 4096 + 60, "\x83\x74\x02\x6b"s + number(0, 12) + number(4096, 4, true));
         }},
        {"bcache", "bcache",
         [](const fs::path& image) {
             writeAt(image, 4096 + 8,
                     number(8, 8) + number(0, 8) + "\xc6\x85\x73\xf6\x4e\x1a\x45\xca\x82\x65\xf5\x7f\x48\xba\x6d\x81"s);
         }},
        {"bcachefs", "bcachefs",
         [](const fs::path& image) {
             writeAt(image, 4096 + 24, "\xc6\x85\x73\xf6\x66\xce\x90\xa9\xd9\x6a\x60\xcf\x80\x3d\xf7\xef"s);
         },
         false},
        {"Stratis", "stratis", [](const fs::path& image) { writeAt(image, 516, "!Stra0tis\x86\xff\x02^\x41rh"s); },
         false},
        {"VDO", "vdo", [](const fs::path& image) { writeAt(image, 0, "dmvdo001"); }},
        {"dm-integrity", "DM_integrity", [](const fs::path& image) { writeAt(image, 0, "integrt\0\1\17"s); }, true,
         "volume.integrityInside"},
        {"dm-verity", "DM_verity_hash", [](const fs::path& image) { writeAt(image, 0, "verity\0\0\1"s); }},
        {"disk with an MBR", "dos", [](const fs::path& image) { makeTable(image, "dos"); }, false},
        {"disk with a GPT", "gpt", [](const fs::path& image) { makeTable(image, "gpt"); }, false},
        {"LVM snapshot", "DM_snapshot_cow", [](const fs::path& image) { writeAt(image, 0, "SnAp"); }},
    };
}

std::vector<Case> fileSystems()
{
    const auto encrypted = engine::VolumeState::Encrypted;
    return {
        {"BitLocker", "BitLocker", [](const fs::path& image) { writeAt(image, 0, "\xeb\x58\x90-FVE-FS-"s); }, false,
         "volume.encrypted", encrypted},
        {"BitLocker of Vista", "BitLocker", [](const fs::path& image) { writeAt(image, 0, "\xeb\x52\x90-FVE-FS-"s); },
         true, "volume.encrypted", encrypted},
        {"BitLocker To Go", "BitLocker",
         [](const fs::path& image) {
             writeAt(image, 0, "\xeb\x58\x90MSWIN4.1"s);
             writeAt(image, 424, "\x3b\xd6\x67\x49\x29\x2e\xd8\x4a\x83\x99\xf6\xa3\x39\xe3\xd0\x01"s);
         },
         false, "volume.encrypted", encrypted},
        {"ReFS", "ReFS", [](const fs::path& image) { writeAt(image, 3, "ReFS"); }},
        {"APFS", "apfs",
         [](const fs::path& image) {
             writeAt(image, 8,
                     number(1, 8) + number(1, 8) + number(1, 2) + number(0x8000, 2) + number(0, 4) + "NXSB" +
                         number(4096, 4));
         }},
        {"HFS+", "hfsplus", [](const fs::path& image) { writeAt(image, 1024, "H+\0\4"s); }, false},
        {"HFSX", "hfsplus", [](const fs::path& image) { writeAt(image, 1024, "HX\0\5"s); }, false},
        {"HFS+ inside HFS", "hfsplus",
         [](const fs::path& image) {
             writeAt(image, 1024, "BD");
             writeAt(image, 1044, number(4096, 4, true));
             writeAt(image, 1148, "H+");
         },
         false},
        {"HFS", "hfs",
         [](const fs::path& image) {
             writeAt(image, 1024, "BD");
             writeAt(image, 1044, number(4096, 4, true));
         }},
        {"ISO 9660", "iso9660", [](const fs::path& image) { writeAt(image, 32768, "\1CD001\1"s); }},
        {"UFS 1", "ufs", [](const fs::path& image) { writeAt(image, 8192 + 1372, number(0x00011954, 4)); }},
        {"UFS 2, big-endian", "ufs",
         [](const fs::path& image) { writeAt(image, 65536 + 1372, number(0x19540119, 4, true)); }},
        {"squashfs 3", "squashfs3",
         [](const fs::path& image) {
             writeAt(image, 0, "hsqs");
             writeAt(image, 28, number(3, 2));
         }},
        {"UDF", "udf",
         [](const fs::path& image) {
             tool({"mkudffs", "--label=label", image.string()});
         }},
        {"ISO 9660 with a label", "iso9660",
         [](const fs::path& image) {
             writeAt(image, 32768, "\1CD001\1"s);
             writeAt(image, 32768 + 40, "LABEL" + std::string(27, ' '));
             writeAt(image, 32768 + 813, "2024010203040506" + std::string(1, '\0') + std::string(16, '0'));
             writeAt(image, 34816, "\377CD001\1"s);
         }},
        {"ISO 9660 without a time of the last change", "iso9660",
         [](const fs::path& image) {
             writeAt(image, 32768, "\1CD001\1"s);
             writeAt(image, 32768 + 813, "2024010203040506");
             writeAt(image, 34816, "\377CD001\1"s);
         }},
        {"cramfs", "cramfs",
         [](const fs::path& image) {
             tool({"mkfs.cramfs", "-n", "label", sampleFolder(image).string(), image.string()});
         }},
        {"minix 1", "minix",
         [](const fs::path& image) {
             tool({"mkfs.minix", "-1", image.string(), "20000"});
         }},
        {"minix 2", "minix",
         [](const fs::path& image) {
             tool({"mkfs.minix", "-2", image.string()});
         }},
        {"minix 3", "minix",
         [](const fs::path& image) {
             tool({"mkfs.minix", "-3", image.string()});
         }},
        {"romfs", "romfs",
         [](const fs::path& image) {
             tool({"genromfs", "-f", image.string(), "-d", sampleFolder(image).string(), "-V", "label"});
             fs::resize_file(image, size);
         }},
        {"BFS", "bfs",
         [](const fs::path& image) {
             tool({"mkfs.bfs", image.string()});
         }},
        {"VxFS", "vxfs", [](const fs::path& image) { writeAt(image, 1024, "\xf5\xfc\x01\xa5"s + number(4, 4)); }},
        {"OCFS2", "ocfs2",
         [](const fs::path& image) {
             writeAt(image, 8192, "OCFSV2");
             writeAt(image, 8192 + 272, "label");
             writeAt(image, 8192 + 336, "0123456789abcdef");
         }},
        {"GFS2", "gfs2",
         [](const fs::path& image) {
             writeAt(image, 65536, "\x01\x16\x19\x70"s + number(1, 4, true));
             writeAt(image, 65536 + 24, number(1801, 4, true) + number(1900, 4, true));
             writeAt(image, 65536 + 160, "cluster:label");
             writeAt(image, 65536 + 256, "0123456789abcdef");
         }},
        {"HPFS", "hpfs",
         [](const fs::path& image) {
             writeAt(image, 0x2000, "\x49\xe8\x95\xf9");
             writeAt(image, 0x2200, "\x49\x18\x91\xf9");
             writeAt(image, 38, "\x28\x12\x34\x56\x78LABEL      HPFS    ");
             writeAt(image, 510, "\x55\xaa");
         }},
        {"VMFS", "VMFS",
         [](const fs::path& image) {
             writeAt(image, 2 * mebibyte, "\x5e\xf1\xab\x2f");
             writeAt(image, 2 * mebibyte + 9, "0123456789abcdef");
             writeAt(image, 2 * mebibyte + 29, "label");
         }},
        {"VMFS member", "VMFS_volume_member",
         [](const fs::path& image) {
             writeAt(image, mebibyte, "\x0d\xd0\x01\xc0");
             writeAt(image, mebibyte + 532, "00000000-00000000-0000-000000000000");
         }},
        {"UBI", "ubi",
         [](const fs::path& image) {
             std::string header = "UBI#\1\0\0\0"s + std::string(16, '\0') + number(4711, 4, true);
             header.resize(60, '\0');
             const auto* const bytes = reinterpret_cast<const Bytef*>(header.data());
             writeAt(image, 0, header + number(~crc32_z(0, bytes, header.size()) & UINT32_MAX, 4, true));
         }},
        {"reiser4", "reiser4",
         [](const fs::path& image) { writeAt(image, 65536, "ReIsEr4"s + std::string(11, '\0') + number(16, 1)); }},
    };
}

std::vector<Case> cases()
{
    std::vector<Case> all = madeByTools();
    for (const auto& more : {containers(), fileSystems()})
        all.insert(all.end(), more.begin(), more.end());
    return all;
}

}  // namespace

Q_DECLARE_METATYPE(Case)

class RecognisedVolumesTest : public QObject {
    Q_OBJECT

private slots:
    void namesWhatItDoesNotRead_data();
    void namesWhatItDoesNotRead();
    void findsNothingInNothing_data();
    void findsNothingInNothing();
    void refusesAMemberOfAnArrayWithAFileSystemInside();
    void refusesADiskInAVolumeThatWasAFileSystem();
};

void RecognisedVolumesTest::namesWhatItDoesNotRead_data()
{
    QTest::addColumn<Case>("shape");
    for (const Case& shape : cases())
        QTest::addRow("%s", shape.name) << shape;
}

void RecognisedVolumesTest::namesWhatItDoesNotRead()
{
    QFETCH(Case, shape);
    const Scratch scratch;
    const fs::path image = scratch / "image";
    createSparse(image, size);
    shape.make(image);
    const auto volume = openGuestImage(image);
    const engine::VolumeFacts& facts = volume->facts();
    QCOMPARE(facts.type, std::string(shape.type));
    QCOMPARE(facts.state, shape.state);
    QCOMPARE(facts.reason.value().code(), std::string_view(shape.code));
    QVERIFY(volume->freeSpace().empty());
    QCOMPARE(value(image, "TYPE"), std::string(shape.blkidAgrees ? shape.type : ""));
    if (!facts.uuid.empty() && shape.blkidAgrees)
        QCOMPARE(facts.uuid, value(image, "UUID"));
    if (!facts.label.empty())
        QCOMPARE(facts.label, value(image, "LABEL"));
}

void RecognisedVolumesTest::findsNothingInNothing_data()
{
    QTest::addColumn<quint64>("length");
    for (const quint64 length : {1ULL, 511ULL, 512ULL, 4096ULL, 65536ULL, 65537ULL, 70000ULL, 1048576ULL, 8000000ULL})
        QTest::addRow("%llu", length) << length;
}

void RecognisedVolumesTest::findsNothingInNothing()
{
    QFETCH(quint64, length);
    const Scratch scratch;
    for (const bool noise : {false, true}) {
        createSparse(scratch / "image", (length + 511) / 512 * 512);
        Random random(length);
        if (noise)
            fillWithRandom(scratch / "image",
                           engine::VolumeRangeSet::of({{engine::VolumeOffset(0), (length + 511) / 512 * 512}}), random);
        QCOMPARE(openGuestImage(scratch / "image")->facts().reason.value().code(),
                 std::string_view("volume.noSignature"));
    }
}

void RecognisedVolumesTest::refusesAMemberOfAnArrayWithAFileSystemInside()
{
    const Scratch scratch;
    const fs::path image = scratch / "image";
    createSparse(image, 2 * size);
    tool({"mkfs.btrfs", "-q", "-M", image.string()});
    QVERIFY(!openGuestImage(image)->facts().reason);
    raid(image, 2 * size - 8192);
    QCOMPARE(openGuestImage(image)->facts().reason.value().code(), std::string_view("volume.twoSignatures"));
}

/// What a machine inside the guest makes of a logical volume: the checker of the old file system still sees nothing.
void RecognisedVolumesTest::refusesADiskInAVolumeThatWasAFileSystem()
{
    const Scratch scratch;
    const fs::path image = scratch / "image";
    createSparse(image, size);
    tool({"mke2fs", "-q", "-F", "-t", "ext4", image.string()});
    QVERIFY(!openGuestImage(image)->facts().reason);
    makeTable(image, "dos");
    tool({"e2fsck", "-fn", image.string()});
    QCOMPARE(openGuestImage(image)->facts().reason.value().code(), std::string_view("volume.twoSignatures"));
}

QTEST_GUILESS_MAIN(RecognisedVolumesTest)
#include "recognised_volumes_test.moc"
