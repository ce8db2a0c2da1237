#include "report/json.h"

#include "chain/suspicions.h"
#include "storage/kept_name.h"

#include <array>

namespace engine::report {

namespace {

Json valueJson(const Error::Value& value)
{
    return std::visit([](const auto& held) { return Json(held); }, value);
}

Json reasonJson(const std::optional<Error>& reason)
{
    return reason ? errorJson(*reason) : Json();
}

Json snapshotsJson(const std::vector<Snapshot>& snapshots)
{
    Json json = Json::array();
    for (const Snapshot& snapshot : snapshots)
        json.push_back({{"id", snapshot.id},
                        {"name", snapshot.name},
                        {"created", snapshot.created},
                        {"guestClockNanoseconds", snapshot.guestClock},
                        {"vmStateSize", snapshot.vmStateSize},
                        {"virtualSize", snapshot.virtualSize}});
    return json;
}

Json bitmapsJson(const std::vector<Bitmap>& bitmaps)
{
    Json json = Json::array();
    for (const Bitmap& bitmap : bitmaps)
        json.push_back({{"name", bitmap.name},
                        {"granularity", bitmap.granularity},
                        {"enabled", bitmap.enabled},
                        {"inUse", bitmap.inUse}});
    return json;
}

/// A text, or null where it is empty.
Json textOrNull(std::string_view text)
{
    return text.empty() ? Json() : Json(text);
}

/// A broken layer's size is often not known.
Json sizeOrNull(std::uint64_t size, LayerState state)
{
    const bool usable = state == LayerState::Ok || state == LayerState::InUse;
    return usable || size > 0 ? Json(size) : Json();
}

void addImageFacts(Json& json, const ImageInfo& info, LayerState state)
{
    json["virtualSize"] = sizeOrNull(info.virtualSize, state);
    json["clusterSize"] = info.clusterSize == 0 ? Json() : Json(info.clusterSize);
    json["subclusterSize"] = info.clusterSize == 0 ? Json() : Json(info.subclusterSize);
    json["version"] = info.version == 0 ? Json() : Json(info.version);
    json["refcountBits"] = info.refcountBits == 0 ? Json() : Json(info.refcountBits);
    json["compression"] = textOrNull(info.compression);
    json["encryption"] = textOrNull(info.encryption);
    json["dataFile"] = textOrNull(info.dataFileName);
    json["backingName"] = info.backing ? Json(info.backing->name) : Json();
    json["backingFormat"] = info.backing ? textOrNull(info.backing->format) : Json();
    json["snapshots"] = snapshotsJson(info.snapshots);
    json["bitmaps"] = bitmapsJson(info.bitmaps);
    json["features"] = info.features;
    json["headerExtensions"] = info.extensions;
}

template <class Node>
Json fileJson(const Node& node)
{
    Json json;
    json["path"] = node.path.string();
    json["format"] = textOrNull(node.format);
    json["state"] = name(node.state);
    json["reason"] = reasonJson(node.reason);
    json["fileLength"] = node.status ? Json(node.status->length) : Json();
    json["diskSize"] = node.status ? Json(node.status->diskSize) : Json();
    return json;
}

Json suspicionsJson(const std::vector<Suspicion>& suspicions)
{
    Json json = Json::array();
    for (const Suspicion& suspicion : suspicions)
        json.push_back({{"code", suspicion.code}, {"values", valuesJson(suspicion.values)}});
    return json;
}

Json layerInfoJson(const Layer& layer)
{
    Json json = fileJson(layer);
    json["namedAs"] = textOrNull(layer.namedAs);
    json["suspicions"] = suspicionsJson(suspicionsOf(layer));
    // All keys are there, whether or not there is an image that says something.
    addImageFacts(json, layer.image ? layer.image->info() : ImageInfo(), layer.state);
    return json;
}

Json nodeJson(const Forest& forest, std::size_t index)
{
    const ForestNode& node = forest.nodes()[index];
    Json json = fileJson(node);
    json["virtualSize"] = sizeOrNull(node.virtualSize, node.state);
    json["backingName"] = textOrNull(node.backingName);
    json["otherNames"] = pathsJson(node.otherNames);
    json["kept"] = isKeptName(node.path.filename().native());
    json["suspicions"] = suspicionsJson(node.suspicions);
    json["children"] = Json::array();
    for (const std::size_t child : node.children)
        json["children"].push_back(nodeJson(forest, child));
    return json;
}

Json findingJson(const qcow2::Finding& finding)
{
    static constexpr std::array<std::string_view, qcow2::findingKindCount> kinds{"leak", "corruption", "checkError"};
    return {{"kind", kinds[static_cast<std::size_t>(finding.kind)]},
            {"code", finding.code},
            {"hostOffset", finding.at.bytes()},
            {"count", finding.count},
            {"values", valuesJson(finding.values)}};
}

}  // namespace

Json valuesJson(const Error::Values& values)
{
    Json json = Json::object();
    for (const auto& [key, value] : values)
        json[key] = valueJson(value);
    return json;
}

Error::Values valuesFrom(const Json& values)
{
    Error::Values result;
    for (const auto& [key, value] : values.items()) {
        if (value.is_string())
            result.emplace_back(key, value.get<std::string>());
        else
            result.emplace_back(key, value.get<std::uint64_t>());
    }
    return result;
}

Json pathsJson(const std::vector<std::filesystem::path>& paths)
{
    Json json = Json::array();
    for (const std::filesystem::path& path : paths)
        json.push_back(path.string());
    return json;
}

Json errorJson(const Error& error)
{
    Json json;
    json["code"] = error.code();
    json["kind"] = name(error.kind());
    json["values"] = valuesJson(error.values());
    if (!error.path().empty())
        json["path"] = error.path().string();
    if (error.fileOffset())
        json["fileOffset"] = *error.fileOffset();
    if (error.cause() != nullptr)
        json["cause"] = errorJson(*error.cause());
    return json;
}

Json infoJson(const Chain& chain)
{
    Json json;
    json["image"] = chain.top().path.string();
    json["virtualSize"] = chain.top().image ? sizeOrNull(chain.virtualSize(), chain.top().state) : Json();
    json["layers"] = Json::array();
    for (const Layer& layer : chain.layers())
        json["layers"].push_back(layerInfoJson(layer));
    return json;
}

Json forestJson(const Forest& forest)
{
    Json json;
    json["roots"] = Json::array();
    for (const std::size_t root : forest.roots())
        json["roots"].push_back(nodeJson(forest, root));
    json["skippedFolders"] = Json::array();
    for (const Error& error : forest.skipped())
        json["skippedFolders"].push_back(errorJson(error));
    return json;
}

Json checkJson(const std::filesystem::path& path, const qcow2::CheckReport& report)
{
    Json json;
    json["image"] = path.string();
    json["leaks"] = report.leaks;
    json["corruptions"] = report.corruptions;
    json["checkErrors"] = report.checkErrors;
    json["leakedBytes"] = report.use.leakedBytes;
    json["imageEndOffset"] = report.imageEndOffset;
    json["dirty"] = report.dirty;
    json["markedCorrupt"] = report.corrupt;
    json["errorCount"] = report.findingCount;
    json["errors"] = Json::array();
    for (const qcow2::Finding& finding : report.findings)
        json["errors"].push_back(findingJson(finding));
    return json;
}

Json recoverJson(const std::filesystem::path& folder, const std::vector<RecoverAction>& actions)
{
    Json json;
    json["folder"] = folder.string();
    json["actions"] = Json::array();
    for (const RecoverAction& action : actions)
        json["actions"].push_back({{"code", action.code},
                                   {"path", action.path.string()},
                                   {"left", action.left},
                                   {"values", valuesJson(action.values)}});
    return json;
}

Json samplesJson(const std::filesystem::path& folder, const Samples& samples)
{
    Json json;
    json["folder"] = folder.string();
    json["samples"] = Json::array();
    for (const Sample& sample : samples.made) {
        Json layers = Json::array();
        for (const std::filesystem::path& layer : sample.layers)
            layers.push_back(layer.string());
        json["samples"].push_back({{"code", sample.code}, {"layers", std::move(layers)}});
    }
    json["leftOut"] = Json::array();
    for (const Error& error : samples.leftOut)
        json["leftOut"].push_back(errorJson(error));
    return json;
}

}  // namespace engine::report
