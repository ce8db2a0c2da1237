#pragma once

#include "widgets/data/chain_analysis.h"
#include "widgets/map/map_scale.h"

#include <QRect>
#include <QString>

#include <vector>

class QPainter;
class QPalette;

namespace widgets {

/// The partitions and volumes of a disk, named above the map.
class VolumeRuler {
public:
    struct Piece {
        engine::GuestRange range;
        std::size_t volume = 0;  ///< index in Guest::volumes
        QString name;            ///< label or kind; from inside the image, safe to show
        QString facts;           ///< type and state
        bool trusted = true;     ///< its free space counts
    };

    /// @param guest may be null: not read yet
    explicit VolumeRuler(const engine::Guest* guest = nullptr);

    /// @param area as wide as the plot of `scale`
    void paint(QPainter& painter, const QRect& area, const MapScale& scale, const QPalette& palette) const;
    /// The piece that a byte is in, or null.
    const Piece* at(engine::GuestOffset offset) const;
    const std::vector<Piece>& pieces() const noexcept { return pieces_; }
    static QString toolTip(const Piece& piece);

private:
    void paintPiece(QPainter& painter, const QRectF& area, const Piece& piece, const QPalette& palette) const;

    std::vector<Piece> pieces_;  ///< by their place
    bool read_ = false;
};

/// What a volume is called: its label, else its logical volume or partition.
QString volumeName(const engine::Volume& volume);

}  // namespace widgets
