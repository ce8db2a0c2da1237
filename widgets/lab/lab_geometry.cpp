#include "widgets/lab/lab_geometry.h"

#include <algorithm>
#include <cmath>

namespace widgets {

namespace {

constexpr double gap = 3;
constexpr double bandGap = 10;
constexpr std::uint64_t manyClusters = 64;
constexpr std::uint64_t fewClusters = 32;
/// Of the letters' width: so that a label is readable in a cell; where there are many bands anyway, less has to do.
constexpr double roomyCell = 2.4;
constexpr double narrowCell = 1.3;
constexpr std::uint64_t mostInShortBands = 128;

}  // namespace

LabGeometry::LabGeometry(const LabView& view, const QFontMetrics& font, double width, double gutter) : gutter_(gutter)
{
    lineHeight_ = font.height() * 1.3;
    laneHeight_ = std::round(font.height() * 1.9);
    const double room = width - gutter_ - 2;
    const bool roomy = room / static_cast<double>(manyClusters) >=
                       font.averageCharWidth() * (view.options.clusters > mostInShortBands ? narrowCell : roomyCell);
    const std::uint64_t clustersPerBand = roomy ? manyClusters : fewClusters;
    cellWidth_ = room / static_cast<double>(clustersPerBand);
    double top = 4;
    for (std::size_t number = 0; number < view.templates.size(); ++number) {
        const std::size_t layers = view.templates[number]->chain.layers().size();
        for (std::uint64_t first = 0; first < view.options.clusters; first += clustersPerBand) {
            const std::uint64_t clusters = std::min(clustersPerBand, view.options.clusters - first);
            titles_.push_back({number, first, clusters, top});
            top += lineHeight_;
            for (std::size_t layer = layers; layer-- > 0; top += laneHeight_ + gap)
                lanes_.push_back({number, layer, first, clusters, top});
            lanes_.push_back({number, std::nullopt, first, clusters, top + gap});
            top += laneHeight_ + 2 * gap;
        }
        top += bandGap;
    }
    height_ = top;
}

double LabGeometry::leastWidth(const QFontMetrics& font, double gutter)
{
    return gutter + static_cast<double>(fewClusters) * font.averageCharWidth() * narrowCell;
}

QRectF LabGeometry::cell(const Lane& lane, std::uint64_t cluster) const
{
    const double left = gutter_ + cellWidth_ * static_cast<double>(cluster - lane.firstCluster);
    return {left, lane.top, cellWidth_, laneHeight_};
}

std::optional<QRectF> LabGeometry::cell(const LabPlace& place) const
{
    for (const Lane& lane : lanes_) {
        if (lane.templateNumber == place.templateNumber && lane.layer == place.layer &&
            place.cluster >= lane.firstCluster && place.cluster < lane.firstCluster + lane.clusters)
            return cell(lane, place.cluster);
    }
    return std::nullopt;
}

std::optional<LabPlace> LabGeometry::at(QPointF point) const
{
    if (point.x() < gutter_ || cellWidth_ <= 0)
        return std::nullopt;
    const auto column = static_cast<std::uint64_t>((point.x() - gutter_) / cellWidth_);
    for (const Lane& lane : lanes_) {
        if (point.y() >= lane.top && point.y() < lane.top + laneHeight_ && column < lane.clusters)
            return LabPlace{lane.templateNumber, lane.layer, lane.firstCluster + column};
    }
    return std::nullopt;
}

}  // namespace widgets
