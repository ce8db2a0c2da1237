#include "guest/lvm/physical_volumes.h"

#include "bytes/byte_reader.h"
#include "guest/partition_table.h"
#include "support/file_source.h"
#include "support/gpt_poke.h"
#include "support/guest_tree.h"
#include "support/lvm.h"
#include "support/random.h"
#include "support/random_fill.h"
#include "support/scratch.h"

#include <QTest>

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <sstream>

using engine::GuestOffset;
using engine::GuestRange;
using testsupport::LvmImage;
using testsupport::Random;
using testsupport::replaceOnce;
using testsupport::textOf;

namespace {

constexpr std::uint64_t mebibyte = 1 << 20;

std::uint64_t number(const std::string& text)
{
    return std::stoull(text);
}

/// A run of extents as LVM's tools print it: "/dev/loop0:5-9".
struct Run {
    std::string device;
    std::uint64_t first = 0;
    std::uint64_t count = 0;
};

std::vector<Run> runsOf(const std::string& text)
{
    std::vector<Run> runs;
    std::istringstream words(text);
    for (std::string word; words >> word;) {
        const auto colon = word.rfind(':');
        const auto dash = word.rfind('-');
        const std::uint64_t first = number(word.substr(colon + 1, dash - colon - 1));
        runs.push_back({word.substr(0, colon), first, number(word.substr(dash + 1)) - first + 1});
    }
    return runs;
}

/// Where the extents of each device start on the disk, as `pvs` says.
std::map<std::string, GuestOffset> extentStarts(const LvmImage& disk)
{
    std::map<std::string, GuestOffset> starts;
    for (const auto& row : disk.lvm().report({"pvs", "-o", "pv_name,pe_start"}))
        starts[row.at("pv_name")] = disk.partOf(row.at("pv_name")).start + number(row.at("pe_start"));
    return starts;
}

/// Each chunk of each stripe lies where `lvs` says.
void compareMapping(const LvmImage& disk, const engine::lvm::LogicalVolume& volume)
{
    QVERIFY2(volume.mapping.has_value(), textOf(volume.reason).c_str());
    const auto starts = extentStarts(disk);
    const auto rows = disk.lvm().report({"lvs", "--segments", volume.name, "-o",
                                         "lv_uuid,lv_size,seg_start,seg_size,stripes,stripe_size,seg_pe_ranges,"
                                         "vg_extent_size"});
    QCOMPARE(volume.mapping->size(), number(rows.at(0).at("lv_size")));
    QCOMPARE(volume.uuid, rows.at(0).at("lv_uuid"));
    for (const auto& row : rows) {
        const std::uint64_t extent = number(row.at("vg_extent_size"));
        const std::vector<Run> runs = runsOf(row.at("seg_pe_ranges"));
        QCOMPARE(std::uint64_t{runs.size()}, number(row.at("stripes")));
        const std::uint64_t chunk = runs.size() > 1 ? number(row.at("stripe_size")) : extent;
        for (std::uint64_t index = 0; index < number(row.at("seg_size")) / chunk; ++index) {
            const Run& run = runs[index % runs.size()];
            const GuestOffset place = starts.at(run.device) + run.first * extent + index / runs.size() * chunk;
            const auto found = volume.mapping->toVolume(place);
            QVERIFY(found.has_value());
            QCOMPARE(found->bytes(), number(row.at("seg_start")) + index * chunk);
            volume.mapping->visit({*found, chunk}, [&](GuestRange piece) {
                QCOMPARE(piece.start, place);
                QCOMPARE(piece.length, chunk);
            });
        }
    }
}

/// The extents that `pvs` shows without a volume.
engine::GuestRangeSet freeByOracle(const LvmImage& disk)
{
    const auto starts = extentStarts(disk);
    std::vector<GuestRange> free;
    for (const auto& row : disk.lvm().report(
             {"pvs", "--segments", "-o", "pv_name,pvseg_start,pvseg_size,segtype,vg_name,vg_extent_size"})) {
        if (row.at("segtype") != "free" || row.at("vg_name").empty())
            continue;
        const std::uint64_t extent = number(row.at("vg_extent_size"));
        free.push_back({starts.at(row.at("pv_name")) + number(row.at("pvseg_start")) * extent,
                        number(row.at("pvseg_size")) * extent});
    }
    return engine::GuestRangeSet::of(std::move(free));
}

void compare(const LvmImage& disk)
{
    const engine::lvm::PhysicalVolumes read = disk.read();
    QVERIFY2(!read.reason, textOf(read.reason).c_str());
    const auto rows = disk.lvm().report({"lvs", "-o", "vg_name,lv_name"});
    QCOMPARE(read.volumes.size(), rows.size());
    for (const engine::lvm::LogicalVolume& volume : read.volumes) {
        compareMapping(disk, volume);
        if (QTest::currentTestFailed())
            return;
    }
    QVERIFY(read.free == freeByOracle(disk));
}

std::vector<GuestRange> someParts(Random& random)
{
    std::vector<GuestRange> parts;
    std::uint64_t start = random.below(3) * mebibyte;
    for (std::uint64_t count = random.between(1, 4); count > 0; --count) {
        const std::uint64_t length = random.between(24, 60) * mebibyte + random.below(8) * 512;
        parts.push_back({GuestOffset(start), length});
        start += (length + mebibyte) / 512 * 512;
    }
    return parts;
}

void makeGroup(const LvmImage& disk, Random& random)
{
    testsupport::Command create{"vgcreate", "-s", random.pick(std::array{"128k", "1m", "4m"})};
    if (random.chance(30))
        create.insert(create.end(), {"--vgmetadatacopies", "1"});
    create.push_back("group");
    for (std::size_t part = 0; part < disk.parts().size(); ++part) {
        const std::string copies = part == 0 ? "1" : random.pick(std::array{"0", "1", "1", "2"});
        disk.lvm().run({"pvcreate", "--metadatacopies", copies, "--dataalignment",
                        random.pick(std::array{"64k", "1m", "3m"}), disk.device(part)});
        create.push_back(disk.device(part));
    }
    disk.lvm().run(create);
}

void changeGroup(const LvmImage& disk, Random& random)
{
    const std::string name = "group/volume-" + std::to_string(random.below(6));
    const std::string extents = std::to_string(random.between(1, 12));
    const std::string stripes = std::to_string(random.between(1, disk.parts().size()));
    const std::string stripeSize = random.pick(std::array{"4k", "64k", "128k"});
    const std::uint64_t dice = random.below(10);
    if (dice < 6)
        disk.lvm().tryRun({"lvcreate", "-an", "-Zn", "-Wn", "-y", "-l", extents, "-i", stripes, "-I", stripeSize, "-n",
                           name.substr(6), "group"});
    else if (dice < 8)
        disk.lvm().tryRun({"lvextend", "-l", "+" + extents, name});
    else if (dice < 9)
        disk.lvm().tryRun({"lvremove", "-y", name});
    else
        disk.lvm().tryRun({"lvreduce", "-y", "-f", "-l", "-1", name});
}

/// What a disk with an EFI system partition and two physical volumes shows to every tool that reads it.
std::string seenByTools(const LvmImage& disk)
{
    std::string seen = testsupport::runChecked({"sfdisk", "--json", disk.image().string()}) +
                       testsupport::runChecked({"sgdisk", "-v", "-p", disk.image().string()}) +
                       disk.lvm().run({"pvs", "-a", "-v", "--segments", "-o", "+pv_all"}) +
                       disk.lvm().run({"lvs", "-a", "--segments", "-o", "+lv_all,seg_pe_ranges"}) +
                       disk.lvm().run({"vgck", "group"});
    const testsupport::LoopDevice esp(disk.image(), mebibyte, 36 * mebibyte);
    seen +=
        testsupport::runChecked({"fsck.vfat", "-n", esp.path()}) + testsupport::runChecked({"sha256sum", esp.path()});
    // Another test may have taken the number that the device had the time before.
    for (auto at = seen.find(esp.path()); at != std::string::npos; at = seen.find(esp.path()))
        seen.erase(at, esp.path().size());
    return seen;
}

/// All bytes of all volumes, in their order.
std::string contentOf(const LvmImage& disk, const engine::lvm::PhysicalVolumes& read)
{
    const std::string image = testsupport::readFile(disk.image());
    std::string content;
    for (const engine::lvm::LogicalVolume& volume : read.volumes) {
        volume.mapping->visit({engine::VolumeOffset(0), volume.mapping->size()},
                              [&](GuestRange piece) { content += image.substr(piece.start.bytes(), piece.length); });
    }
    return content;
}

void fillOnDisk(const LvmImage& disk, const engine::GuestRangeSet& set, Random& random)
{
    engine::VolumeRangeSet ranges;
    for (const GuestRange& range : set.ranges())
        ranges.append({engine::VolumeOffset(range.start.bytes()), range.length});
    testsupport::fillWithRandom(disk.image(), ranges, random);
}

}  // namespace

class LvmTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void readsRandomGroups();
    void followsTextAroundTheRing();
    void needsEveryPhysicalVolume();
    void comparesTheCopies();
    void tellsVolumesWithoutAGroup();
    void freeIsFreeOnAWholeDisk();
};

void LvmTest::initTestCase()
{
    if (const std::string why = testsupport::whyNoMounts(); !why.empty())
        QSKIP(why.c_str());
}

void LvmTest::readsRandomGroups()
{
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        Random random(seed);
        const std::vector<GuestRange> parts = someParts(random);
        const LvmImage disk(parts, parts.back().end().bytes() + mebibyte);
        makeGroup(disk, random);
        for (std::uint64_t step = 0; step < 12; ++step)
            changeGroup(disk, random);
        compare(disk);
        if (QTest::currentTestFailed())
            QFAIL(("seed " + std::to_string(seed)).c_str());
    }
}

void LvmTest::followsTextAroundTheRing()
{
    // An area of 32 KiB, and a text of some 8 KiB: each change writes behind the last.
    const LvmImage disk({{GuestOffset(0), 40 * mebibyte}}, 40 * mebibyte);
    disk.lvm().run({"pvcreate", "--metadatasize", "32k", "--dataalignment", "64k", disk.device(0)});
    disk.lvm().run({"vgcreate", "-s", "128k", "group", disk.device(0)});
    int wrapped = 0;
    for (int step = 0; step < 30; ++step) {
        disk.lvm().run({"lvcreate", "-an", "-Zn", "-Wn", "-l", "1", "-n", "volume-" + std::to_string(step), "group"});
        const std::string area = testsupport::readFile(disk.image()).substr(4096, 512);
        const auto* const location = reinterpret_cast<const std::byte*>(area.data()) + 32;
        const auto size = engine::loadLittleEndian<std::uint64_t>(location);
        const auto offset = engine::loadLittleEndian<std::uint64_t>(location + 8);
        const auto length = engine::loadLittleEndian<std::uint64_t>(location + 16);
        if (offset + length <= size)
            continue;
        ++wrapped;
        compare(disk);
        if (QTest::currentTestFailed())
            return;
    }
    QVERIFY(wrapped > 0);
}

void LvmTest::needsEveryPhysicalVolume()
{
    const LvmImage disk({{GuestOffset(0), 40 * mebibyte}, {GuestOffset(40 * mebibyte), 40 * mebibyte}}, 80 * mebibyte);
    disk.lvm().run({"vgcreate", "-s", "1m", "group", disk.device(0), disk.device(1)});
    disk.lvm().run({"lvcreate", "-an", "-Zn", "-Wn", "-l", "2", "-n", "one", "group", disk.device(0)});
    compare(disk);
    const testsupport::FileSource source(disk.image());
    const auto alone = engine::lvm::read(source, std::span(disk.parts()).first(1));
    QVERIFY(!alone.reason && alone.free.empty());
    QCOMPARE(alone.volumes.at(0).reason->code(), std::string_view("lvm.missing"));

    for (std::size_t part = 0; part < 2; ++part)
        testsupport::pokeLvmText(disk.image(), disk.parts()[part], [](std::string& text) {
            replaceOnce(text, "flags = []\ndev_size", "flags = [\"MISSING\"]\ndev_size");
        });
    const auto missing = disk.read();
    QVERIFY2(!missing.reason && missing.free.empty(), textOf(missing.reason).c_str());
    QCOMPARE(missing.volumes.at(0).reason->code(), std::string_view("lvm.wasMissing"));
}

void LvmTest::comparesTheCopies()
{
    const LvmImage disk({{GuestOffset(0), 40 * mebibyte}, {GuestOffset(40 * mebibyte), 40 * mebibyte}}, 80 * mebibyte);
    disk.lvm().run({"vgcreate", "-s", "1m", "group", disk.device(0), disk.device(1)});
    const std::string before = testsupport::readFile(disk.image()).substr(0, mebibyte);
    disk.lvm().run({"lvcreate", "-an", "-Zn", "-Wn", "-l", "2", "-n", "one", "group"});
    testsupport::writeAt(disk.image(), 0, before);
    QCOMPARE(disk.read().reason->code(), std::string_view("lvm.copies"));
    // The same volume in two places.
    testsupport::writeAt(disk.image(), 40 * mebibyte, testsupport::readFile(disk.image()).substr(0, mebibyte));
    QCOMPARE(disk.read().reason->code(), std::string_view("volume.contradiction"));
}

void LvmTest::tellsVolumesWithoutAGroup()
{
    const LvmImage disk({{GuestOffset(0), 40 * mebibyte}, {GuestOffset(40 * mebibyte), 40 * mebibyte}}, 80 * mebibyte);
    const testsupport::FileSource source(disk.image());
    QVERIFY(!engine::lvm::recognises(source));
    disk.lvm().run({"pvcreate", "--labelsector", "3", disk.device(0)});
    QVERIFY(engine::lvm::recognises(source));
    const auto orphan = engine::lvm::read(source, std::span(disk.parts()).first(1));
    QVERIFY2(!orphan.reason, textOf(orphan.reason).c_str());
    QVERIFY(orphan.volumes.empty() && orphan.free.empty());
    disk.lvm().run({"pvcreate", "--metadatacopies", "0", disk.device(1)});
    disk.lvm().run({"vgcreate", "group", disk.device(0), disk.device(1)});
    compare(disk);
    QCOMPARE(engine::lvm::read(source, std::span(disk.parts()).last(1)).reason->code(),
             std::string_view("lvm.noMetadata"));
    QVERIFY(engine::lvm::read(source, {}).volumes.empty());
    QCOMPARE(engine::lvm::read(source, std::array{GuestRange{GuestOffset(10 * mebibyte), mebibyte}}).reason->code(),
             std::string_view("field.notAllowed"));
}

void LvmTest::freeIsFreeOnAWholeDisk()
{
    const std::vector<GuestRange> parts{{GuestOffset(40 * mebibyte), 40 * mebibyte},
                                        {GuestOffset(90 * mebibyte), 50 * mebibyte}};
    const LvmImage disk(parts, 160 * mebibyte);
    testsupport::runChecked({"sgdisk", "-n", "1:1M:+36M", "-t", "1:ef00", "-n", "2:40M:+40M", "-t", "2:8e00", "-n",
                             "3:90M:+50M", "-t", "3:8e00", disk.image().string()});
    Random random(1);
    {
        const testsupport::LoopDevice esp(disk.image(), mebibyte, 36 * mebibyte);
        testsupport::runChecked({"mkfs.vfat", esp.path()});
    }
    makeGroup(disk, random);
    for (int step = 0; step < 20; ++step)
        changeGroup(disk, random);

    const testsupport::FileSource source(disk.image());
    const engine::PartitionTable table = engine::readPartitionTable(source);
    QVERIFY2(!table.refusal && !table.caution, textOf(table.refusal).c_str());
    // 37 to 40, 80 to 90 and 140 to 159 MiB.
    QCOMPARE(table.free.total(), 32 * mebibyte);
    for (std::size_t part = 0; part < parts.size(); ++part) {
        QCOMPARE(table.partitions[part + 1].range, parts[part]);
        QVERIFY(table.partitions[part + 1].role == engine::PartitionRole::LinuxLvm);
    }
    const engine::lvm::PhysicalVolumes volumes = disk.read();
    QVERIFY(!volumes.volumes.empty() && !volumes.free.empty());
    for (const engine::lvm::LogicalVolume& volume : volumes.volumes) {
        engine::VolumeRangeSet whole;
        whole.append({engine::VolumeOffset(0), volume.mapping->size()});
        fillOnDisk(disk, volume.mapping->toDisk(whole), random);
    }

    const std::string seen = seenByTools(disk);
    const std::string content = contentOf(disk, volumes);
    fillOnDisk(disk, unionOf(table.free, volumes.free), random);
    QCOMPARE(QString::fromStdString(seenByTools(disk)), QString::fromStdString(seen));
    QVERIFY(contentOf(disk, disk.read()) == content);
}

QTEST_GUILESS_MAIN(LvmTest)
#include "lvm_test.moc"
