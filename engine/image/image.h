#pragma once

#include "bytes/error.h"
#include "bytes/extent_map.h"
#include "storage/file.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace engine {

/// What a header says about its backing image; text from inside an image, never trusted.
struct BackingReference {
    std::string name;
    std::string format;  ///< as qemu-img spells it; empty where the header is silent
};

/// An internal snapshot.
struct Snapshot {
    std::string id;
    std::string name;
    std::int64_t created = 0;       ///< seconds since 1970, UTC
    std::uint64_t guestClock = 0;   ///< nanoseconds that the machine had run
    std::uint64_t vmStateSize = 0;  ///< bytes of saved machine state
    std::uint64_t virtualSize = 0;  ///< bytes of the disk at that time
};

/// A persistent dirty bitmap.
struct Bitmap {
    std::string name;
    std::uint64_t granularity = 0;  ///< bytes a bit
    bool enabled = false;           ///< records writes when the image is opened
    bool inUse = false;             ///< was not saved properly: inconsistent
};

/// What an image says of itself. All sizes in bytes.
struct ImageInfo {
    std::string_view format;  ///< as qemu-img spells it
    unsigned version = 0;     ///< of the format; 0 where it has none
    std::uint64_t virtualSize = 0;
    std::uint64_t clusterSize = 0;     ///< 0 where the format has no clusters
    std::uint64_t subclusterSize = 0;  ///< the unit of allocation; equals clusterSize without extended L2 entries
    std::optional<BackingReference> backing;
    std::vector<Snapshot> snapshots;
    std::vector<Bitmap> bitmaps;
    /// Stable names, lower camel case: dirty, corrupt, externalDataFile, extendedL2, lazyRefcounts, ...; of unknown
    /// bits the name that the image itself gives them, else "compatible:BIT" or "autoclear:BIT".
    std::vector<std::string> features;
    /// Stable names of header extensions in their order; of unknown ones the type, "0x" and eight digits.
    std::vector<std::string> extensions;
    unsigned refcountBits = 0;
    std::string_view compression;  ///< zlib or zstd; empty where the format does not compress
    std::string_view encryption;   ///< aes or luks; empty where the content is plain
    std::string dataFileName;      ///< qcow2 external data file, as the header spells it
};

/// How the bytes of an image's file are spent, by host clusters; bytes.
struct StorageUse {
    std::uint64_t metadataBytes = 0;      ///< header, tables, refcounts, snapshot and bitmap structures
    std::uint64_t snapshotOnlyBytes = 0;  ///< data and tables that only internal snapshots refer to
    std::uint64_t leakedBytes = 0;        ///< marked as used, referred to by nothing
};

/// One image file, read-only. What every format answers; nothing here knows of other layers. Immutable after opening:
/// every member may be called from several threads. Members throw Error with the path and the offset of what they
/// found wrong.
class Image {
public:
    virtual ~Image() = default;

    virtual const ImageInfo& info() const noexcept = 0;
    virtual const File& file() const noexcept = 0;

    /// Why no content can be had, and perhaps no map: a format that is recognised and not read, a data file that may
    /// not be opened. Nothing for readable images.
    virtual std::optional<Error> unreadable() const { return std::nullopt; }

    /// Bytes of tables that the open image keeps in memory.
    virtual std::uint64_t memoryBytes() const noexcept { return 0; }

    /// This layer's own allocation of `window`, cut to it, over a map of the virtual size. Reads metadata only.
    /// Throws Error(Cancelled) soon after `stop` was requested.
    virtual ExtentMap map(GuestRange window, std::stop_token stop) const = 0;

    /// The content of an extent that `map` gave, or of a part of one (Extent::within). `out` has the extent's length.
    /// Only Data and Compressed extents. Throws Error(Unsupported, "content.encrypted") where it is not plain.
    virtual void read(const Extent& extent, std::span<std::byte> out) const = 0;

    /// The file that holds each Data extent byte for byte at its host offset (what is beyond its end is zeros); null
    /// where `read` does more than to copy from it.
    virtual const File* plainFile() const noexcept { return nullptr; }

    /// Walks all metadata; tolerant of what `check` would report. Throws Error(Cancelled).
    virtual StorageUse storageUse(std::stop_token stop) const = 0;

    /// Parts of the host file in which QEMU looks for holes under Data extents (an image with preallocated metadata):
    /// such Data reads as zero. Nothing where it does not look. The ranges are those that hold data.
    /// Throws Error(Cancelled).
    virtual std::optional<HostRangeSet> hostDataBelow(std::stop_token) const { return std::nullopt; }

    /// The disk as an internal snapshot kept it, sharing this image's open file. By id, else by name.
    /// Throws Error(InvalidArgument, "snapshot.unknown").
    virtual std::unique_ptr<Image> snapshot(std::string_view idOrName) const;
};

}  // namespace engine
