#include "widgets/savings/saving_figures.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

namespace widgets {

using engine::GuestRangeSet;
using engine::ImagePlan;

namespace {

void add(PartBytes& sum, const PartBytes& parts)
{
    for (std::size_t part = 0; part < savingPartCount; ++part)
        sum[part] += parts[part];
}

std::int64_t signedBytes(std::uint64_t bytes)
{
    return static_cast<std::int64_t>(bytes);
}

/// Adds up the files before and after, and what makes the new ones as large as they are.
class FiguresBuilder {
public:
    void addFile(std::span<const LayerPlace> places, bool stays)
    {
        const PartBytes parts = partsOfFile(places, stays);
        add(figures_.before, parts);
        if (stays)
            addStaying(parts);
    }

    void addImage(const ImagePlan& image, const GuestRangeSet& stored)
    {
        add(figures_.after, partsOfImage(image, stored));
        PartBytes guest = guestParts(image, stored);
        const std::uint64_t metadata = metadataOf(image);
        const std::uint64_t content = image.fileLength - metadata;
        const std::int64_t shared = signedBytes(image.result.sharedClusters.size() * image.result.clusterSize);
        // Extended L2 entries leave parts of clusters unused.
        const std::uint64_t expected = sumOf(guest) - static_cast<std::uint64_t>(shared);
        if (expected < content)
            at(guest, SavingPart::Rounding) += content - expected;
        else
            count(Kind::Compression, signedBytes(content) - signedBytes(expected));
        count(Kind::Shared, -shared);
        count(Kind::Live, signedBytes(at(guest, SavingPart::Live)));
        count(Kind::Unknown, signedBytes(at(guest, SavingPart::Unknown)));
        count(Kind::Behind, signedBytes(at(guest, SavingPart::Behind)));
        count(Kind::Rounding, signedBytes(at(guest, SavingPart::Rounding)));
        count(Kind::Metadata, signedBytes(metadata));
        shared_ += shared;
    }

    SavingFigures finish()
    {
        for (std::size_t kind = 0; kind < steps_.size(); ++kind) {
            if (steps_[kind] != 0)
                figures_.steps.push_back({static_cast<Kind>(kind), steps_[kind]});
        }
        addReasons();
        return std::move(figures_);
    }

private:
    using Kind = WaterfallStep::Kind;

    void count(Kind kind, std::int64_t bytes) { steps_[static_cast<std::size_t>(kind)] += bytes; }

    void addStaying(const PartBytes& parts)
    {
        add(figures_.after, parts);
        // Nothing of a file that stays counts as zero or as a duplicate.
        constexpr std::array kinds{Kind::Live,      Kind::Unknown,  Kind::Behind, Kind::Rounding,
                                   Kind::Garbage,   Kind::Other,    Kind::Other,  Kind::Hidden,
                                   Kind::Snapshots, Kind::Metadata, Kind::Other,  Kind::Other};
        static_assert(kinds.size() == savingPartCount);
        for (std::size_t part = 0; part < savingPartCount; ++part)
            count(kinds[part], signedBytes(parts[part]));
    }

    void addReasons()
    {
        if (shared_ > 0)
            figures_.reasons.push_back({SavingPart::Live, true, shared_});
        for (std::size_t part = 0; part < savingPartCount; ++part) {
            std::int64_t bytes = signedBytes(figures_.before[part]) - signedBytes(figures_.after[part]);
            if (static_cast<SavingPart>(part) == SavingPart::Live)
                bytes -= shared_;
            if (bytes != 0)
                figures_.reasons.push_back({static_cast<SavingPart>(part), false, bytes});
        }
        std::stable_sort(figures_.reasons.begin(), figures_.reasons.end(),
                         [](const SavingReason& a, const SavingReason& b) { return a.bytes > b.bytes; });
    }

    SavingFigures figures_;
    std::array<std::int64_t, 11> steps_{};
    std::int64_t shared_ = 0;
};

/// The files that are there after the run, but for the new images.
std::multiset<std::filesystem::path> stayingFiles(const engine::FileSizes& after,
                                                  std::span<const ImagePlan* const> made)
{
    std::multiset<std::filesystem::path> files;
    for (const engine::FileSize& file : after.files)
        files.insert(file.path);
    for (const ImagePlan* image : made) {
        if (const auto found = files.find(image->path); found != files.end())
            files.erase(found);
    }
    return files;
}

/// Every file of some chains once, with its places.
struct FilePlaces {
    engine::FileIdentity identity;
    std::vector<LayerPlace> places;
};

std::vector<FilePlaces> filesOf(std::span<const PlannedChain> chains)
{
    std::vector<FilePlaces> files;
    for (const PlannedChain& chain : chains) {
        for (std::size_t layer = 0; layer < chain.chain->layers().size(); ++layer) {
            const engine::FileIdentity identity = chain.chain->layers()[layer].status->identity;
            auto file = std::find_if(files.begin(), files.end(), [&](const auto& f) { return f.identity == identity; });
            if (file == files.end())
                file = files.insert(files.end(), {identity, {}});
            file->places.push_back({&chain, layer});
        }
    }
    return files;
}

GuestRangeSet newBaseFree(const engine::BaseContent& content)
{
    GuestRangeSet free;
    for (std::size_t index = 0; index < content.fromTemplate.size(); ++index)
        free = unionOf(free, intersectionOf(content.fromTemplate[index], content.free[index]));
    return free;
}

}  // namespace

SavingFigures figuresOf(const engine::SlimPlan& plan, const MappedChain& chain)
{
    const auto layers = chain.chain->layers();
    const PlannedChain planned{chain, &plan.image, plan.kind == engine::SlimKind::Standard ? 1U : 0U};
    FiguresBuilder figures;
    for (std::size_t layer = 0; layer < layers.size(); ++layer) {
        const LayerPlace place{&planned, layer};
        // The new image is the last one; it may have the name of the top.
        const auto& after = plan.after.files;
        const bool stays = std::any_of(after.begin(), after.end() - 1,
                                       [&](const engine::FileSize& file) { return file.path == layers[layer].path; });
        figures.addFile(std::span(&place, 1), stays);
    }
    if (plan.image.fileLength > 0)
        figures.addImage(plan.image, visiblyStored(planned));
    return figures.finish();
}

SavingFigures figuresOf(const engine::SharePlan& plan, std::span<const MappedChain> templates, const MappedChain* base)
{
    std::vector<PlannedChain> chains;
    std::vector<const ImagePlan*> made;
    for (const MappedChain& chain : templates)
        chains.push_back({chain, nullptr, 0});
    for (std::size_t at = 0; at < plan.images.size(); ++at) {
        chains[plan.templates[at]].image = &plan.images[at];
        made.push_back(&plan.images[at]);
    }
    if (base)
        chains.push_back({*base, nullptr, 0});
    FiguresBuilder figures;
    const auto staying = stayingFiles(plan.after, made);
    for (const FilePlaces& file : filesOf(chains)) {
        const bool stays = std::any_of(file.places.begin(), file.places.end(), [&](const LayerPlace& place) {
            return staying.contains(place.chain->chain->layers()[place.layer].path);
        });
        figures.addFile(file.places, stays);
    }
    for (std::size_t at = 0; at < plan.images.size(); ++at)
        figures.addImage(plan.images[at], visiblyStored(chains[plan.templates[at]]));
    if (plan.newBase) {
        ImagePlan newBase = *plan.newBase;
        newBase.free = newBaseFree(plan.newBaseContent);
        // Its content comes from templates: nothing of it is copied from below.
        const GuestRangeSet stored = newBase.result.data;
        figures.addImage(newBase, stored);
    }
    return figures.finish();
}

}  // namespace widgets
