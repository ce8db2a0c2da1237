#pragma once

#include "widgets/map/lane_raster.h"

#include <QImage>

#include <memory>

class QPainter;

namespace widgets {

/// A whole disk in one small strip, for rows of lists and for the minimap. Keeps what it drew last.
class MapStrip {
public:
    /// Paints a map that is not null, with every class shown.
    /// @param diskSize bytes that the strip's width stands for
    void paint(QPainter& painter, const QRect& area, const std::shared_ptr<const LaneMap>& map, std::uint64_t diskSize,
               const QPalette& palette);
    void paint(QPainter& painter, const QRect& area, const std::shared_ptr<const LaneMap>& map, const QPalette& palette)
    {
        paint(painter, area, map, map->size(), palette);
    }

private:
    std::shared_ptr<const LaneMap> map_;
    std::uint64_t diskSize_ = 0;
    qint64 colours_ = 0;
    QImage drawn_;
};

}  // namespace widgets
