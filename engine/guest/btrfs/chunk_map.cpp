#include "guest/btrfs/chunk_map.h"

#include "bytes/byte_reader.h"
#include "guest/btrfs/tree.h"
#include "guest/doubt.h"
#include "image/field_check.h"

#include <algorithm>
#include <array>

namespace engine::btrfs {

namespace {

constexpr std::uint64_t dup = 1ULL << 5;
constexpr std::uint64_t kinds = dataChunk | systemChunk | metadataChunk;

std::string profileName(std::uint64_t type)
{
    constexpr std::array<std::string_view, 8> names{"raid0", "raid1", "dup",     "raid10",
                                                    "raid5", "raid6", "raid1c3", "raid1c4"};
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if ((type & (1ULL << (i + 3))) != 0)
            text += (text.empty() ? "" : "+") + std::string(names[i]);
    }
    return text;
}

void requireType(std::uint64_t type)
{
    constexpr std::uint64_t profiles = 0x7f8;
    if (const std::uint64_t unknown = type & ~(kinds | profiles))
        throw unknownFeature("chunk type", unknown);
    if ((type & profiles & ~dup) != 0)
        throw Error(ErrorKind::Unsupported, "btrfs.profile", {{"profile", profileName(type)}});
}

bool typeIsSound(std::uint64_t type, const Superblock& superblock)
{
    const bool mixed = (superblock.incompat & mixedGroupsFlag) != 0;
    switch (type & kinds) {
    case dataChunk:
    case metadataChunk:
    case systemChunk:
        return true;
    case dataChunk | metadataChunk:
        return mixed;
    default:
        return false;
    }
}

void requireApart(std::vector<VolumeRange> stripes)
{
    std::ranges::sort(stripes, {}, &VolumeRange::start);
    for (std::size_t i = 1; i < stripes.size(); ++i) {
        if (stripes[i].start < stripes[i - 1].end())
            throw contradiction("chunk", stripes[i].start.bytes());
    }
}

}  // namespace

Chunk parseChunk(const Key& key, std::span<const std::byte> item, const Superblock& superblock, std::uint64_t place,
                 std::size_t& consumed)
{
    ByteReader reader(item, place, "btrfs chunk");
    Chunk chunk;
    chunk.range = {LogicalOffset(key.offset), reader.littleEndian<std::uint64_t>()};
    reader.skip(8 + 8);  // owner, stripe_len
    chunk.type = reader.littleEndian<std::uint64_t>();
    reader.skip(3 * 4);  // io_align, io_width, sector_size
    const std::uint16_t stripes = reader.littleEndian<std::uint16_t>();
    reader.skip(2);  // sub_stripes
    requireType(chunk.type);
    const std::uint64_t length = chunk.range.length;
    if (!typeIsSound(chunk.type, superblock) || stripes != ((chunk.type & dup) != 0 ? 2 : 1) || length == 0 ||
        !checkedAdd(key.offset, length) || !isAligned(key.offset | length, superblock.sectorSize))
        throw contradiction("chunk", place);
    for (unsigned i = 0; i < stripes; ++i) {
        const std::uint64_t device = reader.littleEndian<std::uint64_t>();
        const std::uint64_t offset = reader.littleEndian<std::uint64_t>();
        const auto uuid = reader.take(sizeof(Uuid));
        if (device != superblock.device.id || !std::ranges::equal(uuid, superblock.device.uuid) ||
            !isAligned(offset, superblock.sectorSize) || !fits(offset, length, superblock.totalBytes))
            throw contradiction("chunk stripe", place);
        chunk.stripes.emplace_back(offset);
    }
    consumed = reader.position();
    return chunk;
}

ChunkMap::ChunkMap(std::vector<Chunk> chunks) : chunks_(std::move(chunks))
{
    std::ranges::sort(chunks_, {}, [](const Chunk& chunk) { return chunk.range.start; });
    std::vector<VolumeRange> stripes;
    for (std::size_t i = 0; i < chunks_.size(); ++i) {
        if (i > 0 && chunks_[i].range.start < chunks_[i - 1].range.end())
            throw contradiction("chunk", chunks_[i].stripes.front().bytes());
        for (const VolumeOffset stripe : chunks_[i].stripes)
            stripes.push_back({stripe, chunks_[i].range.length});
    }
    requireApart(std::move(stripes));
}

ChunkMap ChunkMap::ofSystemChunks(const Superblock& superblock)
{
    std::vector<Chunk> chunks;
    std::span<const std::byte> rest = superblock.systemChunks;
    while (!rest.empty()) {
        ByteReader reader(rest, superblockOffsets[0], "sys_chunk_array");
        const Key key = Key::parse(reader.take(Key::length));
        std::size_t consumed = 0;
        Chunk chunk = parseChunk(key, rest.subspan(Key::length), superblock, superblockOffsets[0], consumed);
        if (key.type != ItemType::Chunk || (chunk.type & systemChunk) == 0)
            throw contradiction("sys_chunk_array", superblockOffsets[0]);
        chunks.push_back(std::move(chunk));
        rest = rest.subspan(Key::length + consumed);
    }
    return ChunkMap(std::move(chunks));
}

const Chunk* ChunkMap::find(LogicalRange range) const noexcept
{
    const auto after = std::ranges::upper_bound(chunks_, range.start, {}, [](const Chunk& c) { return c.range.start; });
    if (after == chunks_.begin())
        return nullptr;
    const Chunk& chunk = *std::prev(after);
    return fits(range.start - chunk.range.start, range.length, chunk.range.length) ? &chunk : nullptr;
}

std::optional<VolumeRange> ChunkMap::firstCopy(LogicalRange range) const
{
    const Chunk* const chunk = find(range);
    return chunk ? std::optional(chunk->onVolume(chunk->stripes.front(), range)) : std::nullopt;
}

}  // namespace engine::btrfs
