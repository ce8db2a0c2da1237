#pragma once

#include <QBrush>
#include <QColor>
#include <QString>

#include <array>
#include <cstdint>

class QPainter;
class QRectF;

namespace widgets {

/// What a byte of a layer is worth; each byte has one class.
enum class ClusterClass : std::uint8_t {
    Live,          ///< unique to the layer, and used by the guest as far as we know
    Garbage,       ///< the guest does not use it
    Duplicate,     ///< equal to what the backing layers give
    Hidden,        ///< covered by an upper layer
    SnapshotOnly,  ///< only internal snapshots refer to it: has no place on the disk as it is now
    Unknown,       ///< in a volume that is not trimmed: counts as used
    Behind,        ///< behind the end of a file system that is smaller than its partition: counts as used
    Zero,
    Unallocated,
};
inline constexpr std::size_t clusterClassCount = 9;
inline constexpr std::array<ClusterClass, clusterClassCount> clusterClasses{
    ClusterClass::Live,   ClusterClass::Garbage,      ClusterClass::Duplicate,
    ClusterClass::Hidden, ClusterClass::SnapshotOnly, ClusterClass::Unknown,
    ClusterClass::Behind, ClusterClass::Zero,         ClusterClass::Unallocated};

/// Translated, sentence case.
QString className(ClusterClass clusterClass);
/// One sentence for tool tips and the help page.
QString classMeaning(ClusterClass clusterClass);

/// Okabe-Ito colours, chosen by the lightness of the palette's background. Zero and Unallocated: line and background.
QColor classColour(ClusterClass clusterClass, bool dark);
/// Fills an area with colour and pattern, so that the classes can be told apart without colour.
/// @param compressed draws the corner mark where the area is large enough
void paintClass(QPainter& painter, const QRectF& area, ClusterClass clusterClass, bool dark, bool compressed = false);
/// The mark of compressed clusters alone.
void paintCorner(QPainter& painter, const QRectF& area, bool dark);
/// The pattern alone, in a colour that shows on the class's own.
QBrush classPattern(ClusterClass clusterClass, bool dark);

/// Whether widgets of this palette are light on dark.
bool isDark(const class QPalette& palette);

}  // namespace widgets
