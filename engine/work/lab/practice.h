#pragma once

#include "chain/chain.h"
#include "work/lab/history.h"
#include "work/lab/outcome.h"
#include "work/lab/performer.h"

#include <filesystem>
#include <optional>
#include <stop_token>
#include <vector>

namespace engine::lab {

inline constexpr std::size_t mostSteps = 500;

/// A practice: real qcow2 images in a folder of its own, which steps change. The same options and steps give the same
/// files, byte for byte. A step that fails leaves all as it was. For one thread at a time.
class Practice {
public:
    /// Makes the base in a folder, which is made too and has to be empty. Throws Error: Refused "lab.option",
    /// "lab.folder".
    Practice(const std::filesystem::path& folder, const PracticeOptions& options);

    const PracticeOptions& options() const noexcept { return options_; }
    std::filesystem::path images() const { return folders_.images->path(); }
    /// The active layers; the first template was there first.
    const std::vector<std::string>& templates() const noexcept { return moments_[done_].tops; }
    std::filesystem::path top(std::size_t number) const { return images() / templates().at(number); }
    bool baseMoved() const noexcept { return !moments_[done_].moved.empty(); }
    /// May be broken.
    Chain open(std::size_t number) const { return Performer::open(top(number)); }
    /// Of the images that are in their place.
    const ImageStates& imageStates() const noexcept { return states_; }

    /// What was undone is forgotten. Throws Error: Refused "lab.…" or with the code of the plan's blocker; what the
    /// engine's operations throw; Cancelled.
    const Outcome& run(const Step& step, const std::stop_token& stop = {});
    /// All that were run, those that were undone too.
    const std::vector<Outcome>& steps() const noexcept { return steps_; }
    /// How many of them are done.
    std::size_t done() const noexcept { return done_; }
    /// Goes back, or forward again, to where `count` steps are done; not beyond the last.
    void go(std::size_t count);

private:
    using Contents = std::vector<std::optional<Disk>>;

    void look();
    Contents readContents() const;
    std::vector<GuestRangeSet> compareContents(const Contents& before, const std::vector<std::string>& tops) const;

    PracticeFolders folders_;
    PracticeOptions options_;
    std::optional<History> history_;
    std::vector<PracticeState> moments_;
    std::vector<Outcome> steps_;
    std::size_t done_ = 0;
    ImageStates states_;
    Contents contents_;  ///< what the templates read; nothing where one is broken
};

}  // namespace engine::lab
