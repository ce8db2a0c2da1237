#include "report/charts.h"
#include "report/html_page.h"
#include "report/svg.h"

#include <algorithm>

namespace engine::report {

namespace {

constexpr int laneWidth = 780;
constexpr int laneHeight = 30;

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
    for (const PartLook& look : partLooks) {
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
