#pragma once

#include "guest/ext/superblock.h"
#include "guest/library_reads.h"
#include "guest/volume_space.h"

#include <ext2fs/ext2fs.h>
#include <memory>
#include <span>
#include <string_view>

namespace engine::ext {

/// A file system as libext2fs opened it behind our BlockSource, read-only: group descriptors, checksums, inode tables.
/// The library knows no file; a failed read is thrown as what the source threw. Used by one thread at a time.
class Library {
public:
    /// `superblock` is that of the source, its geometry was checked. Throws what the source throws, and Corrupt.
    Library(std::shared_ptr<const BlockSource> source, Superblock superblock);
    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;

    ext2_filsys fs() const noexcept { return fs_.get(); }
    const Superblock& superblock() const noexcept { return superblock_; }
    const BlockSource& source() const noexcept { return *source_; }

    /// Throws where a call of the library failed: what a read threw, else a contradiction in `structure` at `offset`.
    void require(errcode_t result, std::string_view structure, std::uint64_t offset) const;
    /// The bytes of [block, block + count); throws Refused where they leave the file system.
    VolumeRange range(std::uint64_t block, std::uint64_t count) const;
    /// Where it lies in its table, in bytes; the number is one of the file system's.
    std::uint64_t placeOfInode(std::uint32_t number) const;
    /// Whole blocks, past the library.
    void read(std::uint64_t block, std::span<std::byte> out) const;

private:
    static errcode_t openChannel(const char* name, int flags, io_channel* channel);
    static errcode_t readBlocks(io_channel channel, unsigned long long block, int count, void* data);
    static const struct_io_manager& manager();

    std::shared_ptr<const BlockSource> source_;
    Superblock superblock_;
    mutable LibraryReads reads_;
    struct_io_channel channel_{};
    std::unique_ptr<struct_ext2_filsys, void (*)(ext2_filsys)> fs_{nullptr, ext2fs_free};
};

}  // namespace engine::ext
