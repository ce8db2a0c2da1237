#include "guest/xfs/log.h"

#include "bytes/byte_reader.h"

#include <algorithm>
#include <array>

namespace engine::xfs {

namespace {

constexpr std::uint64_t basicBlock = 512;
constexpr std::uint32_t recordMagic = 0xfeedbabe;
constexpr std::uint32_t cycleDataBytes = 32 << 10;  ///< of a record, for one header block
constexpr std::uint32_t mostRecordBytes = 256 << 10;
/// Records that may be under way at a time: so far the cycles around the head can be mixed up after a crash.
constexpr std::uint64_t unsettledBlocks = 8 * mostRecordBytes / basicBlock;
constexpr std::uint64_t mostRecordBlocks = (mostRecordBytes / cycleDataBytes) + mostRecordBytes / basicBlock;
constexpr std::uint64_t pieceBlocks = 128;  ///< read at a time
constexpr std::uint8_t logClient = 0xaa;
constexpr std::uint8_t unmountFlag = 0x20;

std::uint32_t cycleOf(std::span<const std::byte> block)
{
    const auto first = loadBigEndian<std::uint32_t>(block.data());
    return first == recordMagic ? loadBigEndian<std::uint32_t>(&block[4]) : first;
}

/// The log as a ring of basic blocks.
class Log {
public:
    explicit Log(const Volume& volume)
        : volume_(volume),
          start_(volume.superblock().offsetOf(volume.superblock().addressOf(volume.superblock().logstart))),
          blocks_((std::uint64_t{volume.superblock().logblocks} << volume.superblock().blocklog) / basicBlock)
    {
    }

    std::optional<std::uint64_t> cleanHead() const
    {
        const std::uint32_t first = cycleAt(0);
        const std::uint32_t last = cycleAt(blocks_ - 1);
        if (first == 0)
            return isZeroed() ? std::optional(sequenceNumber(1, 0)) : std::nullopt;
        if (first != last && first != last + 1)
            return std::nullopt;
        const std::uint64_t head = first == last ? blocks_ : firstOf(last);
        if (!cyclesAgree(head, first, last) || !endsWithUnmount(head, first))
            return std::nullopt;
        return head == blocks_ ? sequenceNumber(first + 1, 0) : sequenceNumber(first, head);
    }

private:
    static constexpr std::uint64_t sequenceNumber(std::uint64_t cycle, std::uint64_t block)
    {
        return cycle << 32 | block;
    }

    std::vector<std::byte> readFrom(std::uint64_t block, std::uint64_t count) const
    {
        std::vector<std::byte> bytes(count * basicBlock);
        read(block, bytes);
        return bytes;
    }
    void read(std::uint64_t block, std::span<std::byte> out) const { volume_.read(start_ + block * basicBlock, out); }
    std::uint32_t cycleAt(std::uint64_t block) const { return cycleOf(readFrom(block, 1)); }

    bool isZeroed() const
    {
        for (std::uint64_t block = 0; block < blocks_;) {
            const std::uint64_t count = std::min(blocks_ - block, pieceBlocks);
            if (!std::ranges::all_of(readFrom(block, count), [](std::byte byte) { return byte == std::byte{0}; }))
                return false;
            block += count;
        }
        return true;
    }

    /// The first block with the cycle of the last one.
    std::uint64_t firstOf(std::uint32_t cycle) const
    {
        std::uint64_t other = 0;
        std::uint64_t found = blocks_ - 1;
        while (found - other > 1) {
            const std::uint64_t middle = other + (found - other) / 2;
            (cycleAt(middle) == cycle ? found : other) = middle;
        }
        return found;
    }

    /// Whether the blocks have the right cycles that are so close to the head, on the ring, that they could be in
    /// doubt.
    bool cyclesAgree(std::uint64_t head, std::uint32_t before, std::uint32_t behind) const
    {
        const std::uint64_t down = std::min(head, unsettledBlocks);
        const std::uint64_t up = std::min(blocks_ - head, unsettledBlocks);
        const std::uint64_t wrappedDown = std::min(blocks_ - head, unsettledBlocks - down);
        const std::uint64_t wrappedUp = std::min(head, unsettledBlocks - up);
        return haveCycle(head - down, down, before) && haveCycle(head, up, behind) && haveCycle(0, wrappedUp, before) &&
               haveCycle(blocks_ - wrappedDown, wrappedDown, behind);
    }
    bool haveCycle(std::uint64_t begin, std::uint64_t count, std::uint32_t cycle) const
    {
        std::vector<std::byte> bytes(std::min(count, pieceBlocks) * basicBlock);
        for (const std::uint64_t end = begin + count; begin < end;) {
            const std::uint64_t length = std::min(end - begin, pieceBlocks);
            read(begin, std::span(bytes).first(length * basicBlock));
            for (std::uint64_t i = 0; i < length; ++i) {
                if (cycleOf(std::span(bytes).subspan(i * basicBlock, basicBlock)) != cycle)
                    return false;
            }
            begin += length;
        }
        return true;
    }

    /// Whether the last record before the head is the one of an unmount. It does not wrap around: a head at block 0 is
    /// given as the end, and a record that begins before the end has the older cycle in its header.
    bool endsWithUnmount(std::uint64_t head, std::uint32_t cycle) const
    {
        const std::uint64_t begin = head - std::min(head, mostRecordBlocks);
        const std::vector<std::byte> bytes = readFrom(begin, head - begin);
        for (std::uint64_t at = bytes.size(); at >= basicBlock;) {
            at -= basicBlock;
            if (loadBigEndian<std::uint32_t>(&bytes[at]) == recordMagic)
                return isUnmount(std::span(bytes).subspan(at), sequenceNumber(cycle, begin + at / basicBlock));
        }
        return wrapsWithUnmount(head, cycle);
    }

    /// The same for a record that begins at the end of the log and goes on at its start.
    bool wrapsWithUnmount(std::uint64_t head, std::uint32_t cycle) const
    {
        if (head >= mostRecordBlocks || head >= blocks_ || blocks_ - head < mostRecordBlocks)
            return false;
        std::vector<std::byte> bytes = readFrom(blocks_ - mostRecordBlocks, mostRecordBlocks);
        std::uint64_t at = bytes.size() - basicBlock;
        while (at > 0 && loadBigEndian<std::uint32_t>(&bytes[at]) != recordMagic)
            at -= basicBlock;
        const std::vector<std::byte> rest = readFrom(0, head);
        bytes.insert(bytes.end(), rest.begin(), rest.end());
        return isUnmount(std::span(bytes).subspan(at),
                         sequenceNumber(cycle - 1, blocks_ - mostRecordBlocks + at / basicBlock));
    }

    /// @param record from its header to the head
    bool isUnmount(std::span<const std::byte> record, std::uint64_t lsn) const
    {
        ByteReader reader(record, 0, "log record");
        const bool magic = reader.bigEndian<std::uint32_t>() == recordMagic;
        const auto cycle = reader.bigEndian<std::uint32_t>();
        const auto version = reader.bigEndian<std::uint32_t>();
        const auto length = reader.bigEndian<std::uint32_t>();
        const bool here = reader.bigEndian<std::uint64_t>() == lsn && cycle == lsn >> 32;
        reader.skip(8 + 4 + 4);  // h_tail_lsn, h_crc, h_prev_block
        const auto operations = reader.bigEndian<std::uint32_t>();
        reader.skip(cycleDataBytes / basicBlock * 4 + 4);  // h_cycle_data, h_fmt
        const bool ours = std::ranges::equal(reader.take(sizeof(Uuid)), volume_.superblock().uuid);
        const auto size = reader.bigEndian<std::uint32_t>();

        const bool second = (volume_.superblock().versionnum & version::logV2) != 0;
        if (!magic || !here || !ours || operations != 1 || version != (second ? 2 : 1) || length > mostRecordBytes ||
            size > mostRecordBytes)
            return false;
        const std::uint64_t headers = second && size > cycleDataBytes ? divideUp(size, cycleDataBytes) : 1;
        if ((headers + divideUp(length, basicBlock)) * basicBlock != record.size() || length < 12)
            return false;
        // Of the operation header: oh_tid, oh_len, oh_clientid, oh_flags.
        const std::byte* operation = &record[headers * basicBlock];
        return operation[8] == std::byte{logClient} && operation[9] == std::byte{unmountFlag};
    }

    const Volume& volume_;
    std::uint64_t start_;
    std::uint64_t blocks_;
};

}  // namespace

std::optional<std::uint64_t> cleanLogHead(const Volume& volume)
{
    return Log(volume).cleanHead();
}

}  // namespace engine::xfs
