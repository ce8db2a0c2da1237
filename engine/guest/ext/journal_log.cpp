#include "guest/ext/journal_log.h"

#include "bytes/byte_reader.h"
#include "guest/doubt.h"
#include "guest/ext/journal_blocks.h"

#include <algorithm>
#include <iterator>
#include <unordered_map>

namespace engine::ext {

namespace {

/// Blocks and revocations that are held in memory.
constexpr std::size_t mostRecords = 4 << 20;

/// One walk along the log.
class LogWalk {
public:
    LogWalk(const JournalFile& journal, const Library& library)
        : library_(library), journal_(journal), decoder_(journal.superblock), next_(journal.superblock.start),
          sequence_(journal.superblock.sequence), left_(journal.superblock.maxLength),
          ownBlocks_(VolumeRangeSet::of(journal.blocks)), block_(library.superblock().blockSize()), copy_(block_)
    {
        std::uint64_t length = 0;
        for (const VolumeRange& range : journal.blocks) {
            starts_.push_back(length);
            length += range.length;
        }
    }

    LogContent run()
    {
        while (step()) {
        }
        for (LoggedBlock& block : done_.blocks) {
            const auto last = lastRevoked_.find(block.home);
            block.revoked = last != lastRevoked_.end() && block.transaction <= last->second;
        }
        std::ranges::stable_sort(done_.blocks, {}, &LoggedBlock::home);
        return std::move(done_);
    }

private:
    /// What has not come to its commit block yet. It may be cut off anywhere: only a committed one has to be right.
    struct Transaction {
        std::vector<LoggedBlock> blocks;
        std::vector<std::uint64_t> revoked;
        std::uint32_t crc32 = ~0U;
        std::optional<Error> doubt;
    };

    /// Returns false at the end of the log.
    bool step()
    {
        const std::uint64_t place = readNext(block_);
        if (number(0) != journalMagic || number(8) != sequence_)
            return false;
        switch (static_cast<JournalBlock>(number(4))) {
        case JournalBlock::Descriptor:
            readDescriptor(place);
            return true;
        case JournalBlock::Revocations:
            readRevocations(place);
            return true;
        case JournalBlock::Commit:
            commit(place);
            return true;
        }
        throw contradiction("journal block", place);
    }

    std::uint32_t number(std::size_t at) const { return loadBigEndian<std::uint32_t>(block_.data() + at); }

    /// Reads the next block of the log; returns where it lies.
    std::uint64_t readNext(std::vector<std::byte>& block)
    {
        if (left_ == 0)
            throw contradiction("journal without an end", journal_.offset());
        --left_;
        const std::uint64_t inner = next_ * block.size();
        const auto after = std::upper_bound(starts_.begin(), starts_.end(), inner);
        const auto range = static_cast<std::size_t>(after - starts_.begin() - 1);
        const std::uint64_t place = journal_.blocks[range].start.bytes() + (inner - starts_[range]);
        library_.read(place / block.size(), block);
        if (++next_ >= journal_.superblock.maxLength)
            next_ = journal_.superblock.first;
        return place;
    }

    void doubt(Error error)
    {
        if (!open_.doubt)
            open_.doubt = std::move(error);
    }

    void readDescriptor(std::uint64_t place)
    {
        if (!decoder_.isTailGood(block_))
            doubt(badChecksum("journal descriptor", place));
        open_.crc32 = decoder_.addToCrc32(open_.crc32, block_);
        for (const JournalTag& tag : decoder_.tags(block_)) {
            if (tag.hasUnknownFlags())
                doubt(contradiction("journal tag", place));
            readCopy(tag);
        }
    }

    void readCopy(const JournalTag& tag)
    {
        const std::uint64_t place = readNext(copy_);
        open_.crc32 = decoder_.addToCrc32(open_.crc32, copy_);
        if (!decoder_.isCopyGood(copy_, sequence_, tag))
            doubt(badChecksum("journal copy of block " + std::to_string(tag.home), place));
        const Superblock& volume = library_.superblock();
        if (tag.home >= volume.blocksCount || ownBlocks_.contains(VolumeOffset(tag.home * volume.blockSize())))
            doubt(contradiction("journal tag", place));
        open_.blocks.push_back({tag.home, place, done_.transactions, tag.has(JournalTag::Escaped), false});
        requireRoom();
    }

    void readRevocations(std::uint64_t place)
    {
        if (!decoder_.isTailGood(block_))
            doubt(badChecksum("journal revocations", place));
        try {
            std::ranges::move(decoder_.revocations(block_, place), std::back_inserter(open_.revoked));
        } catch (const Error& error) {
            doubt(error);
        }
        requireRoom();
    }

    void requireRoom() const
    {
        if (done_.blocks.size() + open_.blocks.size() + done_.revoked.size() + open_.revoked.size() > mostRecords)
            throw Error(ErrorKind::Refused, "ext.journalTooLarge", {{"limit", std::uint64_t{mostRecords}}});
    }

    void commit(std::uint64_t place)
    {
        if (!open_.doubt && !decoder_.isCommitGood(block_, open_.crc32))
            doubt(badChecksum("journal commit", place));
        if (open_.doubt)
            throw *open_.doubt;
        for (const std::uint64_t block : open_.revoked)
            lastRevoked_[block] = done_.transactions;
        std::ranges::move(open_.blocks, std::back_inserter(done_.blocks));
        std::ranges::move(open_.revoked, std::back_inserter(done_.revoked));
        open_ = {};
        ++done_.transactions;
        ++sequence_;
    }

    const Library& library_;
    const JournalFile& journal_;
    JournalDecoder decoder_;
    std::uint64_t next_;
    std::uint32_t sequence_;
    std::uint64_t left_;                 ///< blocks that may still be read
    std::vector<std::uint64_t> starts_;  ///< of the journal's ranges, in bytes of the log
    VolumeRangeSet ownBlocks_;
    std::vector<std::byte> block_;
    std::vector<std::byte> copy_;
    Transaction open_;
    std::unordered_map<std::uint64_t, std::uint32_t> lastRevoked_;
    LogContent done_;
};

}  // namespace

LogContent readLog(const JournalFile& journal, const Library& library)
{
    return journal.superblock.start == 0 ? LogContent{} : LogWalk(journal, library).run();
}

}  // namespace engine::ext
