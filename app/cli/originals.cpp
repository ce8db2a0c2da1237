#include "bytes/size_text.h"
#include "commands.h"
#include "english_words.h"
#include "error_text.h"
#include "plan_text.h"
#include "progress_line.h"
#include "report/receipt_store.h"
#include "report/report_json.h"
#include "table.h"
#include "work/kept_originals.h"

#include <algorithm>
#include <functional>
#include <iostream>

namespace cli {

namespace {

namespace fs = std::filesystem;
using engine::Error;
using engine::ErrorKind;
using engine::KeptFile;
using engine::report::Json;
using engine::report::receiptOf;
using engine::report::StoredReceipt;

Json keptJson(const KeptFile& kept, const StoredReceipt* receipt)
{
    return {{"path", kept.path.string()},
            {"original", kept.original.string()},
            {"fileLength", kept.status.length},
            {"diskSize", kept.status.diskSize},
            {"operation", receipt ? Json(receipt->operation) : Json()},
            {"time", receipt ? Json(engine::report::timeText(receipt->time)) : Json()},
            {"receipt", receipt ? Json(receipt->path.string()) : Json()}};
}

void printKept(const std::vector<KeptFile>& files, const std::vector<StoredReceipt>& receipts)
{
    Table table({{"original", Align::Left}, {"on disk"}, {"kept by", Align::Left}});
    std::uint64_t total = 0;
    for (const KeptFile& kept : files) {
        const StoredReceipt* const receipt = receiptOf(kept, receipts);
        table.add({escaped(kept.path.string()), engine::formatSize(kept.status.diskSize),
                   receipt ? receipt->operation + ", " + engine::report::timeText(receipt->time)
                           : "a run without a receipt"});
        total += kept.status.diskSize;
    }
    table.print(std::cout);
    std::cout << files.size() << (files.size() == 1 ? " original, " : " originals, ") << engine::formatSize(total)
              << " on disk\n";
}

/// What both commands that change files have in common: the originals named, each run once.
class OriginalsRun {
public:
    OriginalsRun(const Options& options, std::stop_token stop)
        : options_(options), stop_(std::move(stop)),
          receipts_(engine::report::storedReceipts()), elsewhere_{options.searchFolders, options.alone}
    {
        for (const fs::path& path : options.paths)
            named_.push_back(engine::keptFile(fs::absolute(path)));
    }

    Exit restore()
    {
        return forEach([this](const KeptFile& kept, const StoredReceipt* receipt) {
            receipt ? restoreRun(*receipt) : restoreOne(kept);
        });
    }
    Exit remove()
    {
        return forEach([this](const KeptFile& kept, const StoredReceipt* receipt) {
            receipt ? removeRun(*receipt) : removeOne(kept);
        });
    }

private:
    /// One that fails does not end the work on the others.
    Exit forEach(const std::function<void(const KeptFile&, const StoredReceipt*)>& treat)
    {
        bool failed = false;
        std::vector<const StoredReceipt*> treated;
        for (const KeptFile& kept : named_) {
            const StoredReceipt* const receipt = receiptOf(kept, receipts_);
            if (receipt && std::find(treated.begin(), treated.end(), receipt) != treated.end())
                continue;
            treated.push_back(receipt);
            try {
                treat(kept, receipt);
            } catch (const Error& error) {
                if (error.kind() == ErrorKind::Cancelled)
                    throw;
                printError(error.path().empty() ? error.at(kept.path) : error);
                failed = true;
            }
        }
        if (options_.json && !options_.quiet)
            std::cout << jsonText(json_);
        return failed ? Exit::Failed : Exit::Done;
    }

    void restoreRun(const StoredReceipt& receipt)
    {
        const engine::Restored done = restoreOriginals(receipt.run, progress_, stop_, elsewhere_);
        for (const fs::path& path : done.originals)
            tell("restored", path, " has its name again");
        for (const fs::path& path : done.removed)
            tell("removed", path, " (what the run had made) was removed");
        printNotes({}, done.cautions);
    }
    void restoreOne(const KeptFile& kept)
    {
        const auto put = restoreByName(kept, chain(kept), progress_, stop_, elsewhere_);
        tell("restored", kept.original, " has its name again");
        if (put)
            tell("kept", *put, " is the file that had the name");
    }
    /// Who names one of them need not know of the others.
    void removeRun(const StoredReceipt& receipt)
    {
        for (const engine::KeptOriginal& original : receipt.run.originals) {
            const bool named = std::any_of(named_.begin(), named_.end(),
                                           [&](const KeptFile& kept) { return kept.path == original.keptAs; });
            if (!named)
                throw Error(ErrorKind::Refused, "originals.partOfRun", {{"path", original.keptAs.string()}});
        }
        const engine::ReturnedSpace space = deleteOriginals(receipt.run, progress_, stop_, elsewhere_);
        for (const engine::KeptOriginal& original : receipt.run.originals)
            tell("deleted", original.keptAs, " was deleted");
        tellSpace(space);
    }
    void removeOne(const KeptFile& kept)
    {
        const engine::ReturnedSpace space = deleteByName(kept, chain(kept), progress_, stop_, elsewhere_);
        tell("deleted", kept.path, " was deleted");
        tellSpace(space);
    }

    engine::ChainOptions chain(const KeptFile& kept) const { return chainOptions(kept.path, {}, options_); }

    void tell(const char* what, const fs::path& path, const char* sentence)
    {
        json_[what].push_back(path.string());
        if (!options_.json && !options_.quiet)
            std::cout << escaped(path.string()) << sentence << '\n';
    }
    void tellSpace(const engine::ReturnedSpace& space)
    {
        returned_ += space.bytes;
        json_["returnedBytes"] = returned_;
        if (!options_.json && !options_.quiet)
            std::cout << "frees " << returnedText({static_cast<std::int64_t>(space.bytes), space.exact})
                      << " on disk\n";
    }

    const Options& options_;
    std::stop_token stop_;
    std::vector<StoredReceipt> receipts_;
    engine::Elsewhere elsewhere_;
    std::vector<KeptFile> named_;
    engine::Progress progress_;
    std::uint64_t returned_ = 0;
    Json json_ = Json::object();
};

}  // namespace

Exit runOriginalsList(const Options& options, std::stop_token stop)
{
    const engine::KeptFiles found = engine::findKept(options.paths, stop);
    const std::vector<StoredReceipt> receipts = engine::report::storedReceipts();
    for (const Error& skipped : found.skipped)
        printError(skipped);
    if (options.quiet)
        return Exit::Done;
    if (!options.json) {
        if (found.files.empty())
            std::cout << "No originals are kept here.\n";
        else
            printKept(found.files, receipts);
        return Exit::Done;
    }
    Json json{{"originals", Json::array()}, {"skipped", Json::array()}};
    for (const KeptFile& kept : found.files)
        json["originals"].push_back(keptJson(kept, receiptOf(kept, receipts)));
    for (const Error& skipped : found.skipped)
        json["skipped"].push_back(engine::report::errorJson(skipped));
    std::cout << jsonText(json);
    return Exit::Done;
}

Exit runOriginalsRestore(const Options& options, std::stop_token stop)
{
    return OriginalsRun(options, std::move(stop)).restore();
}

Exit runOriginalsDelete(const Options& options, std::stop_token stop)
{
    return OriginalsRun(options, std::move(stop)).remove();
}

}  // namespace cli
