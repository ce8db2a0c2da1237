#include "image/qcow2/header_extensions.h"

#include "image/field_check.h"

#include <algorithm>

namespace engine::qcow2 {

namespace {

constexpr std::uint32_t extensionEnd = 0;

void readFeatureNames(ByteReader reader, Header& header)
{
    while (reader.remaining() >= 48) {
        FeatureName name;
        name.type = reader.bigEndian<std::uint8_t>();
        name.bit = reader.bigEndian<std::uint8_t>();
        name.name = reader.text(46);
        name.name.resize(std::min(name.name.find('\0'), name.name.size()));
        header.featureNames.push_back(std::move(name));
    }
}

BitmapsExtension readBitmaps(ByteReader reader, const Header& header, std::uint64_t fileLength)
{
    BitmapsExtension bitmaps;
    bitmaps.count = reader.bigEndian<std::uint32_t>();
    const auto reserved = reader.bigEndian<std::uint32_t>();
    bitmaps.directoryLength = reader.bigEndian<std::uint64_t>();
    bitmaps.directoryOffset = reader.bigEndian<std::uint64_t>();
    requireAtMost("bitmaps extension reserved", reserved, 0);
    requireAtLeast("nb_bitmaps", bitmaps.count, 1);
    requireAtMost("nb_bitmaps", bitmaps.count, maxBitmaps);
    requireAtMost("bitmap_directory_size", bitmaps.directoryLength, maxBitmapDirectoryBytes);
    requireAtLeast("bitmap_directory_size", bitmaps.directoryLength, bitmaps.count * 24ULL);
    checkTable("bitmap_directory_offset", bitmaps.directoryOffset, bitmaps.directoryLength, header, fileLength);
    return bitmaps;
}

CryptoHeader readCrypto(ByteReader reader, const Header& header, std::uint64_t fileLength)
{
    CryptoHeader crypto;
    crypto.offset = reader.bigEndian<std::uint64_t>();
    crypto.length = reader.bigEndian<std::uint64_t>();
    checkTable("crypto header offset", crypto.offset, crypto.length, header, fileLength);
    return crypto;
}

void readExtension(std::uint32_t type, ByteReader data, Header& header, std::uint64_t fileLength)
{
    header.extensions.push_back(type);
    switch (type) {
    case extensionBackingFormat:
        requireAtMost("backing format length", data.remaining(), 15);
        header.backingFormat = data.text(data.remaining());
        return;
    case extensionFeatureNames:
        return readFeatureNames(data, header);
    case extensionBitmaps:
        // Without its autoclear bit the extension is stale: somebody wrote without keeping it up to date.
        if ((header.autoclear & autoclearBitmaps) != 0)
            header.bitmaps = readBitmaps(data, header, fileLength);
        return;
    case extensionCrypto:
        header.crypto = readCrypto(data, header, fileLength);
        return;
    case extensionDataFile:
        requireAtMost("external data file name length", data.remaining(), maxBackingNameBytes);
        header.dataFileName = data.text(data.remaining());
        return;
    default:
        // Unknown extensions may be skipped (specification, "Header extensions").
        return;
    }
}

}  // namespace

void checkTable(std::string_view field, std::uint64_t offset, std::uint64_t bytes, const Header& header,
                std::uint64_t fileLength)
{
    requireAtLeast(field, offset, header.geometry.clusterSize());
    requireAligned(field, offset, header.geometry.clusterSize());
    requireInside(field, offset, bytes, fileLength);
}

void readExtensions(ByteReader area, Header& header, std::uint64_t fileLength)
{
    // An area that just ends is what version 2 images without extensions have.
    while (area.remaining() >= 8) {
        const auto type = area.bigEndian<std::uint32_t>();
        const auto length = area.bigEndian<std::uint32_t>();
        if (type == extensionEnd)
            return;
        requireAtMost("header extension length", length, area.remaining());
        readExtension(type, ByteReader(area.take(length), area.position(), "header extension"), header, fileLength);
        area.skip(std::min<std::size_t>(area.remaining(), (8 - length % 8) % 8));
    }
}

}  // namespace engine::qcow2
