#pragma once

#include "image/qcow2/entries.h"
#include "storage/file.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace engine::qcow2 {

/// Types of header extensions (specification, "Header extensions").
inline constexpr std::uint32_t extensionBackingFormat = 0xe2792aca;
inline constexpr std::uint32_t extensionFeatureNames = 0x6803f857;
inline constexpr std::uint32_t extensionBitmaps = 0x23852875;
inline constexpr std::uint32_t extensionCrypto = 0x0537be77;
inline constexpr std::uint32_t extensionDataFile = 0x44415441;

/// Limits of a safe reader; QEMU's own where it has one (block/qcow2.h).
inline constexpr std::uint64_t maxL1Bytes = 32ULL << 20;
inline constexpr std::uint64_t maxRefcountTableBytes = 8ULL << 20;
inline constexpr std::uint32_t maxSnapshots = 65536;
inline constexpr std::uint64_t maxSnapshotTableBytes = 64ULL << 20;
inline constexpr std::uint32_t maxSnapshotExtraBytes = 1024;
/// As much of an id and of a name as QEMU shows (QEMUSnapshotInfo); the rest of a longer one is left unread.
inline constexpr std::uint16_t maxSnapshotIdBytes = 127;
inline constexpr std::uint16_t maxSnapshotNameBytes = 255;
inline constexpr std::uint32_t maxBitmaps = 65535;
inline constexpr std::uint64_t maxBitmapDirectoryBytes = 65535ULL * 1024;
/// All names of one list together; ours, so that a list of long names cannot take memory without end.
inline constexpr std::uint64_t maxNamesBytes = 8ULL << 20;
inline constexpr std::uint32_t maxBackingNameBytes = 1023;

/// Incompatible feature bits (specification, "Header", bytes 72 - 79).
enum class Incompatible : std::uint64_t {
    Dirty = 1,
    Corrupt = 2,
    ExternalDataFile = 4,
    CompressionType = 8,
    ExtendedL2 = 16,
};
inline constexpr std::uint64_t knownIncompatible = 0x1f;
inline constexpr std::uint64_t compatibleLazyRefcounts = 1;
inline constexpr std::uint64_t autoclearBitmaps = 1;
inline constexpr std::uint64_t autoclearRawExternalData = 2;

enum class CryptMethod : std::uint32_t { None = 0, Aes = 1, Luks = 2 };

/// Specification, "Feature name table".
struct FeatureName {
    std::uint8_t type = 0;  ///< 0 incompatible, 1 compatible, 2 autoclear
    std::uint8_t bit = 0;
    std::string name;
};

/// Specification, "Bitmaps extension".
struct BitmapsExtension {
    std::uint32_t count = 0;
    std::uint64_t directoryLength = 0;
    std::uint64_t directoryOffset = 0;
};

/// Specification, "Full disk encryption header pointer".
struct CryptoHeader {
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
};

/// The header cluster of a qcow2 file (specification, "Header" and "Header extensions"), every number checked against
/// the limits above and the file's real length. Offsets and lengths in bytes.
struct Header {
    std::uint32_t version = 0;
    std::uint64_t virtualSize = 0;  ///< whole sectors
    Geometry geometry;
    CryptMethod cryptMethod = CryptMethod::None;
    std::uint32_t l1Entries = 0;
    std::uint64_t l1Offset = 0;
    std::uint64_t refcountTableOffset = 0;
    std::uint32_t refcountTableClusters = 0;
    std::uint32_t snapshotCount = 0;
    std::uint64_t snapshotsOffset = 0;
    std::uint64_t incompatible = 0;
    std::uint64_t compatible = 0;
    std::uint64_t autoclear = 0;
    std::uint32_t headerLength = 0;
    CompressionType compression = CompressionType::Zlib;

    std::string backingName;  ///< empty: none
    std::string backingFormat;
    std::string dataFileName;
    std::vector<FeatureName> featureNames;
    std::optional<BitmapsExtension> bitmaps;
    std::optional<CryptoHeader> crypto;
    std::vector<std::uint32_t> extensions;  ///< types of all, in their order

    bool has(Incompatible feature) const noexcept
    {
        return (incompatible & static_cast<std::uint64_t>(feature)) != 0;
    }
    std::uint64_t l1Bytes() const noexcept { return std::uint64_t{l1Entries} * 8; }
    std::uint64_t refcountTableBytes() const noexcept
    {
        return std::uint64_t{refcountTableClusters} << geometry.clusterBits;
    }
};

/// QEMU's disks have whole sectors of 512 bytes: what is more is cut off.
constexpr std::uint64_t wholeSectors(std::uint64_t virtualSize) noexcept
{
    return alignDown(virtualSize, 512);
}

/// Reads and checks the header cluster. Throws Error: Refused with the field, the value and the limit; Io.
Header readHeader(const File& file);

/// A table of big-endian 64-bit entries, in host order. `offset` and `entries` come from a checked header.
std::vector<std::uint64_t> readTable(const File& file, std::uint64_t offset, std::uint64_t entries);

}  // namespace engine::qcow2
