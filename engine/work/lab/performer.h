#pragma once

#include "chain/chain.h"
#include "plan/plan_note.h"
#include "storage/folder.h"
#include "work/lab/image_editor.h"
#include "work/lab/practice_guest.h"
#include "work/lab/step.h"

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

namespace engine::lab {

inline constexpr std::size_t mostTemplates = 3;
inline constexpr std::size_t mostLayers = 8;

/// Where the files of a practice are.
struct PracticeFolders {
    SharedFolder images;
    SharedFolder elsewhere;  ///< a base that was moved away
};

/// What a practice knows besides its files.
struct PracticeState {
    std::vector<std::string> tops;  ///< the active layers; the first template was there first
    std::string moved;              ///< a base that was moved away
    std::uint64_t nextCluster = 0;  ///< where the guest puts its next file
};

using Disk = std::vector<std::byte>;

/// What a chain reads, whole. The chain is complete.
Disk readDisk(const Chain& chain);

/// Carries a step out on the files of a practice. On failure they may be half changed. Members throw Error.
class Performer {
public:
    Performer(PracticeFolders folders, const PracticeOptions& options, PracticeState state, std::stop_token stop);

    /// Makes the base.
    void begin();
    /// What happened, and why.
    PlanNote perform(const Step& step);
    const PracticeState& state() const noexcept { return state_; }

    static Chain open(const std::filesystem::path& image);

private:
    /// How the clusters of a write came to their places.
    struct Written {
        std::uint64_t first = 0;  ///< guest cluster
        std::uint64_t clusters = 0;
        std::uint64_t fresh = 0;   ///< that the layer did not have
        std::uint64_t copied = 0;  ///< of these, written in part: the rest came from below
        std::uint64_t shared = 0;  ///< that a snapshot keeps too
    };

    PlanNote write(const Step& step);
    PlanNote writeBehind(const Step& step);
    PlanNote zeroOrDiscard(const Step& step);
    PlanNote writeFile(const Step& step);
    PlanNote deleteFile(const Step& step);
    PlanNote trim(const Step& step);
    PlanNote snapshot(const Step& step);
    PlanNote addOverlay(const Step& step);
    PlanNote addSibling(const Step& step);
    PlanNote commit(const Step& step);
    PlanNote slim(const Step& step);
    PlanNote copyTemplate(const Step& step);
    PlanNote shareBase();
    PlanNote moveBase(const Step& step);
    PlanNote returnBase();

    std::filesystem::path image(const std::string& name) const { return *folders_.images / name; }
    ImageEditor edit(const std::string& name) const;
    std::filesystem::path top(std::uint64_t number) const;
    Chain openWhole(std::uint64_t number) const;
    GuestRange clustersOf(const Step& step) const;
    void requireNoNotes(Disk& disk, GuestRange range) const;
    Written store(const std::string& name, const Disk& disk, const GuestRangeSet& written) const;
    GuestRangeSet differences(const Disk& before, const Disk& after) const;
    std::uint64_t discard(const Chain& chain, const GuestRangeSet& clusters) const;
    void makeImage(const std::string& name, const std::string& backing, const Disk& content) const;
    std::string freeName(const std::vector<std::string>& names) const;
    /// The templates that have an image as a layer.
    std::uint64_t templatesOn(const std::string& name) const;
    void removeUnused() const;

    PracticeFolders folders_;
    PracticeOptions options_;
    PracticeState state_;
    std::stop_token stop_;
};

}  // namespace engine::lab
