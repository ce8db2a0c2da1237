#include "report/charts.h"

#include "report/svg.h"

#include <algorithm>

namespace engine::report {

namespace {

constexpr int barWidth = 430;
constexpr int valueWidth = 110;

std::string rules(std::string_view PartLook::*colour)
{
    std::string css;
    for (const PartLook& look : partLooks)
        css += ".part-" + std::string(name(look.part)) + "{fill:" + std::string(look.*colour) + "}";
    return css;
}

}  // namespace

std::string partKey(std::string_view part)
{
    std::string key = "part" + std::string(part);
    key[4] = static_cast<char>(key[4] - 'a' + 'A');
    return key;
}

std::string chartStyle()
{
    return ".chart{max-width:100%;height:auto}.chart text{font:12px sans-serif;fill:currentColor}"
           ".frame{fill:none;stroke:currentColor;stroke-opacity:.5}" +
           rules(&PartLook::light) + "@media screen and (prefers-color-scheme:dark){" + rules(&PartLook::dark) + "}";
}

std::string chartPatterns()
{
    std::string defs = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"0\" height=\"0\" class=\"patterns\"><defs>";
    for (const PartLook& look : partLooks) {
        if (!look.stroke.empty())
            defs += "<pattern id=\"pattern-" + std::string(name(look.part)) +
                    "\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\"><path d=\"" +
                    std::string(look.stroke) + "\" stroke=\"#000\" stroke-opacity=\".6\"/></pattern>";
    }
    return defs + "</defs></svg>";
}

std::string waterfallSvg(const Json& waterfall, const Words& words)
{
    std::int64_t highest = 1;
    std::int64_t sum = 0;
    int rows = 1;
    for (const Json& step : waterfall) {
        sum += step["bytes"].get<std::int64_t>();
        highest = std::max(highest, sum);
        rows += step["bytes"] != 0 ? 1 : 0;
    }
    const auto scaled = [&](std::int64_t bytes) {
        return static_cast<double>(bytes) / static_cast<double>(highest) * barWidth;
    };
    std::string svg = openSvg(labelWidth + barWidth + valueWidth, rows * rowHeight, words.word("waterfall"));
    int row = 0;
    const auto add = [&](std::string_view part, const std::string& label, std::int64_t from, std::int64_t bytes) {
        const int top = row++ * rowHeight;
        svg += text(labelWidth - 8, top + 15, "end", label);
        svg += part.empty() ? rect(labelWidth + scaled(from), top + 3, scaled(bytes), 16, "class=\"frame\"")
                            : partRect(part, labelWidth + scaled(std::min(from, from + bytes)), top + 3,
                                       std::max(1.0, scaled(std::abs(bytes))), 16);
        svg += text(labelWidth + barWidth + valueWidth, top + 15, "end", words.size(bytes));
    };
    std::int64_t at = 0;
    for (const Json& step : waterfall) {
        const auto bytes = step["bytes"].get<std::int64_t>();
        const auto part = step["part"].get<std::string>();
        if (bytes != 0)
            add(part, words.word(partKey(part)), at, bytes);
        at += bytes;
    }
    add({}, words.word("fileLength"), 0, sum);
    return svg + "</svg>";
}

}  // namespace engine::report
