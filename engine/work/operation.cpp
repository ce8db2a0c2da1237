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

    /// Nobody may write to what is read, nor rename it too, from here to the end of the run.
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
            const bool renamed = std::any_of(sources_.begin(), sources_.end(), [&](const PlannedSource& source) {
                return source.replaced && source.status.identity == file.status().identity;
            });
            if (renamed)
                holds_.push_back(std::make_unique<ExclusiveHold>(file));
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

    /// What the superseded files hold alone on disk, before anything shares blocks with them.
    void measureBefore()
    {
        std::vector<std::filesystem::path> superseded;
        for (const PlannedSource& source : sources_)
            if (source.superseded)
                superseded.push_back(source.path);
        spaceBefore_ = spaceOf(superseded);
    }

    /// Writes and verifies an image; it has its temporary name until `publish`.
    const TemporaryFile& make(const ImagePlan& plan, const ContentSource& content, const Chain* backing)
    {
        const Qcow2Layout layout(plan.result, qcow2Options(plan));
        TemporaryFile file = TemporaryFile::beside(FilePlace{plan.folder, plan.path.filename()});
        progress_.phase = RunPhase::Writing;
        progress_.total += layout.contentBytes();
        const WrittenBytes bytes = writeQcow2(layout, content, file.file(), progress_, stop_);
        receipt_.bytesRead += bytes.read;
        receipt_.bytesWritten += bytes.written;
        receipt_.bytesShared += bytes.shared;
        progress_.phase = RunPhase::Verifying;
        verifyImage(file, {plan, content, backing}, progress_, stop_);
        ExpectedLayers layers{{file.target(), file.file().status().identity, "qcow2"}};
        if (backing) {
            const ExpectedLayers below = expectedLayers(*backing);
            layers.insert(layers.end(), below.begin(), below.end());
        }
        made_.push_back({&plan, std::move(file), std::move(layers)});
        return made_.back().file;
    }

    Receipt publish(const FileSizes& planned)
    {
        throwIfStopped(stop_);
        progress_.phase = RunPhase::Exchanging;
        Exchange exchange;
        for (ResultNames& names : finalNames())
            exchange.follow(std::move(names));
        std::vector<std::filesystem::path> replaced;
        for (Made& made : made_) {
            const auto original = std::find_if(sources_.begin(), sources_.end(), [&](const PlannedSource& source) {
                return source.replaced && source.path == made.plan->path;
            });
            if (original == sources_.end()) {
                exchange.place(std::move(made.file), made.plan->attributes);
                continue;
            }
            exchange.replace(std::move(made.file), original->status, made.plan->attributes);
            replaced.push_back(original->path);
        }
        for (const PlannedSource& source : sources_) {
            if (std::find(replaced.begin(), replaced.end(), source.path) != replaced.end())
                continue;
            if (source.replaced)
                exchange.retire({source.folder, source.path.filename()}, source.status);
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
        measureAfter();
        receipt_.duration =
            std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - started_);
        progress_.phase = RunPhase::Done;
        return std::move(receipt_);
    }

    RunProgress& progress() noexcept { return progress_; }
    const std::stop_token& stop() const noexcept { return stop_; }

private:
    /// Nothing where the files cannot be looked at: a figure is no reason to end a run.
    static std::optional<ReturnedSpace> spaceOf(std::span<const std::filesystem::path> files)
    {
        try {
            return RemovedFiles(files, {}).returned();
        } catch (const Error&) {
            return std::nullopt;
        }
    }

    /// Results may share blocks with what they supersede: what both hold is not the sum of what each holds.
    void measureAfter()
    {
        std::vector<std::filesystem::path> files;
        for (const PlannedSource& source : sources_) {
            const auto kept = std::find_if(receipt_.originals.begin(), receipt_.originals.end(),
                                           [&](const KeptOriginal& original) { return original.path == source.path; });
            if (source.superseded)
                files.push_back(kept == receipt_.originals.end() ? source.path : kept->keptAs);
        }
        receipt_.originalsSpace = spaceOf(files);
        for (const PlacedResult& result : receipt_.results)
            files.push_back(result.path);
        const auto both = spaceOf(files);
        if (!spaceBefore_ || !receipt_.originalsSpace || !both)
            return;
        const auto bytes = [](const ReturnedSpace& space) { return static_cast<std::int64_t>(space.bytes); };
        // What nobody shared before, only the results share now.
        const bool sharersKnown = spaceBefore_->sharedBytes == 0 || both->exact;
        receipt_.returned = {bytes(*spaceBefore_) + bytes(*receipt_.originalsSpace) - bytes(*both),
                             spaceBefore_->exact && receipt_.originalsSpace->exact && sharersKnown};
    }

    struct Made {
        const ImagePlan* plan;
        TemporaryFile file;
        ExpectedLayers layers;  ///< itself, then what it was verified on
    };

    /// With the names that they get: a new base has a temporary one until then.
    std::vector<ResultNames> finalNames() const
    {
        std::vector<ResultNames> results;
        for (const Made& made : made_) {
            results.push_back({made.plan->openedAs, made.layers});
            for (ExpectedLayer& layer : results.back().layers) {
                for (const Made& other : made_) {
                    if (layer.identity == other.file.file().status().identity)
                        layer.path = other.file.target();
                }
            }
        }
        return results;
    }

    const std::vector<PlannedSource>& sources_;
    RunProgress& progress_;
    std::stop_token stop_;
    std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
    std::vector<std::unique_ptr<ImageLock>> locks_;
    std::vector<std::unique_ptr<ExclusiveHold>> holds_;
    std::vector<FileIdentity> locked_;
    std::vector<Made> made_;
    std::optional<ReturnedSpace> spaceBefore_;
    Receipt receipt_;
};

/// A new base under its temporary name, as a chain.
Chain openNewBase(const TemporaryFile& base)
{
    ChainOptions options;
    options.format = "qcow2";
    Chain chain = Chain::open(base.path(), options);
    chain.requireComplete();
    if (chain.top().status->identity != base.file().status().identity)
        throw Error(ErrorKind::Refused, "file.exchanged").at(base.path());
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
    run.measureBefore();
    const KeptContent content(chain, plan.image.free);
    std::optional<Chain> below;
    if (plan.kind == SlimKind::Standard)
        below.emplace(chain.lower(1));
    run.make(plan.image, content, below ? &*below : nullptr);
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
    run.measureBefore();
    std::optional<Chain> newBase;
    if (plan.newBase) {
        const BaseContentSource content(templates, plan.newBaseContent);
        newBase.emplace(openNewBase(run.make(*plan.newBase, content, nullptr)));
        base = &*newBase;
    }
    for (std::size_t at = 0; at < plan.images.size(); ++at) {
        const Chain& chain = templates[plan.templates[at]];
        const KeptContent content(chain, plan.images[at].free);
        run.make(plan.images[at], content, base);
    }
    newBase.reset();
    return run.publish(plan.after);
}

}  // namespace engine
