#include "work/lab/practice.h"

#include "bytes/error.h"

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

SharedFolder folderIn(const Folder& home, const std::string& name)
{
    home.makeFolder(name);
    return std::make_shared<const Folder>(home.openFolder(name));
}

}  // namespace

Practice::Practice(const fs::path& folder, const PracticeOptions& options) : options_(options)
{
    requireValid(options);
    // Chains are opened by their paths, in a practice too.
    requireOwnFolder(folder);
    const SharedFolder home = WorkFolder::at(folder).folder;
    if (!home->names([](const std::string&) { return true; }).empty())
        throw Error(ErrorKind::Refused, "lab.folder").at(folder);
    folders_ = {folderIn(*home, "images"), folderIn(*home, "elsewhere")};
    Performer performer(folders_, options_, {}, {});
    performer.begin();
    moments_ = {performer.state()};
    history_.emplace(std::vector{folders_.images, folders_.elsewhere}, folderIn(*home, "history"));
    history_->keep(0);
    look();
}

const Outcome& Practice::run(const Step& step, const std::stop_token& stop)
{
    if (done_ == mostSteps)
        throw Error(ErrorKind::Refused, "lab.tooManySteps", {{"limit", std::uint64_t{mostSteps}}});
    const ImageStates statesBefore = states_;
    const Contents contentsBefore = contents_;
    const std::vector<std::string> topsBefore = templates();
    Performer performer(folders_, options_, moments_[done_], stop);
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
    return steps_.back();
}

void Practice::go(std::size_t count)
{
    const std::size_t wanted = std::min(count, steps_.size());
    history_->restore(wanted);
    done_ = wanted;
    look();
}

void Practice::look()
{
    states_.clear();
    for (const std::string& name : folders_.images->names([](const std::string&) { return true; }))
        states_[name] = readImageState(folders_.images->open(name, File::Access::ReadOnly));
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
