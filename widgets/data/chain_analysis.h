#pragma once

#include "chain/chain.h"
#include "chain/layer_map.h"
#include "chain/progress.h"
#include "guest/file_shares.h"
#include "guest/guest.h"
#include "guest/layer_use.h"
#include "widgets/data/lane_map.h"
#include "widgets/data/shared_list.h"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace widgets {

/// All that is known of a template so far. Immutable: views keep it as `shared_ptr<const ChainAnalysis>`, and get a new
/// one when more is known. May be read from several threads.
struct ChainAnalysis {
    /// How much is known; each stage knows what those before it know.
    enum class Stage : std::uint8_t {
        Opened,  ///< the chain; all there is where it is broken
        Mapped,  ///< `maps`, and `lanes` without what the guest says
        Guest,   ///< `guest`, `uses`, `storage`, and `lanes` with garbage
        Files,   ///< `guest` with the files of each volume
        Exact,   ///< duplicates of the backing in `maps` and `lanes`
    };

    explicit ChainAnalysis(engine::Chain opened) : chain(std::move(opened)) {}

    engine::Chain chain;
    Stage stage = Stage::Opened;
    /// One a layer, base first.
    SharedList<engine::LayerMap> maps;
    SharedList<engine::LayerUse> uses;
    SharedList<engine::StorageUse> storage;
    /// Only where a volume's files are known.
    SharedList<engine::GuestRangeSet> visible;
    std::vector<std::shared_ptr<const LaneMap>> lanes;
    std::shared_ptr<const LaneMap> result;  ///< what a read through the chain gives
    std::shared_ptr<const engine::Guest> guest;

    bool has(Stage wanted) const noexcept { return stage >= wanted; }
    std::uint64_t virtualSize() const noexcept { return lanes.empty() ? 0 : chain.virtualSize(); }
};

/// Reads a template stage by stage and hands over each (on the calling thread). Ends after Opened where the chain is
/// broken. Throws engine::Error (Cancelled).
/// @param disks as in openDisks
/// @param exact also reads the content of every overlay
void analyseChain(const std::filesystem::path& top, const engine::ChainOptions& options,
                  const std::vector<std::filesystem::path>& disks, bool exact, engine::Progress& progress,
                  std::stop_token stop, const std::function<void(std::shared_ptr<const ChainAnalysis>)>& stage);

}  // namespace widgets
