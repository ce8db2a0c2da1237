#include "guest/ext/folder_entries.h"

#include "bytes/byte_reader.h"
#include "guest/doubt.h"

#include <algorithm>

namespace engine::ext {

namespace {

constexpr std::size_t headerLength = 8;
/// i_block of an inline folder starts with the inode of "..".
constexpr std::size_t inlineParentLength = 4;

/// Blocks of 64 KiB do not fit in 16 bits: the two lowest bits hold the highest ones.
std::size_t recordLength(std::uint16_t stored, std::size_t blockSize)
{
    if (blockSize < 65536)
        return stored;
    if (stored == 65535 || stored == 0)
        return blockSize;
    return (stored & 65532U) | ((stored & 3U) << 16);
}

class Entries {
public:
    Entries(const Library& library, std::uint32_t folder, FileVisitor& visitor)
        : superblock_(library.superblock()), folder_(folder), visitor_(visitor)
    {
    }

    /// @param offset of the bytes in the volume, for messages
    void visit(std::span<const std::byte> bytes, std::uint64_t offset)
    {
        while (bytes.size() >= headerLength) {
            ByteReader reader(bytes, offset, "folder entry");
            const auto inode = reader.littleEndian<std::uint32_t>();
            const std::size_t length = recordLength(reader.littleEndian<std::uint16_t>(), superblock_.blockSize());
            const std::size_t nameLength = reader.littleEndian<std::uint8_t>();
            reader.skip(1);  // file_type
            if (length < headerLength || length % 4 != 0 || length > bytes.size() ||
                (inode != 0 && nameLength > length - headerLength))
                throw contradiction("folder entry", offset);
            if (inode != 0)
                report(inode, reader.text(nameLength), offset);
            bytes = bytes.subspan(length);
            offset += length;
        }
    }

private:
    void report(std::uint32_t inode, const std::string& name, std::uint64_t offset)
    {
        if (inode > superblock_.inodesCount)
            throw contradiction("folder entry", offset);
        if (name != "." && name != "..")
            visitor_.named(inode, folder_, name);
    }

    const Superblock& superblock_;
    std::uint32_t folder_;
    FileVisitor& visitor_;
};

void visitInline(Entries& entries, const Inode& folder)
{
    const std::vector<std::byte> data = inlineData(folder);
    const std::size_t inInode = folder.block.size();
    entries.visit(std::span(data).first(inInode).subspan(inlineParentLength), 0);
    entries.visit(std::span(data).subspan(inInode), 0);
}

}  // namespace

void visitEntries(const Library& library, const Inode& folder, const InodeBlocks& blocks, BlockBudget& budget,
                  FileVisitor& visitor)
{
    Entries entries(library, folder.number, visitor);
    if (folder.hasInlineData()) {
        visitInline(entries, folder);
        return;
    }
    std::vector<std::byte> bytes(library.superblock().blockSize());
    for (const VolumeRange& range : blocks.content) {
        for (std::uint64_t at = range.start.bytes(); at < range.end().bytes(); at += bytes.size()) {
            budget.spend();
            library.read(at / bytes.size(), bytes);
            entries.visit(bytes, at);
        }
    }
}

}  // namespace engine::ext
