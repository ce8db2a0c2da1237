#include "work/operation.h"

#include "bytes/reason.h"
#include "plan/base_content.h"
#include "plan/image_planner.h"
#include "plan/kept_content.h"
#include "storage/image_lock.h"
#include "work/qcow2_writer.h"
#include "work/verify.h"

#include <algorithm>
#include <memory>

namespace engine {

namespace {

/// What every run has in common: locks, new images, the exchange, the receipt.
class Run {
public:
    Run(const ImageOptions& options, const std::vector<PlanNote>& blockers, const std::vector<PlannedSource>& sources,
        RunProgress& progress, std::stop_token stop)
        : sources_(sources), progress_(progress), stop_(std::move(stop))
    {
        if (!blockers.empty())
            throw Error(ErrorKind::Refused, "plan.blocked",
                        withReason({}, blockers.front().code, blockers.front().values, "blocker"));
        if (!options.replace && options.target.empty())
            throw Error(ErrorKind::InvalidArgument, "plan.noTarget");
    }

    /// Nobody may write to what is read, from here to the end of the run.
    void lock(const Chain& chain)
    {
        for (const Layer& layer : chain.layers()) {
            const File& file = layer.image->file();
            const bool known = std::any_of(locked_.begin(), locked_.end(), [&](const FileIdentity& identity) {
                return identity == file.status().identity;
            });
            if (known)
                continue;
            locks_.push_back(std::make_unique<ImageLock>(file, LockPermission::ConsistentRead,
                                                         LockPermission::Write | LockPermission::Resize));
            locked_.push_back(file.status().identity);
        }
    }

    void requireUnchanged() const
    {
        for (const PlannedSource& source : sources_) {
            const FileStatus now = statusOf(source.path);
            if (now.identity != source.status.identity || now.length != source.status.length ||
                now.modified != source.status.modified)
                throw Error(ErrorKind::Refused, "plan.outdated").at(source.path);
        }
    }

    /// Writes and verifies an image; it has its temporary name until `publish`.
    /// @param like whose owner and permissions it gets: nobody is to read more than before
    const TemporaryFile& make(const ImagePlan& plan, const ContentSource& content, const Chain* backing,
                              const Layer& like)
    {
        const Qcow2Layout layout(plan.result, qcow2Options(plan));
        TemporaryFile file = TemporaryFile::beside(plan.path);
        progress_.phase = RunPhase::Writing;
        progress_.total += layout.contentBytes();
        const WrittenBytes bytes = writeQcow2(layout, content, file.file(), progress_, stop_);
        receipt_.bytesRead += bytes.read;
        receipt_.bytesWritten += bytes.written;
        receipt_.bytesShared += bytes.shared;
        progress_.phase = RunPhase::Verifying;
        verifyImage(file.path(), {plan, content, backing}, progress_, stop_);
        made_.push_back({&plan, std::move(file), like.path});
        return made_.back().file;
    }

    Receipt publish(const FileSizes& planned)
    {
        throwIfStopped(stop_);
        progress_.phase = RunPhase::Exchanging;
        Exchange exchange;
        std::vector<std::filesystem::path> replaced;
        for (Made& made : made_) {
            const auto original = std::find_if(sources_.begin(), sources_.end(), [&](const PlannedSource& source) {
                return source.replaced && source.path == made.plan->path;
            });
            if (original == sources_.end()) {
                exchange.place(std::move(made.file), made.like);
                continue;
            }
            exchange.replace(std::move(made.file), original->status);
            replaced.push_back(original->path);
        }
        for (const PlannedSource& source : sources_) {
            if (std::find(replaced.begin(), replaced.end(), source.path) != replaced.end())
                continue;
            if (source.replaced)
                exchange.retire(source.path, source.status);
            else
                exchange.require(source.path, source.status);
        }
        const ExchangeResult result = exchange.publish();
        receipt_.originals = result.originals;
        receipt_.results = result.results;
        receipt_.cautions = result.cautions;
        for (const FileSize& file : planned.files) {
            const FileStatus status = statusOf(file.path);
            receipt_.actual.files.push_back({file.path, status.length, status.diskSize});
        }
        receipt_.duration =
            std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - started_);
        progress_.phase = RunPhase::Done;
        return std::move(receipt_);
    }

    RunProgress& progress() noexcept { return progress_; }
    const std::stop_token& stop() const noexcept { return stop_; }

private:
    struct Made {
        const ImagePlan* plan;
        TemporaryFile file;
        std::filesystem::path like;
    };

    const std::vector<PlannedSource>& sources_;
    RunProgress& progress_;
    std::stop_token stop_;
    std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
    std::vector<std::unique_ptr<ImageLock>> locks_;
    std::vector<FileIdentity> locked_;
    std::vector<Made> made_;
    Receipt receipt_;
};

/// A new base under its temporary name, as a chain.
Chain openNewBase(const std::filesystem::path& path)
{
    ChainOptions options;
    options.format = "qcow2";
    Chain chain = Chain::open(path, options);
    chain.requireComplete();
    return chain;
}

}  // namespace

Receipt runSlim(const SlimPlan& plan, const Chain& chain, RunProgress& progress, std::stop_token stop)
{
    if (!plan.options.exact)
        throw Error(ErrorKind::InvalidArgument, "plan.quick");
    Run run(plan.options, plan.blockers, plan.sources, progress, std::move(stop));
    run.lock(chain);
    run.requireUnchanged();
    const KeptContent content(chain, plan.image.free);
    std::optional<Chain> below;
    if (plan.kind == SlimKind::Standard)
        below.emplace(chain.lower(1));
    run.make(plan.image, content, below ? &*below : nullptr, chain.top());
    return run.publish(plan.after);
}

Receipt runShare(const SharePlan& plan, std::span<const Chain> templates, const Chain* base, RunProgress& progress,
                 std::stop_token stop)
{
    if (!plan.options.exact)
        throw Error(ErrorKind::InvalidArgument, "plan.quick");
    Run run(plan.options, plan.blockers, plan.sources, progress, std::move(stop));
    for (const Chain& chain : templates)
        run.lock(chain);
    if (base)
        run.lock(*base);
    run.requireUnchanged();
    std::optional<Chain> newBase;
    if (plan.newBase) {
        const BaseContentSource content(templates, plan.newBaseContent);
        newBase.emplace(openNewBase(run.make(*plan.newBase, content, nullptr, templates.front().top()).path()));
        base = &*newBase;
    }
    for (std::size_t at = 0; at < plan.images.size(); ++at) {
        const Chain& chain = templates[plan.templates[at]];
        const KeptContent content(chain, plan.images[at].free);
        run.make(plan.images[at], content, base, chain.top());
    }
    newBase.reset();
    return run.publish(plan.after);
}

}  // namespace engine
