#include "plan/base_content.h"

#include "plan/kept_content.h"

#include <algorithm>

namespace engine {

void BaseContentSource::read(GuestOffset offset, std::span<std::byte> out) const
{
    std::fill(out.begin(), out.end(), std::byte{0});
    const GuestRange window{offset, out.size()};
    for (std::size_t index = 0; index < templates_.size(); ++index) {
        const KeptContent kept(templates_[index], content_.free[index]);
        const GuestRangeSet parts = content_.fromTemplate[index].restrictedTo(window);
        for (const GuestRange& part : parts.ranges())
            kept.read(part.start, out.subspan(part.start - offset, part.length));
    }
}

void BaseContentSource::visitStored(GuestRange range, const StoredRunVisitor& visit) const
{
    while (!range.empty()) {
        GuestOffset end = range.end();
        std::optional<std::size_t> from;
        for (std::size_t index = 0; index < templates_.size(); ++index) {
            const auto next = content_.fromTemplate[index].nextAt(range.start);
            if (!next)
                continue;
            const bool here = next->start <= range.start;
            if (here)
                from = index;
            end = std::min(end, here ? next->end() : next->start);
        }
        const GuestRange part = GuestRange::between(range.start, end);
        if (from)
            KeptContent(templates_[*from], content_.free[*from]).visitStored(part, visit);
        else
            visit({part, nullptr, {}});
        range = GuestRange::between(end, range.end());
    }
}

}  // namespace engine
