#include "image/external_data.h"
#include "report/json.h"
#include "report/text_block.h"

namespace engine::report {

namespace {

Json clusterSizesJson(const std::vector<ClusterSizeGain>& gains)
{
    Json json = Json::array();
    for (const ClusterSizeGain& gain : gains)
        json.push_back(
            {{"clusterSize", gain.clusterSize}, {"extendedL2", gain.extendedL2}, {"garbageBytes", gain.garbageBytes}});
    return json;
}

/// Which none of the sums count.
Json dataFileJson(const File* data)
{
    if (!data)
        return {};
    return {{"path", data->path().string()}, {"fileLength", data->length()}, {"diskSize", data->status().diskSize}};
}

Json layerJson(const Layer& layer, const LayerMap& map, const LayerUse& layerUse, const StorageUse& storage)
{
    const ExtentTotals totals = map.totals();
    Json json;
    json["path"] = layer.path.string();
    json["format"] = layer.format;
    json["dataBytes"] = totals[ExtentState::Data];
    json["compressedBytes"] = totals[ExtentState::Compressed];
    json["compressedHostBytes"] = map.compressedHostBytes;
    json["zeroBytes"] = totals[ExtentState::Zero];
    json["unallocatedBytes"] = totals[ExtentState::Unallocated];
    json["hiddenBytes"] = map.hidden.total();
    json["garbageBytes"] = layerUse.garbage.total();
    json["duplicateBytes"] = map.duplicate ? Json(map.duplicate->total()) : Json();
    json["uniqueBytes"] = map.uniqueBytes(layerUse.garbage);
    json["metadataBytes"] = storage.metadataBytes;
    json["leakedBytes"] = storage.leakedBytes;
    json["snapshotOnlyBytes"] = storage.snapshotOnlyBytes;
    json["fragmentationLossBytes"] = layerUse.fragmentationLossBytes;
    json["garbageByClusterSize"] = clusterSizesJson(layerUse.clusterSizes);
    json["fileLength"] = layer.status->length;
    json["diskSize"] = layer.status->diskSize;
    json["dataFile"] = dataFileJson(externalDataFile(*layer.image));
    json["virtualSize"] = layer.image->info().virtualSize;
    json["extentCount"] = map.own.extents().size();
    return json;
}

void writeExtents(const ExtentMap& map, const std::stop_token& stop, TextBlock& block)
{
    std::string_view before = "";
    for (const Extent& extent : map.extents()) {
        throwIfStopped(stop);
        block.reserveEntry();
        block.add(before);
        block.add("\n{ \"start\": ");
        block.add(extent.start.bytes());
        block.add(", \"length\": ");
        block.add(extent.length);
        block.add(", \"state\": \"");
        block.add(name(extent.state));
        block.add("\", \"hostOffset\": ");
        if (extent.hasHost())
            block.add(extent.host.bytes());
        else
            block.add("null");
        block.add(" }");
        before = ",";
    }
    block.flush();
}

/// The text of an object, still open: one more key can follow.
std::string openObject(const Json& object)
{
    std::string text = toText(object);
    text.resize(text.find_last_not_of("\n}") + 1);
    return text;
}

}  // namespace

void writeLayersJson(const LayersReport& report, std::stop_token stop,
                     const std::function<void(std::string_view)>& write)
{
    const auto& [chain, maps, uses, storage, withExtents] = report;
    write(openObject({{"image", chain.top().path.string()}}) + ",\n  \"layers\": [\n");
    for (std::size_t index = 0; index < maps.size(); ++index) {
        const Json layer = layerJson(chain.layers()[index], maps[index], uses[index], storage[index]);
        write(withExtents ? openObject(layer) + ",\n  \"extents\": [" : openObject(layer));
        if (withExtents) {
            TextBlock block(write);
            writeExtents(maps[index].own, stop, block);
        }
        write(std::string(withExtents ? "]" : "") + (index + 1 < maps.size() ? "\n},\n" : "\n}\n"));
    }
    write("]\n}\n");
}

}  // namespace engine::report
