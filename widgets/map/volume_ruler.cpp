#include "widgets/map/volume_ruler.h"

#include "widgets/words/words.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPalette>

#include <algorithm>

namespace widgets {

using engine::GuestOffset;
using engine::GuestRange;

namespace {

QString words(const char* text)
{
    return QCoreApplication::translate("VolumeRuler", text);
}

VolumeRuler::Piece pieceOf(const engine::Volume& volume, std::size_t index)
{
    VolumeRuler::Piece piece;
    piece.volume = index;
    piece.name = volumeName(volume);
    const QString type = volume.facts.type.empty() ? QString() : plainText(volume.facts.type);
    const QString state = stateText(volume.facts.state);
    piece.facts =
        type.isEmpty() ? state.toLower() : words(QT_TRANSLATE_NOOP("VolumeRuler", "%1, %2")).arg(type, state.toLower());
    piece.trusted = volume.trimmable();
    return piece;
}

}  // namespace

QString volumeName(const engine::Volume& volume)
{
    if (!volume.facts.label.empty())
        return plainText(volume.facts.label);
    if (!volume.logicalVolume.empty())
        return plainText(volume.logicalVolume);
    if (volume.partition != 0)
        return words(QT_TRANSLATE_NOOP("VolumeRuler", "Partition %1")).arg(volume.partition);
    return words(QT_TRANSLATE_NOOP("VolumeRuler", "Whole disk"));
}

VolumeRuler::VolumeRuler(const engine::Guest* guest) : read_(guest != nullptr)
{
    for (std::size_t index = 0; guest && index < guest->volumes.size(); ++index) {
        const engine::Volume& volume = guest->volumes[index];
        engine::VolumeRangeSet all;
        all.append({engine::VolumeOffset(0), volume.mapping.size()});
        Piece piece = pieceOf(volume, index);
        const engine::GuestRangeSet onDisk = volume.mapping.toDisk(all);
        for (const GuestRange& range : onDisk.ranges()) {
            piece.range = range;
            pieces_.push_back(piece);
        }
    }
    std::sort(pieces_.begin(), pieces_.end(),
              [](const Piece& a, const Piece& b) { return a.range.start < b.range.start; });
}

const VolumeRuler::Piece* VolumeRuler::at(GuestOffset offset) const
{
    const auto after =
        std::upper_bound(pieces_.begin(), pieces_.end(), offset,
                         [](GuestOffset place, const Piece& piece) { return place < piece.range.start; });
    if (after == pieces_.begin() || !std::prev(after)->range.contains(offset))
        return nullptr;
    return &*std::prev(after);
}

QString VolumeRuler::toolTip(const Piece& piece)
{
    return words(QT_TRANSLATE_NOOP("VolumeRuler", "%1 (%2)\nfrom %3, %4"))
        .arg(piece.name, piece.facts, exactSizeText(piece.range.start.bytes()), exactSizeText(piece.range.length));
}

void VolumeRuler::paint(QPainter& painter, const QRect& area, const MapScale& scale, const QPalette& palette) const
{
    painter.save();
    painter.setClipRect(area);
    if (!read_ || pieces_.empty()) {
        painter.setPen(palette.color(QPalette::PlaceholderText));
        painter.drawText(area.adjusted(4, 0, -4, 0), Qt::AlignVCenter | Qt::AlignLeft,
                         read_ ? words(QT_TRANSLATE_NOOP("VolumeRuler", "No volumes"))
                               : words(QT_TRANSLATE_NOOP("VolumeRuler", "Volumes are not read yet")));
    }
    double painted = -1;
    for (const Piece& piece : pieces_) {
        const double left = std::max(-2.0, scale.xOf(piece.range.start));
        const double right = std::min(scale.width + 2, scale.xOf(piece.range.end()));
        // Many pieces in one pixel (small extents of a logical volume) are drawn once.
        if (right <= 0 || left >= scale.width || right <= painted)
            continue;
        const double width = std::max(1.0, right - left);
        paintPiece(painter, QRectF(area.left() + left, area.top() + 2, width, area.height() - 5), piece, palette);
        painted = left + width;
    }
    painter.restore();
}

void VolumeRuler::paintPiece(QPainter& painter, const QRectF& area, const Piece& piece, const QPalette& palette) const
{
    const bool dark = isDark(palette);
    const QRectF frame = area.adjusted(0.5, 0.5, -0.5, -0.5);
    QColor line = palette.color(QPalette::WindowText);
    line.setAlphaF(0.45F);
    painter.fillRect(area, palette.color(QPalette::AlternateBase));
    if (!piece.trusted)
        paintClass(painter, QRectF(area.left(), area.bottom() - 4, area.width(), 4), ClusterClass::Unknown, dark);
    painter.setPen(line);
    if (area.width() < 3)
        painter.fillRect(QRectF(area.left(), area.top(), 1, area.height()), line);
    else
        painter.drawRect(frame);
    // Where the window begins inside of a volume, its name begins at the window's edge.
    const QRectF text = area.intersected(painter.clipBoundingRect()).adjusted(5, 0, -4, piece.trusted ? 0 : -3);
    if (text.width() < 16)
        return;
    const QFontMetricsF metrics(painter.font());
    const QString both = words(QT_TRANSLATE_NOOP("VolumeRuler", "%1 (%2)")).arg(piece.name, piece.facts);
    const bool fits = metrics.horizontalAdvance(both) <= text.width();
    painter.setPen(palette.color(QPalette::WindowText));
    painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft,
                     fits ? both : metrics.elidedText(piece.name, Qt::ElideRight, text.width()));
}

}  // namespace widgets
