#pragma once

#include "widgets/lab/lab_view.h"

#include <QFontMetrics>
#include <QRectF>

#include <optional>
#include <vector>

namespace widgets {

/// A cell of the lab's map.
struct LabPlace {
    std::size_t templateNumber = 0;
    std::optional<std::size_t> layer;  ///< base first; nothing: what the guest reads
    std::uint64_t cluster = 0;

    bool operator==(const LabPlace&) const = default;
};

/// Where the cells of the lab's map are: a block a template, in it bands of 64 clusters (32 where there would be little
/// room), in a band a lane a layer with the active one on top, and below them what the guest reads. Logical pixels.
class LabGeometry {
public:
    struct Lane {
        std::size_t templateNumber = 0;
        std::optional<std::size_t> layer;
        std::uint64_t firstCluster = 0;
        std::uint64_t clusters = 0;
        double top = 0;
    };
    /// A line above each band.
    struct Title {
        std::size_t templateNumber = 0;
        std::uint64_t firstCluster = 0;  ///< 0: the first band of the template
        std::uint64_t clusters = 0;
        double top = 0;
    };

    LabGeometry() = default;
    /// @param gutter for the names of the lanes
    LabGeometry(const LabView& view, const QFontMetrics& font, double width, double gutter);

    const std::vector<Lane>& lanes() const noexcept { return lanes_; }
    const std::vector<Title>& titles() const noexcept { return titles_; }
    double height() const noexcept { return height_; }
    double gutter() const noexcept { return gutter_; }
    double laneHeight() const noexcept { return laneHeight_; }
    double lineHeight() const noexcept { return lineHeight_; }
    QRectF cell(const Lane& lane, std::uint64_t cluster) const;
    std::optional<QRectF> cell(const LabPlace& place) const;
    std::optional<LabPlace> at(QPointF point) const;
    /// The width that the map wants at least.
    static double leastWidth(const QFontMetrics& font, double gutter);

private:
    std::vector<Lane> lanes_;
    std::vector<Title> titles_;
    double height_ = 0;
    double gutter_ = 0;
    double cellWidth_ = 0;
    double laneHeight_ = 0;
    double lineHeight_ = 0;
};

}  // namespace widgets
