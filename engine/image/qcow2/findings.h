#pragma once

#include "bytes/error.h"
#include "bytes/offsets.h"

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace engine::qcow2 {

enum class FindingKind : std::uint8_t {
    Leak,        ///< space that is lost, no harm to the content
    Corruption,  ///< tables that contradict each other
    CheckError,  ///< something that could not be looked at
};
inline constexpr std::size_t findingKindCount = 3;

/// One thing that a check found. `count` is how often it counts: an entry that several tables share, or a run of
/// clusters, is one finding.
struct Finding {
    FindingKind kind = FindingKind::Corruption;
    std::string_view code;  ///< stable, dotted, lower camel case; a literal
    HostOffset at;          ///< the entry that is wrong, or the cluster
    std::uint64_t count = 1;
    Error::Values values;
};

/// Counts everything and keeps the first `limit` findings. Adding is cheap once it is full, because a hostile image
/// has more of them than anybody reads.
class Findings {
public:
    using NumberedValues = std::initializer_list<std::pair<std::string_view, std::uint64_t>>;

    explicit Findings(std::size_t limit) : limit_(limit) {}

    void add(FindingKind kind, std::string_view code, std::uint64_t at, std::uint64_t count,
             NumberedValues values = {});
    void corruption(std::string_view code, std::uint64_t at, std::uint64_t count, NumberedValues values = {})
    {
        if (count > 0)
            add(FindingKind::Corruption, code, at, count, values);
    }

    /// The counts of that kind, added up.
    std::uint64_t total(FindingKind kind) const noexcept { return totals_[static_cast<std::size_t>(kind)]; }
    /// How often `add` was called; more than are kept.
    std::uint64_t added() const noexcept { return added_; }
    std::span<const Finding> kept() const noexcept { return kept_; }
    std::vector<Finding> takeKept() noexcept { return std::move(kept_); }

private:
    std::size_t limit_;
    std::uint64_t totals_[findingKindCount] = {};
    std::uint64_t added_ = 0;
    std::vector<Finding> kept_;
};

}  // namespace engine::qcow2
