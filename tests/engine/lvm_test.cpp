#include "guest/lvm/physical_volumes.h"

#include "bytes/byte_reader.h"
#include "support/file_source.h"
#include "support/gpt_poke.h"
#include "support/guest_tree.h"
#include "support/lvm.h"
#include "support/random.h"
#include "support/scratch.h"

#include <QTest>

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <sstream>

using engine::GuestOffset;
using engine::GuestRange;
using testsupport::LvmDisk;
using testsupport::Random;

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

/// A disk with parts that are physical volumes, and what LVM's tools say of it.
class Disk {
public:
    Disk(std::vector<GuestRange> parts, std::uint64_t size) : parts_(std::move(parts)), image_(scratch_ / "disk.img")
    {
        testsupport::createSparse(image_, size);
    }

    const std::filesystem::path& image() const noexcept { return image_; }
    const std::vector<GuestRange>& parts() const noexcept { return parts_; }
    const LvmDisk& lvm() const
    {
        if (!lvm_)
            lvm_.emplace(image_, parts_);
        return *lvm_;
    }
    std::string device(std::size_t part) const { return lvm().device(part); }
    GuestRange partOf(const std::string& device) const
    {
        for (std::size_t part = 0; part < parts_.size(); ++part) {
            if (lvm().device(part) == device)
                return parts_[part];
        }
        throw std::runtime_error("no part is " + device);
    }

    engine::lvm::PhysicalVolumes read() const
    {
        const testsupport::FileSource source(image_);
        return engine::lvm::read(source, parts_);
    }

private:
    testsupport::Scratch scratch_;
    std::vector<GuestRange> parts_;
    std::filesystem::path image_;
    mutable std::optional<LvmDisk> lvm_;
};

std::string textOf(const std::optional<engine::Error>& error)
{
    return error ? error->what() : "";
}

/// Where the extents of each device start on the disk, as `pvs` says.
std::map<std::string, GuestOffset> extentStarts(const Disk& disk)
{
    std::map<std::string, GuestOffset> starts;
    for (const auto& row : disk.lvm().report({"pvs", "-o", "pv_name,pe_start"}))
        starts[row.at("pv_name")] = disk.partOf(row.at("pv_name")).start + number(row.at("pe_start"));
    return starts;
}

/// Each chunk of each stripe lies where `lvs` says.
void compareMapping(const Disk& disk, const engine::lvm::LogicalVolume& volume)
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
engine::GuestRangeSet freeByOracle(const Disk& disk)
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

void compare(const Disk& disk)
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

void makeGroup(const Disk& disk, Random& random)
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

void changeGroup(const Disk& disk, Random& random)
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

/// A group of one part with the volumes a, b, c and d of two extents each.
std::unique_ptr<Disk> fourVolumes()
{
    const std::vector<GuestRange> parts{{GuestOffset(0), 40 * mebibyte}};
    static const std::string metadata = [&] {
        const Disk disk(parts, 40 * mebibyte);
        disk.lvm().run({"vgcreate", "-s", "1m", "group", disk.device(0)});
        for (const char* name : {"a", "b", "c", "d"})
            disk.lvm().run({"lvcreate", "-an", "-Zn", "-Wn", "-l", "2", "-n", name, "group"});
        return testsupport::readFile(disk.image()).substr(0, mebibyte);
    }();
    auto disk = std::make_unique<Disk>(parts, 40 * mebibyte);
    testsupport::writeAt(disk->image(), 0, metadata);
    return disk;
}

void replaceOnce(std::string& text, const std::string& before, const std::string& after)
{
    const auto at = text.find(before);
    if (at == std::string::npos)
        throw std::runtime_error("no '" + before + "' in " + text);
    text.replace(at, before.size(), after);
}

/// A further logical volume with one segment of that content.
void addVolume(std::string& text, const std::string& name, const std::string& status, const std::string& segment)
{
    replaceOnce(text, "logical_volumes {\n",
                "logical_volumes {\n" + name + " {\nid = \"aaaaaa-bbbb-cccc-dddd-eeee-ffff-gggggg\"\nstatus = [" +
                    status + "]\nflags = []\nsegment_count = 1\nsegment1 {\nstart_extent = 0\nextent_count = 2\n" +
                    segment + "\n}\n}\n");
}

/// "a" and the like -> the type that speaks against it; empty where it is mapped.
std::map<std::string, std::string> typesAgainst(const engine::lvm::PhysicalVolumes& read)
{
    std::map<std::string, std::string> types;
    for (const engine::lvm::LogicalVolume& volume : read.volumes) {
        std::string& type = types[volume.name.substr(volume.name.find('/') + 1)];
        if (!volume.reason)
            continue;
        type = volume.reason->code() == "lvm.segmentType" ? std::get<std::string>(*volume.reason->find("type"))
                                                          : volume.reason->what();
    }
    return types;
}

struct Refusal {
    const char* name;
    std::function<void(const Disk&)> change;
    std::string code;
};

void pokeText(const Disk& disk, const std::string& before, const std::string& after)
{
    testsupport::pokeLvmText(disk.image(), disk.parts()[0],
                             [&](std::string& text) { replaceOnce(text, before, after); });
}

std::vector<Refusal> refusals()
{
    using testsupport::littleEndian;
    const auto text = [](std::string before, std::string after) {
        return [=](const Disk& disk) { pokeText(disk, before, after); };
    };
    const auto area = [](std::size_t offset, std::string bytes) {
        return [=](const Disk& disk) {
            testsupport::pokeLvmArea(disk.image(), disk.parts()[0],
                                     [&](std::string& header) { header.replace(offset, bytes.size(), bytes); });
        };
    };
    const auto label = [](std::size_t offset, std::string bytes) {
        return [=](const Disk& disk) {
            testsupport::pokeLvmLabel(disk.image(), disk.parts()[0],
                                      [&](std::string& sector) { sector.replace(offset, bytes.size(), bytes); });
        };
    };
    const auto bytes = [](std::uint64_t offset, std::string content) {
        return [=](const Disk& disk) { testsupport::writeAt(disk.image(), offset, content); };
    };
    return {
        {"label checksum", bytes(512 + 100, "x"), "volume.checksum"},
        {"label of another sector", label(8, littleEndian(std::uint64_t{2})), "volume.contradiction"},
        {"second label",
         [](const Disk& disk) {
             testsupport::writeAt(disk.image(), 1024, testsupport::readFile(disk.image()).substr(512, 512));
         },
         "volume.contradiction"},
        {"header behind the label", label(20, littleEndian(std::uint32_t{500})), "file.truncated"},
        {"larger than its device", label(64, littleEndian(41 * mebibyte)), "field.tooLarge"},
        {"area outside", label(104, littleEndian(50 * mebibyte)), "field.outsideFile"},
        {"area checksum", bytes(4096 + 60, "x"), "volume.checksum"},
        {"area magic", area(4, "x"), "volume.contradiction"},
        {"area version", area(20, littleEndian(std::uint32_t{2})), "field.notAllowed"},
        {"area start", area(24, littleEndian(std::uint64_t{8192})), "volume.contradiction"},
        {"area size", area(32, littleEndian(std::uint64_t{8192})), "volume.contradiction"},
        {"text in the header", area(40, littleEndian(std::uint64_t{0x100})), "field.tooSmall"},
        {"text outside", area(40, littleEndian(mebibyte)), "field.tooLarge"},
        {"text too long", area(48, littleEndian(std::uint64_t{UINT64_MAX})), "field.tooLarge"},
        {"text checksum", area(56, littleEndian(std::uint32_t{7})), "volume.checksum"},
        {"update in flight", area(64, littleEndian(std::uint64_t{0x2000}) + littleEndian(std::uint64_t{512})),
         "volume.needsRecovery"},
        {"all copies ignored", area(60, littleEndian(std::uint32_t{1})), "lvm.noMetadata"},
        {"broken text", text("logical_volumes {", "logical_volumes ["), "lvm.text"},
        {"text that goes on", text("contents =", "} contents ="), "lvm.text"},
        {"name twice", text("seqno =", "extent_size = 1\nseqno ="), "lvm.text"},
        {"deep sections", text("seqno =", "x { x { x { x { x { x { x { x { x { x { } } } } } } } } } }\nseqno ="),
         "lvm.text"},
        {"other format", text("format = \"lvm2\"", "format = \"lvm1\""), "volume.notRead"},
        {"other version", text("version = 1", "version = 2"), "field.notAllowed"},
        {"extent size 0", text("extent_size = 2048", "extent_size = 0"), "field.tooSmall"},
        {"huge extents", text("extent_size = 2048", "extent_size = 18446744073709551615"), "field.tooLarge"},
        {"more extents than the disk has", text("pe_count = 39", "pe_count = 40"), "field.tooLarge"},
        {"extents over the label", text("pe_start = 2048", "pe_start = 0"), "field.tooSmall"},
        {"extents over the metadata", text("pe_start = 2048", "pe_start = 1024"), "volume.contradiction"},
        {"segments overlap", text("\"pv0\", 2", "\"pv0\", 1"), "volume.contradiction"},
        {"segment outside", text("\"pv0\", 2", "\"pv0\", 38"), "field.tooLarge"},
        {"segment far outside", text("\"pv0\", 2", "\"pv0\", 18446744073709551615"), "field.tooLarge"},
        {"unknown physical volume", text("\"pv0\", 2", "\"pv9\", 2"), "lvm.missing"},
        {"no stripes", text("stripe_count = 1", "stripe_count = 0"), "field.tooSmall"},
        {"many stripes", text("stripe_count = 1", "stripe_count = 4000000000"), "field.tooLarge"},
        {"stripes not there", text("stripe_count = 1", "stripe_count = 2"), "field.missing"},
        {"empty segment", text("extent_count = 2", "extent_count = 0"), "field.notAllowed"},
        {"gap in a volume", text("start_extent = 0", "start_extent = 1"), "field.notAllowed"},
        {"segment count", text("segment_count = 1", "segment_count = 2"), "field.notAllowed"},
        {"stripes of half extents",
         text("stripe_count = 1\n\nstripes = [\n\"pv0\", 0",
              "stripe_count = 2\nstripe_size = 3\nstripes = [ \"pv0\", 20, \"pv0\", 30"),
         "field.notAllowed"},
    };
}

}  // namespace

class LvmTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void readsRandomGroups();
    void followsTextAroundTheRing();
    void leavesAloneWhatIsNotStriped();
    void leavesAloneWhatItsStatusForbids();
    void needsEveryPhysicalVolume();
    void comparesTheCopies();
    void tellsVolumesWithoutAGroup();
    void refuses_data();
    void refuses();
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
        const Disk disk(parts, parts.back().end().bytes() + mebibyte);
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
    const Disk disk({{GuestOffset(0), 40 * mebibyte}}, 40 * mebibyte);
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

void LvmTest::leavesAloneWhatIsNotStriped()
{
    struct Case {
        const char* name;
        std::function<void(std::string&)> change;
        std::map<std::string, std::string> types;
        bool freeStays;
    };
    const std::string visible = "\"READ\", \"WRITE\", \"VISIBLE\"";
    const std::string hidden = "\"READ\", \"WRITE\"";
    const std::vector<Case> cases{
        {"snapshot",
         [&](std::string& text) {
             addVolume(text, "snapshot0", hidden,
                       "type = \"snapshot\"\nchunk_size = 8\norigin = \"a\"\ncow_store = \"b\"");
         },
         {{"a", "snapshot"}, {"b", "snapshot"}, {"c", ""}, {"d", ""}},
         true},
        {"thin",
         [&](std::string& text) {
             addVolume(text, "pool", visible, "type = \"thin-pool\"\nmetadata = \"a\"\npool = \"b\"");
             addVolume(text, "thin", visible,
                       "type = \"thin\"\nthin_pool = \"pool\"\ndevice_id = 1\nexternal_origin = \"c\"");
         },
         {{"a", "thin-pool"}, {"b", "thin-pool"}, {"c", "thin"}, {"d", ""}, {"pool", "thin-pool"}, {"thin", "thin"}},
         true},
        {"raid",
         [&](std::string& text) {
             addVolume(text, "mirrored", visible, "type = \"raid1\"\ndevice_count = 1\nraids = [ \"a\", \"b\" ]");
         },
         {{"a", "raid1"}, {"b", "raid1"}, {"c", ""}, {"d", ""}, {"mirrored", "raid1"}},
         true},
        {"cache",
         [&](std::string& text) {
             addVolume(text, "cached", visible,
                       "type = \"cache+CACHE_USES_CACHEVOL\"\ncache_pool = \"a\"\norigin = \"b\"");
         },
         {{"a", "cache+CACHE_USES_CACHEVOL"},
          {"b", "cache+CACHE_USES_CACHEVOL"},
          {"c", ""},
          {"d", ""},
          {"cached", "cache+CACHE_USES_CACHEVOL"}},
         true},
        // A mirror over extents, and a volume over the mirror.
        {"pvmove",
         [&](std::string& text) {
             replaceOnce(text, "\"pv0\", 0", "\"pvmove0\", 0");
             addVolume(text, "pvmove0", "\"READ\", \"WRITE\", \"PVMOVE\", \"LOCKED\"",
                       "type = \"mirror\"\nmirror_count = 2\nmirrors = [ \"pv0\", 0, \"pv0\", 20 ]");
         },
         {{"a", "mirror"}, {"b", ""}, {"c", ""}, {"d", ""}},
         false},
        {"error",
         [&](std::string& text) { addVolume(text, "broken", visible, "type = \"error\""); },
         {{"a", ""}, {"b", ""}, {"c", ""}, {"d", ""}, {"broken", "error"}},
         true},
    };
    for (const Case& one : cases) {
        const auto disk = fourVolumes();
        const engine::GuestRangeSet free = disk->read().free;
        QVERIFY(!free.empty());
        testsupport::pokeLvmText(disk->image(), disk->parts()[0], one.change);
        const engine::lvm::PhysicalVolumes read = disk->read();
        QVERIFY2(!read.reason, (one.name + textOf(read.reason)).c_str());
        QVERIFY2(typesAgainst(read) == one.types, one.name);
        QVERIFY2(one.freeStays ? read.free == free : read.free.empty(), one.name);
    }
}

void LvmTest::leavesAloneWhatItsStatusForbids()
{
    struct Case {
        const char* before;
        const char* after;
        int volumesWithReason;
    };
    const std::vector<Case> cases{
        {"status = [\"RESIZEABLE\", ", "status = [\"RESIZEABLE\", \"EXPORTED\", ", 4},
        {"status = [\"RESIZEABLE\", ", "status = [\"RESIZEABLE\", \"PVMOVE\", ", 4},
        {"status = [\"ALLOCATABLE\"]", "status = [\"ALLOCATABLE\", \"EXPORTED\"]", 4},
        {"status = [\"READ\", \"WRITE\", \"VISIBLE\"]", "status = [\"READ\", \"WRITE\", \"VISIBLE\", \"LOCKED\"]", 1},
        {"status = [\"READ\", \"WRITE\", \"VISIBLE\"]\nflags = []",
         "status = [\"READ\", \"VISIBLE\"]\nflags = [\"ACTIVATION_SKIP\"]", 0},
        {"status = [\"READ\", \"WRITE\", \"VISIBLE\"]\nflags = []",
         "status = [\"READ\", \"VISIBLE\"]\nflags = [\"CACHE_VOL\"]", 1},
    };
    for (const Case& one : cases) {
        const auto disk = fourVolumes();
        pokeText(*disk, one.before, one.after);
        const engine::lvm::PhysicalVolumes read = disk->read();
        QVERIFY2(!read.reason, textOf(read.reason).c_str());
        int found = 0;
        for (const engine::lvm::LogicalVolume& volume : read.volumes) {
            QVERIFY(volume.reason.has_value() != volume.mapping.has_value());
            if (volume.reason) {
                QCOMPARE(volume.reason->code(), std::string_view("lvm.status"));
                ++found;
            }
        }
        QVERIFY2(found == one.volumesWithReason, one.after);
        QCOMPARE(read.free.empty(), found == 4);
    }
}

void LvmTest::needsEveryPhysicalVolume()
{
    const Disk disk({{GuestOffset(0), 40 * mebibyte}, {GuestOffset(40 * mebibyte), 40 * mebibyte}}, 80 * mebibyte);
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
    QCOMPARE(missing.volumes.at(0).reason->code(), std::string_view("lvm.missing"));
}

void LvmTest::comparesTheCopies()
{
    const Disk disk({{GuestOffset(0), 40 * mebibyte}, {GuestOffset(40 * mebibyte), 40 * mebibyte}}, 80 * mebibyte);
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
    const Disk disk({{GuestOffset(0), 40 * mebibyte}, {GuestOffset(40 * mebibyte), 40 * mebibyte}}, 80 * mebibyte);
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

void LvmTest::refuses_data()
{
    QTest::addColumn<int>("index");
    const auto all = refusals();
    for (std::size_t index = 0; index < all.size(); ++index)
        QTest::newRow(all[index].name) << static_cast<int>(index);
}

void LvmTest::refuses()
{
    QFETCH(int, index);
    static const auto all = refusals();
    const Refusal& one = all[static_cast<std::size_t>(index)];
    const auto disk = fourVolumes();
    QVERIFY(!disk->read().reason);
    one.change(*disk);
    const engine::lvm::PhysicalVolumes read = disk->read();
    QVERIFY(read.reason.has_value());
    QVERIFY2(read.reason->code() == one.code, read.reason->what());
    QVERIFY(read.volumes.empty() && read.free.empty());
}

QTEST_GUILESS_MAIN(LvmTest)
#include "lvm_test.moc"
