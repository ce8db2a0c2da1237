#include "widgets/library/library_figures.h"

#include <algorithm>
#include <chrono>
#include <deque>
#include <mutex>
#include <set>

namespace widgets {

/// What is to be read and what was, between the window's thread and the reader.
class LibraryFigures::Queue {
public:
    using Result = std::pair<FigureTarget, std::vector<PathFigures>>;

    explicit Queue(std::vector<FigureTarget> targets)
        : targets_(std::make_move_iterator(targets.begin()), std::make_move_iterator(targets.end()))
    {
    }

    std::optional<FigureTarget> next()
    {
        const std::scoped_lock lock(mutex_);
        if (targets_.empty())
            return std::nullopt;
        FigureTarget first = std::move(targets_.front());
        targets_.pop_front();
        return first;
    }

    void setKnown(std::shared_ptr<const ChainAnalysis> known)
    {
        const std::scoped_lock lock(mutex_);
        known_.swap(known);
    }

    std::shared_ptr<const ChainAnalysis> known()
    {
        const std::scoped_lock lock(mutex_);
        return known_;
    }

    void deliver(Result result)
    {
        const std::scoped_lock lock(mutex_);
        results_.push_back(std::move(result));
    }

    std::vector<Result> take()
    {
        const std::scoped_lock lock(mutex_);
        return std::exchange(results_, {});
    }

    void prefer(const std::set<std::filesystem::path>& paths)
    {
        const std::scoped_lock lock(mutex_);
        std::stable_partition(targets_.begin(), targets_.end(), [&](const FigureTarget& target) {
            return std::any_of(target.layers.begin(), target.layers.end(),
                               [&](const auto& layer) { return paths.contains(layer.first); });
        });
    }

private:
    std::mutex mutex_;
    std::deque<FigureTarget> targets_;
    std::vector<Result> results_;
    std::shared_ptr<const ChainAnalysis> known_;
};

LibraryFigures::LibraryFigures(std::shared_ptr<Turns> turns, QObject* parent)
    : QObject(parent), turns_(std::move(turns))
{
    poll_.setInterval(std::chrono::milliseconds(50));
    connect(&poll_, &QTimer::timeout, this, &LibraryFigures::collect);
    connect(&reader_, &Background::runningChanged, this, [this](bool running) {
        if (running) {
            poll_.start();
        } else {
            poll_.stop();
            collect();
        }
        emit runningChanged(running);
    });
}

void LibraryFigures::start(std::shared_ptr<const engine::Forest> forest, std::vector<FigureTarget> targets,
                           const engine::ChainOptions& options)
{
    collect();
    total_ = targets.size();
    done_ = 0;
    targets = takeKnown(std::move(targets));
    queue_ = std::make_shared<Queue>(std::move(targets));
    queue_->setKnown(analysis_);
    reader_.start(
        [queue = queue_, forest = std::move(forest), options, turns = turns_](std::stop_token stop, const auto&) {
            while (auto target = queue->next()) {
                const auto turn = turns->last(stop);
                auto figures = readFigures(*target, *forest, options, queue->known().get(), stop);
                queue->deliver({std::move(*target), std::move(figures)});
            }
        });
}

std::vector<FigureTarget> LibraryFigures::takeKnown(std::vector<FigureTarget> targets)
{
    std::map<std::filesystem::path, Known> kept;
    std::vector<PathFigures> ready;
    std::vector<FigureTarget> open;
    for (FigureTarget& target : targets) {
        const auto known = known_.find(target.path);
        if (known == known_.end() || known->second.signature != target.signature) {
            open.push_back(std::move(target));
            continue;
        }
        ++done_;
        ready.insert(ready.end(), known->second.figures.begin(), known->second.figures.end());
        kept.insert(known_.extract(known));
    }
    known_ = std::move(kept);
    if (!ready.empty())
        emit arrived(ready);
    return open;
}

void LibraryFigures::setKnown(std::shared_ptr<const ChainAnalysis> known)
{
    analysis_ = std::move(known);
    if (queue_)
        queue_->setKnown(analysis_);
}

void LibraryFigures::prefer(const std::vector<std::filesystem::path>& paths)
{
    if (queue_)
        queue_->prefer({paths.begin(), paths.end()});
}

void LibraryFigures::cancel()
{
    reader_.cancel();
}

void LibraryFigures::collect()
{
    if (!queue_)
        return;
    std::vector<PathFigures> figures;
    for (auto& [target, read] : queue_->take()) {
        ++done_;
        figures.insert(figures.end(), read.begin(), read.end());
        // A failure may be gone without a trace in the file: permissions, memory, a lock.
        if (std::none_of(read.begin(), read.end(), [](const PathFigures& one) { return one.second.failure; }))
            known_[target.path] = {std::move(target.signature), std::move(read)};
    }
    if (!figures.empty())
        emit arrived(figures);
}

}  // namespace widgets
