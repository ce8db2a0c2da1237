#pragma once

#include "widgets/data/chain_analysis.h"

namespace widgets {

class FactsTable;

/// Fills the table with what is known of one layer: where it is, its three sizes, its header, what its bytes are,
/// snapshots and bitmaps.
void showLayer(const ChainAnalysis& analysis, std::size_t layer, FactsTable& table);

/// Fills the table with the volumes of the guest, their states and reasons.
void showGuest(const ChainAnalysis& analysis, FactsTable& table);

}  // namespace widgets
