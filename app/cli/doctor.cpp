#include "bytes/size_text.h"
#include "commands.h"
#include "english_words.h"
#include "error_text.h"
#include "plan_text.h"
#include "progress_line.h"
#include "report/doctor_json.h"
#include "work/relink.h"

#include <algorithm>
#include <iostream>

namespace cli {

namespace {

using engine::BackingCandidate;
using engine::BackingEvidence;
using engine::BackingSearch;
using engine::Error;
using engine::ErrorKind;

void printEvidence(const BackingEvidence& evidence)
{
    const auto yes = [](bool value) { return value ? "yes" : "no"; };
    std::cout << "  " << name(evidence.verdict()) << ", score " << evidence.contentScore() << " + "
              << evidence.nameScore() << ": same name " << yes(evidence.sameName) << ", same virtual size "
              << yes(evidence.sameSize) << ", older " << yes(evidence.older) << '\n';
    if (evidence.unread)
        std::cout << "  its content was not read: " << describe(*evidence.unread) << '\n';
    else
        std::cout << "  volumes: " << evidence.sameVolumes << " the same, " << evidence.otherVolumes << " others, "
                  << evidence.soundVolumes << " sound, " << evidence.brokenVolumes
                  << " broken through the overlay\n  files have " << engine::formatSize(evidence.inheritedBytes)
                  << " from it, and " << engine::formatSize(evidence.foreignBytes) << " that are not theirs in it; "
                  << evidence.equalEdgeBlocks << " of " << evidence.edgeBlocks
                  << " blocks at the edges of the overlay's clusters come from it\n";
}

void printSearch(const BackingSearch& search)
{
    std::cout << escaped(search.overlay.path.string()) << " names " << escaped(search.name)
              << ", which does not exist. Images that were looked at: " << search.looked << ".\n";
    for (const BackingCandidate& candidate : search.candidates) {
        std::cout << escaped(candidate.path.string()) << '\n';
        printEvidence(candidate.evidence);
    }
}

Error notChosen(const BackingSearch& search)
{
    return (search.ambiguous ? Error(ErrorKind::Refused, "doctor.ambiguous")
                             : Error(ErrorKind::NotFound, "doctor.noneProven"))
        .at(search.overlay.path);
}

/// What is to be taken: what the user says, else what is proven.
const BackingCandidate& chosen(const BackingSearch& search, const Options& options)
{
    if (options.target.empty()) {
        if (search.ambiguous || !search.proven())
            throw notChosen(search);
        return *search.proven();
    }
    const engine::FileIdentity wanted = engine::statusOf(options.target).identity;
    const auto found = std::find_if(search.candidates.begin(), search.candidates.end(),
                                    [&](const auto& candidate) { return candidate.status.identity == wanted; });
    if (found == search.candidates.end())
        throw Error(ErrorKind::Refused, "doctor.noCandidate").at(options.target);
    return *found;
}

engine::report::Json fix(const BackingSearch& search, const Options& options, const std::stop_token& stop)
{
    const engine::RelinkPlan plan = planRelink(search, chosen(search, options), options.absolute);
    printNotes(plan.blockers, plan.cautions);
    engine::report::Json json = engine::report::relinkJson(plan);
    if (!options.fix)
        return json;
    engine::RunProgress progress;
    const ProgressLine line(progress, options.progress);
    const engine::ExchangeResult done = runRelink(plan, progress, stop);
    printNotes({}, done.cautions);
    json["keptAs"] = done.originals.front().keptAs.string();
    return json;
}

void printFix(const engine::report::Json& json)
{
    if (json.contains("keptAs"))
        std::cout << "Its backing image is " << escaped(json["newName"].get<std::string>())
                  << " now. The file as it was is kept as " << escaped(json["keptAs"].get<std::string>()) << '\n';
    else
        std::cout << "--fix would name " << escaped(json["newName"].get<std::string>()) << '\n';
}

}  // namespace

Exit runDoctor(const Options& options, std::stop_token stop)
{
    const engine::Chain chain = openChain(options.paths.front(), options.format, options);
    engine::Progress progress;
    const auto search = [&] {
        const ProgressLine line(progress, options.progress);
        return searchBacking(chain, options.searchFolders, chainOptions(options.paths.front(), options.format, options),
                             progress, stop);
    }();
    if (!search) {
        chain.requireComplete();
        if (!options.quiet)
            std::cout << (options.json ? "{}\n" : "No layer of this chain is missing.\n");
        return Exit::Done;
    }
    engine::report::Json json = engine::report::searchJson(*search);
    for (const Error& skipped : search->skipped)
        printError(skipped);
    const bool human = !options.quiet && !options.json;
    if (human)
        printSearch(*search);
    if (options.fix || search->proven() || !options.target.empty()) {
        json["fix"] = fix(*search, options, stop);
        if (human)
            printFix(json["fix"]);
    }
    if (!options.quiet && options.json)
        std::cout << jsonText(json);
    if (!json.contains("fix"))
        printError(notChosen(*search));
    return json.contains("fix") ? Exit::Done : Exit::Failed;
}

}  // namespace cli
