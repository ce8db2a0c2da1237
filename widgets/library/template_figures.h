#pragma once

#include "widgets/data/chain_analysis.h"
#include "widgets/library/library_row.h"

#include "chain/chain.h"

#include <filesystem>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace widgets {

/// An image whose chain is read for figures: a template, or an image that several templates share and that is therefore
/// looked at as what it is by itself.
struct FigureTarget {
    std::filesystem::path path;
    bool isTemplate = false;
    /// The images that get figures from this look, each with its file: the target itself, and layers that no other
    /// template needs.
    std::vector<std::pair<std::filesystem::path, engine::FileIdentity>> layers;
    /// Changes when anything changes that the figures depend on.
    std::string signature;
};

using PathFigures = std::pair<std::filesystem::path, RowFigures>;

/// All that are worth a look: what cannot be read, or lies on a layer that cannot be read, is not.
std::vector<FigureTarget> figureTargets(const engine::Forest& forest, const std::vector<LibraryRow>& rows);

/// Reads a target quickly. What goes wrong becomes the figures of its layers. For a thread in the background.
/// Throws engine::Error (Cancelled).
/// @param known a chain that was read already; null: none. Used where it is the target's, its files unchanged
std::vector<PathFigures> readFigures(const FigureTarget& target, const engine::Forest& forest,
                                     const engine::ChainOptions& options, const ChainAnalysis* known,
                                     std::stop_token stop);

/// Each column takes the class that most of it has, and nothing only where it has nothing else.
MapStripe stripeOf(const LaneMap& lane);

}  // namespace widgets
