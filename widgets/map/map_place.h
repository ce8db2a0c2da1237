#pragma once

#include "widgets/data/chain_analysis.h"

#include <QString>

#include <optional>

namespace widgets {

/// A byte in a lane of the map.
struct MapPlace {
    std::optional<std::size_t> layer;  ///< index in the chain; nothing: the result, or no lane
    engine::GuestOffset offset;
};

/// What lies there: offset, layer, class, host offset, file. One line; the analysis has the stage Mapped.
QString placeText(const ChainAnalysis& analysis, const MapPlace& place);

/// The unit that a layer allocates by, bytes; 0: has none.
std::uint64_t allocationUnit(const ChainAnalysis& analysis, std::size_t layer);

}  // namespace widgets
