#pragma once

#include "widgets/data/chain_analysis.h"

#include <QString>

#include <cstdint>
#include <optional>

namespace widgets {

/// What all layers would get rid of with that unit of allocation, against what they do with theirs; nothing where it is
/// not known. Bytes.
std::optional<std::int64_t> gainOf(const ChainAnalysis* analysis, std::uint64_t clusterSize, bool extended);
/// "drops 1.2 MiB more"; empty where it is not known.
QString gainText(std::optional<std::int64_t> gain);

}  // namespace widgets
