#include "image/qcow2/image_facts.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <utility>

namespace engine::qcow2 {

namespace {

std::string extensionName(std::uint32_t type)
{
    switch (type) {
    case extensionBackingFormat:
        return "backingFormat";
    case extensionFeatureNames:
        return "featureNames";
    case extensionBitmaps:
        return "bitmaps";
    case extensionCrypto:
        return "fullDiskEncryption";
    case extensionDataFile:
        return "externalDataFile";
    default:
        break;
    }
    std::array<char, 8> digits{};
    const auto* end = std::to_chars(digits.begin(), digits.end(), type, 16).ptr;
    const auto count = static_cast<std::size_t>(end - digits.data());
    return "0x" + std::string(digits.size() - count, '0').append(digits.data(), count);
}

/// Bits that this program does not know and may ignore.
void noteUnknown(const Header& header, unsigned type, std::string_view typeName, std::uint64_t bits,
                 std::vector<std::string>& features)
{
    for (; bits != 0; bits &= bits - 1) {
        const auto bit = static_cast<unsigned>(std::countr_zero(bits));
        const auto named = std::find_if(header.featureNames.begin(), header.featureNames.end(),
                                        [&](const FeatureName& name) { return name.type == type && name.bit == bit; });
        features.push_back(named == header.featureNames.end() ? std::string(typeName) + ':' + std::to_string(bit)
                                                              : named->name);
    }
}

std::vector<std::string> featuresOf(const Header& header)
{
    std::vector<std::string> features;
    const auto note = [&features](bool on, const char* name) {
        if (on)
            features.emplace_back(name);
    };
    note(header.has(Incompatible::Dirty), "dirty");
    note(header.has(Incompatible::Corrupt), "corrupt");
    note(header.has(Incompatible::ExternalDataFile), "externalDataFile");
    note((header.autoclear & autoclearRawExternalData) != 0, "rawExternalData");
    note(header.has(Incompatible::CompressionType), "compressionType");
    note(header.has(Incompatible::ExtendedL2), "extendedL2");
    note((header.compatible & compatibleLazyRefcounts) != 0, "lazyRefcounts");
    note(header.bitmaps.has_value(), "bitmaps");
    note(header.cryptMethod != CryptMethod::None, "encrypted");
    noteUnknown(header, 1, "compatible", header.compatible & ~compatibleLazyRefcounts, features);
    noteUnknown(header, 2, "autoclear", header.autoclear & ~(autoclearBitmaps | autoclearRawExternalData), features);
    return features;
}

}  // namespace

ImageInfo imageFacts(const File& file, const Header& header, const SnapshotTable& snapshots)
{
    ImageInfo info;
    info.format = "qcow2";
    info.version = header.version;
    info.virtualSize = header.virtualSize;
    info.clusterSize = header.geometry.clusterSize();
    info.subclusterSize = header.geometry.subclusterSize();
    if (!header.backingName.empty())
        info.backing = BackingReference{header.backingName, header.backingFormat};
    for (const SnapshotEntry& entry : snapshots.entries)
        info.snapshots.push_back(entry.snapshot);
    for (BitmapEntry& entry : readBitmaps(file, header))
        info.bitmaps.push_back(std::move(entry.bitmap));
    info.features = featuresOf(header);
    for (const std::uint32_t type : header.extensions)
        info.extensions.push_back(extensionName(type));
    info.refcountBits = header.geometry.refcountBits();
    info.compression = header.compression == CompressionType::Zstd ? "zstd" : "zlib";
    if (header.cryptMethod != CryptMethod::None)
        info.encryption = header.cryptMethod == CryptMethod::Aes ? "aes" : "luks";
    info.dataFileName = header.dataFileName;
    return info;
}

std::uint64_t factsBytes(const ImageInfo& info, const Header& header, const SnapshotTable& snapshots) noexcept
{
    const auto listBytes = [](const auto& list) { return list.size() * sizeof(list[0]); };
    std::uint64_t bytes = listBytes(info.snapshots) + listBytes(info.bitmaps) + listBytes(info.extensions) +
                          listBytes(header.extensions) + listBytes(header.featureNames) + listBytes(snapshots.entries);
    // Each snapshot is there twice: as a fact, and as a place to read.
    for (const Snapshot& snapshot : info.snapshots)
        bytes += 2 * (snapshot.id.capacity() + snapshot.name.capacity());
    for (const Bitmap& bitmap : info.bitmaps)
        bytes += bitmap.name.capacity();
    for (const FeatureName& feature : header.featureNames)
        bytes += feature.name.capacity();
    return bytes;
}

}  // namespace engine::qcow2
