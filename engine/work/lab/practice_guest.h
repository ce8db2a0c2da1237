#pragma once

#include "bytes/range_set.h"
#include "work/lab/step.h"

#include <cstddef>
#include <ext2fs/ext2fs.h>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace engine::lab {

/// The file system of a practice's guest, a small ext4 without a journal, in a disk that is held in memory. Every file
/// starts with a cluster of the image, and takes the next free ones, so that a trainer can say which is whose. The same
/// steps give the same bytes. For one thread; the disk outlives the object. Members throw Error.
class PracticeGuest {
public:
    /// Makes a new, empty file system on a disk of zeros.
    static void format(std::span<std::byte> disk, const PracticeOptions& options);

    /// Throws Refused "lab.noFileSystem" where there is none that can be read.
    PracticeGuest(std::span<std::byte> disk, const PracticeOptions& options);
    PracticeGuest(const PracticeGuest&) = delete;
    PracticeGuest& operator=(const PracticeGuest&) = delete;
    ~PracticeGuest();

    bool has(const std::string& name) const;
    std::uint64_t lengthOf(const std::string& name) const;
    /// Writes a file from the first wholly free clusters at or behind cluster `from`, then from the start. One of that
    /// name is overwritten: in place where its length stays.
    /// @return the ranges of the disk that hold its content
    /// Refused "lab.name", "lab.fileLength", "lab.diskFull", "lab.tooManyFiles".
    GuestRangeSet writeFile(const std::string& name, std::uint64_t length, std::uint64_t pattern, std::uint64_t from);
    /// Refused "lab.noFile".
    void deleteFile(const std::string& name);
    /// The clusters of which the file system uses no block, in whole clusters.
    GuestRangeSet freeClusters() const;
    /// The clusters that hold the file system's own notes.
    GuestRangeSet notes() const;
    /// Writes what is still in memory of the library to the disk.
    void finish();

private:
    struct Close {
        void operator()(ext2_filsys fs) const noexcept { ext2fs_free(fs); }
    };
    ext2_ino_t inodeOf(const std::string& name) const;
    std::vector<blk64_t> blocksOf(ext2_ino_t inode) const;
    bool isFree(std::uint64_t cluster) const;
    std::vector<blk64_t> chooseBlocks(std::uint64_t count, std::uint64_t from) const;
    ext2_ino_t create(const std::string& name, std::uint64_t length, const std::vector<blk64_t>& blocks);
    void link(const std::string& name, ext2_ino_t inode);
    std::uint64_t blocksPerCluster() const;

    std::span<std::byte> disk_;
    PracticeOptions options_;
    std::unique_ptr<struct_ext2_filsys, Close> fs_;
};

/// What a guest writes: lines of text that say what it is, and where. Equal arguments give equal content.
/// @param title of a file, or of a pattern; at most 32 characters are seen
/// @param offset of the first byte in the file, or on the disk
void fillPattern(const std::string& title, std::uint64_t offset, std::span<std::byte> out);

}  // namespace engine::lab
