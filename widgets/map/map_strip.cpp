#include "widgets/map/map_strip.h"

#include "widgets/map/map_scale.h"

#include <QPainter>
#include <QPalette>

namespace widgets {

void MapStrip::paint(QPainter& painter, const QRect& area, const std::shared_ptr<const LaneMap>& map,
                     std::uint64_t diskSize, const QPalette& palette)
{
    const double pixel = painter.device()->devicePixelRatioF();
    const QSize wanted(qRound(area.width() * pixel), qRound(area.height() * pixel));
    if (wanted.isEmpty() || diskSize == 0)
        return;
    if (map_ != map || diskSize_ != diskSize || colours_ != palette.cacheKey() || drawn_.size() != wanted) {
        const MapScale scale{diskSize, {engine::GuestOffset(0), diskSize}, static_cast<double>(wanted.width())};
        const std::vector<std::uint64_t> edges = scale.edges(static_cast<std::size_t>(wanted.width()));
        const LaneTiles tiles(palette, ClassSet().set(), pixel);
        tiles.colour(layCells(*map, edges, wanted.height(), pixel), drawn_);
        drawn_.setDevicePixelRatio(pixel);
        map_ = map;
        diskSize_ = diskSize;
        colours_ = palette.cacheKey();
    }
    painter.drawImage(area.topLeft(), drawn_);
}

}  // namespace widgets
