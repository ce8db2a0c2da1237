#include "report/guest_json.h"

#include <array>

namespace engine::report {

namespace {

/// Files and folders that are named a volume, and files a layer.
constexpr std::size_t listedFiles = 20;

Json textOrNull(std::string_view text)
{
    return text.empty() ? Json() : Json(text);
}

Json reasonJson(const std::optional<Error>& reason)
{
    return reason ? errorJson(*reason) : Json();
}

Json partitionsJson(const std::vector<Partition>& partitions)
{
    Json json = Json::array();
    for (const Partition& partition : partitions)
        json.push_back({{"number", partition.number},
                        {"start", partition.range.start.bytes()},
                        {"length", partition.range.length},
                        {"type", partition.type},
                        {"name", textOrNull(partition.name)},
                        {"uuid", textOrNull(partition.uuid)}});
    return json;
}

Json freeJson(const GuestRangeSet& free)
{
    Json json = Json::array();
    for (const GuestRange& range : free.ranges())
        json.push_back({range.start.bytes(), range.length});
    return json;
}

Json shareJson(const Guest& guest, const FileShare& share)
{
    const FileTable& files = *guest.volumes[share.volume].files;
    const FileTable::Entry& entry = files.entries()[share.file];
    return {{"path", files.path(share.file)},
            {"length", entry.length},
            {"storedBytes", entry.belowBytes},
            {"class", name(entry.fileClass)},
            {"bytesByLayer", share.bytesByLayer}};
}

Json classesJson(const Volume& volume, std::span<const GuestRangeSet> visible)
{
    Json json = Json::object();
    for (const FileClass fileClass :
         {FileClass::PageFile, FileClass::HibernationFile, FileClass::Swap, FileClass::RecycleBin}) {
        const GuestRangeSet stored = volume.mapping.toDisk(volume.files->stored(fileClass));
        Json byLayer = Json::array();
        for (const GuestRangeSet& layer : visible)
            byLayer.push_back(intersectionOf(layer, stored).total());
        json[std::string(name(fileClass))] = {{"storedBytes", stored.total()}, {"bytesByLayer", byLayer}};
    }
    return json;
}

void addFiles(Json& json, const Guest& guest, std::size_t number, std::span<const GuestRangeSet> visible)
{
    const Volume& volume = guest.volumes[number];
    json["filesReason"] = reasonJson(volume.filesReason);
    if (!volume.files)
        return;
    json["fileCount"] = volume.files->entries().size();
    json["classes"] = classesJson(volume, visible);
    for (const bool folders : {false, true}) {
        Json shares = Json::array();
        for (const FileShare& share : largestShares(guest, number, visible, listedFiles, folders))
            shares.push_back(shareJson(guest, share));
        json[folders ? "largestFolders" : "largestFiles"] = std::move(shares);
    }
}

Json volumeJson(const Volume& volume)
{
    const bool placed = volume.mapping.size() > 0;
    return {{"start", placed ? Json(volume.mapping.start().bytes()) : Json()},
            {"length", placed ? volume.mapping.size() : volume.facts.length},
            {"partition", volume.partition == 0 ? Json() : Json(volume.partition)},
            {"logicalVolume", textOrNull(volume.logicalVolume)},
            {"type", textOrNull(volume.facts.type)},
            {"label", textOrNull(volume.facts.label)},
            {"uuid", textOrNull(volume.facts.uuid)},
            {"state", name(volume.facts.state)},
            {"trimmable", volume.trimmable()},
            {"reason", reasonJson(volume.reason)},
            {"caution", reasonJson(volume.facts.caution)},
            {"blockSize", volume.facts.blockSize},
            {"usedBytes", volume.usedBytes()},
            {"freeBytes", volume.free.total()}};
}

Json layersJson(const Chain& chain, const Guest& guest, std::span<const GuestRangeSet> visible)
{
    Json json = Json::array();
    for (std::size_t index = 0; index < visible.size(); ++index) {
        Json files = Json::array();
        for (const LayerFile& file : largestInLayer(guest, visible[index], listedFiles))
            files.push_back({{"volume", file.volume},
                             {"path", guest.volumes[file.volume].files->path(file.file)},
                             {"bytes", file.bytes}});
        json.push_back({{"path", chain.layers()[index].path.string()},
                        {"visibleBytes", visible[index].total()},
                        {"largestFiles", std::move(files)}});
    }
    return json;
}

}  // namespace

Json guestJson(const Chain& chain, const Guest& guest, const std::vector<LayerMap>& maps, bool withExtents)
{
    const PartitionTable& table = guest.table;
    Json json{{"image", chain.top().path.string()},
              {"virtualSize", chain.virtualSize()},
              {"partitionTable", name(table.kind)},
              {"tableUuid", textOrNull(table.uuid)},
              {"sectorSize", table.sectorSize == 0 ? Json() : Json(table.sectorSize)},
              {"tableRefusal", reasonJson(table.refusal)},
              {"tableCaution", reasonJson(table.caution)},
              {"partitions", partitionsJson(table.partitions)},
              {"freeBytes", guest.free.total()},
              {"unknownBytes", guest.unknown.total()}};
    const std::vector<GuestRangeSet> visible = visibleInLayers(maps);
    if (!maps.empty())
        json["layers"] = layersJson(chain, guest, visible);
    Json volumes = Json::array();
    for (std::size_t number = 0; number < guest.volumes.size(); ++number) {
        Json volume = volumeJson(guest.volumes[number]);
        if (!maps.empty())
            addFiles(volume, guest, number, visible);
        if (withExtents)
            volume["free"] = freeJson(guest.volumes[number].free);
        volumes.push_back(std::move(volume));
    }
    json["volumes"] = std::move(volumes);
    if (withExtents)
        json["free"] = freeJson(guest.free);
    return json;
}

Json ownerJson(const Guest& guest, GuestOffset offset)
{
    const Owner owner = ownerOf(guest, offset);
    Json json{{"offset", offset.bytes()}, {"volume", nullptr}, {"volumeOffset", nullptr}, {"path", nullptr}};
    json["free"] = guest.free.contains(offset);
    if (owner.volume) {
        json["volume"] = owner.volume - guest.volumes.data();
        json["volumeOffset"] = owner.offset.bytes();
        if (owner.file != FileTable::none)
            json["path"] = owner.volume->files->path(owner.file);
    }
    return json;
}

}  // namespace engine::report
