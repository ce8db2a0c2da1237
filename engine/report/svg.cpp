#include "report/svg.h"

#include "report/markup.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <numeric>

namespace engine::report {

namespace {

/// What a character of the charts' font takes at most, nearly always.
constexpr int narrowWidth = 7;
constexpr int wideWidth = 12;  ///< Chinese, for example

std::string number(double value)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.2f", value);
    return text.data();
}

/// Of one character, by its first byte in UTF-8; of what continues one, none.
int widthOf(char byte)
{
    const auto value = static_cast<unsigned char>(byte);
    return value < 0x80 ? narrowWidth : value < 0xc0 ? 0 : value < 0xe1 ? narrowWidth : wideWidth;
}

}  // namespace

std::string rect(double x, double y, double width, double height, std::string_view attributes)
{
    return "<rect x=\"" + number(x) + "\" y=\"" + number(y) + "\" width=\"" + number(width) + "\" height=\"" +
           number(height) + "\" " + std::string(attributes) + "/>";
}

std::string partRect(std::string_view part, double x, double y, double width, double height)
{
    const auto look =
        std::find_if(partLooks.begin(), partLooks.end(), [part](auto& l) { return name(l.part) == part; });
    std::string drawn = rect(x, y, width, height, "class=\"part-" + std::string(part) + '"');
    if (!look->stroke.empty())
        drawn += rect(x, y, width, height, "fill=\"url(#pattern-" + std::string(part) + ")\"");
    return drawn;
}

std::string text(double x, double y, std::string_view anchor, std::string_view content)
{
    return "<text x=\"" + number(x) + "\" y=\"" + number(y) + "\" text-anchor=\"" + std::string(anchor) + "\">" +
           markup(content) + "</text>";
}

int widthOf(std::string_view text)
{
    return std::accumulate(text.begin(), text.end(), 0, [](int sum, char byte) { return sum + widthOf(byte); });
}

std::string shortened(const std::string& name, int width)
{
    if (widthOf(name) <= width)
        return name;
    const int half = (width - wideWidth) / 2;
    std::size_t head = 0;
    for (int used = 0; (used += widthOf(name[head])) <= half;)
        ++head;
    std::size_t tail = name.size();
    for (int used = 0; used + widthOf(name[tail - 1]) <= half;)
        used += widthOf(name[--tail]);
    // Whole characters only.
    while (tail < name.size() && widthOf(name[tail]) == 0)
        ++tail;
    return name.substr(0, head) + "\u2026" + name.substr(tail);
}

std::string openSvg(int width, int height, std::string_view title)
{
    const std::string across = std::to_string(width);
    const std::string down = std::to_string(height);
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + across + "\" height=\"" + down + "\" viewBox=\"0 0 " +
           across + ' ' + down + "\" role=\"img\" class=\"chart\"><title>" + markup(title) + "</title>";
}

}  // namespace engine::report
