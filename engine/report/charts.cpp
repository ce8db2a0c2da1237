#include "report/charts.h"

#include "report/markup.h"

#include <algorithm>
#include <array>

namespace engine::report {

namespace {

struct PartLook {
    Part part;
    std::string_view light;
    std::string_view dark;
    /// Of the pattern's tile of 6 by 6; empty: plain.
    std::string_view stroke;
};

/// Colours of Okabe and Ito, patterns for grey paper: the same meaning as in the window.
constexpr std::array looks{
    PartLook{Part::Live, "#0072b2", "#56b4e9", ""},
    PartLook{Part::Rounding, "#e69f00", "#e69f00", "M1 1h1M4 4h1"},
    PartLook{Part::Unknown, "#f0e442", "#f0e442", "M0 0L6 6M6 0L0 6"},
    PartLook{Part::Garbage, "#e69f00", "#e69f00", "M0 6L6 0"},
    PartLook{Part::Duplicate, "#cc79a7", "#cc79a7", "M2 2h1M5 5h1"},
    PartLook{Part::Zero, "#9a9a9a", "#8a8a8a", "M0 3h6"},
    PartLook{Part::Hidden, "#8c8c8c", "#8c8c8c", "M0 1h6M0 4h6"},
    PartLook{Part::Snapshots, "#009e73", "#009e73", "M1 0v6M4 0v6"},
    PartLook{Part::Bitmaps, "#d55e00", "#d55e00", "M3 0v6M0 3h6"},
    PartLook{Part::Leaked, "#d55e00", "#d55e00", "M0 0L6 6"},
    PartLook{Part::Metadata, "#d55e00", "#d55e00", ""},
    PartLook{Part::Preallocated, "#bbbbbb", "#777777", "M1 1h1M4 4h1"},
    PartLook{Part::Unused, "#bbbbbb", "#777777", "M0 6L6 0"},
    PartLook{Part::Compression, "#56b4e9", "#0072b2", "M0 2h6M0 5h6"},
    PartLook{Part::Shared, "#56b4e9", "#0072b2", "M2 0v6M5 0v6"},
    PartLook{Part::Elsewhere, "#56b4e9", "#0072b2", "M0 6L6 0"},
};
static_assert(looks.size() == partCount);

constexpr int rowHeight = 22;
constexpr int labelWidth = 190;
constexpr int barWidth = 430;
constexpr int valueWidth = 110;

std::string number(double value)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.2f", value);
    return text.data();
}

std::string rect(double x, double y, double width, double height, std::string_view attributes)
{
    return "<rect x=\"" + number(x) + "\" y=\"" + number(y) + "\" width=\"" + number(width) + "\" height=\"" +
           number(height) + "\" " + std::string(attributes) + "/>";
}

/// Colour, and the pattern over it.
std::string partRect(std::string_view part, double x, double y, double width, double height)
{
    const auto look = std::find_if(looks.begin(), looks.end(), [part](auto& l) { return name(l.part) == part; });
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

std::string openSvg(int width, int height, std::string_view title)
{
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + std::to_string(width) + ' ' +
           std::to_string(height) + "\" role=\"img\" class=\"chart\"><title>" + markup(title) + "</title>";
}

std::string rules(std::string_view PartLook::*colour)
{
    std::string css;
    for (const PartLook& look : looks)
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
    return ".chart{max-width:100%}.chart text{font:12px sans-serif;fill:currentColor}"
           ".frame{fill:none;stroke:currentColor;stroke-opacity:.5}" +
           rules(&PartLook::light) + "@media screen and (prefers-color-scheme:dark){" + rules(&PartLook::dark) + "}";
}

std::string chartPatterns()
{
    std::string defs = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"0\" height=\"0\" class=\"patterns\"><defs>";
    for (const PartLook& look : looks) {
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

namespace {

/// A layer over the disk, in as many pieces as are drawn.
class Lane {
public:
    static constexpr std::size_t pieces = 900;

    explicit Lane(std::uint64_t diskSize) : diskSize_(std::max<std::uint64_t>(diskSize, 1)), bytes_(pieces) {}

    void add(Part part, const GuestRangeSet& ranges)
    {
        for (const GuestRange& range : ranges.ranges()) {
            for (std::size_t piece = pieceOf(range.start.bytes());
                 piece < pieces && startOf(piece) < range.end().bytes(); ++piece) {
                const GuestRange whole =
                    GuestRange::between(GuestOffset(startOf(piece)), GuestOffset(startOf(piece + 1)));
                bytes_[piece][part] += intersection(range, whole).length;
            }
        }
    }

    /// What most of a piece is, if anything is stored there.
    std::optional<Part> at(std::size_t piece) const
    {
        const auto& values = bytes_[piece].values;
        const auto most = std::max_element(values.begin(), values.end());
        return *most == 0 ? std::nullopt : std::optional(static_cast<Part>(most - values.begin()));
    }

    std::string draw(double left, double top, double width, double height) const
    {
        std::string drawn;
        const double step = width / pieces;
        for (std::size_t piece = 0; piece < pieces;) {
            std::size_t end = piece + 1;
            while (end < pieces && at(end) == at(piece))
                ++end;
            if (const auto part = at(piece))
                drawn += partRect(name(*part), left + step * static_cast<double>(piece), top,
                                  step * static_cast<double>(end - piece), height);
            piece = end;
        }
        return drawn + rect(left, top, width, height, "class=\"frame\"");
    }

    /// First byte of a piece.
    std::uint64_t startOf(std::size_t piece) const
    {
        return static_cast<std::uint64_t>(static_cast<long double>(diskSize_) * static_cast<long double>(piece) /
                                          pieces);
    }

private:
    std::size_t pieceOf(std::uint64_t offset) const
    {
        auto piece =
            static_cast<std::size_t>(static_cast<long double>(offset) * pieces / static_cast<long double>(diskSize_));
        while (piece > 0 && startOf(piece) > offset)
            --piece;
        return piece;
    }

    std::uint64_t diskSize_;
    std::vector<ByPart<std::uint64_t>> bytes_;
};

std::string legend(const ByPart<bool>& shown, double top, const Words& words)
{
    std::string drawn;
    double left = labelWidth;
    for (const PartLook& look : looks) {
        if (!shown[look.part])
            continue;
        const std::string label = words.word(partKey(name(look.part)));
        if (left + 30 + 7 * static_cast<double>(label.size()) > labelWidth + 780) {
            left = labelWidth;
            top += rowHeight;
        }
        drawn += partRect(name(look.part), left, top, 14, 14) + text(left + 18, top + 12, "start", label);
        left += 34 + 7 * static_cast<double>(label.size());
    }
    return drawn;
}

}  // namespace

std::string mapSvg(const Diagnosis& diagnosis, const std::vector<std::string>& names, const Words& words, bool alone)
{
    constexpr int laneWidth = 780;
    constexpr int laneHeight = 30;
    constexpr int laneStep = 38;
    constexpr int legendHeight = 3 * rowHeight;
    const int height = static_cast<int>(diagnosis.layers.size()) * laneStep + legendHeight;
    std::string svg = openSvg(labelWidth + laneWidth + 2, height, words.word("map"));
    if (alone)
        svg += "<style>svg{color:#222;background:#fff}@media screen and (prefers-color-scheme:dark){svg{color:#ddd;"
               "background:#1e1e1e}}" +
               chartStyle() + "</style>" + chartPatterns();
    ByPart<bool> shown;
    int row = 0;
    for (std::size_t index = diagnosis.layers.size(); index-- > 0; ++row) {
        Lane lane(diagnosis.sizes.virtualSize);
        const ByPart<GuestRangeSet>& guest = diagnosis.layers[index].account.guest;
        for (std::size_t part = 0; part < partCount; ++part) {
            lane.add(static_cast<Part>(part), guest.values[part]);
            shown.values[part] = shown.values[part] || !guest.values[part].empty();
        }
        svg += text(labelWidth - 8, row * laneStep + 20, "end", names[index]);
        svg += lane.draw(labelWidth, row * laneStep, laneWidth, laneHeight);
    }
    return svg + legend(shown, row * laneStep + 4, words) + "</svg>";
}

}  // namespace engine::report
