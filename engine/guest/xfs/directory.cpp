#include "guest/xfs/directory.h"

#include "bytes/byte_reader.h"
#include "guest/doubt.h"

#include <algorithm>

namespace engine::xfs {

namespace {

constexpr std::uint32_t blockMagic = 0x58443242;
constexpr std::uint32_t dataMagic = 0x58443244;
constexpr std::uint32_t blockCrcMagic = 0x58444233;
constexpr std::uint32_t dataCrcMagic = 0x58444433;
constexpr std::uint16_t unusedTag = 0xffff;
constexpr std::uint64_t leafOffset = 32ULL << 30;  ///< bytes of a folder; its indexes stand behind
constexpr Stamp dataStamp{"directory block", 4, 24, 16, 8};

class DirectoryReader {
public:
    DirectoryReader(const Volume& volume, const Inode& inode, FileVisitor& visitor)
        : volume_(volume), superblock_(volume.superblock()), inode_(inode), visitor_(visitor)
    {
    }

    void readShortForm()
    {
        if (inode_.size > inode_.data.bytes.size())
            throw contradiction("directory", inode_.offset);
        ByteReader reader(inode_.data.bytes.first(inode_.size), inode_.offset, "directory");
        const auto count = reader.bigEndian<std::uint8_t>();
        const bool wide = reader.bigEndian<std::uint8_t>() != 0;
        reader.skip(wide ? 8 : 4);  // parent
        for (unsigned i = 0; i < count; ++i) {
            const auto length = reader.bigEndian<std::uint8_t>();
            reader.skip(2);  // offset
            const std::string name = reader.text(length);
            reader.skip(superblock_.hasFileTypes() ? 1 : 0);
            hand(wide ? reader.bigEndian<std::uint64_t>() : reader.bigEndian<std::uint32_t>(), name);
        }
    }

    void readBlocks(std::span<const FileExtent> extents)
    {
        const std::uint64_t end = leafOffset >> superblock_.blocklog;
        for (const FileExtent& extent : extents) {
            for (std::uint64_t i = 0; i < extent.blocks && extent.startoff + i < end; ++i)
                addBlock(extent.startoff + i, {extent.start.group, extent.start.block + static_cast<std::uint32_t>(i)});
        }
        if (!bytes_.empty())
            throw contradiction("directory block", offset_);
    }

private:
    /// Directory blocks consist of several blocks, which may lie apart from each other.
    void addBlock(std::uint64_t startoff, BlockAddress at)
    {
        const std::uint64_t blocks = 1ULL << superblock_.dirblklog;
        const std::uint64_t have = bytes_.size() >> superblock_.blocklog;
        if (startoff % blocks != have || (have > 0 && startoff != next_))
            throw contradiction("directory block", superblock_.offsetOf(at));
        if (have == 0)
            offset_ = superblock_.offsetOf(at);
        const std::vector<std::byte> block = volume_.readBlocks(at, 1, "directory block");
        bytes_.insert(bytes_.end(), block.begin(), block.end());
        next_ = startoff + 1;
        if (have + 1 < blocks)
            return;
        readDataBlock();
        bytes_.clear();
    }

    void readDataBlock()
    {
        volume_.checkStamp(bytes_, dataStamp, offset_);
        const bool checked = superblock_.hasChecksums();
        const auto magic = loadBigEndian<std::uint32_t>(bytes_.data());
        const bool single = magic == (checked ? blockCrcMagic : blockMagic);
        if (!single && magic != (checked ? dataCrcMagic : dataMagic))
            throw contradiction("directory block", offset_);
        std::uint64_t end = bytes_.size();
        if (single) {
            // The index of a folder with a single block stands at its end: entries of 8 bytes, their number, another.
            const std::uint64_t entries = loadBigEndian<std::uint32_t>(&bytes_[end - 8]);
            if (entries > (end - 8) / 8)
                throw contradiction("directory block", offset_);
            end -= 8 + entries * 8;
        }
        const std::size_t header = checked ? 64 : 16;
        if (end < header || (checked && loadBigEndian<std::uint64_t>(&bytes_[40]) != inode_.number))
            throw contradiction("directory block", offset_);
        readEntries(std::span(bytes_).first(end).subspan(header));
    }

    void readEntries(std::span<const std::byte> bytes)
    {
        ByteReader reader(bytes, offset_, "directory block");
        while (reader.remaining() > 0) {
            const std::size_t start = reader.position();
            if (loadBigEndian<std::uint16_t>(reader.take(8).data()) == unusedTag) {
                const auto length = loadBigEndian<std::uint16_t>(&bytes[start + 2]);
                if (length < 8 || length % 8 != 0)
                    throw contradiction("directory block", offset_);
                reader.skip(length - 8U);
                continue;
            }
            const auto number = loadBigEndian<std::uint64_t>(&bytes[start]);
            const std::string name = reader.text(reader.bigEndian<std::uint8_t>());
            // A file type where there are any, and where the entry begins; together a multiple of 8 bytes.
            reader.skip((superblock_.hasFileTypes() ? 1 : 0) + 2);
            reader.skip((8 - reader.position() % 8) % 8);
            hand(number, name);
        }
    }

    void hand(std::uint64_t number, const std::string& name)
    {
        if (name.empty())
            throw contradiction("directory", inode_.offset);
        if (name != "." && name != "..")
            visitor_.named(number, inode_.number, name);
    }

    const Volume& volume_;
    const Superblock& superblock_;
    const Inode& inode_;
    FileVisitor& visitor_;
    std::vector<std::byte> bytes_;
    std::uint64_t offset_ = 0;
    std::uint64_t next_ = 0;
};

}  // namespace

void readDirectory(const Volume& volume, const Inode& inode, const InodeBlocks& blocks, FileVisitor& visitor)
{
    DirectoryReader reader(volume, inode, visitor);
    if (inode.data.format == ForkFormat::Local)
        reader.readShortForm();
    else
        reader.readBlocks(blocks.data);
}

}  // namespace engine::xfs
