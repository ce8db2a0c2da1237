#include "widgets/map/lane_raster.h"

#include "widgets/map/map_strip.h"

#include <QPainter>
#include <QPalette>
#include <QTest>

#include <algorithm>

using engine::Extent;
using engine::ExtentState;
using engine::GuestOffset;
using engine::GuestRange;
using engine::HostOffset;
using widgets::ClassSet;
using widgets::ClusterClass;
using widgets::LaneCells;
using widgets::LaneMap;

namespace {

constexpr int height = 20;

void store(engine::LayerMap& map, std::uint64_t start, std::uint64_t end, ExtentState state = ExtentState::Data)
{
    map.own.append(
        {GuestOffset(start), end - start, state == ExtentState::Data ? HostOffset(start) : Extent::nowhere, 0, state});
}

/// Stored but for the last quarter, with `garbage`.
LaneMap laneOf(std::uint64_t size, std::vector<GuestRange> garbage)
{
    engine::LayerMap map;
    map.own = engine::ExtentMap(size);
    store(map, 0, size / 4 * 3);
    engine::LayerUse use;
    use.garbage = engine::GuestRangeSet::of(std::move(garbage));
    return LaneMap::ofLayer(map, &use, nullptr);
}

/// A column from its top to its bottom.
std::vector<std::uint8_t> column(const LaneCells& cells, int x)
{
    std::vector<std::uint8_t> codes;
    for (int y = 0; y < cells.height; ++y)
        codes.push_back(cells.cells[static_cast<std::size_t>(y * cells.width + x)]);
    return codes;
}

long count(const std::vector<std::uint8_t>& codes, ClusterClass clusterClass)
{
    return std::count(codes.begin(), codes.end(), static_cast<std::uint8_t>(clusterClass));
}

}  // namespace

/// What the pixels of a lane show.
class LaneRasterTest : public QObject {
    Q_OBJECT

private slots:
    void littleWasteIsSeen_data();
    void littleWasteIsSeen();
    void longRunsHaveSharpEnds();
    void allClassesFitInOneColumn();
    void bytesMayBeWiderThanPixels();
    void endOfASmallLayer();
    void zerosAreOutlined();
    void dimmedClassesChange();
    void stripShowsTheDisk();
};

void LaneRasterTest::littleWasteIsSeen_data()
{
    QTest::addColumn<quint64>("garbage");
    QTest::addColumn<int>("pixels");
    QTest::newRow("none") << quint64{0} << 0;
    QTest::newRow("one byte") << quint64{1} << 1;
    QTest::newRow("1 %") << quint64{10'000} << 2;
    QTest::newRow("5 %") << quint64{50'000} << 2;
    QTest::newRow("half") << quint64{500'000} << height / 2;
    QTest::newRow("all but a byte") << quint64{999'999} << height - 1;
    QTest::newRow("all") << quint64{1'000'000} << height;
}

void LaneRasterTest::littleWasteIsSeen()
{
    QFETCH(quint64, garbage);
    const LaneMap lane = laneOf(4'000'000, {{GuestOffset(300), garbage}});
    const std::vector<std::uint64_t> edges{300, 1'000'300};
    const LaneCells cells = layCells(lane, edges, height, 1);
    QTEST(static_cast<int>(count(column(cells, 0), ClusterClass::Garbage)), "pixels");
    QCOMPARE(count(column(cells, 0), ClusterClass::Garbage) + count(column(cells, 0), ClusterClass::Live),
             long{height});
}

void LaneRasterTest::longRunsHaveSharpEnds()
{
    // Ends in the middle of the third of six columns.
    const LaneMap lane = laneOf(8000, {{GuestOffset(0), 2400}});
    const std::vector<std::uint64_t> edges{0, 1000, 2000, 3000, 4000, 5000, 6000};
    const LaneCells cells = layCells(lane, edges, height, 1);
    for (int x = 0; x < 6; ++x)
        QCOMPARE(count(column(cells, x), x < 2 ? ClusterClass::Garbage : ClusterClass::Live), long{height});
}

void LaneRasterTest::allClassesFitInOneColumn()
{
    engine::LayerMap map;
    map.own = engine::ExtentMap(1'000'000);
    store(map, 0, 600'000);
    store(map, 700'000, 700'010, ExtentState::Zero);
    const auto set = [](std::uint64_t start) { return engine::GuestRangeSet::of({{GuestOffset(start), 10}}); };
    map.hidden = set(0);
    map.duplicate = set(200);
    engine::LayerUse use;
    use.garbage = set(100);
    engine::Guest guest;
    guest.unknown = set(300);
    const LaneMap lane = LaneMap::ofLayer(map, &use, &guest);
    const std::vector<std::uint64_t> edges{0, 1'000'000};
    const auto codes = column(layCells(lane, edges, 14, 1), 0);
    for (const ClusterClass each : {ClusterClass::Live, ClusterClass::Hidden, ClusterClass::Garbage,
                                    ClusterClass::Duplicate, ClusterClass::Unknown, ClusterClass::Unallocated})
        QVERIFY2(count(codes, each) > 0, qPrintable(widgets::className(each)));
    QCOMPARE(std::count(codes.begin(), codes.end(), LaneCells::line), 1);
    QVERIFY(count(codes, ClusterClass::Live) > 5);
}

void LaneRasterTest::bytesMayBeWiderThanPixels()
{
    const LaneMap lane = laneOf(100, {{GuestOffset(11), 1}});
    const std::vector<std::uint64_t> edges{10, 10, 10, 11, 11, 11, 12};
    const LaneCells cells = layCells(lane, edges, height, 1);
    for (int x = 0; x < 6; ++x)
        QCOMPARE(count(column(cells, x), x < 3 ? ClusterClass::Live : ClusterClass::Garbage), long{height});
}

void LaneRasterTest::endOfASmallLayer()
{
    const LaneMap lane = laneOf(1000, {});
    const std::vector<std::uint64_t> edges{800, 1000, 1200};
    const LaneCells cells = layCells(lane, edges, height, 1);
    QCOMPARE(count(column(cells, 0), ClusterClass::Unallocated), long{height});
    QCOMPARE(column(cells, 1), std::vector<std::uint8_t>(height, LaneCells::nothing));
}

void LaneRasterTest::zerosAreOutlined()
{
    engine::LayerMap map;
    map.own = engine::ExtentMap(1000);
    store(map, 200, 800, ExtentState::Zero);
    const LaneMap lane = LaneMap::ofLayer(map, nullptr, nullptr);
    const std::vector<std::uint64_t> edges{0, 100, 200, 300, 400, 500, 600, 700, 800, 900};
    const LaneCells cells = layCells(lane, edges, height, 1);
    const auto lines = [&](int x) {
        const auto codes = column(cells, x);
        return std::count(codes.begin(), codes.end(), LaneCells::line);
    };
    QCOMPARE(lines(1), 0);
    QCOMPARE(lines(2), height);
    QCOMPARE(lines(4), 3);
    QCOMPARE(lines(7), height);
    QCOMPARE(lines(8), 0);
}

void LaneRasterTest::dimmedClassesChange()
{
    const LaneMap lane = laneOf(1000, {{GuestOffset(0), 100}});
    const std::vector<std::uint64_t> edges{0, 100, 200};
    const LaneCells cells = layCells(lane, edges, height, 1);
    ClassSet shown = ClassSet().set();
    QImage all;
    widgets::LaneTiles(QPalette(), shown, 1).colour(cells, all);
    shown.reset(static_cast<std::size_t>(ClusterClass::Garbage));
    QImage some;
    widgets::LaneTiles(QPalette(), shown, 1).colour(cells, some);
    QVERIFY(all.copy(0, 0, 1, height) != some.copy(0, 0, 1, height));
    QCOMPARE(all.copy(1, 0, 1, height), some.copy(1, 0, 1, height));
    QCOMPARE(all.pixel(1, 5), widgets::classColour(ClusterClass::Live, widgets::isDark(QPalette())).rgb());
}

void LaneRasterTest::stripShowsTheDisk()
{
    const auto lane = std::make_shared<const LaneMap>(laneOf(1000, {}));
    QImage image(220, 30, QImage::Format_RGB32);
    image.fill(Qt::red);
    QPainter painter(&image);
    widgets::MapStrip strip;
    strip.paint(painter, QRect(10, 5, 200, 12), lane, 2000, QPalette());
    const QRgb live = widgets::classColour(ClusterClass::Live, widgets::isDark(QPalette())).rgb();
    QCOMPARE(image.pixel(9, 10), QColor(Qt::red).rgb());
    QCOMPARE(image.pixel(10, 10), live);
    QCOMPARE(image.pixel(84, 10), live);
    QCOMPARE(image.pixel(86, 10), QPalette().color(QPalette::Base).rgb());
    QCOMPARE(image.pixel(150, 10), QPalette().color(QPalette::Window).rgb());
    QCOMPARE(image.pixel(209, 4), QColor(Qt::red).rgb());
    // Another size is drawn anew.
    strip.paint(painter, QRect(10, 5, 100, 12), lane, 2000, QPalette());
    QVERIFY(image.pixel(60, 10) != live);
}

QTEST_MAIN(LaneRasterTest)
#include "lane_raster_test.moc"
