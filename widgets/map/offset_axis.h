#pragma once

#include "widgets/map/map_scale.h"

#include <QRect>
#include <QString>

class QPainter;
class QPalette;

namespace widgets {

/// The ticks below the map. Exact: plain offsets ("1.125 GiB") where few digits do; else distances ("+64 KiB") from a
/// byte that is named in full.
struct OffsetTicks {
    struct Tick {
        engine::GuestOffset offset;
        QString text;
    };

    /// @param spacing pixels between two ticks at least
    OffsetTicks(const MapScale& scale, double spacing);

    QString from;  ///< of what the texts are distances; empty: of the start of the disk
    std::vector<Tick> ticks;
};

/// @param gutter where `from` goes
void paintAxis(QPainter& painter, const QRect& gutter, const QRect& area, const MapScale& scale,
               const QPalette& palette);

}  // namespace widgets
