#pragma once

#include "widgets/data/chain_analysis.h"

#include <QString>

#include <optional>
#include <vector>

namespace widgets {

/// The way of a read of one byte down the layers.
struct ReadPath {
    engine::GuestOffset offset;
    std::vector<std::size_t> passed;       ///< layers that do not hold it, top first
    std::optional<std::size_t> answering;  ///< the layer that does, or that says "zero"; nothing: it reads as zero
    engine::Extent extent;                 ///< from the byte on, what the answering layer says
    /// The layer that ends before the byte, so that none below it is asked.
    std::optional<std::size_t> endedAt;

    bool reachesData() const { return answering && extent.isStored(); }
};

/// @param analysis has the stage Mapped; `offset` is on the disk
ReadPath readPath(const ChainAnalysis& analysis, engine::GuestOffset offset);

/// The way in one sentence, with the file that the byte belongs to as far as that is known.
QString readPathSentence(const ChainAnalysis& analysis, const ReadPath& path);

/// What the guest keeps at a byte: "/var/log/syslog", "free space in Windows", "not in any volume"; empty while the
/// guest was not read.
QString ownerText(const ChainAnalysis& analysis, engine::GuestOffset offset);

}  // namespace widgets
