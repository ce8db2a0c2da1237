#include "guest/lvm/physical_volumes.h"
#include "support/gpt_poke.h"
#include "support/lvm.h"

#include <QTest>

#include <functional>
#include <memory>

using engine::GuestOffset;
using engine::GuestRange;
using testsupport::LvmImage;
using testsupport::replaceOnce;
using testsupport::textOf;

namespace {

constexpr std::uint64_t mebibyte = 1 << 20;

/// A group of one part with the volumes a, b, c and d of two extents each.
std::unique_ptr<LvmImage> fourVolumes()
{
    const std::vector<GuestRange> parts{{GuestOffset(0), 40 * mebibyte}};
    static const std::string metadata = [&] {
        const LvmImage disk(parts, 40 * mebibyte);
        disk.lvm().run({"vgcreate", "-s", "1m", "group", disk.device(0)});
        for (const char* name : {"a", "b", "c", "d"})
            disk.lvm().run({"lvcreate", "-an", "-Zn", "-Wn", "-l", "2", "-n", name, "group"});
        return testsupport::readFile(disk.image()).substr(0, mebibyte);
    }();
    auto disk = std::make_unique<LvmImage>(parts, 40 * mebibyte);
    testsupport::writeAt(disk->image(), 0, metadata);
    return disk;
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
    std::function<void(const LvmImage&)> change;
    std::string code;
};

void pokeText(const LvmImage& disk, const std::string& before, const std::string& after)
{
    testsupport::pokeLvmText(disk.image(), disk.parts()[0],
                             [&](std::string& text) { replaceOnce(text, before, after); });
}

std::vector<Refusal> refusals()
{
    using testsupport::littleEndian;
    const auto text = [](std::string before, std::string after) {
        return [=](const LvmImage& disk) { pokeText(disk, before, after); };
    };
    const auto area = [](std::size_t offset, std::string bytes) {
        return [=](const LvmImage& disk) {
            testsupport::pokeLvmArea(disk.image(), disk.parts()[0],
                                     [&](std::string& header) { header.replace(offset, bytes.size(), bytes); });
        };
    };
    const auto label = [](std::size_t offset, std::string bytes) {
        return [=](const LvmImage& disk) {
            testsupport::pokeLvmLabel(disk.image(), disk.parts()[0],
                                      [&](std::string& sector) { sector.replace(offset, bytes.size(), bytes); });
        };
    };
    const auto bytes = [](std::uint64_t offset, std::string content) {
        return [=](const LvmImage& disk) { testsupport::writeAt(disk.image(), offset, content); };
    };
    return {
        {"label checksum", bytes(512 + 100, "x"), "volume.checksum"},
        {"label of another sector", label(8, littleEndian(std::uint64_t{2})), "volume.contradiction"},
        {"second label",
         [](const LvmImage& disk) {
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
        {"unknown physical volume", text("\"pv0\", 2", "\"pv9\", 2"), "volume.contradiction"},
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

class LvmRefusalsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void leavesAloneWhatIsNotStriped();
    void leavesAloneWhatItsStatusForbids();
    void refuses_data();
    void refuses();
};

void LvmRefusalsTest::initTestCase()
{
    if (const std::string why = testsupport::whyNoMounts(); !why.empty())
        QSKIP(why.c_str());
}

void LvmRefusalsTest::leavesAloneWhatIsNotStriped()
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

void LvmRefusalsTest::leavesAloneWhatItsStatusForbids()
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

void LvmRefusalsTest::refuses_data()
{
    QTest::addColumn<int>("index");
    const auto all = refusals();
    for (std::size_t index = 0; index < all.size(); ++index)
        QTest::newRow(all[index].name) << static_cast<int>(index);
}

void LvmRefusalsTest::refuses()
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

QTEST_GUILESS_MAIN(LvmRefusalsTest)
#include "lvm_refusals_test.moc"
