#include "guest/vouching/hash_tree.h"

#include "bytes/byte_reader.h"
#include "bytes/checked.h"
#include "bytes/sha256.h"
#include "guest/source_bytes.h"

#include <algorithm>
#include <array>
#include <bit>
#include <string_view>

namespace engine::vouching {

namespace {

using std::string_view_literals::operator""sv;

constexpr std::uint64_t sectorSize = 512;
constexpr std::string_view signature = "verity\0\0"sv;
/// VERITY_METADATA_MAGIC_NUMBER of Android's fs_mgr, little-endian, on a block of 4096 bytes.
constexpr std::string_view androidMagic = "\x01\xb0\x01\xb0"sv;
constexpr std::uint64_t androidAlignment = 4096;
constexpr std::uint64_t saltSpace = 256;

bool startsWith(std::span<const std::byte> bytes, std::string_view text)
{
    return bytes.size() >= text.size() &&
           std::string_view(reinterpret_cast<const char*>(bytes.data()), text.size()) == text;
}

bool isBlockSize(std::uint64_t size)
{
    return std::has_single_bit(size) && size >= sectorSize && size <= (512 << 10);
}

HashTree parse(std::span<const std::byte> sector, std::uint64_t offset)
{
    ByteReader reader(sector, offset, "verity superblock");
    HashTree tree;
    tree.offset = offset;
    reader.skip(signature.size());
    const auto version = reader.littleEndian<std::uint32_t>();
    tree.hashType = reader.littleEndian<std::uint32_t>();
    reader.skip(16);
    tree.algorithm = reader.text(32);
    tree.algorithm.resize(std::min(tree.algorithm.find('\0'), tree.algorithm.size()));
    tree.dataBlockSize = reader.littleEndian<std::uint32_t>();
    tree.hashBlockSize = reader.littleEndian<std::uint32_t>();
    tree.dataBlocks = reader.littleEndian<std::uint64_t>();
    const auto saltSize = reader.littleEndian<std::uint16_t>();
    reader.skip(6);
    tree.sound = version == 1 && tree.hashType <= 1 && isBlockSize(tree.dataBlockSize) &&
                 isBlockSize(tree.hashBlockSize) && tree.dataBlocks > 0 && saltSize <= saltSpace &&
                 checkedMultiply(tree.dataBlocks, tree.dataBlockSize).has_value();
    if (tree.sound) {
        const auto salt = reader.take(saltSize);
        tree.salt.assign(salt.begin(), salt.end());
    }
    return tree;
}

/// Levels lie from the root down; the lowest one has an entry for each block of data.
std::optional<std::uint64_t> lowestLevel(const HashTree& tree)
{
    const auto bits = static_cast<unsigned>(std::bit_width(tree.hashBlockSize / sizeof(Sha256)) - 1);
    std::uint64_t blocks = 0;
    bool hasLevels = false;
    for (std::uint64_t entries = tree.dataBlocks; entries > 1;) {
        entries = (entries - 1) / (std::uint64_t{1} << bits) + 1;
        blocks += hasLevels ? entries : 0;
        hasLevels = true;
    }
    const auto length = checkedMultiply(blocks, tree.hashBlockSize);
    const std::uint64_t start = divideUp(tree.offset + sectorSize, tree.hashBlockSize) * tree.hashBlockSize;
    return hasLevels && length ? checkedAdd(start, *length) : std::nullopt;
}

/// The first place in the piece, which starts at `offset` of the volume.
std::optional<std::uint64_t> findIn(std::span<const std::byte> piece, std::uint64_t offset, std::uint64_t step)
{
    for (std::uint64_t at = 0; at < piece.size(); at += step) {
        const auto rest = piece.subspan(at);
        if (startsWith(rest, signature) || (isAligned(offset + at, androidAlignment) && startsWith(rest, androidMagic)))
            return offset + at;
    }
    return std::nullopt;
}

}  // namespace

std::optional<HashTree> readHashTree(const BlockSource& source, std::uint64_t offset)
{
    if (!fits(offset, sectorSize, source.size()))
        return std::nullopt;
    const auto sector = bytesOf(source, offset, sectorSize);
    return startsWith(sector, signature) ? std::optional(parse(sector, offset)) : std::nullopt;
}

bool isOf(const HashTree& tree, const BlockSource& hashes, const BlockSource& data)
{
    if (!tree.sound || tree.algorithm != "sha256" || tree.dataBytes() > data.size())
        return false;
    const auto level = lowestLevel(tree);
    if (!level || !fits(*level, sizeof(Sha256), hashes.size()))
        return false;
    const auto stored = bytesOf(hashes, *level, sizeof(Sha256));
    const auto block = bytesOf(data, 0, tree.dataBlockSize);
    const std::array<std::span<const std::byte>, 2> saltFirst{tree.salt, block};
    const std::array<std::span<const std::byte>, 2> saltLast{block, tree.salt};
    return std::ranges::equal(sha256(tree.hashType == 1 ? saltFirst : saltLast), stored);
}

std::optional<std::uint64_t> findTreeBehind(const BlockSource& volume, std::uint64_t used)
{
    constexpr std::uint64_t piece = 1 << 20;
    constexpr std::uint64_t everySector = 64 << 20;
    constexpr std::uint64_t farthest = std::uint64_t{16} << 30;
    const std::uint64_t first = divideUp(std::min(used, volume.size()), sectorSize) * sectorSize;
    const std::uint64_t end = alignDown(volume.size(), sectorSize);
    std::uint64_t offset = first;
    for (; offset < end && offset - first < everySector; offset = alignDown(offset, piece) + piece) {
        const std::uint64_t length = std::min(alignDown(offset, piece) + piece, end) - offset;
        if (const auto found = findIn(bytesOf(volume, offset, length), offset, sectorSize))
            return found;
    }
    for (; offset < end && offset - first < farthest; offset += piece) {
        if (const auto found = findIn(bytesOf(volume, offset, sectorSize), offset, sectorSize))
            return found;
    }
    return std::nullopt;
}

}  // namespace engine::vouching
