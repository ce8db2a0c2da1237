#include "guest/fat/free_space.h"

#include "bytes/byte_reader.h"
#include "guest/doubt.h"
#include "guest/fat/files.h"
#include "guest/free_ranges.h"
#include "image/field_check.h"

#include <algorithm>
#include <array>

namespace engine::fat {

using clusters::LinkKind;
using clusters::Run;

namespace {

/// Bytes of a table that are looked at together; whole entries of every type.
constexpr std::uint64_t pieceBytes = 192 << 10;

/// Reads the tables front to back.
class Sweep {
public:
    Sweep(const BlockSource& source, const Superblock& block, const Table& table)
        : source_(source), block_(block), table_(table)
    {
    }

    std::vector<Run> run()
    {
        const std::uint64_t entries = std::uint64_t{block_.heap.count} + clusters::firstCluster;
        const std::uint64_t pieceEntries = pieceBytes * 8 / static_cast<std::uint64_t>(block_.type);
        for (std::uint64_t first = 0; first < entries; first += pieceEntries) {
            const std::uint64_t count = std::min(pieceEntries, entries - first);
            readPiece(tableBytes(first, block_.type), tableBytes(count, block_.type));
            for (std::uint64_t index = 0; index < count; ++index) {
                if (first + index >= clusters::firstCluster)
                    look(static_cast<std::uint32_t>(first + index), entryAt(piece_, index, block_.type));
            }
        }
        for (const Run run : free_) {
            if (pointedTo_.overlaps(run))
                throw contradiction("open cluster chain", table_.entryOffset(run.first));
        }
        return std::move(free_);
    }

private:
    void readPiece(std::uint64_t offset, std::uint64_t length)
    {
        piece_.resize(length);
        source_.read(block_.fatOffset(block_.activeFat()) + offset, piece_);
        if (!block_.mirrored())
            return;
        copy_.resize(length);
        for (std::uint32_t index = 1; index < block_.fats; ++index) {
            source_.read(block_.fatOffset(index) + offset, copy_);
            const auto differs = std::mismatch(piece_.begin(), piece_.end(), copy_.begin());
            if (differs.first != piece_.end()) {
                const auto at = static_cast<std::uint64_t>(differs.first - piece_.begin());
                throw contradiction("FAT copy", block_.fatOffset(index) + offset + at);
            }
        }
    }

    void look(std::uint32_t cluster, std::uint32_t value)
    {
        const clusters::Link link = linkOf(value, block_);
        if (link.kind == LinkKind::Free)
            clusters::appendCluster(free_, cluster);
        else if (link.kind == LinkKind::Outside)
            throw contradiction("FAT entry", table_.entryOffset(cluster));
        else if (link.kind == LinkKind::Next && !pointedTo_.claim({link.next, 1}))
            throw contradiction("crossed cluster chain", table_.entryOffset(cluster));
    }

    const BlockSource& source_;
    const Superblock& block_;
    const Table& table_;
    std::vector<std::byte> piece_;
    std::vector<std::byte> copy_;
    std::vector<Run> free_;
    /// Chains without a file are checked too: whose they were nobody knows.
    clusters::Claims pointedTo_;
};

void checkFsInfo(const BlockSource& source, const Superblock& block, std::uint64_t counted)
{
    constexpr std::uint16_t none = 0xffff;
    if (block.type != Type::Fat32 || block.fsInfoSector == 0 || block.fsInfoSector == none)
        return;
    requireAtMost("BPB_FSInfo", block.fsInfoSector, block.reservedSectors - 1);
    std::array<std::byte, 512> sector{};
    const std::uint64_t offset = std::uint64_t{block.fsInfoSector} * block.bytesPerSector;
    source.read(offset, sector);
    const auto number = [&](std::size_t at) { return loadLittleEndian<std::uint32_t>(sector.data() + at); };
    if (number(0) != 0x41615252 || number(484) != 0x61417272 || number(508) != 0xaa550000)
        throw contradiction("FSInfo", offset);
    constexpr std::uint32_t unknown = 0xffffffff;
    const std::uint32_t stated = number(488);
    if (stated != unknown && stated != counted)
        throw freeCountDiffers("FSI_Free_Count", counted, stated);
}

}  // namespace

VolumeRangeSet freeSpace(const BlockSource& source, const Superblock& block, const Table& table)
{
    const std::vector<Run> runs = Sweep(source, block, table).run();
    checkFsInfo(source, block, clusters::countClusters(runs));
    walkTree(source, block, table, [](const TreeFile&) { return true; });
    VolumeRangeSet free;
    for (const Run run : runs)
        appendFree(free, block.heap.range(run));
    return free;
}

}  // namespace engine::fat
