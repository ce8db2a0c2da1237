#include "plan/kept_content.h"

#include <algorithm>
#include <cstring>

namespace engine {

void KeptContent::read(GuestOffset offset, std::span<std::byte> out) const
{
    const GuestRange inside =
        intersection(GuestRange{offset, out.size()}, GuestRange{GuestOffset(0), chain_.virtualSize()});
    if (!inside.empty())
        chain_.read(inside.start, out.first(inside.length));
    std::fill(out.begin() + static_cast<std::ptrdiff_t>(inside.length), out.end(), std::byte{0});
    clear(free_, offset, out);
}

void KeptContent::visitStored(GuestRange range, const StoredRunVisitor& visit) const
{
    // What the guest does not use, and what is behind the chain's end, is zeros, whatever is stored.
    const GuestRange disk = intersection(range, GuestRange{GuestOffset(0), chain_.virtualSize()});
    GuestOffset position = range.start;
    const GuestRangeSet used = free_.complementIn(disk);
    for (const GuestRange& part : used.ranges()) {
        if (position < part.start)
            visit({GuestRange::between(position, part.start), nullptr, {}});
        chain_.visitStored(part, visit);
        position = part.end();
    }
    if (position < range.end())
        visit({GuestRange::between(position, range.end()), nullptr, {}});
}

void clear(const GuestRangeSet& set, GuestOffset offset, std::span<std::byte> buffer)
{
    const GuestRange window{offset, buffer.size()};
    for (auto next = set.nextAt(offset); next && next->start < window.end(); next = set.nextAt(next->end())) {
        const GuestRange part = intersection(*next, window);
        std::memset(buffer.data() + (part.start - offset), 0, part.length);
    }
}

bool isZero(std::span<const std::byte> bytes) noexcept
{
    return bytes.empty() ||
           (bytes.front() == std::byte{0} && std::memcmp(bytes.data(), bytes.data() + 1, bytes.size() - 1) == 0);
}

}  // namespace engine
