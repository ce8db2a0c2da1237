#pragma once

#include "guest/ext/journal_log.h"

#include <functional>

namespace engine::ext {

/// A volume as it is after its journal was replayed. Nothing is copied: a block that the journal holds is read from
/// there. The volume itself stays as it is, and whoever mounts it replays it again.
class RecoveredSource : public BlockSource {
public:
    RecoveredSource(std::shared_ptr<const BlockSource> volume, std::uint64_t blockSize, LogContent log);

    std::uint64_t size() const noexcept override { return volume_->size(); }
    void read(std::uint64_t offset, std::span<std::byte> out) const override;

    /// What any record of the journal names: homes of its blocks, whether revoked or not, and what was revoked.
    VolumeRangeSet touched() const;
    /// All states of a block that the journal has a copy of, from the one on the disk on; none where it has no copy.
    void visitStates(std::uint64_t block, const std::function<void(std::span<const std::byte>)>& visit) const;
    const LogContent& log() const noexcept { return log_; }

private:
    std::vector<std::byte> copyOf(const LoggedBlock& block) const;

    std::shared_ptr<const BlockSource> volume_;
    std::uint64_t blockSize_;
    LogContent log_;
    std::vector<LoggedBlock> last_;  ///< by home; what replaying leaves there
};

}  // namespace engine::ext
