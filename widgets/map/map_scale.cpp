#include "widgets/map/map_scale.h"

#include <algorithm>
#include <cmath>

namespace widgets {

using engine::GuestOffset;
using engine::GuestRange;

namespace {

/// Parts of a pixel that are told apart.
constexpr double steps = 256;
constexpr double twoTo64 = 18446744073709551616.0;

std::uint64_t fixed(double pixels)
{
    return static_cast<std::uint64_t>(std::clamp(std::round(pixels * steps), 0.0, 1e15));
}

/// a * b / c, at most the largest number. `c` is not 0.
std::uint64_t scaled(std::uint64_t a, std::uint64_t b, std::uint64_t c)
{
    __extension__ using Wide = unsigned __int128;
    const Wide result = Wide{a} * b / c;
    return result > UINT64_MAX ? UINT64_MAX : static_cast<std::uint64_t>(result);
}

std::uint64_t rounded(double bytes)
{
    return bytes >= twoTo64 ? UINT64_MAX : static_cast<std::uint64_t>(std::max(0.0, std::round(bytes)));
}

}  // namespace

GuestOffset MapScale::offsetAt(double x) const
{
    const std::uint64_t whole = std::max<std::uint64_t>(fixed(width), 1);
    const std::uint64_t bytes = scaled(window.length, std::min(fixed(x), whole), whole);
    return window.start + std::min(bytes, window.length - 1);
}

double MapScale::pixelsPerByte() const
{
    return window.empty() ? 0 : width / static_cast<double>(window.length);
}

double MapScale::xOf(GuestOffset offset) const
{
    return offset >= window.start ? static_cast<double>(offset - window.start) * pixelsPerByte()
                                  : -static_cast<double>(window.start - offset) * pixelsPerByte();
}

std::vector<std::uint64_t> MapScale::edges(std::size_t columns) const
{
    std::vector<std::uint64_t> edges(columns + 1);
    for (std::size_t column = 0; column <= columns; ++column)
        edges[column] = window.start.bytes() + scaled(window.length, column, std::max<std::size_t>(columns, 1));
    return edges;
}

GuestRange MapScale::zoomed(double factor, double x) const
{
    std::uint64_t length = rounded(static_cast<double>(window.length) * factor);
    // However near to 1 the factor is, each step gets somewhere.
    if (factor < 1)
        length = std::min(length, window.length - std::min<std::uint64_t>(window.length, 1));
    else if (factor > 1 && length <= window.length)
        length = window.length == UINT64_MAX ? UINT64_MAX : window.length + 1;
    length = std::clamp(length, std::min(shortest, size), size);
    const std::uint64_t whole = std::max<std::uint64_t>(fixed(width), 1);
    const std::uint64_t left = std::min(fixed(x), whole);
    const std::uint64_t start = window.start.bytes();
    if (length <= window.length)
        return fitted({GuestOffset(start + scaled(window.length - length, left, whole)), length});
    return fitted({GuestOffset(start - std::min(start, scaled(length - window.length, left, whole))), length});
}

GuestRange MapScale::panned(double pixels) const
{
    const std::uint64_t way = scaled(window.length, fixed(std::abs(pixels)), std::max<std::uint64_t>(fixed(width), 1));
    const std::uint64_t start = window.start.bytes();
    const std::uint64_t room = size - window.end().bytes();
    return {GuestOffset(pixels < 0 ? start - std::min(start, way) : start + std::min(room, way)), window.length};
}

GuestRange MapScale::revealing(GuestOffset offset) const
{
    if (window.contains(offset))
        return window;
    return fitted({GuestOffset(offset.bytes() - std::min(offset.bytes(), window.length / 2)), window.length});
}

GuestRange MapScale::fitted(GuestRange wanted) const
{
    const std::uint64_t length = std::clamp(wanted.length, std::min(shortest, size), size);
    return {GuestOffset(std::min(wanted.start.bytes(), size - length)), length};
}

}  // namespace widgets
