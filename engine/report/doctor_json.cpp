#include "report/doctor_json.h"

namespace engine::report {

namespace {

Json evidenceJson(const BackingEvidence& evidence)
{
    return {{"verdict", name(evidence.verdict())},
            {"contentScore", evidence.contentScore()},
            {"nameScore", evidence.nameScore()},
            {"sameName", evidence.sameName},
            {"sameSize", evidence.sameSize},
            {"older", evidence.older},
            {"unread", evidence.unread ? errorJson(*evidence.unread) : Json()},
            {"sameVolumes", evidence.sameVolumes},
            {"otherVolumes", evidence.otherVolumes},
            {"soundVolumes", evidence.soundVolumes},
            {"brokenVolumes", evidence.brokenVolumes},
            {"inheritedBytes", evidence.inheritedBytes},
            {"foreignBytes", evidence.foreignBytes},
            {"edgeBlocks", evidence.edgeBlocks},
            {"equalEdgeBlocks", evidence.equalEdgeBlocks}};
}

Json notesJson(const std::vector<PlanNote>& notes)
{
    Json json = Json::array();
    for (const PlanNote& note : notes)
        json.push_back({{"code", note.code}, {"values", valuesJson(note.values)}});
    return json;
}

}  // namespace

Json searchJson(const BackingSearch& search)
{
    Json json{{"overlay", search.overlay.path.string()},
              {"name", search.name},
              {"format", search.format.empty() ? Json() : Json(search.format)},
              {"looked", search.looked},
              {"ambiguous", search.ambiguous},
              {"skippedFolders", Json::array()},
              {"candidates", Json::array()}};
    for (const Error& skipped : search.skipped)
        json["skippedFolders"].push_back(errorJson(skipped));
    for (const BackingCandidate& candidate : search.candidates)
        json["candidates"].push_back({{"path", candidate.path.string()},
                                      {"format", candidate.format},
                                      {"virtualSize", candidate.virtualSize},
                                      {"fileLength", candidate.status.length},
                                      {"complete", candidate.complete},
                                      {"evidence", evidenceJson(candidate.evidence)}});
    return json;
}

Json relinkJson(const RelinkPlan& plan)
{
    return {{"overlay", plan.overlay.string()},
            {"oldName", plan.oldName},
            {"newName", plan.newName},
            {"openedAs", pathsJson(plan.openedAs)},
            {"newFormat", plan.newFormat},
            {"backing", plan.backing.string()},
            {"blockers", notesJson(plan.blockers)},
            {"cautions", notesJson(plan.cautions)}};
}

}  // namespace engine::report
