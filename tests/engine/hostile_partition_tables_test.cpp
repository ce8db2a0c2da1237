#include "guest/partition_table.h"
#include "support/file_source.h"
#include "support/gpt_poke.h"
#include "support/guest_tree.h"
#include "support/partition_oracle.h"
#include "support/process.h"
#include "support/scratch.h"
#include "support/superblocks.h"

#include <QTest>

#include <functional>
#include <vector>

using engine::PartitionTable;
using testsupport::littleEndian;
using testsupport::pokeGpt;
using testsupport::writeAt;
namespace gpt = testsupport::gpt;

namespace {

using Path = std::filesystem::path;
using Change = std::function<void(const Path&)>;

constexpr std::uint64_t mebibyte = 1 << 20;
constexpr std::uint64_t diskSize = 64 * mebibyte;
constexpr std::uint64_t lastLba = diskSize / 512 - 1;
/// The EBRs of `mbrDisk`.
constexpr std::uint64_t firstRecord = 20 * mebibyte;
constexpr std::uint64_t secondRecord = 24 * mebibyte;

std::string contentOf(const std::string& script)
{
    const testsupport::Scratch scratch;
    const Path image = scratch / "disk.img";
    testsupport::createSparse(image, diskSize);
    testsupport::runChecked({"sh", "-c", "printf '%s' \"$2\" | sfdisk -q \"$1\"", "sh", image.string(), script});
    return testsupport::readFile(image);
}

/// sda1 at 1 MiB, an extended sda2 at 20 MiB with sda5 and sda6, sda3 at 40 MiB.
const std::string& mbrDisk()
{
    static const std::string content = contentOf("label: dos\nunit: sectors\n"
                                                 "1 : start=2048, size=20480, type=83\n"
                                                 "2 : start=40960, size=30720, type=5\n"
                                                 "3 : start=81920, size=40960, type=7\n"
                                                 "5 : start=43008, size=4096, type=83\n"
                                                 "6 : start=51200, size=4096, type=82\n");
    return content;
}

/// One at 1 MiB, two at 20 MiB.
const std::string& gptDisk()
{
    static const std::string content = contentOf("label: gpt\nunit: sectors\nfirst-lba: 2048\n"
                                                 "1 : start=2048, size=20480, type=U\n"
                                                 "2 : start=40960, size=40960, type=L\n");
    return content;
}

Change bytes(std::uint64_t offset, std::string content)
{
    return [=](const Path& image) { writeAt(image, offset, content); };
}

constexpr std::size_t entryType = 4;
constexpr std::size_t entryStart = 8;
constexpr std::size_t entrySize = 12;

/// A field of entry `index` of the boot record at `record`.
template <class Number>
Change entry(std::uint64_t record, std::size_t index, std::size_t field, Number value)
{
    return bytes(record + 446 + 16 * index + field, littleEndian(value));
}

/// A field of a GPT header, checksums right.
template <class Number>
Change header(std::uint64_t lba, std::size_t field, Number value)
{
    return [=](const Path& image) {
        pokeGpt(image, lba,
                [&](std::string& head, std::string&) { head.replace(field, sizeof(value), littleEndian(value)); });
    };
}

/// A field of GPT entry `index` in both copies, checksums right.
Change gptEntry(std::size_t index, std::size_t field, const std::string& value)
{
    return [=](const Path& image) {
        for (const std::uint64_t lba : {std::uint64_t{1}, lastLba})
            pokeGpt(image, lba, [&](std::string&, std::string& entries) {
                entries.replace(index * 128 + field, value.size(), value);
            });
    };
}

Change both(const Change& first, const Change& second)
{
    return [=](const Path& image) {
        first(image);
        second(image);
    };
}

Change resized(std::uint64_t size)
{
    return [=](const Path& image) { std::filesystem::resize_file(image, size); };
}

/// The start of a file system's own image is copied over the first bytes of the disk.
Change startOf(const testsupport::Command& make, std::size_t length)
{
    return [=](const Path& image) {
        const Path other = image.string() + ".other";
        testsupport::createSparse(other, diskSize);
        testsupport::Command command = make;
        command.push_back(other.string());
        testsupport::runChecked(command);
        writeAt(image, 0, testsupport::readFile(other).substr(0, length));
    };
}

Change raidAt(std::uint64_t offset)
{
    return [=](const Path& image) { testsupport::raid(image, offset); };
}

Change zfsAt(std::uint64_t offset)
{
    return [=](const Path& image) { testsupport::zfsLabel(image, offset); };
}

/// The first partition of `gptDisk`, which the MBR names too.
Change hybrid()
{
    return bytes(446 + 16, mbrDisk().substr(446, 16));
}

struct Case {
    const char* name;
    Change change;
    const char* code;  ///< of the refusal or the caution
};

std::vector<Case> mbrRefusals()
{
    const std::uint32_t huge = 0xffffff00;
    return {
        {"boot indicator", entry(0, 0, 0, std::uint8_t{1}), "field.notAllowed"},
        {"length without a type", entry(0, 0, entryType, std::uint8_t{0}), "field.tooSmall"},
        {"type without a length", entry(0, 0, entrySize, std::uint32_t{0}), "field.tooSmall"},
        {"partition on the table", entry(0, 0, entryStart, std::uint32_t{0}), "field.tooSmall"},
        {"two primaries overlap", entry(0, 0, entrySize, std::uint32_t{38913}), "table.overlap"},
        {"primary over the extended", entry(0, 2, entryStart, std::uint32_t{50000}), "table.overlap"},
        {"behind the end", entry(0, 2, entrySize, std::uint32_t{49153}), "table.outside"},
        {"far behind the end", entry(0, 2, entryStart, huge), "table.outside"},
        {"disk cut short", resized(59 * mebibyte), "table.outside"},
        {"dynamic disk", entry(0, 0, entryType, std::uint8_t{0x42}), "table.managed"},
        {"two extended", entry(0, 0, entryType, std::uint8_t{0x0f}), "volume.contradiction"},
        {"protective only", entry(0, 0, entryType, std::uint8_t{0xee}), "table.protective"},
        {"loop",
         both(entry(secondRecord, 1, entryStart, std::uint32_t{8192}),
              both(entry(secondRecord, 1, entryType, std::uint8_t{5}),
                   entry(secondRecord, 1, entrySize, std::uint32_t{100}))),
         "volume.contradiction"},
        {"link outside", entry(firstRecord, 1, entryStart, std::uint32_t{30720}), "volume.contradiction"},
        {"link far outside", entry(firstRecord, 1, entryStart, huge), "volume.contradiction"},
        {"link into a partition", entry(firstRecord, 1, entryStart, std::uint32_t{3000}), "volume.contradiction"},
        {"link to no record", entry(firstRecord, 1, entryStart, std::uint32_t{7000}), "volume.contradiction"},
        {"link of another type", entry(firstRecord, 1, entryType, std::uint8_t{0x83}), "volume.contradiction"},
        {"logical outside", entry(secondRecord, 0, entrySize, std::uint32_t{30720}), "volume.contradiction"},
        {"logical over a record", entry(firstRecord, 0, entrySize, std::uint32_t{6145}), "volume.contradiction"},
        {"third entry",
         both(entry(firstRecord, 2, entryType, std::uint8_t{0x83}), entry(firstRecord, 2, entrySize, std::uint32_t{1})),
         "volume.contradiction"},
        {"no signature", bytes(secondRecord + 510, std::string(2, '\0')), "volume.contradiction"},
        {"ext over the disk", bytes(1080, "\x53\xef"), "table.twoMeanings"},
        {"Btrfs beside the table", both(entry(0, 0, entryStart, std::uint32_t{4096}), bytes(0x10040, "_BHRfS_M")),
         "table.twoMeanings"},
        {"LUKS over the disk", bytes(0, "LUKS\xba\xbe"), "table.twoMeanings"},
        {"LVM over the disk", bytes(1024, std::string("LABELONE") + std::string(16, '\0') + "LVM2 001"),
         "table.twoMeanings"},
        {"swap over the disk", bytes(0xff6, "SWAPSPACE2"), "table.twoMeanings"},
        {"RAID over the disk", raidAt(4096), "table.twoMeanings"},
        {"RAID at the end", raidAt(diskSize - 8192), "table.twoMeanings"},
        {"RAID of version 0.90", [](const Path& image) { testsupport::oldRaid(image, diskSize, false); },
         "table.twoMeanings"},
        {"RAID of Intel's firmware", bytes(diskSize - 1024, "Intel Raid ISM Cfg Sig. 1.3.00"), "table.twoMeanings"},
        {"RAID of NVIDIA's firmware", bytes(diskSize - 1024, "NVIDIA"), "table.twoMeanings"},
        {"RAID of LSI's firmware", bytes(diskSize - 512, "$XIDE$"), "table.twoMeanings"},
        {"DDF RAID", bytes(diskSize - 512, "\xde\x11\xde\x11"), "table.twoMeanings"},
        {"DDF RAID, second place", bytes(diskSize - 257 * 512, "\xde\x11\xde\x11"), "table.twoMeanings"},
        {"ZFS over the disk", zfsAt(0), "table.twoMeanings"},
        {"ZFS at the end", zfsAt(diskSize - (256 << 10)), "table.twoMeanings"},
        {"Stratis over the disk", bytes(516, "!Stra0tis\x86\xff\x02^\x41rh"), "table.twoMeanings"},
        {"VDO over the disk", bytes(0, "dmvdo001"), "table.twoMeanings"},
        {"dm-integrity over the disk", bytes(0, "integrt"), "table.twoMeanings"},
        {"ISO 9660 over the disk", bytes(0x8001, "CD001"), "table.twoMeanings"},
        {"FAT's boot sector", startOf({"mkfs.vfat"}, 440), "table.twoMeanings"},
        {"NTFS's boot sector", bytes(3, "NTFS    "), "table.twoMeanings"},
        {"GPT beside the table", bytes(512, gptDisk().substr(512, 512)), "table.twoMeanings"},
    };
}

std::vector<Case> gptRefusals()
{
    const Change noPrimary = bytes(512, std::string(512, '\0'));
    const Change noBackup = bytes(lastLba * 512, std::string(512, '\0'));
    const auto onlyPrimary = [&](const Change& change) { return both(noBackup, change); };
    return {
        {"no copy", both(noPrimary, noBackup), "table.protective"},
        {"checksums of both", both(bytes(512 + 60, "x"), bytes(lastLba * 512 + 60, "x")), "table.protective"},
        {"checksum of the entries", onlyPrimary(bytes(1024 + 10, "x")), "table.protective"},
        {"header too long", onlyPrimary(header(1, gpt::headerSize, std::uint32_t{513})), "table.protective"},
        {"header too short", onlyPrimary(header(1, gpt::headerSize, std::uint32_t{91})), "table.protective"},
        {"header of another place", onlyPrimary(header(1, gpt::myLba, std::uint64_t{2})), "table.protective"},
        {"usable behind the end", onlyPrimary(header(1, gpt::lastUsable, lastLba + 1)), "table.protective"},
        {"all far behind the end",
         onlyPrimary(both(header(1, gpt::lastUsable, UINT64_MAX - 1), header(1, gpt::alternateLba, UINT64_MAX))),
         "table.protective"},
        {"usable backwards", onlyPrimary(header(1, gpt::firstUsable, lastLba - 10)), "table.protective"},
        {"usable over the header", onlyPrimary(header(1, gpt::firstUsable, std::uint64_t{1})), "table.protective"},
        {"usable over the entries", onlyPrimary(header(1, gpt::firstUsable, std::uint64_t{20})), "table.protective"},
        {"entries of 0 bytes", onlyPrimary(header(1, gpt::entrySize, std::uint32_t{0})), "table.protective"},
        {"entries of 192 bytes", onlyPrimary(header(1, gpt::entrySize, std::uint32_t{192})), "table.protective"},
        {"huge entries", onlyPrimary(header(1, gpt::entrySize, std::uint32_t{1U << 31})), "table.protective"},
        {"no entries", onlyPrimary(header(1, gpt::entryCount, std::uint32_t{0})), "table.protective"},
        {"four billion entries", onlyPrimary(header(1, gpt::entryCount, UINT32_MAX)), "table.protective"},
        {"disk cut short", resized(63 * mebibyte), "table.cutOff"},
        {"entries overlap", gptEntry(1, gpt::entryFirst, littleEndian(std::uint64_t{22527})), "table.overlap"},
        {"entry before the usable", gptEntry(0, gpt::entryFirst, littleEndian(std::uint64_t{2047})),
         "table.outsideUsable"},
        {"entry behind the usable", gptEntry(1, gpt::entryLast, littleEndian(lastLba - 10)), "table.outsideUsable"},
        {"entry backwards", gptEntry(1, gpt::entryLast, littleEndian(std::uint64_t{40958})), "table.outsideUsable"},
        {"entry without an end", gptEntry(1, gpt::entryLast, littleEndian(UINT64_MAX)), "table.outsideUsable"},
        {"dynamic disk", gptEntry(0, 0, "\xaa\xc8\x08\x58\x8f\x7e\xe0\x42\x85\xd2\xe1\xe9\x04\x34\xcf\xb3"),
         "table.managed"},
        {"no protective entry", bytes(446, std::string(66, '\0')), "table.twoMeanings"},
        {"protective entry elsewhere", entry(0, 0, entryStart, std::uint32_t{2}), "table.twoMeanings"},
        {"hybrid with a partition more", bytes(446 + 16, mbrDisk().substr(446 + 32, 16)), "table.twoMeanings"},
        {"hybrid with a longer partition", both(hybrid(), entry(0, 1, entrySize, std::uint32_t{20481})),
         "table.twoMeanings"},
        {"hybrid with a chain", both(hybrid(), entry(0, 1, entryType, std::uint8_t{5})), "table.twoMeanings"},
        {"F2FS over the disk", both(gptEntry(0, 0, std::string("\x10\x20\xf5\xf2", 4)), resized(diskSize)),
         "table.twoMeanings"},
    };
}

std::vector<Case> gptCautions()
{
    return {
        {"primary header", bytes(512 + 60, "x"), "table.primaryBroken"},
        {"primary entries", bytes(1024 + 10, "x"), "table.primaryBroken"},
        {"no primary", bytes(512, std::string(512, '\0')), "table.primaryBroken"},
        {"backup header", bytes(lastLba * 512 + 60, "x"), "table.backupBroken"},
        {"backup entries", bytes((lastLba - 32) * 512 + 10, "x"), "table.backupBroken"},
        {"backup outside", header(1, gpt::alternateLba, lastLba + 1), "table.cutOff"},
        {"backup in another galaxy", header(1, gpt::alternateLba, std::uint64_t{1} << 54), "table.backupBroken"},
        {"backup far outside", header(1, gpt::alternateLba, UINT64_MAX), "table.backupBroken"},
        {"backup differs", header(lastLba, gpt::lastUsable, lastLba - 40), "table.backupDiffers"},
        {"backup names another primary", header(lastLba, gpt::alternateLba, std::uint64_t{2}), "table.backupDiffers"},
        {"disk has grown", resized(80 * mebibyte), "table.backupNotAtEnd"},
        {"no partitions", both(gptEntry(0, 0, std::string(16, '\0')), gptEntry(1, 0, std::string(16, '\0'))),
         "table.noPartitions"},
    };
}

void addRows(const std::vector<Case>& cases)
{
    QTest::addColumn<int>("index");
    for (std::size_t index = 0; index < cases.size(); ++index)
        QTest::newRow(cases[index].name) << static_cast<int>(index);
}

}  // namespace

class HostilePartitionTablesTest : public QObject {
    Q_OBJECT

private slots:
    void takesTheDisksAsTheyAre();
    void refusesMbrs_data() { addRows(mbrRefusals()); }
    void refusesMbrs() { refuses(mbrDisk(), mbrRefusals()); }
    void refusesGpts_data() { addRows(gptRefusals()); }
    void refusesGpts() { refuses(gptDisk(), gptRefusals()); }
    void isCautious_data() { addRows(gptCautions()); }
    void isCautious();
    void passesOverStaleSuperblocks();
    void readsHybrids();
    void refusesLongChains();
    void seesNoTable();
    void doubtsTheSectorSize();
    void refusesGptsOfTwoSectorSizes();
    void readsTinyDisks();

private:
    PartitionTable read() const { return engine::readPartitionTable(testsupport::FileSource(image_)); }
    void write(const std::string& content) const
    {
        std::filesystem::remove(image_);
        testsupport::createSparse(image_, content.size());
        // The rest is zero.
        writeAt(image_, 0, content.substr(0, mebibyte));
        writeAt(image_, firstRecord, content.substr(firstRecord, 512));
        writeAt(image_, secondRecord, content.substr(secondRecord, 512));
        writeAt(image_, content.size() - mebibyte, content.substr(content.size() - mebibyte));
    }
    void refuses(const std::string& content, const std::vector<Case>& cases) const
    {
        QFETCH(int, index);
        const Case& one = cases[static_cast<std::size_t>(index)];
        write(content);
        one.change(image_);
        const PartitionTable table = read();
        QVERIFY2(table.refusal.has_value(), table.caution ? table.caution->what() : "no refusal");
        QVERIFY2(table.refusal->code() == std::string_view(one.code), table.refusal->what());
        QVERIFY(table.free.empty());
    }

    testsupport::Scratch scratch_;
    Path image_ = scratch_ / "disk.img";
};

void HostilePartitionTablesTest::takesTheDisksAsTheyAre()
{
    for (const std::string* content : {&mbrDisk(), &gptDisk()}) {
        write(*content);
        const PartitionTable table = read();
        QVERIFY2(!table.refusal, table.refusal ? table.refusal->what() : "");
        QVERIFY2(!table.caution, table.caution ? table.caution->what() : "");
        QCOMPARE(table.free.ranges().front().start.bytes(), 11 * mebibyte);
        QCOMPARE(table.partitions.size(), std::size_t{content == &mbrDisk() ? 5U : 2U});
    }
}

void HostilePartitionTablesTest::isCautious()
{
    QFETCH(int, index);
    const Case one = gptCautions()[static_cast<std::size_t>(index)];
    write(gptDisk());
    one.change(image_);
    const PartitionTable table = read();
    QVERIFY2(!table.refusal, table.refusal ? table.refusal->what() : "");
    QVERIFY(table.caution.has_value());
    QVERIFY2(table.caution->code() == std::string_view(one.code), table.caution->what());
    QVERIFY(table.free.empty());
    QCOMPARE(table.partitions.size(), std::size_t{one.code == std::string_view("table.noPartitions") ? 0U : 2U});
}

/// Of a member that this disk once was: the magic is there, and nothing else fits.
void HostilePartitionTablesTest::passesOverStaleSuperblocks()
{
    const std::string magic = "\xfc\x4e\x2b\xa9";
    for (const Change& leave : {bytes(4096, magic), bytes(diskSize - 8192, magic), bytes(diskSize - 65536, magic),
                                bytes(0x4000 + 20, std::string("\0\0\0\7version", 11)),
                                both(raidAt(4096), bytes(4096 + 40, "x")), both(zfsAt(0), bytes(0x4000 + 100, "x"))}) {
        write(mbrDisk());
        leave(image_);
        const PartitionTable table = read();
        QVERIFY2(!table.refusal, table.refusal ? table.refusal->what() : "");
        QCOMPARE(table.free.ranges().front().start.bytes(), 11 * mebibyte);
    }
}

void HostilePartitionTablesTest::readsHybrids()
{
    write(gptDisk());
    const PartitionTable before = read();
    hybrid()(image_);
    const PartitionTable table = read();
    QVERIFY2(!table.refusal, table.refusal ? table.refusal->what() : "");
    QVERIFY(!table.caution);
    QCOMPARE(table.partitions.size(), std::size_t{2});
    QVERIFY(!table.free.empty() && table.free == before.free);
}

void HostilePartitionTablesTest::refusesLongChains()
{
    const auto chain = [&](std::uint32_t records) {
        write(mbrDisk());
        for (std::uint32_t i = 0; i < records; ++i) {
            const std::uint64_t record = firstRecord + i * 4 * 512;
            writeAt(image_, record, std::string(510, '\0') + "\x55\xaa");
            entry(record, 0, entryType, std::uint8_t{0x83})(image_);
            entry(record, 0, entryStart, std::uint32_t{1})(image_);
            entry(record, 0, entrySize, std::uint32_t{3})(image_);
            if (i + 1 == records)
                continue;
            entry(record, 1, entryType, std::uint8_t{5})(image_);
            entry(record, 1, entryStart, (i + 1) * 4)(image_);
            entry(record, 1, entrySize, std::uint32_t{4})(image_);
        }
        return read();
    };
    const PartitionTable longest = chain(128);
    QVERIFY2(!longest.refusal, longest.refusal ? longest.refusal->what() : "");
    QCOMPARE(longest.partitions.size(), std::size_t{3 + 128});
    QCOMPARE(chain(129).refusal->code(), std::string_view("field.tooLarge"));
}

void HostilePartitionTablesTest::seesNoTable()
{
    const std::vector<testsupport::Command> makers{
        {"true"},       {"mkfs.vfat", "-F", "16"}, {"mkfs.vfat", "-F", "32"}, {"mkfs.ntfs", "-Q", "-F"},
        {"mkfs.exfat"}, {"mke2fs", "-q"},          {"mkfs.xfs", "-q"},        {"mkswap", "-q"}};
    for (const testsupport::Command& make : makers) {
        std::filesystem::remove(image_);
        testsupport::createSparse(image_, make.front() == "mkfs.xfs" ? 320 * mebibyte : diskSize);
        testsupport::Command command = make;
        command.push_back(image_.string());
        testsupport::runChecked(command);
        const PartitionTable table = read();
        QVERIFY2(table.kind == engine::PartitionTableKind::None, make.front().c_str());
        QVERIFY2(!table.refusal && !table.caution && table.free.empty(), make.front().c_str());
    }
    // A boot record without entries, and loader code where entries would be.
    write(std::string(diskSize, '\0'));
    writeAt(image_, 510, "\x55\xaa");
    QVERIFY(read().kind == engine::PartitionTableKind::None && !read().refusal);
    writeAt(image_, 440, std::string(70, 'c'));
    QVERIFY(read().kind == engine::PartitionTableKind::None && !read().refusal);
    // Apple's partition map.
    write(std::string(diskSize, '\0'));
    writeAt(image_, 512, std::string("PM\0\0", 4));
    QCOMPARE(read().refusal->code(), std::string_view("volume.notRead"));
}

void HostilePartitionTablesTest::doubtsTheSectorSize()
{
    // With sectors of 4096 bytes the same entry means 8 MiB to 48 MiB.
    write(contentOf("label: dos\nunit: sectors\n1 : start=2048, size=10240, type=83\n"));
    QCOMPARE(read().caution->code(), std::string_view("table.sectorSize"));
    QVERIFY(!read().refusal && read().free.empty());
    QCOMPARE(read().partitions.size(), std::size_t{1});
    writeAt(image_, 8 * mebibyte + 1080, "\x53\xef");
    QCOMPARE(read().refusal->code(), std::string_view("table.sectorSize"));
}

void HostilePartitionTablesTest::refusesGptsOfTwoSectorSizes()
{
    if (const std::string why = testsupport::whyNoMounts(); !why.empty())
        QSKIP(why.c_str());
    const Path other = scratch_ / "4096.img";
    testsupport::createSparse(other, diskSize);
    {
        const testsupport::LoopDevice loop(other, 0, 0, 4096);
        testsupport::runChecked({"sgdisk", "-n", "1:0:+5M", loop.path()});
    }
    // The primary copy of sectors of 4096 bytes, and the backup of 512: both are sound.
    write(gptDisk());
    writeAt(image_, 0, testsupport::readFile(other).substr(0, mebibyte));
    QCOMPARE(read().refusal->code(), std::string_view("table.sectorSize"));
}

void HostilePartitionTablesTest::readsTinyDisks()
{
    for (const std::uint64_t size : {0, 1, 511, 512, 513, 1024, 4095, 4096, 8192, 65536}) {
        for (const std::string* content : {&mbrDisk(), &gptDisk()}) {
            std::filesystem::remove(image_);
            testsupport::createSparse(image_, 0);
            writeAt(image_, 0, content->substr(0, size));
            QVERIFY(read().free.empty());
            QCOMPARE(read().refusal.has_value(), size >= 512);
        }
    }
}

QTEST_GUILESS_MAIN(HostilePartitionTablesTest)
#include "hostile_partition_tables_test.moc"
