#include "widgets/map/map_geometry.h"
#include "widgets/map/map_scale.h"
#include "widgets/map/offset_axis.h"

#include "support/random.h"

#include <QTest>

#include <cmath>

using engine::GuestOffset;
using engine::GuestRange;
using widgets::MapGeometry;
using widgets::MapScale;

namespace {

constexpr std::uint64_t gib = 1ULL << 30;
constexpr std::uint64_t eib = 1ULL << 60;

MapScale scaleOf(std::uint64_t size, std::uint64_t start, std::uint64_t length, double width)
{
    return {size, {GuestOffset(start), length}, width, 1};
}

/// The window lies inside the disk and is no shorter than it may be.
void requireSound(const MapScale& scale, GuestRange window)
{
    QVERIFY(window.length >= std::min(scale.shortest, scale.size));
    QVERIFY(window.length <= scale.size);
    QVERIFY(window.start.bytes() <= scale.size - window.length);
}

/// Any scale a person could come to, and some that nobody could.
MapScale randomScale(testsupport::Random& random)
{
    const std::uint64_t size = std::max<std::uint64_t>(1, random.next() >> random.below(64));
    const std::uint64_t length = std::max<std::uint64_t>(1, std::min(size, random.next() >> random.below(64)));
    MapScale scale = scaleOf(size, size == length ? 0 : random.below(size - length), length,
                             static_cast<double>(random.between(1, 8000)) + (random.chance(50) ? 0.25 : 0));
    scale.shortest = random.pick(std::array<std::uint64_t, 3>{1, 512, 65536});
    scale.window = scale.fitted(scale.window);
    return scale;
}

}  // namespace

/// Pixels and bytes of the map, without a window.
class MapScaleTest : public QObject {
    Q_OBJECT

private slots:
    void pixelsFindTheirBytes_data();
    void pixelsFindTheirBytes();
    void columnsCoverTheWindow();
    void bytesComeBackToTheirPixels();
    void zoomKeepsTheByteUnderThePointer();
    void zoomReachesBothEnds_data();
    void zoomReachesBothEnds();
    void panStopsAtTheEnds();
    void nothingLeavesTheDisk();
    void revealsWhatIsNotShown();
    void ticksDiffer();
    void lanesFit_data();
    void lanesFit();
    void everyRowCanBeScrolledTo();
};

void MapScaleTest::pixelsFindTheirBytes_data()
{
    QTest::addColumn<quint64>("size");
    QTest::addColumn<quint64>("start");
    QTest::addColumn<quint64>("length");
    QTest::addColumn<double>("width");
    QTest::addColumn<double>("x");
    QTest::addColumn<quint64>("offset");
    QTest::newRow("left") << quint64{1000} << quint64{0} << quint64{1000} << 100.0 << 0.0 << quint64{0};
    QTest::newRow("middle") << quint64{1000} << quint64{0} << quint64{1000} << 100.0 << 50.0 << quint64{500};
    QTest::newRow("right edge") << quint64{1000} << quint64{0} << quint64{1000} << 100.0 << 100.0 << quint64{999};
    QTest::newRow("left of the plot") << quint64{1000} << quint64{100} << quint64{10} << 100.0 << -30.0 << quint64{100};
    QTest::newRow("right of it") << quint64{1000} << quint64{100} << quint64{10} << 100.0 << 1e9 << quint64{109};
    QTest::newRow("unaligned") << quint64{1001} << quint64{7} << quint64{331} << 100.0 << 33.5 << quint64{7 + 110};
    QTest::newRow("one byte") << quint64{eib} << quint64{eib - 1} << quint64{1} << 1900.0 << 950.0 << quint64{eib - 1};
    QTest::newRow("part of a pixel a byte")
        << quint64{eib} << quint64{123456789} << quint64{5} << 1000.0 << 799.0 << quint64{123456789 + 3};
    QTest::newRow("16 EiB") << quint64{UINT64_MAX} << quint64{0} << quint64{UINT64_MAX} << 4.0 << 2.0
                            << quint64{UINT64_MAX / 2};
    QTest::newRow("end of 16 EiB") << quint64{UINT64_MAX} << quint64{0} << quint64{UINT64_MAX} << 1920.0 << 1920.0
                                   << quint64{UINT64_MAX - 1};
    QTest::newRow("near the end of 16 EiB") << quint64{UINT64_MAX} << quint64{UINT64_MAX - 512} << quint64{512} << 512.0
                                            << 511.0 << quint64{UINT64_MAX - 1};
}

void MapScaleTest::pixelsFindTheirBytes()
{
    QFETCH(quint64, size);
    QFETCH(quint64, start);
    QFETCH(quint64, length);
    QFETCH(double, width);
    QFETCH(double, x);
    QTEST(quint64{scaleOf(size, start, length, width).offsetAt(x).bytes()}, "offset");
}

void MapScaleTest::columnsCoverTheWindow()
{
    testsupport::Random random(5);
    for (int round = 0; round < 200; ++round) {
        const MapScale scale = randomScale(random);
        const auto columns = static_cast<std::size_t>(scale.width);
        const std::vector<std::uint64_t> edges = scale.edges(columns);
        QCOMPARE(edges.size(), columns + 1);
        QCOMPARE(edges.front(), scale.window.start.bytes());
        QCOMPARE(edges.back(), scale.window.end().bytes());
        QVERIFY(std::is_sorted(edges.begin(), edges.end()));
        if (scale.width != std::floor(scale.width))
            continue;
        // What a column holds begins with the byte that the pointer finds there.
        const std::size_t column = random.below(columns);
        if (edges[column] < scale.window.end().bytes())
            QCOMPARE(scale.offsetAt(static_cast<double>(column)).bytes(), edges[column]);
    }
}

void MapScaleTest::bytesComeBackToTheirPixels()
{
    testsupport::Random random(6);
    for (int round = 0; round < 2000; ++round) {
        const MapScale scale = randomScale(random);
        const double x = std::floor(static_cast<double>(random.below(10000)) * scale.width / 10000);
        const double back = scale.xOf(scale.offsetAt(x));
        // A byte may be wider than a pixel.
        QVERIFY2(back <= x + 0.01 && back >= x - 0.01 - scale.pixelsPerByte(),
                 qPrintable(QString("%1 of %2 came back as %3").arg(x).arg(scale.width).arg(back)));
    }
    const MapScale scale = scaleOf(UINT64_MAX, 1000, 100, 200);
    QCOMPARE(scale.xOf(GuestOffset(0)), -2000.0);
    QVERIFY(scale.xOf(GuestOffset(UINT64_MAX)) > 1e18);
}

void MapScaleTest::zoomKeepsTheByteUnderThePointer()
{
    MapScale scale = scaleOf(8 * eib, 0, 8 * eib, 1777);
    const double x = 1234;
    const std::uint64_t byte = scale.offsetAt(x).bytes();
    int steps = 0;
    for (; scale.window.length > 1; ++steps) {
        const GuestRange next = scale.zoomed(0.8, x);
        requireSound(scale, next);
        QVERIFY(next.length < scale.window.length);
        scale.window = next;
        // Each step rounds to whole bytes.
        const std::uint64_t now = scale.offsetAt(x).bytes();
        QVERIFY(std::max(now, byte) - std::min(now, byte) <=
                static_cast<std::uint64_t>(steps) + 2 + static_cast<std::uint64_t>(1 / scale.pixelsPerByte() / 128));
    }
    QVERIFY(steps < 250);
    while (scale.window.length < scale.size)
        scale.window = scale.zoomed(1.25, x);
    QCOMPARE(scale.window.start.bytes(), std::uint64_t{0});
}

void MapScaleTest::zoomReachesBothEnds_data()
{
    QTest::addColumn<quint64>("size");
    QTest::addColumn<quint64>("shortest");
    QTest::newRow("small disk") << quint64{300} << quint64{512};
    QTest::newRow("odd disk") << quint64{100 * gib + 511} << quint64{512};
    QTest::newRow("largest disk") << quint64{UINT64_MAX} << quint64{1};
}

void MapScaleTest::zoomReachesBothEnds()
{
    QFETCH(quint64, size);
    QFETCH(quint64, shortest);
    MapScale scale = scaleOf(size, 0, size, 1000);
    scale.shortest = shortest;
    for (int step = 0; step < 600; ++step)
        scale.window = scale.zoomed(0.9, 1000);
    QCOMPARE(scale.window.length, std::min(size, shortest));
    QCOMPARE(scale.window.end().bytes(), size);
    for (int step = 0; step < 600; ++step)
        scale.window = scale.zoomed(1.1, 0);
    QCOMPARE(scale.window, (GuestRange{GuestOffset(0), size}));
}

void MapScaleTest::panStopsAtTheEnds()
{
    const MapScale scale = scaleOf(1000 * gib, 10 * gib, 100 * gib, 1000);
    QCOMPARE(scale.panned(50).start.bytes(), 15 * gib);
    QCOMPARE(scale.panned(-50).start.bytes(), 5 * gib);
    QCOMPARE(scale.panned(-101).start.bytes(), std::uint64_t{0});
    QCOMPARE(scale.panned(1e12).end().bytes(), 1000 * gib);
    QCOMPARE(scale.panned(0), scale.window);
    QCOMPARE(scaleOf(UINT64_MAX, 0, UINT64_MAX, 10).panned(1e15), (GuestRange{GuestOffset(0), UINT64_MAX}));
}

void MapScaleTest::nothingLeavesTheDisk()
{
    testsupport::Random random(7);
    for (int round = 0; round < 5000; ++round) {
        const MapScale scale = randomScale(random);
        const double x = static_cast<double>(random.below(9000)) - 500;
        requireSound(scale, scale.zoomed(static_cast<double>(random.between(1, 300)) / 100, x));
        requireSound(scale, scale.zoomed(random.chance(50) ? 1e-30 : 1e30, x));
        requireSound(scale, scale.panned(x * 1000));
        requireSound(scale, scale.revealing(GuestOffset(random.below(scale.size))));
        QVERIFY(scale.window.contains(scale.offsetAt(x)));
    }
}

void MapScaleTest::revealsWhatIsNotShown()
{
    const MapScale scale = scaleOf(1000, 100, 100, 10);
    QCOMPARE(scale.revealing(GuestOffset(150)), scale.window);
    QCOMPARE(scale.revealing(GuestOffset(500)).start.bytes(), std::uint64_t{450});
    QCOMPARE(scale.revealing(GuestOffset(999)).start.bytes(), std::uint64_t{900});
    QCOMPARE(scale.revealing(GuestOffset(3)).start.bytes(), std::uint64_t{0});
}

void MapScaleTest::ticksDiffer()
{
    testsupport::Random random(8);
    for (int round = 0; round < 1000; ++round) {
        const MapScale scale = randomScale(random);
        const widgets::OffsetTicks ticks(scale, 90);
        for (std::size_t tick = 0; tick < ticks.ticks.size(); ++tick) {
            QVERIFY(scale.window.contains(ticks.ticks[tick].offset));
            if (tick > 0)
                QVERIFY(ticks.ticks[tick].text != ticks.ticks[tick - 1].text);
        }
        if (scale.width >= 200 && scale.window.length >= 512)
            QVERIFY(!ticks.ticks.empty() || scale.window.length < 1024 || scale.width < 400);
    }
}

void MapScaleTest::lanesFit_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("laneHeight");
    QTest::addColumn<bool>("scrolls");
    QTest::newRow("one layer") << QSize(800, 300) << 1 << 56 << false;
    QTest::newRow("three layers") << QSize(800, 260) << 3 << 47 << false;
    QTest::newRow("ten layers") << QSize(800, 300) << 10 << 18 << false;
    QTest::newRow("200 layers") << QSize(800, 300) << 200 << 14 << true;
    QTest::newRow("no room") << QSize(100, 20) << 200 << 14 << true;
}

void MapScaleTest::lanesFit()
{
    QFETCH(QSize, size);
    QFETCH(int, rows);
    const MapGeometry parts{size, rows, 90, 16, 14, 0};
    QTEST(parts.laneHeight(), "laneHeight");
    QTEST(parts.scrolls(), "scrolls");
    QVERIFY(parts.ruler().bottom() < parts.lanes().top());
    QVERIFY(parts.lanes().bottom() < parts.result().top());
    QVERIFY(parts.result().bottom() < parts.axis().top());
    if (size.height() > 100)
        QVERIFY(parts.axis().bottom() < size.height());
}

void MapScaleTest::everyRowCanBeScrolledTo()
{
    MapGeometry parts{QSize(800, 300), 200, 90, 16, 14, 0};
    for (const int row : {0, 199, 100, 101, 99, 3, 0, 57}) {
        parts.scroll = parts.scrollTo(row);
        QVERIFY(parts.scroll >= 0 && parts.scroll <= parts.lastScroll());
        QVERIFY(parts.lanes().contains(parts.lane(row)));
        QCOMPARE(parts.rowAt(parts.lane(row).center().y()), std::optional(row));
    }
    QCOMPARE(parts.rowAt(parts.ruler().center().y()), std::nullopt);
    QCOMPARE(parts.rowAt(parts.result().center().y()), std::nullopt);
}

QTEST_GUILESS_MAIN(MapScaleTest)
#include "map_scale_test.moc"
