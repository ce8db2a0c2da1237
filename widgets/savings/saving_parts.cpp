#include "widgets/savings/saving_parts.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <numeric>
#include <optional>

namespace widgets {

namespace {

struct PartLook {
    const char* name;
    const char* meaning;
    std::optional<ClusterClass> sameAs;  ///< the class whose look and meaning it has
    QRgb colour;
    Qt::BrushStyle pattern;
};

/// Of each part, in the order of the enumeration. Vermilion is the colour of the Okabe-Ito set that no class has.
constexpr std::array<PartLook, savingPartCount> looks{{
    {QT_TRANSLATE_NOOP("SavingPart", "Live"), QT_TRANSLATE_NOOP("SavingPart", "Stored, and used by the guest"),
     ClusterClass::Live, 0, Qt::NoBrush},
    {QT_TRANSLATE_NOOP("SavingPart", "Refused volumes"),
     QT_TRANSLATE_NOOP("SavingPart", "In volumes whose free space cannot be trusted; counts as used"),
     ClusterClass::Unknown, 0, Qt::NoBrush},
    {QT_TRANSLATE_NOOP("SavingPart", "Behind the file system"),
     QT_TRANSLATE_NOOP("SavingPart", "Behind the end of a file system that is smaller than its partition; counts as "
                                     "used. Grow the file system in the guest, or shrink the partition"),
     ClusterClass::Behind, 0, Qt::NoBrush},
    {QT_TRANSLATE_NOOP("SavingPart", "Cluster rounding"),
     QT_TRANSLATE_NOOP("SavingPart", "Free, but in one cluster with live data, so that it stays"), std::nullopt,
     0xffe69f00, Qt::Dense5Pattern},
    {QT_TRANSLATE_NOOP("SavingPart", "Garbage"),
     QT_TRANSLATE_NOOP("SavingPart", "Stored, but the guest does not use it any more"), ClusterClass::Garbage, 0,
     Qt::NoBrush},
    {QT_TRANSLATE_NOOP("SavingPart", "Equal to the base"),
     QT_TRANSLATE_NOOP("SavingPart", "Stored, although the base gives the same content"), ClusterClass::Duplicate, 0,
     Qt::NoBrush},
    {QT_TRANSLATE_NOOP("SavingPart", "Zeros"), QT_TRANSLATE_NOOP("SavingPart", "Stored, but only zeros"),
     ClusterClass::Zero, 0, Qt::NoBrush},
    {QT_TRANSLATE_NOOP("SavingPart", "Hidden"), QT_TRANSLATE_NOOP("SavingPart", "Stored, but an upper layer covers it"),
     ClusterClass::Hidden, 0, Qt::NoBrush},
    {QT_TRANSLATE_NOOP("SavingPart", "Snapshots"), QT_TRANSLATE_NOOP("SavingPart", "Kept for internal snapshots alone"),
     ClusterClass::SnapshotOnly, 0, Qt::NoBrush},
    {QT_TRANSLATE_NOOP("SavingPart", "Metadata"),
     QT_TRANSLATE_NOOP("SavingPart", "Header, tables and reference counts of the image files"), std::nullopt,
     0xffd55e00, Qt::NoBrush},
    {QT_TRANSLATE_NOOP("SavingPart", "Leaked"),
     QT_TRANSLATE_NOOP("SavingPart", "Marked as used in the image file, but referred to by nothing"), std::nullopt,
     0xffd55e00, Qt::FDiagPattern},
    {QT_TRANSLATE_NOOP("SavingPart", "Other"),
     QT_TRANSLATE_NOOP("SavingPart", "Holes, reserved clusters and unused ends of the image files"), std::nullopt,
     0xff999999, Qt::Dense6Pattern},
}};

const PartLook& lookOf(SavingPart part)
{
    return looks[static_cast<std::size_t>(part)];
}

}  // namespace

std::uint64_t sumOf(const PartBytes& parts) noexcept
{
    return std::accumulate(parts.begin(), parts.end(), std::uint64_t{0});
}

void scaleTo(PartBytes& parts, std::uint64_t wanted)
{
    const std::uint64_t sum = sumOf(parts);
    if (sum == 0 || sum == wanted)
        return;
    for (std::uint64_t& bytes : parts)
        bytes = static_cast<std::uint64_t>(static_cast<long double>(bytes) * static_cast<long double>(wanted) /
                                           static_cast<long double>(sum));
    // What rounding has left goes where it shows least.
    *std::max_element(parts.begin(), parts.end()) += wanted - sumOf(parts);
}

QString partName(SavingPart part)
{
    return QCoreApplication::translate("SavingPart", lookOf(part).name);
}

QString partMeaning(SavingPart part)
{
    return QCoreApplication::translate("SavingPart", lookOf(part).meaning);
}

void paintPart(QPainter& painter, const QRectF& area, SavingPart part, bool dark)
{
    const PartLook& look = lookOf(part);
    if (look.sameAs)
        return paintClass(painter, area, *look.sameAs, dark);
    painter.fillRect(area, QColor::fromRgba(look.colour));
    if (look.pattern != Qt::NoBrush)
        painter.fillRect(area, QBrush(QColor(0, 0, 0, 150), look.pattern));
}

}  // namespace widgets
