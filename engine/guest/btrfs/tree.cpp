#include "guest/btrfs/tree.h"

#include "bytes/byte_reader.h"
#include "guest/btrfs/checksum.h"
#include "guest/doubt.h"

#include <algorithm>

namespace engine::btrfs {

namespace {

// struct btrfs_header
constexpr std::size_t filesystemAt = 32;
constexpr std::size_t addressAt = 48;
constexpr std::size_t chunkTreeAt = 64;
constexpr std::size_t generationAt = 80;
constexpr std::size_t ownerAt = 88;
constexpr std::size_t countAt = 96;
constexpr std::size_t levelAt = 100;

constexpr std::size_t itemLength = Key::length + 4 + 4;
constexpr std::size_t pointerLength = Key::length + 8 + 8;

template <class Number>
Number number(std::span<const std::byte> bytes, std::size_t at)
{
    return loadLittleEndian<Number>(bytes.subspan(at, sizeof(Number)).data());
}

Uuid uuidAt(std::span<const std::byte> bytes, std::size_t at)
{
    Uuid uuid{};
    std::ranges::copy(bytes.subspan(at, uuid.size()), uuid.begin());
    return uuid;
}

}  // namespace

Key Key::parse(std::span<const std::byte> bytes)
{
    return {number<std::uint64_t>(bytes, 0), ItemType{number<std::uint8_t>(bytes, 8)}, number<std::uint64_t>(bytes, 9)};
}

TreeBlock::TreeBlock(std::vector<std::byte> bytes, std::uint64_t place) : bytes_(std::move(bytes)), place_(place)
{
    requireLayout();
}

LogicalOffset TreeBlock::address() const noexcept
{
    return LogicalOffset(number<std::uint64_t>(bytes_, addressAt));
}
std::uint64_t TreeBlock::generation() const noexcept
{
    return number<std::uint64_t>(bytes_, generationAt);
}
std::uint64_t TreeBlock::owner() const noexcept
{
    return number<std::uint64_t>(bytes_, ownerAt);
}
std::uint8_t TreeBlock::level() const noexcept
{
    return number<std::uint8_t>(bytes_, levelAt);
}
Uuid TreeBlock::filesystem() const noexcept
{
    return uuidAt(bytes_, filesystemAt);
}
Uuid TreeBlock::chunkTree() const noexcept
{
    return uuidAt(bytes_, chunkTreeAt);
}
std::size_t TreeBlock::count() const noexcept
{
    return number<std::uint32_t>(bytes_, countAt);
}
std::size_t TreeBlock::entryLength() const noexcept
{
    return level() == 0 ? itemLength : pointerLength;
}

Key TreeBlock::key(std::size_t index) const
{
    return Key::parse(std::span(bytes_).subspan(headerLength + index * entryLength()));
}

Item TreeBlock::item(std::size_t index) const
{
    const std::size_t at = headerLength + index * itemLength + Key::length;
    const auto offset = number<std::uint32_t>(bytes_, at);
    const auto length = number<std::uint32_t>(bytes_, at + 4);
    return {key(index), std::span(bytes_).subspan(headerLength + offset, length), place_};
}

TreePointer TreeBlock::child(std::size_t index) const
{
    const std::size_t at = headerLength + index * pointerLength + Key::length;
    return {LogicalOffset(number<std::uint64_t>(bytes_, at)), number<std::uint64_t>(bytes_, at + 8),
            static_cast<std::uint8_t>(level() - 1)};
}

void TreeBlock::requireLayout() const
{
    const std::size_t room = bytes_.size() - headerLength;
    if (count() > room / entryLength())
        throw contradiction("tree block", place_);
    for (std::size_t i = 1; i < count(); ++i) {
        if (key(i) <= key(i - 1))
            throw contradiction("tree block", place_);
    }
    if (level() > 0)
        return;
    // Data fills the leaf from its end, each item right before the previous one.
    std::size_t end = room;
    for (std::size_t i = 0; i < count(); ++i) {
        const std::size_t at = headerLength + i * itemLength + Key::length;
        const std::size_t offset = number<std::uint32_t>(bytes_, at);
        const std::size_t length = number<std::uint32_t>(bytes_, at + 4);
        if (!fits(offset, length, end) || offset + length != end)
            throw contradiction("leaf item", place_);
        end = offset;
    }
    if (count() * itemLength > end)
        throw contradiction("leaf item", place_);
}

TreeReader::TreeReader(const BlockSource& source, const Superblock& superblock, const ChunkMap& chunks)
    : source_(source), superblock_(superblock), chunks_(chunks), chunkTree_(readOnce(superblock.chunkTree).chunkTree())
{
}

TreeBlock TreeReader::read(const TreePointer& pointer) const
{
    TreeBlock block = readOnce(pointer);
    if (block.chunkTree() != chunkTree_)
        throw contradiction("tree block", block.place());
    return block;
}

TreeBlock TreeReader::readOnce(const TreePointer& pointer) const
{
    const auto place = chunks_.firstCopy({pointer.block, superblock_.nodeSize});
    if (!place || !isAligned(pointer.block.bytes(), superblock_.sectorSize))
        throw Error(
            ErrorKind::Refused, "volume.outside",
            {{"value", pointer.block.bytes()}, {"length", superblock_.nodeSize}, {"limit", superblock_.totalBytes}});
    std::vector<std::byte> bytes(superblock_.nodeSize);
    source_.read(place->start.bytes(), bytes);
    if (!checksumIsRight(static_cast<ChecksumType>(superblock_.checksumType), bytes))
        throw badChecksum("tree block", place->start.bytes());
    TreeBlock block(std::move(bytes), place->start.bytes());
    if (block.address() != pointer.block || block.generation() != pointer.generation ||
        block.level() != pointer.level || block.generation() > superblock_.generation() ||
        block.filesystem() != superblock_.metadataUuid)
        throw contradiction("tree block", block.place());
    return block;
}

struct TreeReader::Walk {
    const std::function<void(const Item&)>& visit;
    std::optional<Key> last;
};

void TreeReader::walk(const TreePointer& root, const std::function<void(const Item&)>& visit) const
{
    Walk walk{visit, {}};
    walkBelow(read(root), walk);
}

void TreeReader::walkBelow(const TreeBlock& block, Walk& walk) const
{
    for (std::size_t i = 0; i < block.count(); ++i) {
        const Key key = block.key(i);
        if (walk.last && key <= *walk.last)
            throw contradiction("tree block", block.place());
        if (block.level() == 0) {
            walk.last = key;
            walk.visit(block.item(i));
            continue;
        }
        const TreeBlock child = read(block.child(i));
        if (child.count() == 0 || child.key(0) != key)
            throw contradiction("tree block", child.place());
        walkBelow(child, walk);
    }
}

}  // namespace engine::btrfs
