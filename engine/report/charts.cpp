#include "report/charts.h"

#include "report/html_page.h"

#include <algorithm>
#include <array>
#include <numeric>

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
constexpr int laneWidth = 780;
constexpr int laneHeight = 30;
/// What a character of the charts' font takes at most, nearly always.
constexpr int narrowWidth = 7;
constexpr int wideWidth = 12;  ///< Chinese, for example

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

/// Of one character, by its first byte in UTF-8; of what continues one, none.
int widthOf(char byte)
{
    const auto value = static_cast<unsigned char>(byte);
    return value < 0x80 ? narrowWidth : value < 0xc0 ? 0 : value < 0xe1 ? narrowWidth : wideWidth;
}

int widthOf(std::string_view text)
{
    return std::accumulate(text.begin(), text.end(), 0, [](int sum, char byte) { return sum + widthOf(byte); });
}

/// A name that fits, without its middle where that is too long: what tells layers apart is often at the end.
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
    return ".chart{max-width:100%;height:auto}.chart text{font:12px sans-serif;fill:currentColor}"
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

/// Offsets on the disk, below the lanes.
std::string axis(std::uint64_t diskSize, double top, const Words& words)
{
    constexpr int steps = 4;
    std::string drawn;
    for (int step = 0; step <= steps; ++step) {
        const double x = labelWidth + laneWidth * step / double{steps};
        const auto offset = static_cast<std::int64_t>(diskSize / steps * static_cast<std::uint64_t>(step) +
                                                      diskSize % steps * static_cast<std::uint64_t>(step) / steps);
        drawn += rect(x - 0.5, top, 1, 5, "class=\"frame\"") + text(x, top + 18,
                                                                    step == 0       ? "start"
                                                                    : step == steps ? "end"
                                                                                    : "middle",
                                                                    words.size(offset));
    }
    return drawn;
}

/// @param height of it, is added to
std::string legend(const ByPart<bool>& shown, double& height, const Words& words)
{
    std::string drawn;
    double left = labelWidth;
    for (const PartLook& look : looks) {
        if (!shown[look.part])
            continue;
        const std::string label = words.word(partKey(name(look.part)));
        const double width = 34 + widthOf(label);
        if (left > labelWidth && left + width > labelWidth + laneWidth) {
            left = labelWidth;
            height += rowHeight;
        }
        drawn += partRect(name(look.part), left, height, 14, 14) + text(left + 18, height + 12, "start", label);
        left += width;
    }
    height += rowHeight;
    return drawn;
}

}  // namespace

std::string mapSvg(const Diagnosis& diagnosis, const Json& json, const Words& words, bool alone)
{
    if (!diagnosis.complete) {
        if (alone)
            throw Error(ErrorKind::Refused, "report.noMap").at(diagnosis.chain.top().path);
        return {};
    }
    ByPart<bool> shown;
    std::string drawn;
    double top = 4;
    for (std::size_t index = diagnosis.layers.size(); index-- > 0; top += laneHeight + 8) {
        Lane lane(diagnosis.sizes.virtualSize);
        const ByPart<GuestRangeSet>& guest = diagnosis.layers[index].account.guest;
        for (std::size_t part = 0; part < partCount; ++part) {
            lane.add(static_cast<Part>(part), guest.values[part]);
            shown.values[part] = shown.values[part] || !guest.values[part].empty();
        }
        drawn +=
            text(labelWidth - 8, top + 20, "end", shortened(fileName(json["layers"][index]["path"]), labelWidth - 8));
        drawn += lane.draw(labelWidth, top, laneWidth, laneHeight);
    }
    drawn += axis(diagnosis.sizes.virtualSize, top - 8, words);
    top += rowHeight;
    drawn += legend(shown, top, words);
    std::string svg = openSvg(labelWidth + laneWidth + 4, static_cast<int>(top) + 4, words.word("map"));
    if (alone)
        svg += "<style>svg{color:#222;background:#fff}@media screen and (prefers-color-scheme:dark){svg{color:#ddd;"
               "background:#1e1e1e}}" +
               chartStyle() + "</style>" + chartPatterns();
    return svg + drawn + "</svg>";
}

}  // namespace engine::report
