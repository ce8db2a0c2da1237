#pragma once

#include "widgets/basics/cluster_class.h"

#include <QString>

#include <array>
#include <cstdint>

class QPainter;
class QRectF;

namespace widgets {

/// What bytes of image files are spent on; each byte of a file has one part. In the order in which bars are stacked.
enum class SavingPart : std::uint8_t {
    Live,       ///< used by the guest, as far as we know
    Unknown,    ///< in volumes that are not trimmed
    Behind,     ///< behind the end of a file system that is smaller than its partition
    Rounding,   ///< not used by the guest, but in one cluster with something that is
    Garbage,    ///< not used by the guest
    Duplicate,  ///< the base gives it as well
    Zero,       ///< only zeros
    Hidden,     ///< covered by an upper layer
    Snapshots,  ///< only internal snapshots refer to it
    Metadata,   ///< header and tables
    Leaked,     ///< marked as used, referred to by nothing
    Other,      ///< holes of raw files, reserved clusters, unused ends
};
inline constexpr std::size_t savingPartCount = 12;

using PartBytes = std::array<std::uint64_t, savingPartCount>;

std::uint64_t sumOf(const PartBytes& parts) noexcept;
inline std::uint64_t& at(PartBytes& parts, SavingPart part)
{
    return parts[static_cast<std::size_t>(part)];
}
inline std::uint64_t at(const PartBytes& parts, SavingPart part)
{
    return parts[static_cast<std::size_t>(part)];
}
/// Changes the parts in proportion so that their sum is `wanted`: for guest bytes that are stored in fewer host bytes
/// together. Parts of nothing stay nothing.
void scaleTo(PartBytes& parts, std::uint64_t wanted);

/// Translated, sentence case.
QString partName(SavingPart part);
QString partMeaning(SavingPart part);
/// With colour and pattern, as the map paints the class that it is.
void paintPart(QPainter& painter, const QRectF& area, SavingPart part, bool dark);

}  // namespace widgets
