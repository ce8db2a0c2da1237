#include "widgets/map/map_navigation.h"

#include <algorithm>

namespace widgets {

using engine::GuestOffset;
using engine::GuestRange;

MapScale MapNavigation::scale(double width) const
{
    const auto analysis = session_.analysis();
    return {analysis ? analysis->virtualSize() : 0, session_.window(), width, Session::shortestWindow};
}

bool MapNavigation::ready() const
{
    const auto analysis = session_.analysis();
    return analysis && analysis->has(ChainAnalysis::Stage::Mapped) && !session_.window().empty();
}

void MapNavigation::toStart()
{
    session_.showWindow({GuestOffset(0), session_.window().length});
}

void MapNavigation::toEnd()
{
    const MapScale now = scale();
    session_.showWindow({GuestOffset(now.size - now.window.length), now.window.length});
}

void MapNavigation::zoomTo(GuestRange range)
{
    const std::uint64_t size = scale().size;
    const std::uint64_t margin = range.length / 20;
    const std::uint64_t start = range.start.bytes() - std::min(range.start.bytes(), margin);
    const std::uint64_t end = range.end().bytes() + std::min(size - std::min(size, range.end().bytes()), margin);
    session_.showWindow(scale().fitted(GuestRange::between(GuestOffset(start), GuestOffset(end))));
}

void MapNavigation::stepLayer(int step)
{
    const std::size_t layers = session_.analysis()->chain.layers().size();
    const auto layer = session_.layer();
    if (!layer)
        session_.selectLayer(step > 0 ? layers - 1 : 0);
    else if (step > 0 ? *layer + 1 < layers : *layer > 0)
        session_.selectLayer(step > 0 ? *layer + 1 : *layer - 1);
}

void MapNavigation::stepRun(int step)
{
    const auto analysis = session_.analysis();
    const auto layer = session_.layer();
    const LaneMap& lane = layer ? *analysis->lanes[*layer] : *analysis->result;
    if (lane.size() == 0)
        return;
    const GuestOffset from =
        std::min(session_.offset().value_or(session_.window().start), GuestOffset(lane.size() - 1));
    const GuestRange run = lane.runAt(from).range;
    GuestOffset next = run.start;
    if (step > 0)
        next = run.end().bytes() < lane.size() ? run.end() : from;
    else if (from == run.start && from.bytes() > 0)
        next = lane.runAt(GuestOffset(from.bytes() - 1)).range.start;
    select(layer, next);
    session_.showWindow(scale().revealing(next));
}

void MapNavigation::select(std::optional<std::size_t> layer, GuestOffset offset)
{
    session_.selectLayer(layer);
    session_.selectOffset(offset);
}

std::optional<GuestRange> MapNavigation::nextGarbage(std::size_t layer) const
{
    const auto analysis = session_.analysis();
    const LaneMap& lane = *analysis->lanes[layer];
    std::optional<ClassRun> found;
    if (const auto offset = session_.offset(); offset && offset->bytes() < lane.size())
        found = lane.nextRun(ClusterClass::Garbage, lane.runAt(*offset).range.end());
    if (!found)
        found = lane.nextRun(ClusterClass::Garbage, GuestOffset(0));
    return found ? std::optional(found->range) : std::nullopt;
}

}  // namespace widgets
