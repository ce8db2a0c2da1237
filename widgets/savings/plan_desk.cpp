#include "widgets/savings/plan_desk.h"

#include "widgets/data/other_disks.h"

#include <deque>

namespace widgets {

using engine::Chain;
using engine::LayerMap;

namespace {

constexpr int debounceMilliseconds = 250;

std::uint64_t storedBytes(const ChainAnalysis& analysis)
{
    std::uint64_t stored = 0;
    for (const auto& lane : analysis.lanes)
        stored += lane->storedBytes();
    return stored;
}

engine::ImageOptions withDisks(const JobRequest& request, const std::stop_token& stop)
{
    engine::ImageOptions options = request.options;
    options.beside = openDisks(request.otherDisks, request.chainOptions, stop);
    return options;
}

/// A quick plan is not run: its figures are all that is wanted, and its ranges are large.
void forgetRanges(engine::ImagePlan& image)
{
    image.result.data = {};
    image.result.zero = {};
    image.free = {};
    image.unknown = {};
    image.covered = {};
    image.dropped = {};
}

std::shared_ptr<const PlanResult> slim(const JobRequest& request, const ChainAnalysis& analysis,
                                       const engine::KnownDependents& dependents, engine::Progress& progress,
                                       const std::stop_token& stop)
{
    const auto kind =
        request.kind == JobRequest::Kind::StandardSlim ? engine::SlimKind::Standard : engine::SlimKind::Deep;
    const engine::ImageOptions options = withDisks(request, stop);
    engine::SlimPlan plan =
        options.exact ? engine::planSlim(analysis.chain, kind, options, dependents, progress, stop)
                      : engine::planSlim(analysis.chain, kind, options, dependents, analysis.maps, progress, stop);
    SavingFigures figures = figuresOf(plan, {&analysis.chain, analysis.maps, analysis.storage});
    if (!request.options.exact)
        forgetRanges(plan.image);
    return std::make_shared<const PlanResult>(PlanResult{request, std::move(plan), std::move(figures)});
}

/// What the figures of a plan are made of.
struct LayerReading {
    LayerReading(const Chain& chain, engine::Progress& progress, const std::stop_token& stop)
        : maps(readLayerMaps(chain, engine::MapDepth::Quick, progress, stop)),
          storage(readStorageUse(chain, progress, stop))
    {
    }
    MappedChain of(const Chain& chain) const { return {&chain, maps, storage}; }

    std::vector<LayerMap> maps;
    std::vector<engine::StorageUse> storage;
};

std::shared_ptr<const PlanResult> share(const JobRequest& request, engine::Progress& progress,
                                        const std::stop_token& stop)
{
    std::vector<Chain> chains;
    for (const std::filesystem::path& path : request.templates)
        chains.push_back(Chain::open(path, request.chainOptions));
    std::optional<Chain> base;
    if (request.base)
        base = Chain::open(*request.base, request.chainOptions);
    engine::SharePlan plan =
        engine::planShare(chains, base ? &*base : nullptr, withDisks(request, stop), progress, stop);
    std::deque<LayerReading> readings;
    std::vector<MappedChain> mapped;
    for (const Chain& chain : chains)
        mapped.push_back(readings.emplace_back(chain, progress, stop).of(chain));
    std::optional<MappedChain> mappedBase;
    if (base)
        mappedBase = readings.emplace_back(*base, progress, stop).of(*base);
    SavingFigures figures = figuresOf(plan, mapped, mappedBase ? &*mappedBase : nullptr);
    return std::make_shared<const PlanResult>(PlanResult{request, std::move(plan), std::move(figures)});
}

}  // namespace

PlanDesk::PlanDesk(Session& session, QObject* parent) : QObject(parent), session_(session)
{
    options_.replace = true;
    for (std::size_t index = 0; index < kindCount; ++index) {
        const auto kind = static_cast<Kind>(index);
        lanes_[index].work = new Background(this);
        connect(lanes_[index].work, &Background::failed, this, [this, kind](const auto& error) { fail(kind, error); });
        connect(lanes_[index].work, &Background::runningChanged, this, [this, kind] { emit runningChanged(kind); });
    }
    debounce_.setSingleShot(true);
    debounce_.setInterval(debounceMilliseconds);
    connect(&debounce_, &QTimer::timeout, this, &PlanDesk::replan);
    connect(&session_, &Session::analysisChanged, this, &PlanDesk::follow);
    connect(&session_, &Session::placesChanged, this, &PlanDesk::searchAnew);
    follow();
}

void PlanDesk::follow()
{
    const std::shared_ptr<const ChainAnalysis> now = session_.analysis();
    const bool another = !now || !analysis_ || now->chain.top().path != analysis_->chain.top().path;
    const bool known = now && now->has(ChainAnalysis::Stage::Guest);
    if (another || !now->chain.complete())
        clear();
    // Every reading goes through this stage once; what comes later does not change a plan.
    if (!known || (!another && analysis_ && now->stage != ChainAnalysis::Stage::Guest))
        return;
    analysis_ = now;
    search_ = std::make_shared<Search>();
    replan();
}

void PlanDesk::searchAnew()
{
    search_ = std::make_shared<Search>();
    if (analysis_)
        debounce_.start();
}

const engine::KnownDependents& PlanDesk::dependentsOf(const JobRequest& request, const ChainAnalysis& analysis,
                                                      Search& search, const std::stop_token& stop)
{
    const std::scoped_lock lock(search.mutex);
    engine::Progress ignored;
    if (!search.known)
        search.known = engine::findDependents(analysis.chain, request.options, ignored, stop);
    return *search.known;
}

void PlanDesk::clear()
{
    analysis_.reset();
    debounce_.stop();
    for (const Kind kind : {Kind::StandardSlim, Kind::DeepSlim}) {
        lane(kind).work->cancel();
        lane(kind).result.reset();
        lane(kind).error.reset();
        emit resultChanged(kind);
    }
}

void PlanDesk::setOptions(const engine::ImageOptions& options)
{
    options_ = options;
    for (const Kind kind : {Kind::StandardSlim, Kind::DeepSlim, Kind::ShareBase})
        outdate(kind);
    emit optionsChanged();
    debounce_.start();
}

void PlanDesk::setShareFolder(const std::filesystem::path& folder)
{
    if (folder == shareFolder_)
        return;
    shareFolder_ = folder;
    outdate(Kind::ShareBase);
}

void PlanDesk::setTemplates(std::vector<std::filesystem::path> templates)
{
    if (templates == templates_)
        return;
    templates_ = std::move(templates);
    outdate(Kind::ShareBase);
    emit templatesChanged();
}

void PlanDesk::setBase(std::optional<std::filesystem::path> base)
{
    if (base == base_)
        return;
    base_ = std::move(base);
    outdate(Kind::ShareBase);
    emit templatesChanged();
}

/// What was planned with other options is not what would be run.
void PlanDesk::outdate(Kind kind)
{
    Lane& planned = lane(kind);
    planned.work->cancel();
    planned.outdated = planned.result != nullptr;
    planned.error.reset();
    emit resultChanged(kind);
}

void PlanDesk::replan()
{
    if (!analysis_)
        return;
    const bool cheap = storedBytes(*analysis_) < cheapBytes;
    planSlim(Kind::StandardSlim, true, cheap);
    planSlim(Kind::DeepSlim, true, cheap);
}

void PlanDesk::planExactly(Kind kind)
{
    if (kind == Kind::ShareBase)
        return planShare();
    if (debounce_.isActive()) {
        debounce_.stop();
        replan();
    }
    if (analysis_)
        planSlim(kind, lane(kind).outdated || !lane(kind).result, true);
}

JobRequest PlanDesk::request(Kind kind) const
{
    JobRequest request{kind, {}, {}, options_, session_.options(), {}};
    request.options.exact = true;
    request.options.searchFolders = session_.places();
    request.otherDisks = session_.otherDisks();
    if (kind != Kind::ShareBase) {
        if (analysis_)
            request.templates = {analysis_->chain.top().path};
        return request;
    }
    request.options.target = shareFolder_;
    request.templates = templates_;
    request.base = base_;
    for (const std::filesystem::path& path : templates_)
        request.chainOptions.policy.openFolder(path.parent_path());
    if (base_)
        request.chainOptions.policy.openFolder(base_->parent_path());
    return request;
}

void PlanDesk::cancel(Kind kind)
{
    lane(kind).work->cancel();
}

void PlanDesk::planSlim(Kind kind, bool quickFirst, bool thenExact)
{
    Lane& planned = lane(kind);
    planned.error.reset();
    planned.progress = std::make_shared<engine::Progress>();
    planned.work->start([this, kind, quickFirst, thenExact, request = request(kind), analysis = analysis_,
                         search = search_, turns = session_.turns(),
                         progress = planned.progress](std::stop_token stop, const Background::Publish& publish) {
        for (const bool exact : {false, true}) {
            if (exact ? !thenExact : !quickFirst)
                continue;
            JobRequest asked = request;
            asked.options.exact = exact;
            const auto turn = exact ? nullptr : turns->next(stop);
            const engine::KnownDependents& dependents = dependentsOf(request, *analysis, *search, stop);
            publish([this, kind, result = slim(asked, *analysis, dependents, *progress, stop)] { take(kind, result); });
        }
    });
}

void PlanDesk::planShare()
{
    if (templates_.size() < 2)
        return;
    Lane& planned = lane(Kind::ShareBase);
    planned.error.reset();
    planned.progress = std::make_shared<engine::Progress>();
    planned.work->start([this, request = request(Kind::ShareBase),
                         progress = planned.progress](std::stop_token stop, const Background::Publish& publish) {
        publish([this, result = share(request, *progress, stop)] { take(Kind::ShareBase, result); });
    });
}

void PlanDesk::take(Kind kind, std::shared_ptr<const PlanResult> result)
{
    lane(kind).result = std::move(result);
    lane(kind).outdated = false;
    emit resultChanged(kind);
}

void PlanDesk::fail(Kind kind, const engine::Error& error)
{
    lane(kind).result.reset();
    lane(kind).error = error;
    emit resultChanged(kind);
}

}  // namespace widgets
