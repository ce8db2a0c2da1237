#include "report/fleet_report.h"

#include "report/csv.h"

namespace engine::report {

namespace {

Json numberOrNull(std::optional<std::uint64_t> number)
{
    return number ? Json(*number) : Json();
}

Json savingJson(const SlimSaving& saving)
{
    return {{"savedBytes", numberOrNull(saving.bytes)},
            {"returnedBytes", numberOrNull(saving.returned)},
            {"returnedExact", saving.returned ? Json(saving.returnedExact) : Json()},
            {"blocker", saving.blocker ? Json(saving.blocker->code) : Json()}};
}

Json templateJson(const FleetTemplate& one)
{
    return {{"path", one.path.string()},
            {"format", one.format},
            {"state", name(one.state)},
            {"reason", one.reason ? errorJson(*one.reason) : Json()},
            {"layers", one.layers},
            {"virtualSize", one.virtualSize},
            {"chainLength", one.chainLength},
            {"chainDiskSize", one.chainDiskSize},
            {"ownLength", one.ownLength},
            {"ownDiskSize", one.ownDiskSize},
            {"garbageBytes", numberOrNull(one.ownGarbageBytes)},
            {"duplicateBytes", numberOrNull(one.ownDuplicateBytes)},
            {"standard", savingJson(one.standard)},
            {"deep", savingJson(one.deep)}};
}

Json totalsJson(const FleetTotals& totals)
{
    return {{"templates", totals.templates},
            {"files", totals.files},
            {"virtualSize", totals.virtualSize},
            {"fileLength", totals.fileLength},
            {"diskSize", totals.diskSize},
            {"garbageBytes", totals.garbageBytes},
            {"standardSavedBytes", totals.standardSavedBytes},
            {"deepSavedBytes", totals.deepSavedBytes},
            {"bestSavedBytes", totals.bestSavedBytes},
            {"standardReturnedBytes", totals.standardReturnedBytes},
            {"deepReturnedBytes", totals.deepReturnedBytes},
            {"bestReturnedBytes", totals.bestReturnedBytes},
            {"returnedExact", totals.returnedExact}};
}

}  // namespace

Json fleetJson(const Fleet& fleet, bool exact)
{
    Json templates = Json::array();
    for (const FleetTemplate& one : fleet.templates)
        templates.push_back(templateJson(one));
    return {{"exact", exact}, {"templates", std::move(templates)}, {"totals", totalsJson(fleet.totals)}};
}

void addSharingGroups(Json& json, const std::vector<SharingGroup>& groups,
                      const std::vector<std::filesystem::path>& sampled)
{
    Json list = Json::array();
    for (const SharingGroup& group : groups) {
        Json members = Json::array();
        for (const std::size_t member : group.templates)
            members.push_back(sampled[member].string());
        list.push_back({{"base", sampled[group.base].string()},
                        {"templates", std::move(members)},
                        {"gainBytes", group.gainBytes}});
    }
    json["sharingGroups"] = std::move(list);
}

std::string fleetCsv(const Fleet& fleet)
{
    std::string csv =
        csvLine({"path", "format", "state", "reason", "layers", "virtualSize", "chainLength", "chainDiskSize",
                 "ownLength", "ownDiskSize", "garbageBytes", "duplicateBytes", "standardSavedBytes", "deepSavedBytes",
                 "bestSavedBytes", "standardReturnedBytes", "deepReturnedBytes", "bestReturnedBytes"});
    for (const FleetTemplate& one : fleet.templates)
        csv +=
            csvLine({csvText(one.path.string()), csvText(one.format), csvText(name(one.state)),
                     csvText(one.reason ? one.reason->code() : ""), csvNumber(one.layers), csvNumber(one.virtualSize),
                     csvNumber(one.chainLength), csvNumber(one.chainDiskSize), csvNumber(one.ownLength),
                     csvNumber(one.ownDiskSize), csvNumber(one.ownGarbageBytes), csvNumber(one.ownDuplicateBytes),
                     csvNumber(one.standard.bytes), csvNumber(one.deep.bytes), csvNumber(one.bestSaving()),
                     csvNumber(one.standard.returned), csvNumber(one.deep.returned), csvNumber(one.bestReturn())});
    return csv;
}

}  // namespace engine::report
