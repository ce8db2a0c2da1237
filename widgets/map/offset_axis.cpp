#include "widgets/map/offset_axis.h"

#include "widgets/words/words.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPainter>
#include <QPalette>

#include <bit>
#include <cmath>

namespace widgets {

using engine::GuestOffset;

namespace {

/// The power of two from `bytes` on.
std::uint64_t stepFor(double bytes)
{
    int exponent = 0;
    while (exponent < 63 && std::ldexp(1.0, exponent) < bytes)
        ++exponent;
    return std::uint64_t{1} << exponent;
}

/// The power of two (a multiple of ten) of the largest unit that is not above `bytes`.
int unitOf(std::uint64_t bytes)
{
    return bytes == 0 ? 0 : (static_cast<int>(std::bit_width(bytes)) - 1) / 10 * 10;
}

/// Exact with up to three decimals, for multiples of an eighth of the unit: "1.125 GiB".
QString exactText(std::uint64_t bytes, int unit)
{
    const double value = std::ldexp(static_cast<double>(bytes), -unit);
    int decimals = 0;
    while (decimals < 3 && value != std::floor(value * std::pow(10, decimals)) / std::pow(10, decimals))
        ++decimals;
    return QLocale().toString(value, 'f', decimals) + ' ' + sizeText(std::uint64_t{1} << unit).section(' ', 1);
}

}  // namespace

OffsetTicks::OffsetTicks(const MapScale& scale, double spacing)
{
    if (scale.window.empty() || scale.width <= 0)
        return;
    const std::uint64_t step = stepFor(spacing / scale.pixelsPerByte());
    const std::uint64_t start = scale.window.start.bytes();
    const std::uint64_t end = scale.window.end().bytes();
    const bool plain = unitOf(end) <= unitOf(step) || step >> (unitOf(end) - 3) != 0;
    const std::uint64_t first = start / step * step + (start % step == 0 ? 0 : step);
    const std::uint64_t origin = plain ? 0 : std::max(start, first) / step * step;
    if (!plain)
        from = exactSizeText(origin);
    for (std::uint64_t at = first; at >= first && at < end; at += step) {
        ticks.push_back({GuestOffset(at), plain ? exactText(at, unitOf(at))
                                                : QStringLiteral("+") + exactText(at - origin, unitOf(step))});
        if (UINT64_MAX - at < step)
            break;
    }
}

void paintAxis(QPainter& painter, const QRect& gutter, const QRect& area, const MapScale& scale,
               const QPalette& palette)
{
    const QFontMetrics metrics(painter.font());
    const OffsetTicks ticks(scale, metrics.horizontalAdvance(QStringLiteral("+1023.9 MiB")) + 16);
    QColor line = palette.color(QPalette::WindowText);
    painter.setPen(line);
    if (!ticks.from.isEmpty())
        painter.drawText(gutter.adjusted(4, 4, -8, 0), Qt::AlignVCenter | Qt::AlignRight,
                         metrics.elidedText(ticks.from, Qt::ElideLeft, gutter.width() - 12));
    for (const OffsetTicks::Tick& tick : ticks.ticks) {
        const double x = area.left() + std::floor(scale.xOf(tick.offset));
        painter.fillRect(QRectF(x, area.top(), 1, 5), line);
        const int width = metrics.horizontalAdvance(tick.text);
        // The last text ends inside of the plot.
        const double left = std::min(x, static_cast<double>(area.right() - width));
        painter.drawText(QRectF(left, area.top() + 5, width + 2, area.height() - 5), Qt::AlignVCenter | Qt::AlignLeft,
                         tick.text);
    }
}

}  // namespace widgets
