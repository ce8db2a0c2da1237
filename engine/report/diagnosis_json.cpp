#include "report/diagnosis_json.h"

namespace engine::report {

namespace {

/// What is listed of long lists; their lengths are told.
constexpr std::size_t mostChanges = 100;
constexpr std::size_t mostRanges = 100;

template <class Number>
Json numberOrNull(const std::optional<Number>& number)
{
    return number ? Json(*number) : Json();
}

Json sizesJson(const ThreeSizes& sizes)
{
    return {{"virtualSize", sizes.virtualSize}, {"fileLength", sizes.length}, {"diskSize", sizes.diskSize}};
}

Json waterfallJson(const PartBytes& bytes)
{
    Json steps = Json::array();
    for (std::size_t part = 0; part < partCount; ++part)
        steps.push_back({{"part", name(static_cast<Part>(part))}, {"bytes", bytes.values[part]}});
    return steps;
}

Json layerJson(const LayerDiagnosis& layer, bool complete)
{
    Json json{{"path", layer.path.string()}, {"format", layer.format}};
    json.update(sizesJson(layer.sizes));
    json["waterfall"] = complete ? waterfallJson(layer.account.bytes) : Json::array();
    return json;
}

Json guestPartsJson(const ByPart<std::uint64_t>& bytes)
{
    Json json{{std::string(name(Part::Live)), bytes[Part::Live]}};
    for (auto part = guestParts.rbegin(); part != guestParts.rend(); ++part)
        json[std::string(name(*part))] = bytes[*part];
    return json;
}

Json volumeJson(const Guest& guest, const VolumeDiagnosis& volume)
{
    Json json{{"volume", numberOrNull(volume.volume)}};
    if (volume.volume) {
        const Volume& held = guest.volumes[*volume.volume];
        json["type"] = held.facts.type;
        json["label"] = held.facts.label;
        json["logicalVolume"] = held.logicalVolume;
        json["partition"] = held.partition;
        json["state"] = name(held.facts.state);
        json["start"] = held.mapping.start().bytes();
        json["length"] = held.mapping.size();
        json["usedBytes"] = held.usedBytes();
        json["freeBytes"] = held.free.total();
    }
    json["layers"] = Json::array();
    for (const ByPart<std::uint64_t>& layer : volume.layers)
        json["layers"].push_back(guestPartsJson(layer));
    return json;
}

Json sharesJson(const Guest& guest, const std::vector<FileShare>& shares)
{
    Json json = Json::array();
    for (const FileShare& share : shares) {
        const FileTable& files = *guest.volumes[share.volume].files;
        const FileTable::Entry& entry = files.entries()[share.file];
        json.push_back({{"volume", share.volume},
                        {"path", files.path(share.file)},
                        {"length", entry.length},
                        {"storedBytes", entry.belowBytes},
                        {"class", name(entry.fileClass)},
                        {"bytesByLayer", share.bytesByLayer}});
    }
    return json;
}

Json changeJson(const ChangeStep& step)
{
    Json json{{"layer", numberOrNull(step.layer)},
              {"snapshot", step.layer ? Json() : Json(step.snapshot)},
              {"snapshotName", step.layer ? Json() : Json(step.snapshotName)},
              {"skippedVolumes", step.changes.skipped},
              {"skippedVolumesBefore", step.changes.skippedBefore}};
    for (const ChangeKind kind : {ChangeKind::Added, ChangeKind::Removed, ChangeKind::Changed})
        json[std::string(name(kind))] = {{"files", step.changes.sum(kind).files},
                                         {"bytes", step.changes.sum(kind).bytes}};
    json["files"] = Json::array();
    for (const FileChange& change :
         std::span(step.changes.files).first(std::min(step.changes.files.size(), mostChanges)))
        json["files"].push_back({{"kind", name(change.kind)},
                                 {"volume", change.volume},
                                 {"path", step.changes.path(change)},
                                 {"bytes", change.bytes}});
    return json;
}

template <class Set>
Json rangesJson(const Set& set)
{
    Json list = Json::array();
    for (const auto& range : set.ranges().first(std::min(set.ranges().size(), mostRanges)))
        list.push_back({range.start.bytes(), range.length});
    return {{"count", set.ranges().size()}, {"bytes", set.total()}, {"first", std::move(list)}};
}

Json symptomJson(const Symptom& symptom)
{
    return {{"code", symptom.code},
            {"values", valuesJson(symptom.values)},
            {"severity", name(symptom.severity)},
            {"remedy", name(symptom.remedy)},
            {"layer", numberOrNull(symptom.layer)},
            {"volume", numberOrNull(symptom.volume)},
            {"bytes", symptom.bytes},
            {"guestRanges", rangesJson(symptom.guest)},
            {"hostRanges", rangesJson(symptom.host)}};
}

template <class Values, class Make>
Json listJson(const Values& values, Make&& make)
{
    Json list = Json::array();
    for (const auto& value : values)
        list.push_back(make(value));
    return list;
}

}  // namespace

Json diagnosisJson(const Diagnosis& diagnosis)
{
    Json json{{"image", diagnosis.chain.top().path.string()},
              {"complete", diagnosis.complete},
              {"exact", diagnosis.exact},
              {"sizes", sizesJson(diagnosis.sizes)},
              {"waterfall", diagnosis.complete ? waterfallJson(diagnosis.total) : Json::array()}};
    json["layers"] =
        listJson(diagnosis.layers, [&](const auto& layer) { return layerJson(layer, diagnosis.complete); });
    json["volumes"] =
        listJson(diagnosis.volumes, [&](const auto& volume) { return volumeJson(*diagnosis.guest, volume); });
    json["largestFiles"] = diagnosis.guest ? sharesJson(*diagnosis.guest, diagnosis.files) : Json::array();
    json["largestFolders"] = diagnosis.guest ? sharesJson(*diagnosis.guest, diagnosis.folders) : Json::array();
    json["changes"] = listJson(diagnosis.changes, changeJson);
    json["symptoms"] = listJson(diagnosis.symptoms, symptomJson);
    return json;
}

}  // namespace engine::report
