#include "report/plan_json.h"

namespace engine::report {

namespace {

Json notesJson(const std::vector<PlanNote>& notes)
{
    Json json = Json::array();
    for (const PlanNote& note : notes) {
        Json values = Json::object();
        for (const auto& [key, value] : note.values)
            values[key] = std::visit([](const auto& held) { return Json(held); }, value);
        json.push_back({{"code", note.code}, {"values", std::move(values)}});
    }
    return json;
}

Json sizesJson(const FileSizes& sizes)
{
    Json files = Json::array();
    for (const FileSize& file : sizes.files)
        files.push_back({{"path", file.path.empty() ? Json() : Json(file.path.string())},
                         {"fileLength", file.length},
                         {"diskSize", file.diskSize}});
    return {{"files", std::move(files)}, {"fileLength", sizes.length()}, {"diskSize", sizes.diskSize()}};
}

std::string_view name(Compression compression)
{
    switch (compression) {
    case Compression::Zlib:
        return "zlib";
    case Compression::Zstd:
        return "zstd";
    default:
        return "none";
    }
}

void addSaved(Json& json, const SavedBytes& saved)
{
    json["garbageBytes"] = saved.garbage;
    json["duplicateBytes"] = saved.duplicate;
    json["zeroBytes"] = saved.zero;
    json["hiddenBytes"] = saved.hidden;
    json["sharedBytes"] = saved.shared;
}

Json imageJson(const ImagePlan& image)
{
    Json json{{"path", image.path.empty() ? Json() : Json(image.path.string())},
              {"openedAs", pathsJson(image.openedAs)},
              {"backingName", image.backingName.empty() ? Json() : Json(image.backingName)},
              {"fileLength", image.fileLength},
              {"diskSize", image.diskSize},
              {"clusterSize", image.result.clusterSize},
              {"extendedL2", image.result.extendedL2},
              {"compression", name(image.compression)},
              {"dataBytes", image.result.data.total()},
              {"zeroEntryBytes", image.result.zero.total()}};
    addSaved(json, image.saved);
    json["fragmentationLossBytes"] = image.fragmentationLossBytes;
    json["unknownBytes"] = image.unknownBytes;
    return json;
}

Json searchJson(const SearchedPlaces& searched)
{
    Json json{{"folders", Json::array()},
              {"files", searched.files},
              {"boundHit", searched.boundHit},
              {"skipped", Json::array()}};
    for (const std::filesystem::path& folder : searched.folders)
        json["folders"].push_back(folder.string());
    for (const Error& error : searched.skipped)
        json["skipped"].push_back(error.path().string());
    return json;
}

Json commonJson(std::string_view operation, bool exact, const std::vector<PlanNote>& blockers,
                const std::vector<PlanNote>& cautions, const FileSizes& before, const FileSizes& after)
{
    return {{"operation", operation},          {"exact", exact},
            {"blockers", notesJson(blockers)}, {"cautions", notesJson(cautions)},
            {"before", sizesJson(before)},     {"after", sizesJson(after)}};
}

void addReturned(Json& json, const std::optional<ReturnedBytes>& returned)
{
    json["returnedBytes"] = returned ? Json(returned->bytes) : Json();
    json["returnedExact"] = returned ? Json(returned->exact) : Json();
}

}  // namespace

Json slimPlanJson(const SlimPlan& plan)
{
    Json json =
        commonJson(engine::name(plan.kind), plan.options.exact, plan.blockers, plan.cautions, plan.before, plan.after);
    json["savedBytes"] = plan.savedBytes();
    addReturned(json, plan.returned);
    addSaved(json, plan.image.saved);
    json["fragmentationLossBytes"] = plan.image.fragmentationLossBytes;
    json["unknownBytes"] = plan.image.unknownBytes;
    json["peakBytes"] = plan.peakBytes;
    json["image"] = imageJson(plan.image);
    json["overlaySearch"] = searchJson(plan.searched);
    return json;
}

Json sharePlanJson(const SharePlan& plan)
{
    Json json = commonJson("share", plan.options.exact, plan.blockers, plan.cautions, plan.before, plan.after);
    json["savedBytes"] = plan.savedBytes();
    addReturned(json, plan.returned);
    SavedBytes saved;
    std::uint64_t fragmentationLoss = 0;
    std::uint64_t unknown = 0;
    Json images = Json::array();
    for (const ImagePlan& image : plan.images) {
        saved.garbage += image.saved.garbage;
        saved.duplicate += image.saved.duplicate;
        saved.zero += image.saved.zero;
        saved.hidden += image.saved.hidden;
        saved.shared += image.saved.shared;
        fragmentationLoss += image.fragmentationLossBytes;
        unknown += image.unknownBytes;
        images.push_back(imageJson(image));
    }
    addSaved(json, saved);
    json["fragmentationLossBytes"] = fragmentationLoss;
    json["unknownBytes"] = unknown;
    json["peakBytes"] = plan.peakBytes;
    json["formulaBytes"] = plan.formulaBytes;
    json["base"] = plan.base.string();
    json["newBase"] = plan.newBase ? imageJson(*plan.newBase) : Json();
    json["images"] = std::move(images);
    json["overlaySearch"] = searchJson(plan.searched);
    Json candidates = Json::array();
    for (const BaseCandidate& candidate : plan.candidates)
        candidates.push_back({{"path", candidate.path.empty() ? Json() : Json(candidate.path.string())},
                              {"baseLength", candidate.baseLength},
                              {"totalLength", candidate.totalLength},
                              {"savedBytes", static_cast<std::int64_t>(plan.before.length()) -
                                                 static_cast<std::int64_t>(candidate.totalLength)}});
    json["candidates"] = std::move(candidates);
    json["templates"] = Json::array();
    for (const std::filesystem::path& path : plan.templatePaths)
        json["templates"].push_back(path.string());
    json["similarity"] = plan.similarity;
    return json;
}

namespace {

/// By what a file is known again.
Json fileIdentityJson(const FileStatus& status)
{
    return {{"device", status.identity.device},
            {"inode", status.identity.inode},
            {"fileLength", status.length},
            {"modified", nanoseconds(status.modified)},
            {"born", status.born ? Json(nanoseconds(*status.born)) : Json()}};
}

}  // namespace

void addReceipt(Json& plan, const Receipt& receipt)
{
    plan["actual"] = sizesJson(receipt.actual);
    plan["actual"]["savedBytes"] =
        plan["before"]["fileLength"].get<std::int64_t>() - static_cast<std::int64_t>(receipt.actual.length());
    addReturned(plan["actual"], receipt.returned);
    plan["actual"]["originalsReturnBytes"] = receipt.originalsSpace ? Json(receipt.originalsSpace->bytes) : Json();
    plan["seconds"] = static_cast<double>(receipt.duration.count()) / 1000;
    plan["bytesRead"] = receipt.bytesRead;
    plan["bytesWritten"] = receipt.bytesWritten;
    plan["bytesShared"] = receipt.bytesShared;
    Json originals = Json::array();
    for (const KeptOriginal& original : receipt.originals)
        originals.push_back({{"path", original.path.string()},
                             {"keptAs", original.keptAs.string()},
                             {"file", fileIdentityJson(original.status)}});
    plan["originals"] = std::move(originals);
    Json results = Json::array();
    for (const PlacedResult& result : receipt.results)
        results.push_back({{"path", result.path.string()}, {"file", fileIdentityJson(result.status)}});
    plan["results"] = std::move(results);
    plan["runCautions"] = notesJson(receipt.cautions);
}

}  // namespace engine::report
