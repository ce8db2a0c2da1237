#include "commands.h"
#include "english_words.h"
#include "error_text.h"
#include "plan_text.h"
#include "progress_line.h"
#include "report/plan_json.h"

#include <iostream>

namespace cli {

namespace {

template <class Plan>
void show(const Options& options, const Plan& plan, const engine::report::Json& json)
{
    if (!options.receipt.empty())
        engine::writeDocument(options.receipt, operationText(json, options.receipt),
                              documentOptions(options, engine::readersOf(plan.sources)));
    if (options.quiet)
        return;
    if (options.json)
        std::cout << jsonText(json);
    else
        printPlan(std::cout, plan);
    printNotes(plan.blockers, plan.cautions);
}

}  // namespace

engine::ImageOptions imageOptions(const Options& options, std::stop_token stop)
{
    engine::ImageOptions image;
    image.exact = options.exact;
    if (options.compress == "zlib")
        image.compression = engine::Compression::Zlib;
    else if (options.compress == "zstd")
        image.compression = engine::Compression::Zstd;
    image.clusterSize = options.clusterSize;
    image.extendedL2 = options.extendedL2;
    image.trim = !options.noTrim;
    image.dropSystemFiles = options.dropSystemFiles;
    image.shareEqualClusters = options.shareEqualClusters;
    image.replace = options.replace;
    image.target = options.target;
    image.searchFolders = options.searchFolders;
    image.searchFolders.insert(image.searchFolders.end(), options.allowed.begin(), options.allowed.end());
    image.beside = besideDisks(options, std::move(stop));
    image.alone = options.alone;
    return image;
}

Exit runPlanSlim(const Options& options, std::stop_token stop)
{
    const engine::Chain chain = openChain(options.paths.front(), options.format, options);
    engine::Progress progress;
    const engine::ImageOptions image = imageOptions(options, stop);
    const engine::SlimPlan plan = [&] {
        const ProgressLine line(progress, options.progress);
        return planSlim(chain, options.slimKind, image, progress, stop);
    }();
    show(options, plan, engine::report::slimPlanJson(plan));
    return Exit::Done;
}

std::vector<engine::Chain> openTemplates(const Options& options)
{
    std::vector<engine::Chain> chains;
    for (const auto& path : options.paths)
        chains.push_back(openChain(path, options.format, options));
    return chains;
}

std::optional<engine::Chain> openBase(const Options& options)
{
    if (options.base == "auto")
        return std::nullopt;
    return openChain(options.base, {}, options);
}

Exit runPlanShare(const Options& options, std::stop_token stop)
{
    const std::vector<engine::Chain> chains = openTemplates(options);
    const std::optional<engine::Chain> base = openBase(options);
    const engine::ImageOptions image = imageOptions(options, stop);
    engine::Progress progress;
    const engine::SharePlan plan = [&] {
        const ProgressLine line(progress, options.progress);
        return planShare(chains, base ? &*base : nullptr, image, progress, stop);
    }();
    show(options, plan, engine::report::sharePlanJson(plan));
    return Exit::Done;
}

}  // namespace cli
