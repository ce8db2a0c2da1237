#include "bytes/size_text.h"
#include "chain/read_map.h"
#include "chain/suspicions.h"
#include "commands.h"
#include "english_words.h"
#include "error_text.h"
#include "progress_line.h"
#include "report/json.h"
#include "state_words.h"
#include "storage/kept_name.h"
#include "table.h"

#include <iomanip>
#include <iostream>

namespace cli {

namespace {

using engine::formatSize;

std::string sizeText(std::uint64_t bytes)
{
    return formatSize(bytes) + " (" + std::to_string(bytes) + " bytes)";
}

/// @param text escaped
void printText(std::string_view label, std::string_view text)
{
    std::cout << "    " << std::left << std::setw(14) << label << text << '\n';
}

void printLine(std::string_view label, std::string_view value)
{
    if (!value.empty())
        printText(label, escaped(value));
}

/// @param sized whether the virtual size is known
void printImageFacts(const engine::ImageInfo& info, bool sized)
{
    if (sized)
        printLine("virtual size", sizeText(info.virtualSize));
    if (info.clusterSize != 0)
        printLine("cluster size", sizeText(info.clusterSize));
    if (info.format == "qcow2" && info.version != 0)
        printLine("compat", info.version == 2 ? "0.10" : "1.1");
    if (info.refcountBits != 0)
        printLine("refcount bits", std::to_string(info.refcountBits));
    printLine("compression", info.compression);
    printLine("encryption", info.encryption);
    if (info.backing)
        printLine("backing file",
                  info.backing->name + (info.backing->format.empty() ? "" : " (" + info.backing->format + ')'));
    std::string features;
    for (const std::string& feature : info.features)
        features += (features.empty() ? "" : ", ") + feature;
    printLine("data file", info.dataFileName);
    printLine("features", features);
    for (const engine::Snapshot& snapshot : info.snapshots)
        printLine("snapshot",
                  snapshot.id + "  " + snapshot.name + "  machine state " + formatSize(snapshot.vmStateSize));
    for (const engine::Bitmap& bitmap : info.bitmaps)
        printLine("bitmap", bitmap.name + "  granularity " + formatSize(bitmap.granularity) +
                                (bitmap.inUse ? "  inconsistent" : ""));
}

void printLayer(const engine::Layer& layer, std::size_t number)
{
    std::cout << number << "  " << escaped(layer.path.string()) << "  " << escaped(layer.format) << "  "
              << stateText(layer.state) << '\n';
    if (layer.reason)
        printText("reason", describe(*layer.reason));
    for (const engine::Suspicion& suspicion : suspicionsOf(layer))
        printText("suspicious", sentence(suspicion.code, suspicion.values));
    if (layer.image)
        printImageFacts(layer.image->info(), layer.usable() || layer.image->info().virtualSize > 0);
    if (layer.status) {
        printLine("file length", sizeText(layer.status->length));
        printLine("on disk", sizeText(layer.status->diskSize));
    }
}

/// A broken layer is shown and named on standard error; one that is refused, or a broken top, fails the command.
Exit judge(const engine::Chain& chain)
{
    Exit exit = Exit::Done;
    for (const engine::Layer& layer : chain.layers()) {
        if (layer.usable())
            continue;
        printError(*layer.reason);
        if (layer.state == engine::LayerState::Refused)
            exit = Exit::Failed;
    }
    return chain.top().image ? exit : Exit::Failed;
}

std::string mappedText(const engine::ReadMapEntry& entry)
{
    if (entry.zero)
        return entry.present ? "zero" : "unallocated";
    return entry.compressed ? "compressed" : "data";
}

void addWithRemedy(Table& table, const std::string& mark, const std::string& text, const std::string& remedy)
{
    table.add({mark + text});
    if (!remedy.empty())
        table.add({std::string(mark.size(), ' ') + remedy});
}

void addNode(const engine::Forest& forest, std::size_t index, std::size_t depth, Table& table)
{
    const engine::ForestNode& node = forest.nodes()[index];
    const std::string indent(depth * 2, ' ');
    const bool kept = node.state == engine::LayerState::Ok && engine::isKeptName(node.path.filename().native());
    const bool sized = node.state == engine::LayerState::Ok || node.virtualSize > 0;
    table.add({indent + escaped(node.path.string()), node.format.empty() ? "-" : escaped(node.format),
               kept ? "kept original" : stateText(node.state), sized ? formatSize(node.virtualSize) : "-",
               node.status ? formatSize(node.status->length) : "-",
               node.status ? formatSize(node.status->diskSize) : "-"});
    for (const std::filesystem::path& name : node.otherNames)
        table.add({indent + "  = " + escaped(name.string())});
    if (node.reason)
        addWithRemedy(table, indent + "  ! ", describe(*node.reason),
                      remedy(node.reason->code(), node.reason->values()));
    for (const engine::Suspicion& suspicion : node.suspicions)
        addWithRemedy(table, indent + "  ? ", sentence(suspicion.code, suspicion.values),
                      remedy(suspicion.code, suspicion.values));
    for (const std::size_t child : node.children)
        addNode(forest, child, depth + 1, table);
}

void printForest(const engine::Forest& forest)
{
    Table table({{"image", Align::Left},
                 {"format", Align::Left},
                 {"state", Align::Left},
                 {"virtual size"},
                 {"file length"},
                 {"on disk"}});
    for (const std::size_t root : forest.roots())
        addNode(forest, root, 0, table);
    table.print(std::cout);
}

}  // namespace

Exit runScan(const Options& options, std::stop_token stop)
{
    engine::ChainOptions scanned;
    for (const auto& path : options.allowed)
        scanned.policy.allow(path);
    engine::Progress progress;
    const engine::Forest forest = [&] {
        const ProgressLine line(progress, options.progress);
        return engine::Forest::scan(options.paths, std::move(scanned), progress, std::move(stop));
    }();
    for (const engine::Error& skipped : forest.skipped())
        printError(skipped);
    if (options.quiet)
        return Exit::Done;
    if (options.json)
        std::cout << jsonText(engine::report::forestJson(forest));
    else
        printForest(forest);
    return Exit::Done;
}

Exit runInfo(const Options& options, std::stop_token stop)
{
    const engine::Chain chain = openChain(options.paths.front(), options.format, options);
    engine::throwIfStopped(stop);
    if (!options.quiet && options.json) {
        std::cout << jsonText(engine::report::infoJson(chain));
    } else if (!options.quiet && chain.top().image) {
        std::size_t number = 0;
        for (const engine::Layer& layer : chain.layers())
            printLayer(layer, ++number);
    }
    return judge(chain);
}

Exit runMap(const Options& options, std::stop_token stop)
{
    const engine::Chain chain = openChain(options.paths.front(), options.format, options);
    chain.requireComplete();
    if (options.quiet)
        return Exit::Done;
    if (options.json) {
        engine::report::writeMapJson(chain, std::move(stop), [](std::string_view text) { std::cout << text; });
        return Exit::Done;
    }
    const std::size_t digits = std::to_string(chain.virtualSize()).size();
    const Table table({{"start", Align::Right, digits},
                       {"length", Align::Right, digits},
                       {"depth"},
                       {"state", Align::Left, std::string_view("unallocated").size()},
                       {"offset", Align::Right, digits},
                       {"file", Align::Left}});
    table.printTitles(std::cout);
    engine::visitReadMap(chain, std::move(stop), [&](const engine::ReadMapEntry& entry) {
        const auto& layer = chain.layers()[chain.layers().size() - 1 - entry.depth];
        const bool placed = entry.host != engine::Extent::nowhere;
        table.printRow(std::cout,
                       {std::to_string(entry.range.start.bytes()), std::to_string(entry.range.length),
                        std::to_string(entry.depth), mappedText(entry),
                        placed ? std::to_string(entry.host.bytes()) : "-", escaped(layer.path.filename().string())});
    });
    return Exit::Done;
}

}  // namespace cli
