#include "support/plain_operations.h"

#include <algorithm>
#include <optional>

namespace testsupport {

using namespace engine;
namespace fs = std::filesystem;

ChainOptions trusting(const fs::path& folder)
{
    ChainOptions options;
    options.policy.openFolder(folder);
    return options;
}

Chain openChain(const fs::path& path, const fs::path& folder)
{
    Chain chain = Chain::open(path, trusting(folder));
    chain.requireComplete();
    return chain;
}

ImageOptions plainOptions(const fs::path& target)
{
    ImageOptions options;
    options.trim = false;
    options.replace = target.empty();
    options.target = target;
    return options;
}

Receipt share(const SharePlan& plan, std::span<const Chain> templates, const fs::path& folder)
{
    std::optional<Chain> base;
    if (!plan.newBase)
        base.emplace(openChain(plan.base, folder));
    RunProgress progress;
    return runShare(plan, templates, base ? &*base : nullptr, progress, {});
}

bool has(const std::vector<PlanNote>& notes, std::string_view code)
{
    return std::any_of(notes.begin(), notes.end(), [&](const PlanNote& note) { return note.code == code; });
}

}  // namespace testsupport
