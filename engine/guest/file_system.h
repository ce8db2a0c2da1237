#pragma once

#include "bytes/error.h"
#include "guest/block_source.h"
#include "guest/volume_space.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace engine {

/// What a volume says of itself, as the command line spells it (`name`).
enum class VolumeState : std::uint8_t {
    Clean,
    Dirty,          ///< marked as in use, or not unmounted
    Hibernated,     ///< a suspended system will go on writing where it stopped
    NeedsRecovery,  ///< a journal or log has to be replayed first, or orphans be freed
    Encrypted,
    Unknown,  ///< not read, an unknown feature, or structures that contradict each other
};

std::string_view name(VolumeState state) noexcept;

/// What a superblock says; text from inside an image, never trusted.
struct VolumeFacts {
    std::string type;  ///< as blkid spells it: ext4, ntfs, xfs, btrfs, vfat, exfat, swap, crypto_LUKS, ...
    std::string label;
    std::string uuid;  ///< as blkid spells it; may be empty
    VolumeState state = VolumeState::Unknown;
    /// Why nothing in it counts as free; its code and values become a sentence. Always set where the state is not
    /// Clean, but for a volume that needs recovery whose journal was replayed in memory; never set when Clean.
    std::optional<Error> reason;
    /// What has to be said although its free space is proven: "volume.replayed", "volume.orphans",
    /// "volume.mountUnknown".
    std::optional<Error> caution;
    std::uint64_t blockSize = 0;  ///< unit of allocation, bytes (clusters of NTFS, FAT, bigalloc); 0: not known
    std::uint64_t length = 0;     ///< bytes from the start of the volume that the file system covers
};

enum class FileKind : std::uint8_t {
    File,
    Folder,
    Metadata,   ///< of the file system itself: journal, $MFT, inode tables, orphans
    SwapSpace,  ///< content of a swap volume
};

/// One file as its file system places it. Valid during the call that hands it over.
struct GuestFile {
    std::uint64_t id = 0;  ///< inode, MFT record; unique in its volume
    FileKind kind = FileKind::File;
    std::uint64_t length = 0;  ///< bytes, as `ls` shows it
    /// Where its content is allocated, in whole blocks, in any order; also what lies beyond the length. Ranges may be
    /// shared with other files.
    std::span<const VolumeRange> stored;
    /// Of `stored`, what is plain content of the file: zeros there lose that and nothing else. Block maps, extended
    /// attributes and compressed data are no part of it. Empty: not told, so nothing may be dropped.
    std::span<const VolumeRange> content{};
};

/// Takes what `FileSystem::visitFiles` finds.
class FileVisitor {
public:
    virtual ~FileVisitor() = default;
    virtual void file(const GuestFile& file) = 0;
    /// `name` in UTF-8 as far as the image keeps to it; a file may have several (hard links), and its name may come
    /// before or after the file.
    virtual void named(std::uint64_t id, std::uint64_t parent, std::string_view name) = 0;
};

enum class WalkScope : std::uint8_t {
    Sample,  ///< some hundred files from all over the volume, names not needed: quick at any size. All of them where
             ///< nothing else vouches for the maps
    All,     ///< every file in use with its names
};

/// One file system on one volume, read-only; used by one thread at a time. Everything in it is hostile: each number is
/// checked before it is used, every walk ends, memory follows what was really read. Members throw Error: what the
/// source throws, and Corrupt, Refused or Unsupported with what speaks against trusting the volume.
class FileSystem {
public:
    virtual ~FileSystem() = default;

    virtual const VolumeFacts& facts() const noexcept = 0;

    /// What is proven free: starts from nothing, adds what the free-space structures say, after every cross-check that
    /// needs no walk over all files (counts, checksums, journals, reserved areas). Only asked when there is no reason
    /// against it.
    /// Unit: whole blocks, inside the file system's length. Throws at the first doubt.
    virtual VolumeRangeSet freeSpace() = 0;

    /// Whether files can be listed.
    virtual bool listsFiles() const noexcept { return false; }
    /// Hands over the files in use: regular files, folders, the file system's own. Ids come at most once.
    virtual void visitFiles(WalkScope, FileVisitor&) {}
    /// The id that is the parent of top-level names.
    virtual std::uint64_t rootFolder() const noexcept { return 0; }
};

}  // namespace engine
