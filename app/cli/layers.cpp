#include "bytes/size_text.h"
#include "commands.h"
#include "error_text.h"
#include "guest/layer_use.h"
#include "image/external_data.h"
#include "progress_line.h"
#include "report/json.h"
#include "table.h"

#include <iostream>

namespace cli {

namespace {

using engine::formatSize;

void printLayers(const engine::Chain& chain, const std::vector<engine::LayerMap>& maps,
                 const std::vector<engine::LayerUse>& uses, const std::vector<engine::StorageUse>& storage)
{
    Table table({{"layer", Align::Left},
                 {"data"},
                 {"compressed"},
                 {"zero"},
                 {"hidden"},
                 {"garbage"},
                 {"duplicate"},
                 {"unique"},
                 {"fragmentation loss"},
                 {"metadata"},
                 {"leaked"},
                 {"snapshots only"}});
    for (std::size_t index = 0; index < maps.size(); ++index) {
        const engine::LayerMap& map = maps[index];
        const engine::ExtentTotals totals = map.totals();
        table.add({escaped(chain.layers()[index].path.filename().string()),
                   formatSize(totals[engine::ExtentState::Data]), formatSize(totals[engine::ExtentState::Compressed]),
                   formatSize(totals[engine::ExtentState::Zero]), formatSize(map.hidden.total()),
                   formatSize(uses[index].garbage.total()), map.duplicate ? formatSize(map.duplicate->total()) : "-",
                   formatSize(map.uniqueBytes(uses[index].garbage)), formatSize(uses[index].fragmentationLossBytes),
                   formatSize(storage[index].metadataBytes), formatSize(storage[index].leakedBytes),
                   formatSize(storage[index].snapshotOnlyBytes)});
    }
    table.print(std::cout);
    for (const engine::Layer& layer : chain.layers())
        if (const engine::File* data = engine::externalDataFile(*layer.image))
            std::cout << sentence("diagnosis.dataFile", {{"path", layer.path.string()},
                                                         {"file", data->path().string()},
                                                         {"length", data->length()},
                                                         {"disk", data->status().diskSize}})
                      << '\n';
}

}  // namespace

Exit runLayers(const Options& options, std::stop_token stop)
{
    const engine::Chain chain = openChain(options.paths.front(), options.format, options);
    const auto depth = options.exact ? engine::MapDepth::Exact : engine::MapDepth::Quick;
    engine::Progress progress;
    std::vector<engine::LayerMap> maps;
    std::vector<engine::LayerUse> uses;
    std::vector<engine::StorageUse> storage;
    {
        const ProgressLine line(progress, options.progress);
        maps = engine::readLayerMaps(chain, depth, progress, stop);
        const engine::Guest guest = engine::readGuest(
            chain, {.everyFile = options.exact, .beside = besideDisks(options, stop)}, progress, stop);
        uses = engine::readLayerUse(chain, maps, guest);
        storage = engine::readStorageUse(chain, progress, stop);
    }
    if (options.quiet)
        return Exit::Done;
    if (options.json)
        engine::report::writeLayersJson({chain, maps, uses, storage, options.extents}, std::move(stop),
                                        [](std::string_view text) { std::cout << text; });
    else
        printLayers(chain, maps, uses, storage);
    return Exit::Done;
}

}  // namespace cli
