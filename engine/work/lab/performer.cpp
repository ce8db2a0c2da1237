#include "work/lab/performer.h"

#include "bytes/error.h"
#include "plan/kept_content.h"
#include "work/qcow2_writer.h"

#include <algorithm>
#include <set>

namespace engine::lab {

namespace fs = std::filesystem;

namespace {

class DiskContent : public ContentSource {
public:
    explicit DiskContent(const Disk& disk) : disk_(disk) {}
    void read(GuestOffset offset, std::span<std::byte> out) const override
    {
        std::copy_n(disk_.begin() + static_cast<std::ptrdiff_t>(offset.bytes()), out.size(), out.begin());
    }

private:
    const Disk& disk_;
};

}  // namespace

Disk readDisk(const Chain& chain)
{
    chain.requireComplete();
    Disk disk(chain.virtualSize());
    chain.read(GuestOffset(0), disk);
    return disk;
}

Performer::Performer(PracticeFolders folders, const PracticeOptions& options, PracticeState state, std::stop_token stop)
    : folders_(std::move(folders)), options_(options), state_(std::move(state)), stop_(std::move(stop))
{
}

void Performer::begin()
{
    Disk disk(options_.diskSize());
    if (options_.fileSystem) {
        PracticeGuest::format(disk, options_);
        PracticeGuest guest(disk, options_);
        state_.nextCluster = guest.notes().total() / options_.clusterSize;
    }
    state_.tops = {freeName({"base"})};
    makeImage(state_.tops.front(), {}, disk);
}

PlanNote Performer::perform(const Step& step)
{
    switch (step.action) {
    case Action::Write:
        return step.layer ? writeBehind(step) : write(step);
    case Action::Zero:
    case Action::Discard:
        return zeroOrDiscard(step);
    case Action::WriteFile:
        return writeFile(step);
    case Action::DeleteFile:
        return deleteFile(step);
    case Action::Trim:
        return trim(step);
    case Action::AddOverlay:
        return addOverlay(step);
    case Action::AddSibling:
        return addSibling(step);
    case Action::TakeSnapshot:
    case Action::RevertSnapshot:
    case Action::DeleteSnapshot:
        return snapshot(step);
    case Action::Commit:
        return commit(step);
    case Action::StandardSlim:
    case Action::DeepSlim:
        return slim(step);
    case Action::CopyTemplate:
        return copyTemplate(step);
    case Action::ShareBase:
        return shareBase();
    case Action::MoveBase:
        return moveBase(step);
    case Action::ReturnBase:
        return returnBase();
    }
    throw Error(ErrorKind::InvalidArgument, "lab.action");
}

Chain Performer::open(const fs::path& image)
{
    ChainOptions options;
    options.policy.openFolder(image.parent_path());
    options.format = "qcow2";
    return Chain::open(image, options);
}

fs::path Performer::top(std::uint64_t number) const
{
    if (number >= state_.tops.size())
        throw Error(ErrorKind::Refused, "lab.noTemplate", {{"number", number + 1}});
    return image(state_.tops[number]);
}

Chain Performer::openWhole(std::uint64_t number) const
{
    Chain chain = open(top(number));
    chain.requireComplete();
    return chain;
}

void Performer::makeImage(const std::string& name, const std::string& backing, const Disk& content) const
{
    ResultMap map;
    map.virtualSize = options_.diskSize();
    map.clusterSize = options_.clusterSize;
    for (std::uint64_t at = 0; at < content.size(); at += options_.clusterSize) {
        if (!isZero(std::span(content).subspan(at, options_.clusterSize)))
            map.data.append({GuestOffset(at), options_.clusterSize});
    }
    Qcow2Options options;
    options.backingName = backing;
    options.backingFormat = backing.empty() ? "" : "qcow2";
    Progress progress;
    writeQcow2(Qcow2Layout(map, options), DiskContent(content), folders_.images->create(name), progress, stop_);
}

std::string Performer::freeName(const std::vector<std::string>& names) const
{
    for (const std::string& stem : names) {
        if (!folders_.images->status(stem + ".qcow2"))
            return stem + ".qcow2";
    }
    for (unsigned number = 2;; ++number) {
        const std::string name = names.back() + "-" + std::to_string(number) + ".qcow2";
        if (!folders_.images->status(name))
            return name;
    }
}

std::uint64_t Performer::templatesOn(const std::string& name) const
{
    std::uint64_t count = 0;
    for (const std::string& each : state_.tops) {
        const Chain chain = open(image(each));
        count += std::any_of(chain.layers().begin(), chain.layers().end(),
                             [&](const Layer& layer) { return layer.path.filename() == name; })
                     ? 1
                     : 0;
    }
    return count;
}

void Performer::removeUnused() const
{
    std::set<std::string> used;
    for (const std::string& each : state_.tops) {
        const Chain chain = open(image(each));
        for (const Layer& layer : chain.layers())
            used.insert(layer.path.filename());
    }
    for (const std::string& name : folders_.images->names([&](const auto& each) { return !used.contains(each); }))
        folders_.images->remove(name);
}

GuestRange Performer::clustersOf(const Step& step) const
{
    const std::uint64_t length = std::max<std::uint64_t>(step.length, 1);
    if (!fits(step.offset, length, options_.diskSize()))
        throw Error(ErrorKind::Refused, "lab.range",
                    {{"offset", step.offset}, {"length", length}, {"limit", options_.diskSize()}});
    const std::uint64_t first = alignDown(step.offset, options_.clusterSize);
    const std::uint64_t end = *checkedAlignUp(step.offset + length, options_.clusterSize);
    return {GuestOffset(first), end - first};
}

void Performer::requireNoNotes(Disk& disk, GuestRange range) const
{
    if (!options_.fileSystem)
        return;
    const GuestRangeSet notes = PracticeGuest(disk, options_).notes();
    if (!notes.restrictedTo(range).empty())
        throw Error(ErrorKind::Refused, "lab.notes",
                    {{"cluster", range.start.bytes() / options_.clusterSize},
                     {"clusters", notes.total() / options_.clusterSize}});
}

GuestRangeSet Performer::differences(const Disk& before, const Disk& after) const
{
    constexpr std::uint64_t sector = 512;
    GuestRangeSet changed;
    for (std::uint64_t at = 0; at < after.size(); at += sector) {
        if (!std::equal(after.begin() + static_cast<std::ptrdiff_t>(at),
                        after.begin() + static_cast<std::ptrdiff_t>(at + sector),
                        before.begin() + static_cast<std::ptrdiff_t>(at)))
            changed.append({GuestOffset(at), sector});
    }
    return changed;
}

ImageEditor Performer::edit(const std::string& name) const
{
    return ImageEditor(folders_.images->open(name, File::Access::ReadWrite));
}

Performer::Written Performer::store(const std::string& name, const Disk& disk, const GuestRangeSet& written) const
{
    ImageEditor editor = edit(name);
    Written counts;
    for (std::uint64_t cluster = 0; cluster < options_.clusters; ++cluster) {
        const GuestRange range{GuestOffset(cluster * options_.clusterSize), options_.clusterSize};
        const std::uint64_t bytes = written.restrictedTo(range).total();
        if (bytes == 0)
            continue;
        if (counts.clusters++ == 0)
            counts.first = cluster;
        const std::uint64_t entry = editor.tables().entry(cluster);
        if ((entry & qcow2::entryOffsetMask) == 0) {
            ++counts.fresh;
            counts.copied += bytes < options_.clusterSize ? 1 : 0;
        } else if ((entry & qcow2::entryCopied) == 0)
            ++counts.shared;
        editor.store(cluster, std::span(disk).subspan(range.start.bytes(), range.length));
    }
    editor.finish();
    return counts;
}

}  // namespace engine::lab
