#include "plan/fleet.h"

#include "bytes/size_text.h"
#include "commands.h"
#include "english_words.h"
#include "error_text.h"
#include "plan/content_sample.h"
#include "progress_line.h"
#include "report/fleet_report.h"
#include "state_words.h"
#include "table.h"

#include <iostream>

namespace cli {

namespace {

using engine::formatSize;

/// Disk space, then file lengths.
std::string savingText(std::optional<std::uint64_t> returned, bool known, std::optional<std::uint64_t> saved,
                       bool exact)
{
    if (!returned || !saved)
        return "-";
    const bool least = !exact && (*returned != 0 || *saved != 0);
    const std::string disk = formatSize(*returned);
    return (known ? (least ? "at least " + disk : disk) : "about " + disk + (least ? " or more" : "")) + " / " +
           (least ? "at least " : "") + formatSize(*saved);
}

std::string savingText(const engine::SlimSaving& saving, bool exact)
{
    return savingText(saving.returned, saving.returnedExact, saving.bytes, exact);
}

struct Similar {
    std::vector<std::filesystem::path> paths;
    std::vector<engine::SharingGroup> groups;
};

/// What cannot be read is told and left out.
Similar findSimilar(const engine::Fleet& fleet, const engine::ChainOptions& options, bool showProgress,
                    const std::stop_token& stop)
{
    Similar similar;
    std::vector<engine::ContentSample> samples;
    engine::Progress progress;
    progress.total = fleet.templates.size();
    const ProgressLine line(progress, showProgress);
    for (const engine::FleetTemplate& one : fleet.templates) {
        engine::throwIfStopped(stop);
        ++progress.done;
        if (one.reason)
            continue;
        try {
            engine::Progress ignored;
            samples.push_back(engine::sampleContent(engine::Chain::open(one.path, options), ignored, stop));
            similar.paths.push_back(one.path);
        } catch (const engine::Error& error) {
            if (error.kind() == engine::ErrorKind::Cancelled)
                throw;
            printError(error);
        }
    }
    similar.groups = engine::findSharingGroups(samples, stop);
    return similar;
}

/// Why it cannot be read, with the file where it is another one of its chain, and what can be done about it.
void addReason(Table& table, const engine::FleetTemplate& one)
{
    const engine::Error& reason = *one.reason;
    const bool other = !reason.path().empty() && reason.path() != one.path;
    table.add({"  ! " + (other ? escaped(reason.path().string()) + ": " : "") + describe(reason)});
    if (const std::string help = remedy(reason.code(), reason.values()); !help.empty())
        table.add({"    " + help});
}

void printTable(const engine::Fleet& fleet, bool exact)
{
    Table table({{"template", Align::Left},
                 {"state", Align::Left},
                 {"layers"},
                 {"virtual size"},
                 {"chain length"},
                 {"on disk"},
                 {"garbage"},
                 {"duplicates"},
                 {"standard: disk / length"},
                 {"deep: disk / length"}});
    for (const engine::FleetTemplate& one : fleet.templates) {
        table.add({escaped(one.path.string()), stateText(one.state), std::to_string(one.layers),
                   formatSize(one.virtualSize), formatSize(one.chainLength), formatSize(one.chainDiskSize),
                   one.ownGarbageBytes ? formatSize(*one.ownGarbageBytes) : "-",
                   one.ownDuplicateBytes ? formatSize(*one.ownDuplicateBytes) : "-", savingText(one.standard, exact),
                   savingText(one.deep, exact)});
        if (one.reason)
            addReason(table, one);
    }
    table.print(std::cout);
    const engine::FleetTotals& totals = fleet.totals;
    std::cout << totals.templates << " templates in " << totals.files << " files: length "
              << formatSize(totals.fileLength) << ", on disk " << formatSize(totals.diskSize) << ", garbage "
              << formatSize(totals.garbageBytes) << ", slimming gives back (disk / length) "
              << savingText(totals.bestReturnedBytes, totals.returnedExact, totals.bestSavedBytes, exact) << '\n';
}

void printGroups(const Similar& similar)
{
    if (similar.groups.empty())
        std::cout << "No templates look like copies of one system.\n";
    for (const engine::SharingGroup& group : similar.groups) {
        std::cout << "Sharing a base would save about " << formatSize(group.gainBytes) << ", on "
                  << escaped(similar.paths[group.base].string()) << ":\n";
        for (const std::size_t member : group.templates)
            std::cout << "    " << escaped(similar.paths[member].string()) << '\n';
    }
}

}  // namespace

Exit runFleet(const Options& options, std::stop_token stop)
{
    engine::ChainOptions chains;
    for (const auto& path : options.allowed)
        chains.policy.allow(path);
    for (const auto& path : options.paths)
        chains.policy.openFolder(path);
    engine::Progress scanned;
    engine::Progress looked;
    const engine::Forest forest = [&] {
        const ProgressLine line(scanned, options.progress);
        return engine::Forest::scan(options.paths, chains, scanned, stop);
    }();
    const auto depth = options.exact ? engine::MapDepth::Exact : engine::MapDepth::Quick;
    const engine::Fleet fleet = [&] {
        const ProgressLine line(looked, options.progress);
        return engine::readFleet(forest, chains, depth, looked, stop);
    }();
    Similar similar;
    if (options.similar)
        similar = findSimilar(fleet, chains, options.progress, stop);
    for (const engine::Error& skipped : forest.skipped())
        printError(skipped);
    if (options.quiet)
        return Exit::Done;
    if (options.csv) {
        std::cout << engine::report::fleetCsv(fleet);
    } else if (options.json) {
        engine::report::Json json = engine::report::fleetJson(fleet, options.exact);
        if (options.similar)
            engine::report::addSharingGroups(json, similar.groups, similar.paths);
        std::cout << jsonText(json);
    } else {
        printTable(fleet, options.exact);
        if (options.similar)
            printGroups(similar);
    }
    return Exit::Done;
}

}  // namespace cli
