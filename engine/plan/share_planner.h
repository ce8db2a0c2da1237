#pragma once

#include "chain/layer_map.h"
#include "guest/guest.h"
#include "plan/hashed_disk.h"
#include "plan/limits.h"
#include "plan/share_plan.h"
#include "storage/name_search.h"

#include <map>
#include <set>

namespace engine {

/// Puts a SharePlan together, step by step.
class SharePlanner {
public:
    SharePlanner(std::span<const Chain> templates, const Chain* base, const ImageOptions& options, Progress& progress,
                 std::stop_token stop);
    SharePlan run();

private:
    /// An image that can be the base: a whole template or the lowest layer of some.
    struct Base {
        Chain chain;
        HashedDisk disk;         ///< exact only
        GuestRangeSet stored;    ///< where it stores something that shows
        std::size_t asTemplate;  ///< SIZE_MAX: no template itself
    };
    /// Every diff on one base.
    struct Diffs {
        const Base* base;  ///< null: a new one
        BaseCandidate candidate;
        std::vector<std::size_t> templates;
    };

    /// A file and how it is read: overlays may say different formats.
    using LayerKey = std::pair<FileIdentity, std::string>;
    static LayerKey keyOf(const Layer& layer) { return {layer.status->identity, layer.format}; }

    bool holdTheirContent();
    void lookAtTemplates();
    void lookAt(const Chain& chain);
    void hashTemplate(std::size_t index);
    const HashedDisk* lowestOf(std::size_t index);
    GuestRangeSet storedBy(const Chain& chain) const;
    HashedDisk hashAll(const Chain& chain) const;
    void collectBases();
    void addBase(const Chain& chain, std::size_t asTemplate);
    /// Exact only.
    void compare();
    OverlayResult roughOverlay(std::size_t index, const Base& base) const;
    Diffs diffsOn(const HashedDisk& disk, const Base* base) const;
    ImagePlan imageOf(std::size_t index, OverlayResult overlay) const;
    void choose();
    /// Whether the templates can have their own names on that base; any base will do where they can on none.
    bool isPossible(const Base* base) const;
    void planImages(const HashedDisk& base, const ContentSource& content);
    void takeNewBase(ImagePlan image, const CommonBase& common);
    void noteRelations();
    void noteDependents();
    void noteDependents(const Chain& chain, const OverlaySearch& search);
    bool isPartOfBase(const FileStatus& status) const;
    bool isSuperseded(const FileStatus& status) const;
    bool isUnplaced() const noexcept;
    void lookForNames();
    void placeResults();
    void nameFiles();
    void noteWhoMayRead();
    /// With the final names, and compressed where that was asked for: candidates are compared uncompressed.
    void layOutFinally();
    void measure(ImagePlan& image, const ContentSource& content);
    void listFiles();
    void sumUpReturned();
    std::uint64_t lengthOf(const Chain& chain) const;
    std::uint64_t clusterSize() const;

    std::span<const Chain> templates_;
    const Chain* given_;
    Progress& progress_;
    std::stop_token stop_;
    SharePlan plan_;
    PlanNotes notes_;
    std::vector<std::vector<LayerMap>> maps_;  ///< of the templates, as all that follows
    std::vector<GuestRangeSet> stored_;
    std::vector<std::uint64_t> hidden_;
    std::vector<GuestRangeSet> free_;
    std::vector<GuestRangeSet> unknown_;
    std::vector<GuestRangeSet> behind_;
    std::vector<HashedDisk> disks_;          ///< exact only
    std::map<LayerKey, HashedDisk> lowest_;  ///< layers that several templates rest on
    std::vector<Base> bases_;
    const Base* chosen_ = nullptr;    ///< null: a new base
    std::set<FileIdentity> staying_;  ///< files that keep their names
    std::vector<FoundName> names_;    ///< that the templates' files have besides
};

}  // namespace engine
