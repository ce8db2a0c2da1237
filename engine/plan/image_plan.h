#pragma once

#include "bytes/error.h"
#include "guest/block_source.h"
#include "plan/plan_note.h"
#include "plan/result_map.h"
#include "storage/attributes.h"
#include "storage/folder.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace engine {

/// How clusters of a new image are stored.
enum class Compression : std::uint8_t { None, Zlib, Zstd };

/// What the caller wishes of a new image; the same for all operations.
struct ImageOptions {
    bool exact = true;  ///< read content too: the figures are those of the run. A run needs it
    Compression compression = Compression::None;
    std::uint64_t clusterSize = 0;  ///< bytes; 0: as the active layer has it, else 64 KiB
    bool extendedL2 = false;
    bool trim = true;                 ///< drop what the guest does not use
    bool dropSystemFiles = false;     ///< drop the content of page, swap and hibernation files too
    bool shareEqualClusters = false;  ///< equal clusters of the new image share one host cluster
    bool replace = false;  ///< the new images take the names of the old ones, which are kept as *.before-slim
    std::filesystem::path
        target;  ///< without `replace`: the new file (slim) or its folder (share); may be empty in a preview
    std::vector<std::filesystem::path> searchFolders;  ///< besides the chain's own: where overlays may depend on it
    std::vector<std::shared_ptr<const BlockSource>> beside;  ///< as in GuestOptions; no plan keeps them
    bool searchBeside = true;                                ///< also the folders beside the chain's own
    bool alone = false;  ///< the user says that no image elsewhere depends on a base that is renamed
};

/// A file and what it takes. Bytes.
struct FileSize {
    std::filesystem::path path;
    std::uint64_t length = 0;    ///< st_size
    std::uint64_t diskSize = 0;  ///< allocated
};

struct FileSizes {
    std::vector<FileSize> files;  ///< base first
    std::uint64_t length() const noexcept;
    std::uint64_t diskSize() const noexcept;
};

/// Where the stored bytes of merged layers go that a new image does not have, each byte counted once, in this order.
/// Guest bytes.
struct SavedBytes {
    std::uint64_t hidden = 0;     ///< covered by upper layers that are merged as well
    std::uint64_t garbage = 0;    ///< not used by the guest
    std::uint64_t zero = 0;       ///< only zeros; exact only
    std::uint64_t duplicate = 0;  ///< what the backing image gives as well; exact only
    std::uint64_t shared = 0;     ///< equal clusters that share a place; exact only
};

/// Where the stored bytes are that merged layers show and a new image does not have; disjoint.
struct DroppedRanges {
    GuestRangeSet garbage;
    GuestRangeSet zero;       ///< exact only
    GuestRangeSet duplicate;  ///< exact only
};

/// A file that the run reads, as it was when the plan was made.
struct PlannedSource {
    std::filesystem::path path;
    FileStatus status;
    bool replaced = false;    ///< it is renamed to *.before-slim when its successor is in place
    bool superseded = false;  ///< nothing needs it any more then, replaced or not
    SharedFolder folder;      ///< where it is replaced, open since the plan was made
};

/// What a run gives back on disk, once its superseded files are deleted. Bytes; negative: it takes more than before.
struct ReturnedBytes {
    std::int64_t bytes = 0;
    bool exact = true;  ///< as far as the plan is; false: "about", the file systems do not tell it all

    bool operator==(const ReturnedBytes&) const = default;
};

/// One image that the run writes.
struct ImagePlan {
    std::filesystem::path path;  ///< its final name
    SharedFolder folder;         ///< of that name, open since the plan was made; null in a preview
    FileAttributes attributes;   ///< that it gets: nobody may read or write more than before
    /// By which it will be opened, the final name first: links, and the path as it was given. From each of them its
    /// backing name leads to the same files.
    std::vector<std::filesystem::path> openedAs;
    ResultMap result;
    Compression compression = Compression::None;
    std::string backingName;    ///< as the header will spell it; empty: none
    std::string backingFormat;  ///< as qemu-img spells it
    GuestRangeSet free;         ///< reads as zero in what the image stores
    GuestRangeSet unknown;      ///< in volumes that are not trimmed: counts as used
    GuestRangeSet behind;       ///< behind file systems that are smaller than their partitions: counts as used
    GuestRangeSet covered;      ///< where the layers that it takes the place of said something
    SavedBytes saved;
    DroppedRanges dropped;
    std::uint64_t fileLength = 0;              ///< of the new file: exact when the plan is; else at most
    std::uint64_t diskSize = 0;                ///< of the new file
    std::uint64_t fragmentationLossBytes = 0;  ///< free, stored all the same beside live data
    std::uint64_t unknownBytes = 0;            ///< stored for volumes that are not trimmed
};

}  // namespace engine
