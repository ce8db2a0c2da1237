#include "bytes/size_text.h"
#include "commands.h"
#include "english_words.h"
#include "error_text.h"
#include "plan_text.h"
#include "progress_line.h"
#include "report/plan_json.h"
#include "report/receipt_store.h"

#include <iostream>

namespace cli {

namespace {

using engine::formatSize;

void printReturned(const std::optional<engine::ReturnedBytes>& planned, const engine::Receipt& receipt)
{
    if (!receipt.returned || !receipt.originalsSpace)
        return;
    const engine::ReturnedBytes deleting{static_cast<std::int64_t>(receipt.originalsSpace->bytes),
                                         receipt.originalsSpace->exact};
    std::cout << (receipt.returned->bytes < 0 ? "takes " : "gives back ") << returnedText(*receipt.returned)
              << (receipt.returned->bytes < 0 ? " more" : "") << " on disk, once the originals are deleted";
    if (planned)
        std::cout << "; planned " << (planned->bytes < 0 ? "-" : "") << returnedText(*planned);
    std::cout << "; deleting them frees " << returnedText(deleting) << '\n';
}

void printReceipt(const engine::FileSizes& planned, const std::optional<engine::ReturnedBytes>& returned,
                  const engine::Receipt& receipt)
{
    std::cout << "done in " << static_cast<double>(receipt.duration.count()) / 1000 << " s, read "
              << formatSize(receipt.bytesRead) << ", wrote " << formatSize(receipt.bytesWritten);
    if (receipt.bytesShared > 0)
        std::cout << ", shares " << formatSize(receipt.bytesShared) << " with the originals on disk";
    std::cout << '\n';
    for (std::size_t index = 0; index < receipt.actual.files.size(); ++index) {
        const engine::FileSize& file = receipt.actual.files[index];
        std::cout << escaped(file.path.string()) << ": " << file.length << " bytes long, planned "
                  << planned.files[index].length << "; on disk " << formatSize(file.diskSize) << ", planned "
                  << formatSize(planned.files[index].diskSize) << '\n';
    }
    printReturned(returned, receipt);
    for (const engine::KeptOriginal& original : receipt.originals)
        std::cout << escaped(original.path.string()) << " is kept as " << escaped(original.keptAs.string()) << '\n';
}

/// The plan, then the run, then both side by side.
template <class Plan, class Run>
Exit carryOut(const Options& options, const Plan& plan, engine::report::Json json, Run&& run)
{
    printNotes(plan.blockers, plan.cautions);
    // Before the run, so that what cannot be written fails early.
    std::optional<engine::DocumentFile> file;
    if (!options.receipt.empty())
        file.emplace(options.receipt, documentOptions(options, engine::readersOf(plan.sources)));
    if (!options.json && !options.quiet)
        printPlan(std::cout, plan);
    engine::RunProgress progress;
    const engine::Receipt receipt = [&] {
        const ProgressLine line(progress, options.progress);
        return run(progress);
    }();
    printNotes({}, receipt.cautions);
    engine::report::addReceipt(json, receipt);
    // For `originals` later on.
    printNotes({}, engine::report::storeReceipt(json));
    if (options.json && !options.quiet)
        std::cout << jsonText(json);
    else if (!options.quiet)
        printReceipt(plan.after, plan.returned, receipt);
    if (file)
        file->write(operationText(json, options.receipt));
    return Exit::Done;
}

engine::ImageOptions runOptions(const Options& options, std::stop_token stop)
{
    engine::ImageOptions image = imageOptions(options, std::move(stop));
    image.exact = true;
    return image;
}

}  // namespace

Exit runSlimCommand(const Options& options, std::stop_token stop)
{
    const engine::Chain chain = openChain(options.paths.front(), options.format, options);
    engine::Progress progress;
    const engine::ImageOptions image = runOptions(options, stop);
    const engine::SlimPlan plan = [&] {
        const ProgressLine line(progress, options.progress);
        return planSlim(chain, options.slimKind, image, progress, stop);
    }();
    return carryOut(options, plan, engine::report::slimPlanJson(plan),
                    [&](engine::RunProgress& running) { return runSlim(plan, chain, running, stop); });
}

Exit runShareCommand(const Options& options, std::stop_token stop)
{
    const std::vector<engine::Chain> chains = openTemplates(options);
    const std::optional<engine::Chain> given = openBase(options);
    const engine::ImageOptions image = runOptions(options, stop);
    engine::Progress progress;
    const engine::SharePlan plan = [&] {
        const ProgressLine line(progress, options.progress);
        return planShare(chains, given ? &*given : nullptr, image, progress, stop);
    }();
    std::optional<engine::Chain> base = given;
    if (!base && !plan.newBase && plan.blockers.empty())
        base = openChain(plan.base, {}, options);
    return carryOut(options, plan, engine::report::sharePlanJson(plan), [&](engine::RunProgress& running) {
        return runShare(plan, chains, base ? &*base : nullptr, running, stop);
    });
}

}  // namespace cli
