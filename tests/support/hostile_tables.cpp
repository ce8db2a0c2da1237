#include "support/hostile_case.h"

/// Tables that contradict each other, the file, or the limits.
namespace testsupport {

namespace {

constexpr std::uint32_t bitmapsExtension = 0x23852875;
constexpr std::uint64_t copied = std::uint64_t{1} << 63;
constexpr std::uint64_t compressed = std::uint64_t{1} << 62;

const std::vector<Command> readers = {{"info", "--output=json"}, {"map", "--output=json"}};
const std::vector<Command> map = {{"map", "--output=json", "--allow", "/"}};

using Change = std::function<void(ImageEditor&)>;

HostileCase table(std::string name, std::string base, const Change& change, std::vector<std::string> expected,
                  std::vector<Command> commands)
{
    return {std::move(name), std::move(base), [change](HostileFolder& hostile) { change(hostile.image); },
            std::move(expected), std::move(commands)};
}

HostileCase l1Entry(std::string name, const std::function<std::uint64_t(ImageEditor&)>& value,
                    std::vector<std::string> expected, std::string base = "plain")
{
    return table(
        std::move(name), std::move(base), [value](ImageEditor& image) { image.write(image.l1(), value(image)); },
        std::move(expected), readers);
}

HostileCase l2Entry(std::string name, std::string base, std::uint64_t value, std::vector<std::string> expected)
{
    return table(
        std::move(name), std::move(base), [value](ImageEditor& image) { image.write(image.l2Entry(), value); },
        std::move(expected), map);
}

HostileCase subclusters(std::string name, std::uint64_t entry, std::uint64_t bitmap, std::vector<std::string> expected)
{
    return table(
        std::move(name), "extended",
        [=](ImageEditor& image) {
            const std::uint64_t at = image.l2Entry();
            image.write(at, entry);
            image.write(at + 8, bitmap);
        },
        std::move(expected), map);
}

/// Bytes into the first entry of the snapshot table.
HostileCase snapshot(std::string name, std::uint64_t at, unsigned bytes, std::uint64_t value,
                     std::vector<std::string> expected)
{
    return table(
        std::move(name), "snapshots", [=](ImageEditor& image) { image.write(image.snapshots() + at, value, bytes); },
        std::move(expected), readers);
}

/// Bytes into the bitmaps extension.
HostileCase bitmaps(std::string name, std::uint64_t at, unsigned bytes, std::uint64_t value,
                    std::vector<std::string> expected)
{
    return table(
        std::move(name), "bitmap",
        [=](ImageEditor& image) { image.write(image.extension(bitmapsExtension) + at, value, bytes); },
        std::move(expected), readers);
}

/// Bytes into the first entry of the bitmap directory.
HostileCase bitmap(std::string name, std::uint64_t at, unsigned bytes, std::uint64_t value,
                   std::vector<std::string> expected)
{
    return table(
        std::move(name), "bitmap",
        [=](ImageEditor& image) { image.write(image.read(image.extension(bitmapsExtension) + 16) + at, value, bytes); },
        std::move(expected), readers);
}

std::vector<HostileCase> mapping()
{
    return {
        l1Entry("L1 entry unaligned", [](ImageEditor& image) { return copied | (image.l2() + 512); },
                {"L1 entry is 262656", "multiple of 65536"}),
        l1Entry("L1 entry beyond the file", [](ImageEditor&) { return copied | (std::uint64_t{1} << 50); },
                {"L1 entry is 1125899906842624", "65536 bytes", "file ends at"}),
        l1Entry("L1 entry at the largest offset", [](ImageEditor&) { return 0x00ff'ffff'ffff'0000; },
                {"L1 entry is 72057594037862400", "file ends at"}),
        l1Entry("L2 table over the L1 table", [](ImageEditor& image) { return copied | image.l1(); },
                {"L1 entry is 196608", "over l1_table_offset at 196608"}),
        l1Entry("L2 table over the refcount table", [](ImageEditor& image) { return image.refcountTable(); },
                {"L1 entry is 65536", "over refcount_table_offset at 65536"}),
        table(
            "two L1 entries with one L2 table", "small",
            [](ImageEditor& image) { image.write(image.l1() + 8, image.read(image.l1())); },
            {"L1 entry is", "more than once", "limit is 1"}, readers),
        table(
            "all L1 entries with one L2 table", "small",
            [](ImageEditor& image) {
                for (std::uint64_t at = image.l1(); at < image.l1() + image.read(36, 4) * 8; at += 8)
                    image.write(at, copied | image.l2());
            },
            {"L1 entry is", "more than once", "limit is 1"}, readers),
        l2Entry("data cluster unaligned", "plain", copied | 0x50200,
                {"L2 entry is 9223372036855104000", "guest offset 0", "multiple of the cluster size"}),
        l2Entry("data cluster beyond the file", "plain", copied | (std::uint64_t{1} << 40),
                {"data cluster is 1099511627776", "file ends at"}),
        l2Entry("zero flag in version 2", "version2", copied | 0x50001,
                {"L2 entry is 9223372036855103489", "zero flag needs version 3"}),
        l2Entry("data file cluster at another offset", "dataFile", copied | 0x20000,
                {"L2 entry is 9223372036854906880", "equals the guest offset"}),
        l2Entry("compressed cluster with a data file", "dataFile", compressed | 0x50000,
                {"L2 entry is", "no compressed cluster with an external data file"}),
        l2Entry("compressed cluster beyond the file", "zlib", compressed | 0x7fff'0000,
                {"compressed cluster is 2147418112", "512 bytes", "file ends at"}),
        l2Entry("compressed cluster longer than the file", "zlib", compressed | (std::uint64_t{255} << 54) | 0x50000,
                {"compressed cluster is 327680", "131072 bytes", "file ends at"}),
        l2Entry("compressed cluster at the largest offset", "zlib", compressed | (compressed - 1),
                {"compressed cluster is 18014398509481983", "file ends at"}),
        subclusters("subcluster both zero and allocated", copied | 0x50000, 0x1'0000'0001,
                    {"L2 entry is 9223372036855103488", "zero or allocated, not both"}),
        subclusters("all subclusters both zero and allocated", copied | 0x50000, UINT64_MAX,
                    {"zero or allocated, not both"}),
        subclusters("allocated subclusters without a cluster", 0, 0x0000'0000'0000'0002,
                    {"L2 entry is 0", "need a host cluster"}),
        subclusters("subcluster bitmap on a compressed cluster", compressed | 0x50000, 1,
                    {"L2 entry is", "no subcluster bitmap with a compressed cluster"}),
        subclusters("subclusters beyond the file", copied | (std::uint64_t{1} << 45), 1,
                    {"data cluster is 35184372088832", "file ends at"}),
    };
}

/// A table of so many snapshots, whose ids and names are as long as they can be, and mostly a hole.
void growSnapshotTable(ImageEditor& image, std::uint64_t count)
{
    constexpr std::uint64_t step = 40 + 2 * 65535 + 2;
    const std::uint64_t table = image.append({});
    image.write(60, count, 4);
    image.write(64, table);
    for (std::uint64_t place = table; place < table + count * step; place += step) {
        image.write(place, image.l1());
        image.write(place + 8, 1, 4);
        image.write(place + 12, 0xffff'ffff, 4);
    }
    image.resize(table + count * step);
}

std::vector<HostileCase> snapshotTables()
{
    HostileCase hugeNames = table(
        "snapshot names of almost 64 MiB", "snapshots", [](ImageEditor& image) { growSnapshotTable(image, 511); }, {},
        readers);
    hugeNames.exitCode = 0;
    return {
        snapshot("snapshot extra data of 1025 bytes", 36, 4, 1025, {"snapshot extra data size is 1025", "1024"}),
        snapshot("snapshot extra data of 2^32 - 1 bytes", 36, 4, 0xffffffff,
                 {"snapshot extra data size is 4294967295", "1024"}),
        snapshot("snapshot L1 table unaligned", 0, 8, 0x50008, {"snapshot l1_table_offset is 327688", "65536"}),
        snapshot("snapshot L1 table beyond the file", 0, 8, std::uint64_t{1} << 50,
                 {"snapshot l1_table_offset is 1125899906842624", "file ends at"}),
        snapshot("snapshot L1 table of 32 GiB", 8, 4, 0xffffffff, {"snapshot l1_size is 34359738360", "33554432"}),
        snapshot("snapshot L1 table too small", 8, 4, 0, {"snapshot l1_size is 0", "at least 1"}),
        snapshot("snapshot of 2^63 bytes", 48, 8, std::uint64_t{1} << 63,
                 {"snapshot virtual disk size is 9223372036854775808", "9223372036854775807"}),
        table(
            "snapshot name beyond the file", "snapshots",
            [](ImageEditor& image) {
                image.resize(image.snapshots() + 128);
                image.write(image.snapshots() + 14, 0xffff, 2);
            },
            {"snapshot table entry is 720896 with 65600 bytes", "file ends at 721024"}, readers),
        table(
            "snapshot table of more than 64 MiB", "snapshots",
            [](ImageEditor& image) { growSnapshotTable(image, 512); }, {"snapshot table size is", "at most 67108864"},
            readers),
        hugeNames,
        table("L1 entry of a snapshot beyond the file", "snapshots",
              [](ImageEditor& image) { image.write(image.read(image.snapshots()), std::uint64_t{1} << 50); },
              {"L1 entry is 1125899906842624", "file ends at"}, {{"map", "-l", "1"}, {"info", "-l", "first"}}),
    };
}

std::vector<HostileCase> bitmapTables()
{
    return {
        bitmaps("nb_bitmaps 0", 0, 4, 0, {"nb_bitmaps is 0", "at least 1"}),
        bitmaps("nb_bitmaps 65536", 0, 4, 65536, {"nb_bitmaps is 65536", "at most 65535"}),
        bitmaps("nb_bitmaps 65535 in a directory for one", 0, 4, 65535,
                {"bitmap_directory_size is 32", "at least 1572840"}),
        bitmaps("bitmaps extension with reserved bits", 4, 4, 1, {"bitmaps extension reserved is 1", "at most 0"}),
        bitmaps("bitmap directory above its limit", 8, 8, 65535 * 1024 + 1,
                {"bitmap_directory_size is 67107841", "at most 67107840"}),
        bitmaps("bitmap directory of 2^64 - 1 bytes", 8, 8, UINT64_MAX, {"bitmap_directory_size", "67107840"}),
        bitmaps("bitmap directory beyond the file", 16, 8, std::uint64_t{1} << 40,
                {"bitmap_directory_offset is 1099511627776", "file ends at"}),
        bitmaps("bitmap directory unaligned", 16, 8, 0x50008, {"bitmap_directory_offset is 327688", "65536"}),
        bitmaps("bitmap directory over the L1 table", 16, 8, 0x30000,
                {"bitmap_directory_offset is 196608", "over l1_table_offset at 196608"}),
        bitmap("bitmap type 2", 16, 1, 2, {"bitmap type is 2", "allowed is 1"}),
        bitmap("bitmap granularity 8", 17, 1, 8, {"bitmap granularity_bits is 8", "at least 9"}),
        bitmap("bitmap granularity 32", 17, 1, 32, {"bitmap granularity_bits is 32", "at most 31"}),
        bitmap("bitmap without a name", 18, 2, 0, {"bitmap name_size is 0", "at least 1"}),
        table(
            "bitmap name of 1024 bytes", "bitmap",
            [](ImageEditor& image) {
                const std::uint64_t extension = image.extension(bitmapsExtension);
                const std::uint64_t directory = image.read(extension + 16);
                image.write(extension + 8, 24 + 1024);
                image.write(directory + 18, 1024, 2);
                image.resize(directory + 24 + 1024);
            },
            {"bitmap name_size is 1024", "at most 1023"}, readers),
        bitmap("bitmap name beyond the directory", 18, 2, 1023,
               {"bitmap directory entry is 589824 with 1048 bytes", "ends at 589856"}),
        bitmap("bitmap extra data beyond the directory", 20, 4, 0xffffffff,
               {"bitmap directory entry is 589824 with 4294967328 bytes", "ends at 589856"}),
        bitmap("bitmap table unaligned", 0, 8, 0x60001, {"bitmap_table_offset is 393217", "65536"}),
        bitmap("bitmap table beyond the file", 8, 4, 0xffffffff,
               {"bitmap_table_offset", "34359738360 bytes", "file ends at"}),
    };
}

}  // namespace

std::vector<HostileCase> hostileTables()
{
    std::vector<HostileCase> cases;
    for (const auto& part : {mapping(), snapshotTables(), bitmapTables()})
        cases.insert(cases.end(), part.begin(), part.end());
    return cases;
}

}  // namespace testsupport
