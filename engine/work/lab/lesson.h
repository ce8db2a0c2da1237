#pragma once

#include "work/lab/facts.h"
#include "work/lab/step.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engine::lab {

/// A text in several languages, by their names ("en", "zh_CN"); English is always there.
using Texts = std::map<std::string, std::string>;

/// In that language, else in English.
const std::string& textIn(const Texts& texts, const std::string& language);

enum class CheckKind : std::uint8_t {
    Did,        ///< a step with `action`, and `name` where that is not empty, was taken since the task began
    Templates,  ///< how many there are
    Layers,     ///< how many the template has
    Stored,     ///< clusters of the layer
    Hidden,
    Garbage,
    Duplicate,
    Snapshots,     ///< of the layer
    ClusterSize,   ///< of the practice, bytes
    Holds,         ///< the files that the guest reads from the layer are exactly `names`
    Files,         ///< the guest's files are exactly `names`
    Complete,      ///< whether the template can be read
    ReadsChanged,  ///< whether the last step made the template read something else
    Looked,        ///< the learner has looked at a read that the layer answers
};
inline constexpr std::size_t checkKindCount = 14;

/// As a lesson's file spells it.
std::string_view name(CheckKind kind) noexcept;

/// What the learner's practice has to be for a task to be done.
struct Check {
    CheckKind kind = CheckKind::Did;
    Action action = Action::Write;
    std::uint64_t templateNumber = 0;
    std::uint64_t layer = 0;  ///< base first
    std::uint64_t least = 0;
    std::uint64_t most = UINT64_MAX;
    std::string name;
    std::vector<std::string> names;  ///< sorted
    bool wanted = true;
};

struct Task {
    Texts text;
    Texts hint;                 ///< empty: none
    Texts done;                 ///< what to say when it is done; empty: nothing
    std::vector<Check> checks;  ///< none: only to be read
};

struct Lesson {
    Texts title;
    Texts about;
    PracticeOptions practice;
    std::vector<Step> prepared;  ///< what was done before the learner begins
    std::vector<Task> tasks;
};

/// What a learner has done since a task began.
struct Doings {
    std::span<const Outcome> outcomes;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> looked;  ///< template and answering layer of each read
};

bool isMet(const Check& check, const Facts& facts, const Doings& doings);

}  // namespace engine::lab
