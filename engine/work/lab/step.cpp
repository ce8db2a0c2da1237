#include "work/lab/step.h"

#include "bytes/error.h"

#include <algorithm>
#include <array>
#include <bit>

namespace engine::lab {

namespace {

constexpr std::array<std::string_view, actionCount> names{
    "write",        "zero",       "discard",      "writeFile",      "deleteFile",     "trim",
    "addOverlay",   "addSibling", "takeSnapshot", "revertSnapshot", "deleteSnapshot", "commit",
    "standardSlim", "deepSlim",   "copyTemplate", "shareBase",      "moveBase",       "returnBase"};

void require(bool valid, std::string_view field, std::uint64_t value, std::uint64_t least, std::uint64_t most)
{
    if (!valid)
        throw Error(ErrorKind::Refused, "lab.option",
                    {{"field", std::string(field)}, {"value", value}, {"least", least}, {"most", most}});
}

}  // namespace

void requireValid(const PracticeOptions& options)
{
    constexpr std::uint64_t kib = 1024;
    require(std::has_single_bit(options.clusterSize) && options.clusterSize >= 4 * kib &&
                options.clusterSize <= 256 * kib,
            "clusterSize", options.clusterSize, 4 * kib, 256 * kib);
    require(options.clusters >= 64 && options.clusters <= 256, "clusters", options.clusters, 64, 256);
}

std::string_view name(Action action) noexcept
{
    return names[static_cast<std::size_t>(action)];
}

std::optional<Action> actionOf(std::string_view word) noexcept
{
    const auto found = std::find(names.begin(), names.end(), word);
    if (found == names.end())
        return std::nullopt;
    return static_cast<Action>(found - names.begin());
}

}  // namespace engine::lab
