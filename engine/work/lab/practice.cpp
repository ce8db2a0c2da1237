#include "work/lab/practice.h"

#include "bytes/error.h"
#include "storage/folder.h"

#include <algorithm>

namespace engine::lab {

namespace fs = std::filesystem;

namespace {

GuestRangeSet differingClusters(const Disk& before, const Disk& after, std::uint64_t clusterSize)
{
    GuestRangeSet ranges;
    for (std::size_t at = 0; at < after.size(); at += clusterSize) {
        const auto first = static_cast<std::ptrdiff_t>(at);
        const auto last = static_cast<std::ptrdiff_t>(at + clusterSize);
        if (!std::equal(after.begin() + first, after.begin() + last, before.begin() + first))
            ranges.append({GuestOffset(at), clusterSize});
    }
    return ranges;
}

}  // namespace

/// The standard library has failures of its own.
template <class Work>
void Practice::guarded(Work&& work)
{
    try {
        work();
    } catch (const fs::filesystem_error& error) {
        throw systemError(error.code().value(), "lab.files").at(error.path1());
    }
}

Practice::Practice(fs::path folder, const PracticeOptions& options) : folder_(std::move(folder)), options_(options)
{
    requireValid(options);
    requireOwnFolder(folder_);
    guarded([&] {
        fs::create_directories(folder_);
        if (!fs::is_empty(folder_))
            throw Error(ErrorKind::Refused, "lab.folder").at(folder_);
        Performer performer(files(), options_, {}, {});
        performer.begin();
        moments_ = {performer.state()};
        history_.emplace(files(), folder_ / "history");
        history_->keep(0);
        look();
    });
}

const Outcome& Practice::run(const Step& step, const std::stop_token& stop)
{
    if (done_ == mostSteps)
        throw Error(ErrorKind::Refused, "lab.tooManySteps", {{"limit", std::uint64_t{mostSteps}}});
    guarded([&] {
        const ImageStates statesBefore = states_;
        const Contents contentsBefore = contents_;
        const std::vector<std::string> topsBefore = templates();
        Performer performer(files(), options_, moments_[done_], stop);
        Outcome outcome{step, {}, {}, {}};
        try {
            outcome.what = performer.perform(step);
        } catch (...) {
            history_->restore(done_);
            throw;
        }
        steps_.resize(done_);
        moments_.resize(done_ + 1);
        moments_.push_back(performer.state());
        history_->keep(++done_);
        look();
        outcome.images = compareImages(statesBefore, states_);
        outcome.reads = compareContents(contentsBefore, topsBefore);
        steps_.push_back(std::move(outcome));
    });
    return steps_.back();
}

void Practice::go(std::size_t count)
{
    guarded([&] {
        const std::size_t wanted = std::min(count, steps_.size());
        history_->restore(wanted);
        done_ = wanted;
        look();
    });
}

void Practice::look()
{
    states_.clear();
    for (const auto& entry : fs::directory_iterator(images()))
        states_[entry.path().filename().string()] = readImageState(entry.path());
    contents_ = readContents();
}

Practice::Contents Practice::readContents() const
{
    Contents contents;
    for (std::size_t number = 0; number < templates().size(); ++number) {
        const Chain chain = open(number);
        contents.push_back(chain.complete() ? std::optional(readDisk(chain)) : std::nullopt);
    }
    return contents;
}

std::vector<GuestRangeSet> Practice::compareContents(const Contents& before, const std::vector<std::string>& tops) const
{
    const GuestRangeSet whole = GuestRangeSet::of({{GuestOffset(0), options_.diskSize()}});
    std::vector<GuestRangeSet> reads(contents_.size());
    for (std::size_t number = 0; number < std::min(contents_.size(), tops.size()); ++number) {
        if (before[number] && contents_[number])
            reads[number] = differingClusters(*before[number], *contents_[number], options_.clusterSize);
        else if (before[number] || contents_[number])
            reads[number] = whole;
    }
    return reads;
}

}  // namespace engine::lab
