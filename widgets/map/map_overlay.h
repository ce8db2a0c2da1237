#pragma once

#include "widgets/data/chain_analysis.h"
#include "widgets/map/map_geometry.h"
#include "widgets/map/map_place.h"
#include "widgets/map/map_scale.h"

class QPainter;
class QPainterPath;
class QPalette;

namespace widgets {

/// What lies above the lanes: selection, read path, pointer, highlighted ranges. Painted anew each time.
class MapOverlay {
public:
    /// All of them outlive it. The analysis has the stage Mapped.
    MapOverlay(QPainter& painter, const MapGeometry& geometry, const MapScale& scale, const ChainAnalysis& analysis,
               const QPalette& palette);

    void highlighted(const engine::GuestRangeSet& ranges, std::optional<std::size_t> layer);
    void pointer(engine::GuestOffset offset);
    void selectedLane(std::size_t layer);
    void selectedRun(std::size_t layer, engine::GuestOffset offset);
    /// From the top lane through those that do not hold the byte, to the one that answers.
    void readPath(engine::GuestOffset offset);

private:
    int rowOf(std::size_t layer) const { return geometry_.rows - 1 - static_cast<int>(layer); }
    double middle(std::size_t layer) const;
    void stroke(const QPainterPath& path, double width);
    void dot(double x, double y, bool filled);
    void end(double x, double y, bool answered);

    QPainter& painter_;
    const MapGeometry& geometry_;
    const MapScale& scale_;
    const ChainAnalysis& analysis_;
    const QPalette& palette_;
};

/// Marks the ranges across `area`, which is as wide as the scale; costs pixels, not ranges.
void paintRanges(QPainter& painter, const QRect& area, const MapScale& scale, const engine::GuestRangeSet& ranges,
                 const QColor& colour);

}  // namespace widgets
