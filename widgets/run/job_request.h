#pragma once

#include "chain/chain.h"
#include "plan/image_plan.h"

#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

namespace widgets {

/// What a person asked to be run: enough to plan and run it again from the files as they are then. Plain data.
struct JobRequest {
    enum class Kind : std::uint8_t { StandardSlim, DeepSlim, ShareBase };

    Kind kind = Kind::StandardSlim;
    std::vector<std::filesystem::path> templates;  ///< active layers; one, but for ShareBase
    std::optional<std::filesystem::path> base;     ///< of ShareBase: nothing picks or makes the best
    engine::ImageOptions options;                  ///< `exact` is set
    engine::ChainOptions chainOptions;             ///< what the person trusts
    /// The cautions that the person has read: a job that finds another loss is blocked. Nothing: none were shown.
    std::optional<std::vector<engine::PlanNote>> confirmed;
    /// The codes of losses that the person agreed to, whatever their figures turn out to be.
    std::vector<std::string_view> agreed = {};
    std::vector<std::filesystem::path> otherDisks = {};  ///< of the templates' machine, as in openDisks
    bool oneOfMany = false;  ///< asked for with others: its receipt waits until somebody wants it
};

}  // namespace widgets
