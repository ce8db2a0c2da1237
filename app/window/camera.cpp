#include "camera.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QHash>
#include <QImage>
#include <QPixmap>
#include <QWidget>

#include <algorithm>
#include <cstdio>
#include <vector>

namespace {

constexpr int patienceMilliseconds = 180000;
constexpr int settleMilliseconds = 300;
constexpr std::size_t mostColours = 256;

int distance(QRgb a, QRgb b)
{
    const int red = qRed(a) - qRed(b);
    const int green = qGreen(a) - qGreen(b);
    const int blue = qBlue(a) - qBlue(b);
    return red * red + green * green + blue * blue;
}

/// The most frequent colours; neighbours of one that is taken already are left to it.
QList<QRgb> paletteOf(const QHash<QRgb, int>& counts)
{
    constexpr int near = 12;
    std::vector<std::pair<int, QRgb>> byCount;
    for (auto colour = counts.begin(); colour != counts.end(); ++colour)
        byCount.emplace_back(colour.value(), colour.key());
    std::sort(byCount.begin(), byCount.end(), std::greater());
    QList<QRgb> palette;
    for (const int least : {near, 0}) {
        for (const auto& [count, colour] : byCount) {
            if (palette.size() == mostColours)
                break;
            if (std::none_of(palette.begin(), palette.end(),
                             [&, one = colour](QRgb taken) { return taken == one || distance(taken, one) < least; }))
                palette.append(colour);
        }
    }
    return palette;
}

QImage reduced(const QImage& picture)
{
    QHash<QRgb, int> counts;
    for (int y = 0; y < picture.height(); ++y)
        for (int x = 0; x < picture.width(); ++x)
            ++counts[picture.pixel(x, y)];
    const QList<QRgb> palette = paletteOf(counts);
    QHash<QRgb, uchar> nearest;
    for (auto colour = counts.keyBegin(); colour != counts.keyEnd(); ++colour) {
        const auto found = std::min_element(palette.begin(), palette.end(), [&](QRgb a, QRgb b) {
            return distance(a, *colour) < distance(b, *colour);
        });
        nearest[*colour] = static_cast<uchar>(found - palette.begin());
    }
    QImage result(picture.size(), QImage::Format_Indexed8);
    result.setColorTable(palette);
    for (int y = 0; y < picture.height(); ++y)
        for (int x = 0; x < picture.width(); ++x)
            result.scanLine(y)[x] = nearest.value(picture.pixel(x, y));
    return result;
}

}  // namespace

bool waitFor(const std::function<bool()>& condition)
{
    QElapsedTimer waited;
    waited.start();
    while (!condition() && waited.elapsed() < patienceMilliseconds)
        QApplication::processEvents(QEventLoop::AllEvents, 20);
    return condition();
}

void settle()
{
    QElapsedTimer waited;
    waited.start();
    while (waited.elapsed() < settleMilliseconds)
        QApplication::processEvents(QEventLoop::AllEvents, 20);
}

void Camera::take(QWidget& widget, const QString& name)
{
    settle();
    constexpr int smallest = 0;  // of all qualities: the most work of zlib
    const QString file = folder_ + '/' + name + ending_ + ".png";
    if (!reduced(widget.grab().toImage().convertToFormat(QImage::Format_RGB32)).save(file, "PNG", smallest))
        complain(file + " cannot be written");
}

void Camera::complain(const QString& what)
{
    std::fprintf(stderr, "lamella: %s\n", qPrintable(what));
    good_ = false;
}
