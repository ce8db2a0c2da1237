#include "guest/ntfs/folder.h"

#include "bytes/byte_reader.h"
#include "guest/doubt.h"

namespace engine::ntfs {

namespace {

using Visit = std::function<void(FileReference, const FileName&)>;

constexpr std::string_view indexName = "$I30";
constexpr std::uint32_t indexMagic = 0x58444e49;  // "INDX"

/// The entries of one node, from its index header on.
void visitNode(std::span<const std::byte> node, std::uint64_t offset, const Visit& visit)
{
    constexpr std::size_t headerLength = 16;
    constexpr std::size_t entryHeader = 16;
    constexpr std::uint16_t lastFlag = 2;
    const auto require = [offset](bool sound) {
        if (!sound)
            throw contradiction("$I30", offset);
    };
    require(node.size() >= headerLength);
    const std::size_t begin = loadLittleEndian<std::uint32_t>(node.data());
    const std::size_t end = loadLittleEndian<std::uint32_t>(node.data() + 4);
    require(begin >= headerLength && begin <= end && end <= node.size());
    for (auto rest = node.subspan(begin, end - begin);;) {
        require(rest.size() >= entryHeader);
        const std::size_t length = loadLittleEndian<std::uint16_t>(rest.data() + 8);
        const std::size_t keyLength = loadLittleEndian<std::uint16_t>(rest.data() + 10);
        require(length >= entryHeader && length % 8 == 0 && length <= rest.size());
        if ((loadLittleEndian<std::uint16_t>(rest.data() + 12) & lastFlag) != 0)
            return;
        require(keyLength <= length - entryHeader);
        const auto name = FileName::read(rest.subspan(entryHeader, keyLength));
        require(name.has_value());
        visit(FileReference::of(loadLittleEndian<std::uint64_t>(rest.data())), *name);
        rest = rest.subspan(length);
    }
}

void visitBlock(const Volume& volume, const Stream& blocks, std::uint64_t index, std::span<std::byte> block,
                const Visit& visit)
{
    constexpr std::size_t nodeAt = 24;
    const std::uint64_t offset = index * block.size();
    volume.read(blocks, offset, block);
    if (loadLittleEndian<std::uint32_t>(block.data()) != indexMagic)
        throw contradiction("$INDEX_ALLOCATION", offset);
    undoFixups(block, "$INDEX_ALLOCATION", offset);
    visitNode(block.subspan(nodeAt), offset, visit);
}

void visitBlocks(const Volume& volume, const Stream& blocks, const Stream& bitmap, const Visit& visit)
{
    constexpr std::uint64_t piece = 4096;
    std::vector<std::byte> block(volume.boot().indexBlockSize);
    std::vector<std::byte> marks(piece);
    const std::uint64_t count = blocks.initializedSize / block.size();
    for (std::uint64_t index = 0; index < count; ++index) {
        if (index % (8 * piece) == 0)
            volume.read(bitmap, index / 8, marks);
        if ((std::to_integer<unsigned>(marks[index / 8 % piece]) >> (index % 8) & 1U) != 0)
            visitBlock(volume, blocks, index, block, visit);
    }
}

}  // namespace

void visitFolder(const Volume& volume, std::uint64_t number, const Visit& visit)
{
    constexpr std::size_t rootHeader = 16;
    const auto file = volume.file(number);
    const std::uint64_t offset = volume.recordOffset(number);
    const auto root = volume.stream(file, AttributeType::IndexRoot, indexName);
    if (!root || root->resident.size() < rootHeader)
        throw contradiction("$INDEX_ROOT", offset);
    visitNode(std::span(root->resident).subspan(rootHeader), offset, visit);
    const auto blocks = volume.stream(file, AttributeType::IndexAllocation, indexName);
    if (!blocks)
        return;
    const auto bitmap = volume.stream(file, AttributeType::Bitmap, indexName);
    if (!bitmap || !bitmap->isPlain() || !blocks->isPlain())
        throw contradiction("$INDEX_ALLOCATION", offset);
    visitBlocks(volume, *blocks, *bitmap, visit);
}

std::optional<FileReference> findInFolder(const Volume& volume, std::uint64_t number, std::string_view lowerAscii)
{
    std::optional<FileReference> found;
    visitFolder(volume, number, [&](FileReference reference, const FileName& name) {
        if (name.is(lowerAscii))
            found = reference;
    });
    return found;
}

}  // namespace engine::ntfs
