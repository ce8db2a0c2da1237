#include "image/qcow2/check.h"
#include "bytes/size_text.h"
#include "commands.h"
#include "english_words.h"
#include "error_text.h"
#include "image/probe.h"
#include "report/json.h"
#include "storage/image_lock.h"
#include "work/leak_repair.h"

#include <iostream>
#include <optional>

namespace cli {

namespace {

using engine::Error;
using engine::ErrorKind;

/// Shown to a person; JSON has them all.
constexpr std::size_t mostShownFindings = 50;

void requireQcow2(const engine::File& file)
{
    const std::string_view format = engine::probeFormat(file);
    if (format != "qcow2")
        throw Error(ErrorKind::Unsupported, "check.format", {{"format", std::string(format)}}).at(file.path());
}

/// All reasons on standard error, then the refusal.
void refuseIfBlocked(const engine::LeakRepairPlan& plan)
{
    for (const engine::PlanNote& blocker : plan.blockers)
        printError(Error(ErrorKind::Refused, blocker.code, blocker.values).at(plan.path));
    if (!plan.runnable())
        throw Error(ErrorKind::Refused, "repair.blocked").at(plan.path);
}

std::optional<engine::LeakRepairResult> repairLeaks(const engine::LeakRepairPlan& plan, std::stop_token stop)
{
    if (plan.leakedClusters == 0 && plan.runnable())
        return std::nullopt;
    refuseIfBlocked(plan);
    return engine::runLeakRepair(plan, std::move(stop));
}

void printFindings(const engine::qcow2::CheckReport& report)
{
    const std::size_t shown = std::min(report.findings.size(), mostShownFindings);
    for (const engine::qcow2::Finding& finding : std::span(report.findings).first(shown))
        std::cout << "  at byte " << finding.at.bytes() << ": " << sentence(finding.code, finding.values) << '\n';
    if (report.findingCount > shown)
        std::cout << "  and " << report.findingCount - shown << " more\n";
}

void printReport(const engine::qcow2::CheckReport& report)
{
    printFindings(report);
    if (report.clean())
        std::cout << "No errors were found.\n";
    else
        std::cout << report.corruptions << " corruptions, " << report.leaks << " leaked clusters ("
                  << engine::formatSize(report.use.leakedBytes) << "), " << report.checkErrors << " check errors.\n";
    if (report.dirty)
        std::cout << "The dirty bit is set: refcounts were written lazily and are not up to date.\n";
    if (report.corrupt)
        std::cout << "The image is marked as corrupt.\n";
    // Leaks cost space; anything else may cost data.
    if (report.corruptions > 0 || report.checkErrors > 0 || report.corrupt)
        printRemedy(std::cout, "  ", remedy("image.corruptions", {}));
    else if (report.dirty)
        printRemedy(std::cout, "  ", remedy("image.dirty", {}));
    else if (report.leaks > 0)
        std::cout << "  --repair leaks gives them back, in place.\n";
}

}  // namespace

Exit runCheck(const Options& options, std::stop_token stop)
{
    const engine::File file = engine::File::open(options.paths.front());
    requireQcow2(file);
    if (engine::lockHolders(file).writer())
        printError(Error(ErrorKind::InUse, "image.inUse").at(file.path()));
    engine::qcow2::CheckReport report = engine::qcow2::check(file, stop);
    std::optional<engine::LeakRepairResult> repaired;
    if (options.repair == "leaks")
        repaired = repairLeaks(engine::planLeakRepair(file, stop), stop);
    if (repaired)
        report = std::move(repaired->after);

    if (!options.quiet && options.json) {
        engine::report::Json json = engine::report::checkJson(options.paths.front(), report);
        if (repaired)
            json["repaired"] = {{"leaks", repaired->leakedClusters}, {"freedBytes", repaired->freedBytes}};
        std::cout << jsonText(json);
    } else if (!options.quiet) {
        if (repaired)
            std::cout << repaired->leakedClusters << " leaked clusters were repaired, "
                      << engine::formatSize(repaired->freedBytes) << " are free for reuse inside the file.\n";
        printReport(report);
    }
    return report.clean() ? Exit::Done : Exit::Failed;
}

}  // namespace cli
