#pragma once

#include "widgets/map/lane_raster.h"

#include <QPalette>
#include <QSize>

#include <map>
#include <memory>

namespace widgets {

/// Lanes as they were drawn last: only what changed is counted, laid or coloured again. So a pointer that moves costs a
/// copy of pixels, and a class that is toggled costs no look at the map.
class LaneCache {
public:
    /// For all lanes from now on.
    void setLook(const QPalette& palette, ClassSet shown, double pixel);
    /// @param size of the lane, logical pixels
    void setWindow(engine::GuestRange window, QSize size);
    /// Valid until the next call. `key` tells lanes apart.
    /// @param cluster bytes; 0: has none. Clusters are marked where they are wide enough to be told apart
    const QImage& lane(std::size_t key, const std::shared_ptr<const LaneMap>& map, std::uint64_t cluster);
    void clear() { lanes_.clear(); }

private:
    struct Lane {
        std::shared_ptr<const LaneMap> map;
        unsigned window = 0;  ///< which setWindow the cells are of
        unsigned look = 0;
        LaneCells cells;
        QImage drawn;
    };
    void markClusters(QPaintDevice& device, const LaneMap& map, std::uint64_t cluster) const;

    QPalette palette_;
    ClassSet shown_;
    double pixel_ = 1;
    std::unique_ptr<LaneTiles> tiles_;
    engine::GuestRange window_;
    QSize size_;
    std::vector<std::uint64_t> edges_;
    unsigned windows_ = 0;
    unsigned looks_ = 0;
    std::map<std::size_t, Lane> lanes_;
};

}  // namespace widgets
