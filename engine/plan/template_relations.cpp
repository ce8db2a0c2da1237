#include "plan/template_relations.h"

#include <algorithm>

namespace engine {

namespace {

bool isSame(const Layer& a, const Layer& b)
{
    return a.status->identity == b.status->identity;
}

/// Below its top.
bool restsOn(const Chain& chain, const Layer& layer)
{
    const auto below = chain.layers().first(chain.layers().size() - 1);
    return std::any_of(below.begin(), below.end(), [&](const Layer& other) { return isSame(other, layer); });
}

}  // namespace

std::vector<PlanNote> templatesGivenTwice(std::span<const Chain> templates)
{
    std::vector<PlanNote> notes;
    for (std::size_t index = 1; index < templates.size(); ++index) {
        const auto before = templates.first(index);
        const auto first = std::find_if(before.begin(), before.end(), [&](const Chain& chain) {
            return isSame(chain.top(), templates[index].top());
        });
        if (first != before.end())
            notes.push_back({"plan.templateTwice",
                             {{"path", first->top().path.string()}, {"again", templates[index].top().path.string()}}});
    }
    return notes;
}

std::vector<PlanNote> relationsInTheWay(std::span<const Chain> templates, const Chain* base)
{
    std::vector<PlanNote> notes;
    for (const Chain& chain : templates) {
        const Layer& top = chain.top();
        if (base && isSame(base->top(), top))
            continue;
        if (base && restsOn(*base, top)) {
            notes.push_back(
                {"plan.templateInBase", {{"path", top.path.string()}, {"base", base->top().path.string()}}});
            continue;
        }
        const auto overlay =
            std::find_if(templates.begin(), templates.end(), [&](const Chain& other) { return restsOn(other, top); });
        if (overlay != templates.end())
            notes.push_back(
                {"plan.templateOnTemplate", {{"path", top.path.string()}, {"overlay", overlay->top().path.string()}}});
    }
    return notes;
}

}  // namespace engine
