#pragma once

#include "chain/forest.h"
#include "plan/template_figures.h"
#include "storage/kept_name.h"
#include "widgets/basics/cluster_class.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace widgets {

/// A layer's classes over its disk, reduced to what a row can show.
struct MapStripe {
    static constexpr std::size_t columns = 256;
    std::array<ClusterClass, columns> classes{};
};

/// What a quick look at a template's content tells of one layer. Bytes. Immutable.
struct RowFigures {
    std::uint64_t uniqueBytes = 0;   ///< at most
    std::uint64_t garbageBytes = 0;  ///< what is known to be
    std::shared_ptr<const MapStripe> stripe;
    /// Only of a template: what the better of both slims saves at least; 0 where nothing. Of file lengths, and of disk
    /// space once the originals are deleted.
    std::optional<std::uint64_t> savingBytes;
    std::optional<std::uint64_t> returnedBytes;
    bool returnedExact = true;                 ///< false: "about"
    std::optional<engine::PlanNote> noSaving;  ///< what stands against every slim of the template
    engine::SlimSaving standard;               ///< only of a template, as `deep`
    engine::SlimSaving deep;
    std::optional<std::uint64_t> templateGarbageBytes;  ///< only of a template: of all files that it alone needs
    std::optional<engine::Error> failure;               ///< nothing else is known then
};

/// One image of the library: what the scan says, and how it is used there.
struct LibraryRow {
    engine::ForestNode node;
    std::size_t templates = 0;  ///< that need the image, itself included where nothing is above it
    /// The nearest image below that cannot be read.
    std::optional<std::pair<std::filesystem::path, engine::LayerState>> broken = {};
    std::size_t overlays = 0;  ///< of its children, those that are no kept originals
    bool kept = false;         ///< an original that a run has kept, and nothing but such ones rests on it
    bool hidden = false;       ///< a name that only kept originals miss

    bool isTemplate() const { return overlays == 0 && node.state != engine::LayerState::Missing && !kept; }
    bool isShared() const noexcept { return templates > 1; }
};

/// Whether an image in that state can be read.
inline bool isReadable(engine::LayerState state) noexcept
{
    return state == engine::LayerState::Ok || state == engine::LayerState::InUse;
}

/// The name that a kept original had.
std::filesystem::path nameBeforeRun(const std::filesystem::path& kept);

/// One a node of the forest, in its order. A kept original is below the image that has its name now, where there is
/// one: what it rests on is of no concern before it is restored.
std::vector<LibraryRow> rowsOf(const engine::Forest& forest);

/// The same file, unchanged as far as its status tells.
bool isSameFile(const engine::ForestNode& a, const engine::ForestNode& b);
/// The figures of one and the same look at the file, which arrive again with each scan.
bool isSameReading(const RowFigures& a, const RowFigures& b);
/// Nothing of the row would be drawn otherwise.
bool looksSame(const LibraryRow& a, const LibraryRow& b);

}  // namespace widgets
