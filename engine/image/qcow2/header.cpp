#include "image/qcow2/header.h"

#include "bytes/byte_reader.h"
#include "image/field_check.h"
#include "image/qcow2/header_extensions.h"

#include <algorithm>
#include <array>
#include <bit>

namespace engine::qcow2 {

namespace {

constexpr std::uint32_t magic = 0x514649fb;
constexpr std::size_t version2Length = 72;
constexpr std::size_t version3Length = 104;
constexpr std::size_t compressionTypeAt = 104;

struct BackingNamePlace {
    std::uint64_t offset = 0;
    std::uint32_t length = 0;
};

void readVersion2Fields(ByteReader& reader, Header& header, BackingNamePlace& backing)
{
    backing.offset = reader.bigEndian<std::uint64_t>();
    backing.length = reader.bigEndian<std::uint32_t>();
    header.geometry.clusterBits = reader.bigEndian<std::uint32_t>();
    header.virtualSize = reader.bigEndian<std::uint64_t>();
    header.cryptMethod = static_cast<CryptMethod>(reader.bigEndian<std::uint32_t>());
    header.l1Entries = reader.bigEndian<std::uint32_t>();
    header.l1Offset = reader.bigEndian<std::uint64_t>();
    header.refcountTableOffset = reader.bigEndian<std::uint64_t>();
    header.refcountTableClusters = reader.bigEndian<std::uint32_t>();
    header.snapshotCount = reader.bigEndian<std::uint32_t>();
    header.snapshotsOffset = reader.bigEndian<std::uint64_t>();
    header.headerLength = version2Length;
}

void readVersion3Fields(ByteReader& reader, Header& header)
{
    header.incompatible = reader.bigEndian<std::uint64_t>();
    header.compatible = reader.bigEndian<std::uint64_t>();
    header.autoclear = reader.bigEndian<std::uint64_t>();
    header.geometry.refcountOrder = reader.bigEndian<std::uint32_t>();
    header.headerLength = reader.bigEndian<std::uint32_t>();
    header.geometry.extendedL2 = header.has(Incompatible::ExtendedL2);
}

void checkGeometry(const Header& header)
{
    const Geometry& geometry = header.geometry;
    requireAtLeast("cluster_bits", geometry.clusterBits, geometry.extendedL2 ? 14 : 9);
    requireAtMost("cluster_bits", geometry.clusterBits, 21);
    requireAtMost("refcount_order", geometry.refcountOrder, 6);
}

void checkHeaderLength(const Header& header)
{
    if (header.version == 2)
        return;
    requireAtLeast("header_length", header.headerLength, version3Length);
    requireAligned("header_length", header.headerLength, 8);
    requireAtMost("header_length", header.headerLength, header.geometry.clusterSize());
}

void checkCompression(const Header& header)
{
    const auto type = static_cast<std::uint8_t>(header.compression);
    requireAtMost("compression_type", type, 1);
    // The bit says that the type is another than zlib, and nothing else may say so.
    if ((header.compression != CompressionType::Zlib) != header.has(Incompatible::CompressionType))
        throw fieldError("field.notAllowed", "compression_type", type,
                         static_cast<std::uint64_t>(Incompatible::CompressionType));
}

void checkFeatures(const Header& header)
{
    const std::uint64_t unknown = header.incompatible & ~knownIncompatible;
    if (unknown == 0)
        return;
    const auto bit = static_cast<std::uint64_t>(std::countr_zero(unknown));
    const auto named = std::find_if(header.featureNames.begin(), header.featureNames.end(),
                                    [bit](const FeatureName& name) { return name.type == 0 && name.bit == bit; });
    Error::Values values{{"field", std::string("incompatible_features")},
                         {"value", header.incompatible},
                         {"limit", knownIncompatible},
                         {"bit", bit}};
    if (named == header.featureNames.end())
        throw Error(ErrorKind::Refused, "feature.unnamed", std::move(values));
    values.emplace_back("name", named->name);
    throw Error(ErrorKind::Refused, "feature.unknown", std::move(values));
}

void checkTables(const Header& header, std::uint64_t fileLength)
{
    requireAtMost("virtual size", header.virtualSize, INT64_MAX);
    requireAtMost("l1_size", header.l1Bytes(), maxL1Bytes);
    requireAtLeast("l1_size", header.l1Entries, divideUp(header.virtualSize, header.geometry.bytesPerL2()));
    if (header.l1Entries > 0)
        checkTable("l1_table_offset", header.l1Offset, header.l1Bytes(), header, fileLength);

    requireAtLeast("refcount_table_clusters", header.refcountTableClusters, 1);
    requireAtMost("refcount_table_clusters", header.refcountTableBytes(), maxRefcountTableBytes);
    checkTable("refcount_table_offset", header.refcountTableOffset, header.refcountTableBytes(), header, fileLength);

    requireAtMost("nb_snapshots", header.snapshotCount, maxSnapshots);
    if (header.snapshotCount > 0)
        checkTable("snapshots_offset", header.snapshotsOffset, std::uint64_t{header.snapshotCount} * 40, header,
                   fileLength);
}

struct NamedRange {
    std::string_view field;
    HostRange range;
};

void checkOverlaps(const Header& header)
{
    std::vector<NamedRange> tables{
        {"refcount_table_offset", {HostOffset(header.refcountTableOffset), header.refcountTableBytes()}}};
    if (header.l1Entries > 0)
        tables.push_back({"l1_table_offset", {HostOffset(header.l1Offset), header.l1Bytes()}});
    if (header.snapshotCount > 0)
        tables.push_back({"snapshots_offset", {HostOffset(header.snapshotsOffset), header.snapshotCount * 40ULL}});
    if (header.bitmaps)
        tables.push_back({"bitmap_directory_offset",
                          {HostOffset(header.bitmaps->directoryOffset), header.bitmaps->directoryLength}});
    if (header.crypto)
        tables.push_back({"crypto header offset", {HostOffset(header.crypto->offset), header.crypto->length}});
    for (std::size_t i = 0; i < tables.size(); ++i)
        for (std::size_t j = i + 1; j < tables.size(); ++j)
            if (!intersection(tables[i].range, tables[j].range).empty())
                throw Error(ErrorKind::Refused, "field.overlap",
                            {{"field", std::string(tables[j].field)},
                             {"value", tables[j].range.start.bytes()},
                             {"limit", tables[i].range.start.bytes()},
                             {"other", std::string(tables[i].field)}});
}

void checkCrypt(const Header& header)
{
    requireAtMost("crypt_method", static_cast<std::uint32_t>(header.cryptMethod), 2);
    if (header.cryptMethod == CryptMethod::Luks && !header.crypto)
        throw Error(ErrorKind::Refused, "field.missing", {{"field", std::string("full disk encryption header")}});
}

void checkDataFile(const Header& header)
{
    if (header.has(Incompatible::ExternalDataFile) && header.dataFileName.empty())
        throw Error(ErrorKind::Refused, "field.missing", {{"field", std::string("external data file name")}});
    if (!header.has(Incompatible::ExternalDataFile) && (header.autoclear & autoclearRawExternalData) != 0)
        throw Error(ErrorKind::Refused, "field.missing", {{"field", std::string("external data file bit")}});
}

std::string backingNameIn(std::span<const std::byte> cluster, BackingNamePlace place, const Header& header)
{
    if (place.offset == 0 || place.length == 0)
        return {};
    requireAtMost("backing_file_size", place.length, maxBackingNameBytes);
    requireAtLeast("backing_file_offset", place.offset, header.headerLength);
    if (!fits(place.offset, place.length, header.geometry.clusterSize()))
        throw fieldError("field.tooLarge", "backing_file_offset", place.offset, header.geometry.clusterSize());
    ByteReader reader(cluster, 0, "backing file name");
    reader.skip(place.offset);
    return reader.text(place.length);
}

std::vector<std::byte> readHeaderCluster(const File& file, std::uint64_t clusterSize)
{
    std::vector<std::byte> cluster(std::min(clusterSize, file.length()));
    file.read(0, cluster);
    return cluster;
}

/// The fixed fields, checked as far as they stand for themselves.
Header readFields(const File& file, BackingNamePlace& backing)
{
    std::array<std::byte, version3Length + 8> start{};
    const std::size_t available = std::min<std::uint64_t>(start.size(), file.length());
    file.read(0, std::span(start).first(available));
    ByteReader reader({start.data(), available}, 0, "qcow2 header");

    Header header;
    if (reader.bigEndian<std::uint32_t>() != magic)
        throw fieldError("field.notAllowed", "magic", loadBigEndian<std::uint32_t>(start.data()), magic);
    header.version = reader.bigEndian<std::uint32_t>();
    requireAtLeast("version", header.version, 2);
    requireAtMost("version", header.version, 3);
    readVersion2Fields(reader, header, backing);
    if (header.version == 3)
        readVersion3Fields(reader, header);
    checkGeometry(header);
    checkHeaderLength(header);
    if (header.headerLength > compressionTypeAt)
        header.compression = static_cast<CompressionType>(reader.bigEndian<std::uint8_t>());
    checkCompression(header);
    return header;
}

Header parse(const File& file)
{
    BackingNamePlace backing;
    Header header = readFields(file, backing);
    const std::vector<std::byte> cluster = readHeaderCluster(file, header.geometry.clusterSize());
    header.backingName = backingNameIn(cluster, backing, header);
    requireAtMost("header_length", header.headerLength, cluster.size());
    const std::uint64_t extensionsEnd = backing.offset != 0 ? backing.offset : cluster.size();
    requireAtMost("backing_file_offset", extensionsEnd, cluster.size());
    ByteReader area({cluster.data(), extensionsEnd}, 0, "header extension");
    area.skip(header.headerLength);
    readExtensions(area, header, file.length());
    checkFeatures(header);
    checkCrypt(header);
    checkDataFile(header);
    checkTables(header, file.length());
    checkOverlaps(header);
    header.virtualSize = wholeSectors(header.virtualSize);
    return header;
}

}  // namespace

Header readHeader(const File& file)
{
    try {
        return parse(file);
    } catch (const Error& error) {
        throw error.at(file.path()).during("qcow2.header");
    }
}

std::vector<std::uint64_t> readTable(const File& file, std::uint64_t offset, std::uint64_t entries)
{
    std::vector<std::uint64_t> table(entries);
    file.read(offset, std::as_writable_bytes(std::span(table)));
    for (std::uint64_t& entry : table)
        entry = loadBigEndian<std::uint64_t>(reinterpret_cast<const std::byte*>(&entry));
    return table;
}

}  // namespace engine::qcow2
