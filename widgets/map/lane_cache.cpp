#include "widgets/map/lane_cache.h"

#include "widgets/map/map_scale.h"

#include <QPainter>

namespace widgets {

using engine::GuestOffset;

namespace {

/// Logical pixels from which on clusters are told apart.
constexpr double markedCluster = 9;

}  // namespace

void LaneCache::setLook(const QPalette& palette, ClassSet shown, double pixel)
{
    if (tiles_ && palette_.cacheKey() == palette.cacheKey() && shown_ == shown && pixel_ == pixel)
        return;
    if (pixel_ != pixel)
        size_ = {};
    palette_ = palette;
    shown_ = shown;
    pixel_ = pixel;
    tiles_ = std::make_unique<LaneTiles>(palette, shown, pixel);
    ++looks_;
}

void LaneCache::setWindow(engine::GuestRange window, QSize size)
{
    if (window_ == window && size_ == size)
        return;
    window_ = window;
    size_ = size;
    const MapScale scale{window.end().bytes(), window, static_cast<double>(size.width())};
    edges_ = scale.edges(static_cast<std::size_t>(qRound(size.width() * pixel_)));
    ++windows_;
}

const QImage& LaneCache::lane(std::size_t key, const std::shared_ptr<const LaneMap>& map, std::uint64_t cluster)
{
    Lane& lane = lanes_[key];
    if (lane.map != map || lane.window != windows_) {
        lane.cells = layCells(*map, edges_, qRound(size_.height() * pixel_), pixel_);
        lane.map = map;
        lane.window = windows_;
        lane.look = 0;
    }
    if (lane.look != looks_) {
        tiles_->colour(lane.cells, lane.drawn);
        lane.drawn.setDevicePixelRatio(pixel_);
        markClusters(lane.drawn, *map, cluster);
        lane.look = looks_;
    }
    return lane.drawn;
}

void LaneCache::markClusters(QPaintDevice& device, const LaneMap& map, std::uint64_t cluster) const
{
    const MapScale scale{map.size(), window_, static_cast<double>(size_.width())};
    const double width = scale.pixelsPerByte() * static_cast<double>(cluster);
    if (cluster == 0 || width < markedCluster)
        return;
    QPainter painter(&device);
    QColor line = palette_.color(QPalette::Base);
    line.setAlphaF(0.5F);
    const std::uint64_t end = std::min(window_.end().bytes(), map.size());
    for (std::uint64_t at = window_.start.bytes() / cluster * cluster; at < end; at += cluster) {
        const ClassRun run = map.runAt(GuestOffset(at));
        const double left = scale.xOf(GuestOffset(at));
        painter.fillRect(QRectF(std::floor(left), 0, 1, size_.height()), line);
        if (run.compressed && shown_[static_cast<std::size_t>(run.clusterClass)])
            paintCorner(painter, QRectF(left, 0, width, size_.height()), isDark(palette_));
        if (UINT64_MAX - at < cluster)
            break;
    }
}

}  // namespace widgets
