#include "support/hostile_case.h"

/// Header fields out of their limits, and files that end too early.
namespace testsupport {

namespace {

constexpr std::uint32_t featureNames = 0x6803f857;
constexpr std::uint32_t bitmaps = 0x23852875;

const std::vector<Command> asQcow2 = {{"info", "--output=json", "-f", "qcow2"}, {"map", "-f", "qcow2"}};

/// One number of the header, `bytes` wide.
HostileCase field(std::string name, std::uint64_t at, unsigned bytes, std::uint64_t value,
                  std::vector<std::string> expected, std::string base = "plain")
{
    return {std::move(name), std::move(base), [=](HostileFolder& hostile) { hostile.image.write(at, value, bytes); },
            std::move(expected)};
}

std::vector<HostileCase> identity()
{
    return {
        {"magic",
         "plain",
         [](HostileFolder& hostile) { hostile.image.write(0, 0x514649fa, 4); },
         {"magic", "1363560954", "1363560955"},
         asQcow2},
        field("version 0", 4, 4, 0, {"version is 0", "at least 2"}),
        field("version 4", 4, 4, 4, {"version is 4", "at most 3"}),
        field("version 2^32 - 1", 4, 4, 0xffffffff, {"version is 4294967295", "at most 3"}),
        {"version 1 is another format",
         "plain",
         [](HostileFolder& hostile) { hostile.image.write(4, 1, 4); },
         {"format qcow"},
         {{"map"}}},
        field("cluster_bits 8", 20, 4, 8, {"cluster_bits is 8", "at least 9"}),
        field("cluster_bits 22", 20, 4, 22, {"cluster_bits is 22", "at most 21"}),
        field("cluster_bits 2^32 - 1", 20, 4, 0xffffffff, {"cluster_bits is 4294967295", "at most 21"}),
        field("cluster_bits 13 with subclusters", 20, 4, 13, {"cluster_bits is 13", "at least 14"}, "extended"),
        field("virtual size 2^63", 24, 8, std::uint64_t{1} << 63,
              {"virtual size is 9223372036854775808", "at most 9223372036854775807"}),
        field("virtual size 2^64 - 1", 24, 8, UINT64_MAX, {"virtual size is 18446744073709551615"}),
        field("virtual size beyond the L1 table", 24, 8, std::uint64_t{1} << 40, {"l1_size is 1", "at least 2048"}),
        field("crypt_method 3", 32, 4, 3, {"crypt_method is 3", "at most 2"}),
        field("crypt_method 2 without a header for it", 32, 4, 2, {"full disk encryption header is missing"}),
        field("refcount_order 7", 96, 4, 7, {"refcount_order is 7", "at most 6"}),
        field("refcount_order 2^32 - 1", 96, 4, 0xffffffff, {"refcount_order is 4294967295", "at most 6"}),
        field("header_length 96", 100, 4, 96, {"header_length is 96", "at least 104"}),
        field("header_length 105", 100, 4, 105, {"header_length is 105", "multiple of 8"}),
        field("header_length beyond the cluster", 100, 4, 65544, {"header_length is 65544", "at most 65536"}),
        field("header_length 2^32 - 8", 100, 4, 0xfffffff8, {"header_length is 4294967288", "at most 65536"}),
        field("compression_type 2", 104, 1, 2, {"compression_type is 2", "at most 1"}, "zstd"),
        field("compression_type without its bit", 104, 1, 1, {"compression_type is 1", "allowed is 8"}),
        field("bit without a compression_type", 72, 8, 8, {"compression_type is 0", "allowed is 8"}),
    };
}

std::vector<HostileCase> places()
{
    return {
        field("l1_size 2^32 - 1", 36, 4, 0xffffffff, {"l1_size is 34359738360", "at most 33554432"}),
        field("l1_size above 32 MiB", 36, 4, 4194305, {"l1_size is 33554440", "at most 33554432"}),
        field("l1_size 0", 36, 4, 0, {"l1_size is 0", "at least 1"}),
        field("l1_size beyond the file", 36, 4, 4194304, {"l1_table_offset", "33554432 bytes", "file ends at"}),
        field("l1_table_offset unaligned", 40, 8, 0x30008, {"l1_table_offset is 196616", "multiple of 65536"}),
        field("l1_table_offset 0", 40, 8, 0, {"l1_table_offset is 0", "at least 65536"}),
        field("l1_table_offset beyond the file", 40, 8, 1 << 30, {"l1_table_offset is 1073741824", "file ends at"}),
        field("l1_table_offset that overflows", 40, 8, UINT64_MAX - 65535,
              {"l1_table_offset is 18446744073709486080", "file ends at"}),
        {"L1 table over the refcount table",
         "plain",
         [](HostileFolder& hostile) { hostile.image.write(40, hostile.image.refcountTable()); },
         {"l1_table_offset is 65536", "over refcount_table_offset at 65536"}},
        field("refcount_table_offset unaligned", 48, 8, 0x10200, {"refcount_table_offset is 66048", "65536"}),
        field("refcount_table_offset 0", 48, 8, 0, {"refcount_table_offset is 0", "at least 65536"}),
        field("refcount_table_offset beyond the file", 48, 8, 1 << 30, {"refcount_table_offset is 1073741824"}),
        field("refcount_table_clusters 0", 56, 4, 0, {"refcount_table_clusters is 0", "at least 1"}),
        field("refcount_table_clusters above 8 MiB", 56, 4, 129, {"refcount_table_clusters is 8454144", "8388608"}),
        field("refcount_table_clusters 2^32 - 1", 56, 4, 0xffffffff, {"refcount_table_clusters", "8388608"}),
        field("nb_snapshots 65537", 60, 4, 65537, {"nb_snapshots is 65537", "at most 65536"}),
        field("nb_snapshots 2^32 - 1", 60, 4, 0xffffffff, {"nb_snapshots is 4294967295", "at most 65536"}),
        field("snapshots_offset 0", 60, 4, 1, {"snapshots_offset is 0", "at least 65536"}),
        field("snapshots_offset unaligned", 64, 8, 0x50008, {"snapshots_offset is 327688", "65536"}, "snapshots"),
        field("snapshots_offset beyond the file", 64, 8, 1 << 30, {"snapshots_offset is 1073741824", "file ends at"},
              "snapshots"),
        {"snapshot table over the L1 table",
         "snapshots",
         [](HostileFolder& hostile) { hostile.image.write(64, hostile.image.l1()); },
         {"snapshots_offset is 196608", "over l1_table_offset at 196608"}},
    };
}

std::vector<HostileCase> extensions()
{
    return {
        field("unknown incompatible bit without a name", 72, 8, std::uint64_t{1} << 63,
              {"incompatible_features is 9223372036854775808", "bit 63", "known bits: 31"}),
        {"unknown incompatible bit with a name",
         "plain",
         [](HostileFolder& hostile) {
             const std::uint64_t names = hostile.image.extension(featureNames);
             hostile.image.writeText(names, std::string("\0\7time\ntravel\x1b[31m\0", 18));
             hostile.image.write(72, 0x80);
         },
         {"incompatible_features is 128", "bit 7 (time\\x0atravel\\x1b[31m)", "known bits: 31"}},
        {"external data bit without a name",
         "plain",
         [](HostileFolder& hostile) { hostile.image.write(72, 4); },
         {"external data file name is missing"}},
        {"raw data bit without external data",
         "plain",
         [](HostileFolder& hostile) { hostile.image.write(88, 2); },
         {"external data file bit is missing"}},
        {"extension length 2^32 - 1",
         "plain",
         [](HostileFolder& hostile) { hostile.image.write(hostile.image.extension(featureNames) - 4, 0xffffffff, 4); },
         {"header extension length is 4294967295", "at most"}},
        {"extension to the end of the cluster and one more",
         "plain",
         [](HostileFolder& hostile) {
             const std::uint64_t at = hostile.image.extension(featureNames);
             hostile.image.write(at - 4, 65536 - at + 1, 4);
         },
         {"header extension length is 65417", "at most 65416"}},
        {"backing format longer than any",
         "overlay",
         [](HostileFolder& hostile) { hostile.image.write(hostile.image.extension(0xe2792aca) - 4, 16, 4); },
         {"backing format length is 16", "at most 15"}},
        {"bitmaps extension too short",
         "bitmap",
         [](HostileFolder& hostile) { hostile.image.write(hostile.image.extension(bitmaps) - 4, 16, 4); },
         {"header extension needs 8 bytes, only 0"}},
    };
}

/// A copy of the plain image that ends after so many bytes.
HostileCase cut(std::string name, std::uint64_t length, std::vector<std::string> expected,
                std::vector<Command> commands)
{
    return {std::move(name), "plain", [=](HostileFolder& hostile) { hostile.image.resize(length); },
            std::move(expected), std::move(commands)};
}

std::vector<HostileCase> truncations()
{
    const std::vector<Command> all = HostileCase{}.commands;
    return {
        cut("file of 0 bytes", 0, {"qcow2 header needs 4 bytes, only 0"}, asQcow2),
        cut("file of 1 byte", 1, {"qcow2 header needs 4 bytes, only 1"}, asQcow2),
        cut("file of 4 bytes", 4, {"qcow2 header needs 4 bytes, only 0"}, all),
        cut("file of 71 bytes", 71, {"qcow2 header needs 8 bytes, only 7"}, all),
        cut("file of 72 bytes", 72, {"qcow2 header needs 8 bytes, only 0"}, all),
        cut("file of 103 bytes", 103, {"qcow2 header needs 4 bytes, only 3"}, all),
        cut("cut in a header extension", 150, {"header extension length is", "at most 30"}, all),
        cut("cut behind the header", 65536, {"l1_table_offset is 196608", "file ends at 65536"}, all),
        {"cut in the refcount table",
         "plain",
         [](HostileFolder& hostile) {
             const std::uint64_t table = hostile.image.append(std::string(100, '\0'));
             hostile.image.write(48, table);
         },
         {"refcount_table_offset is 524288 with 65536 bytes", "file ends at 524388"}},
        cut("cut before the L1 table", 3 * 65536, {"l1_table_offset is 196608", "file ends at 196608"}, all),
        cut("cut in the L1 table", 3 * 65536 + 4, {"l1_table_offset is 196608", "8 bytes", "ends at 196612"}, all),
        cut("cut before the L2 table", 4 * 65536, {"L1 entry is 262144", "file ends at 262144"}, {{"info"}, {"map"}}),
        cut("cut in the L2 table", 5 * 65536 - 1, {"L1 entry is 262144", "file ends at 327679"}, {{"info"}, {"map"}}),
        cut("cut before the data", 5 * 65536, {"data cluster is 327680", "file ends at 327680"}, {{"map"}}),
        cut("version 2 cut in its header", 60, {"qcow2 header needs 4 bytes, only 0"}, all),
    };
}

}  // namespace

std::vector<HostileCase> hostileHeaders()
{
    std::vector<HostileCase> cases;
    for (const auto& part : {identity(), places(), extensions(), truncations()})
        cases.insert(cases.end(), part.begin(), part.end());
    return cases;
}

}  // namespace testsupport
