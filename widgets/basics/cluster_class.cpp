#include "widgets/basics/cluster_class.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPalette>

namespace widgets {

namespace {

struct Look {
    QRgb light;
    QRgb dark;
    Qt::BrushStyle pattern;
    const char* name;
    const char* meaning;
};

/// Of each class, in the order of the enumeration. Colours: Okabe and Ito, told apart with any colour vision.
constexpr std::array<Look, clusterClassCount> looks{{
    {0xff0072b2, 0xff56b4e9, Qt::NoBrush, QT_TRANSLATE_NOOP("ClusterClass", "Live"),
     QT_TRANSLATE_NOOP("ClusterClass", "Stored only in this layer, and used by the guest")},
    {0xffe69f00, 0xffe69f00, Qt::BDiagPattern, QT_TRANSLATE_NOOP("ClusterClass", "Garbage"),
     QT_TRANSLATE_NOOP("ClusterClass", "Stored, but the guest does not use it any more")},
    {0xffcc79a7, 0xffcc79a7, Qt::Dense6Pattern, QT_TRANSLATE_NOOP("ClusterClass", "Equal to the backing"),
     QT_TRANSLATE_NOOP("ClusterClass", "Stored, although the layers below give the same content")},
    {0xff8c8c8c, 0xff8c8c8c, Qt::HorPattern, QT_TRANSLATE_NOOP("ClusterClass", "Hidden"),
     QT_TRANSLATE_NOOP("ClusterClass", "Stored, but an upper layer covers it")},
    {0xff009e73, 0xff009e73, Qt::VerPattern, QT_TRANSLATE_NOOP("ClusterClass", "Only in snapshots"),
     QT_TRANSLATE_NOOP("ClusterClass", "Kept for internal snapshots alone")},
    {0xfff0e442, 0xfff0e442, Qt::DiagCrossPattern, QT_TRANSLATE_NOOP("ClusterClass", "Unknown"),
     QT_TRANSLATE_NOOP("ClusterClass", "In a volume whose free space cannot be trusted; counts as used")},
    {0xffb0e0c8, 0xff2f8f6f, Qt::FDiagPattern, QT_TRANSLATE_NOOP("ClusterClass", "Behind the file system"),
     QT_TRANSLATE_NOOP("ClusterClass", "Behind the end of a file system that is smaller than its partition; counts as "
                                       "used. Grow the file system in the guest, or shrink the partition")},
    {0xff9a9a9a, 0xff8a8a8a, Qt::NoBrush, QT_TRANSLATE_NOOP("ClusterClass", "Zero"),
     QT_TRANSLATE_NOOP("ClusterClass", "Reads as zero and hides what is below; takes no data")},
    {0x00000000, 0x00000000, Qt::NoBrush, QT_TRANSLATE_NOOP("ClusterClass", "Unallocated"),
     QT_TRANSLATE_NOOP("ClusterClass", "Not in this layer: the read falls through to the layer below")},
}};

const Look& lookOf(ClusterClass clusterClass)
{
    return looks[static_cast<std::size_t>(clusterClass)];
}

/// Below this many pixels a pattern is noise.
constexpr double patternedWidth = 3;
constexpr double markedWidth = 9;

void paintZero(QPainter& painter, const QRectF& area, const QColor& colour)
{
    painter.setPen(colour);
    const double middle = area.center().y();
    painter.drawLine(QPointF(area.left(), middle), QPointF(area.right(), middle));
    if (area.width() >= patternedWidth)
        painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5));
}

}  // namespace

QString className(ClusterClass clusterClass)
{
    return QCoreApplication::translate("ClusterClass", lookOf(clusterClass).name);
}

QString classMeaning(ClusterClass clusterClass)
{
    return QCoreApplication::translate("ClusterClass", lookOf(clusterClass).meaning);
}

QColor classColour(ClusterClass clusterClass, bool dark)
{
    return QColor::fromRgba(dark ? lookOf(clusterClass).dark : lookOf(clusterClass).light);
}

QBrush classPattern(ClusterClass clusterClass, bool dark)
{
    const bool onLight = clusterClass == ClusterClass::Unknown || clusterClass == ClusterClass::Garbage ||
                         clusterClass == ClusterClass::Behind || dark;
    return {onLight ? QColor(0, 0, 0, 150) : QColor(255, 255, 255, 170), lookOf(clusterClass).pattern};
}

void paintClass(QPainter& painter, const QRectF& area, ClusterClass clusterClass, bool dark, bool compressed)
{
    if (clusterClass == ClusterClass::Unallocated)
        return;
    const QColor colour = classColour(clusterClass, dark);
    painter.save();
    painter.setBrush(Qt::NoBrush);
    if (clusterClass == ClusterClass::Zero) {
        paintZero(painter, area, colour);
    } else {
        painter.fillRect(area, colour);
        if (area.width() >= patternedWidth && lookOf(clusterClass).pattern != Qt::NoBrush)
            painter.fillRect(area, classPattern(clusterClass, dark));
    }
    painter.restore();
    if (compressed && area.width() >= markedWidth)
        paintCorner(painter, area, dark);
}

void paintCorner(QPainter& painter, const QRectF& area, bool dark)
{
    painter.save();
    painter.setPen(Qt::NoPen);
    painter.setBrush(dark ? Qt::white : Qt::black);
    const QPointF corner = area.topRight();
    painter.drawPolygon(QPolygonF{corner, corner - QPointF(5, 0), corner + QPointF(0, 5)});
    painter.restore();
}

bool isDark(const QPalette& palette)
{
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

}  // namespace widgets
