#include "widgets/fleet/fleet_work.h"

#include "plan/content_sample.h"

namespace widgets {

namespace {

/// One template: its content counts from nothing, and at its end it counts as one.
class Counted {
public:
    explicit Counted(FleetProgress& progress) : progress_(progress)
    {
        progress_.content.done = 0;
        progress_.content.total = 0;
    }
    Counted(const Counted&) = delete;
    Counted& operator=(const Counted&) = delete;
    ~Counted() { ++progress_.templates.done; }

private:
    FleetProgress& progress_;
};

std::vector<FleetGroup> groupsOf(const std::vector<engine::FleetTemplate>& templates,
                                 const engine::ChainOptions& options, FleetProgress& progress,
                                 const std::stop_token& stop)
{
    std::vector<std::filesystem::path> paths;
    std::vector<engine::ContentSample> samples;
    for (const engine::FleetTemplate& one : templates) {
        engine::throwIfStopped(stop);
        const Counted counted(progress);
        if (one.reason)
            continue;
        try {
            samples.push_back(engine::sampleContent(engine::Chain::open(one.path, options), progress.content, stop));
            paths.push_back(one.path);
        } catch (const engine::Error& error) {
            if (error.kind() == engine::ErrorKind::Cancelled)
                throw;
        }
    }
    std::vector<FleetGroup> groups;
    for (const engine::SharingGroup& found : engine::findSharingGroups(samples, stop)) {
        FleetGroup& group = groups.emplace_back(FleetGroup{{}, paths[found.base], found.gainBytes});
        for (const std::size_t index : found.templates)
            group.templates.push_back(paths[index]);
    }
    return groups;
}

}  // namespace

FleetWork::FleetWork(QObject* parent) : QObject(parent)
{
    connect(&background_, &Background::runningChanged, this, &FleetWork::runningChanged);
}

void FleetWork::findSimilar(std::shared_ptr<const ScanResult> scan, const engine::ChainOptions& options)
{
    progress_ = std::make_shared<FleetProgress>();
    progress_->templates.total = scan->templates.size();
    background_.start([this, scan = std::move(scan), options,
                       progress = progress_](std::stop_token stop, const Background::Publish& publish) {
        publish([this, groups = groupsOf(scan->templates, options, *progress, stop)] { emit groupsFound(groups); });
    });
}

void FleetWork::readExactly(std::shared_ptr<const ScanResult> scan, std::vector<engine::FleetTemplate> templates,
                            const engine::ChainOptions& options)
{
    progress_ = std::make_shared<FleetProgress>();
    progress_->templates.total = templates.size();
    background_.start([this, scan = std::move(scan), templates = std::move(templates), options,
                       progress = progress_](std::stop_token stop, const Background::Publish& publish) {
        for (const engine::FleetTemplate& one : templates) {
            const Counted counted(*progress);
            publish([this, looked = engine::lookAt(scan->forest, one, options, engine::MapDepth::Exact,
                                                   progress->content, stop)] { emit readOne(looked); });
        }
    });
}

}  // namespace widgets
