#include "widgets/data/lane_map.h"

#include "support/random.h"

#include <QTest>

using engine::Extent;
using engine::ExtentState;
using engine::GuestOffset;
using engine::GuestRange;
using engine::GuestRangeSet;
using engine::HostOffset;
using widgets::ClassBytes;
using widgets::ClusterClass;
using widgets::LaneMap;

namespace {

constexpr std::uint64_t unit = 512;

GuestRange units(std::uint64_t first, std::uint64_t count)
{
    return {GuestOffset(first * unit), count * unit};
}

/// A layer whose state changes all the time, with sets that change elsewhere.
struct Generated {
    explicit Generated(std::uint64_t seed) : random(seed)
    {
        map.own = engine::ExtentMap(size * unit);
        for (std::uint64_t at = 0; at < size;) {
            const std::uint64_t length = std::min(random.between(1, 7), size - at);
            const auto state = static_cast<ExtentState>(random.below(4));
            if (state != ExtentState::Unallocated)
                map.own.append({GuestOffset(at * unit), length * unit,
                                state == ExtentState::Zero ? Extent::nowhere : HostOffset(at * unit * 3),
                                state == ExtentState::Compressed ? 100U : 0U, state});
            at += length;
        }
        map.hidden = set();
        map.duplicate = set();
        use.garbage = set();
        guest.unknown = set();
    }
    GuestRangeSet set()
    {
        GuestRangeSet result;
        for (std::uint64_t at = random.below(30); at < size; at += 1 + random.below(60))
            result.append(units(at, std::min(random.between(1, 20), size - at)));
        return result;
    }
    ClusterClass at(GuestOffset offset) const
    {
        const Extent extent = map.own.at(offset);
        if (extent.state == ExtentState::Zero)
            return ClusterClass::Zero;
        if (extent.state == ExtentState::Unallocated)
            return ClusterClass::Unallocated;
        return map.hidden.contains(offset)       ? ClusterClass::Hidden
               : use.garbage.contains(offset)    ? ClusterClass::Garbage
               : map.duplicate->contains(offset) ? ClusterClass::Duplicate
               : guest.unknown.contains(offset)  ? ClusterClass::Unknown
                                                 : ClusterClass::Live;
    }

    static constexpr std::uint64_t size = 5000;
    testsupport::Random random;
    engine::LayerMap map;
    engine::LayerUse use;
    engine::Guest guest;
};

}  // namespace

/// Classes of bytes, against asking every byte on its own.
class LaneMapTest : public QObject {
    Q_OBJECT

private slots:
    void everyByteHasItsClass();
    void sharesAddUp();
    void neighboursShareTheirEdges();
    void findsTheNextRun();
    void knowsNothingOfGarbageWithoutAGuest();
    void resultReadsThroughTheLayers();
};

void LaneMapTest::everyByteHasItsClass()
{
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const Generated layer(seed);
        const LaneMap lane = LaneMap::ofLayer(layer.map, &layer.use, &layer.guest);
        QCOMPARE(lane.size(), Generated::size * unit);
        for (std::uint64_t at = 0; at < Generated::size; ++at) {
            const GuestOffset offset(at * unit + at % unit);
            const widgets::ClassRun run = lane.runAt(offset);
            QVERIFY(run.range.contains(offset));
            QCOMPARE(run.clusterClass, layer.at(offset));
            QCOMPARE(run.compressed, layer.map.own.at(offset).state == ExtentState::Compressed);
        }
    }
}

void LaneMapTest::sharesAddUp()
{
    Generated layer(77);
    const LaneMap lane = LaneMap::ofLayer(layer.map, &layer.use, &layer.guest);
    QCOMPARE(lane.sharesOf({GuestOffset(0), lane.size()}), lane.totals());
    for (int query = 0; query < 300; ++query) {
        const std::uint64_t start = layer.random.below(Generated::size * unit);
        const std::uint64_t length = layer.random.below(Generated::size * unit - start + 1);
        ClassBytes expected{};
        for (std::uint64_t at = start; at < start + length; at = (at / unit + 1) * unit)
            expected[static_cast<std::size_t>(layer.at(GuestOffset(at)))] +=
                std::min((at / unit + 1) * unit, start + length) - at;
        QCOMPARE(lane.sharesOf({GuestOffset(start), length}), expected);
    }
}

void LaneMapTest::neighboursShareTheirEdges()
{
    Generated layer(78);
    const LaneMap lane = LaneMap::ofLayer(layer.map, &layer.use, &layer.guest);
    for (const std::uint64_t longest : {1, 100, 3000, 200'000, 3'000'000}) {
        std::vector<std::uint64_t> edges{layer.random.below(lane.size() / 2)};
        while (edges.back() < lane.size() + unit && edges.size() < 3000)
            edges.push_back(edges.back() + layer.random.below(longest + 1));
        const std::vector<ClassBytes> shares = lane.sharesBetween(edges);
        QCOMPARE(shares.size(), edges.size() - 1);
        for (std::size_t column = 0; column < shares.size(); ++column)
            QCOMPARE(shares[column],
                     lane.sharesOf(GuestRange::between(GuestOffset(edges[column]), GuestOffset(edges[column + 1]))));
    }
    const std::vector<std::uint64_t> beyond{lane.size(), lane.size() + 1, lane.size() + 7};
    QCOMPARE(lane.sharesBetween(beyond), std::vector<ClassBytes>(2));
    QVERIFY(lane.sharesBetween({}).empty());
}

void LaneMapTest::findsTheNextRun()
{
    Generated layer(79);
    const LaneMap lane = LaneMap::ofLayer(layer.map, &layer.use, &layer.guest);
    for (const ClusterClass wanted : {ClusterClass::Garbage, ClusterClass::Zero, ClusterClass::SnapshotOnly}) {
        for (int query = 0; query < 100; ++query) {
            const std::uint64_t from = layer.random.below(Generated::size * unit);
            std::uint64_t expected = from;
            while (expected < lane.size() && layer.at(GuestOffset(expected)) != wanted)
                expected = (expected / unit + 1) * unit;
            const auto found = lane.nextRun(wanted, GuestOffset(from));
            QCOMPARE(found.has_value(), expected < lane.size());
            if (found)
                QVERIFY(found->clusterClass == wanted && found->range.contains(GuestOffset(expected)));
        }
        QVERIFY(!lane.nextRun(wanted, GuestOffset(lane.size())));
    }
}

void LaneMapTest::knowsNothingOfGarbageWithoutAGuest()
{
    Generated layer(3);
    layer.map.duplicate.reset();
    const LaneMap lane = LaneMap::ofLayer(layer.map, nullptr, nullptr);
    for (const ClusterClass none : {ClusterClass::Garbage, ClusterClass::Duplicate, ClusterClass::Unknown})
        QCOMPARE(lane.totals()[static_cast<std::size_t>(none)], std::uint64_t{0});
    QVERIFY(lane.totals()[static_cast<std::size_t>(ClusterClass::Hidden)] > 0);
}

void LaneMapTest::resultReadsThroughTheLayers()
{
    std::vector<engine::LayerMap> maps(2);
    maps[0].own = engine::ExtentMap(10 * unit);
    maps[0].own.append({units(0, 4).start, 4 * unit, HostOffset(unit), 0, ExtentState::Data});
    maps[1].own = engine::ExtentMap(12 * unit);
    maps[1].own.append({units(1, 1).start, unit, Extent::nowhere, 0, ExtentState::Zero});
    maps[1].own.append({units(8, 4).start, 4 * unit, HostOffset(unit), 0, ExtentState::Data});
    engine::Guest guest;
    guest.free.append(units(3, 1));
    guest.unknown.append(units(9, 1));
    const LaneMap lane = LaneMap::ofChain(maps, &guest);
    const std::array<ClusterClass, 12> expected{
        ClusterClass::Live,        ClusterClass::Zero,        ClusterClass::Live,        ClusterClass::Garbage,
        ClusterClass::Unallocated, ClusterClass::Unallocated, ClusterClass::Unallocated, ClusterClass::Unallocated,
        ClusterClass::Live,        ClusterClass::Unknown,     ClusterClass::Live,        ClusterClass::Live};
    for (std::uint64_t at = 0; at < expected.size(); ++at)
        QCOMPARE(lane.runAt(GuestOffset(at * unit)).clusterClass, expected[at]);
}

QTEST_GUILESS_MAIN(LaneMapTest)
#include "lane_map_test.moc"
