#include "widgets/data/chain_analysis.h"

#include "bytes/parallel.h"
#include "widgets/data/other_disks.h"

#include <algorithm>

namespace widgets {

namespace {

void drawLanes(ChainAnalysis& analysis)
{
    const engine::Guest* guest = analysis.guest.get();
    const std::size_t layers = analysis.maps.size();
    analysis.lanes.assign(layers, nullptr);
    engine::parallelFor(layers + 1, [&](std::size_t lane) {
        // What takes longest begins first.
        if (lane-- == 0) {
            analysis.result = std::make_shared<const LaneMap>(LaneMap::ofChain(analysis.maps, guest));
            return;
        }
        const engine::LayerUse* use = analysis.uses.empty() ? nullptr : &analysis.uses[lane];
        analysis.lanes[lane] = std::make_shared<const LaneMap>(LaneMap::ofLayer(analysis.maps[lane], use, guest));
    });
}

}  // namespace

void analyseChain(const std::filesystem::path& top, const engine::ChainOptions& options,
                  const std::vector<std::filesystem::path>& disks, bool exact, engine::Progress& progress,
                  std::stop_token stop, const std::function<void(std::shared_ptr<const ChainAnalysis>)>& stage)
{
    using Stage = ChainAnalysis::Stage;
    ChainAnalysis analysis(engine::Chain::open(top, options));
    const auto reach = [&](Stage reached) {
        analysis.stage = reached;
        stage(std::make_shared<const ChainAnalysis>(analysis));
    };
    reach(Stage::Opened);
    if (!analysis.chain.complete())
        return;
    analysis.maps = engine::readLayerMaps(analysis.chain, engine::MapDepth::Quick, progress, stop);
    drawLanes(analysis);
    reach(Stage::Mapped);
    engine::GuestOptions depth{.beside = openDisks(disks, options, stop)};
    analysis.guest = std::make_shared<const engine::Guest>(engine::readGuest(analysis.chain, depth, progress, stop));
    analysis.uses = engine::readLayerUse(analysis.chain, analysis.maps, *analysis.guest);
    analysis.storage = engine::readStorageUse(analysis.chain, progress, stop);
    drawLanes(analysis);
    reach(Stage::Guest);
    depth.listFiles = true;
    analysis.guest = std::make_shared<const engine::Guest>(engine::readGuest(analysis.chain, depth, progress, stop));
    if (std::ranges::any_of(analysis.guest->volumes, [](const auto& volume) { return volume.files != nullptr; }))
        analysis.visible = engine::visibleInLayers(analysis.maps);
    reach(Stage::Files);
    if (!exact)
        return;
    analysis.maps = engine::readLayerMaps(analysis.chain, engine::MapDepth::Exact, progress, stop);
    drawLanes(analysis);
    reach(Stage::Exact);
}

}  // namespace widgets
