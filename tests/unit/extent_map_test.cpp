#include "bytes/extent_map.h"
#include "support/random.h"

#include <QtTest>

using namespace engine;
using testsupport::Random;

namespace {

constexpr std::uint64_t units = 80;

/// What a map says of one unit of `scale` bytes. `host` is that unit's own place, but the cluster's where compressed.
struct Cell {
    ExtentState state = ExtentState::Unallocated;
    HostOffset host = Extent::nowhere;
    std::uint32_t storedLength = 0;
    bool operator==(const Cell&) const = default;
};

/// Whether `next` continues the run of `last`, the cell before it.
bool sameRun(const Cell& last, const Cell& next, std::uint64_t scale)
{
    if (last.state != next.state)
        return false;
    if (last.state == ExtentState::Compressed || last.host == Extent::nowhere)
        return last.host == next.host;
    return next.host == last.host + scale;
}

struct Model {
    std::vector<Cell> cells;
    std::uint64_t scale = 1;

    GuestOffset offset(std::size_t unit) const { return GuestOffset(unit * scale); }
    /// The run-length form: gaps are left out, all else is as long as it can be.
    std::vector<Extent> extents(bool withGaps = false) const
    {
        std::vector<Extent> runs;
        for (std::size_t unit = 0; unit < cells.size(); ++unit) {
            const Cell& cell = cells[unit];
            if (unit > 0 && sameRun(cells[unit - 1], cell, scale))
                runs.back().length += scale;
            else
                runs.push_back({offset(unit), scale, cell.host, cell.storedLength, cell.state});
        }
        if (!withGaps)
            std::erase_if(runs, [](const Extent& run) {
                return run.state == ExtentState::Unallocated && !run.hasHost();
            });
        return runs;
    }
    Model restrictedTo(const std::vector<bool>& wanted) const
    {
        Model result = *this;
        for (std::size_t unit = 0; unit < cells.size(); ++unit)
            if (!wanted[unit])
                result.cells[unit] = {};
        return result;
    }
};

/// Parts of one compressed cluster that touch may stay apart in a map (an upper layer's entries cut it); here they are
/// joined, as the model has them.
std::vector<Extent> joinedParts(const ExtentMap& map)
{
    std::vector<Extent> joined;
    for (const Extent& extent : map.extents()) {
        const bool samePlace = !joined.empty() && extent.state == ExtentState::Compressed &&
                               joined.back().state == extent.state && joined.back().host == extent.host;
        if (samePlace && joined.back().end() == extent.start)
            joined.back().length += extent.length;
        else
            joined.push_back(extent);
    }
    return joined;
}

bool isExactly(const ExtentMap& map, const Model& model)
{
    return map.size() == model.cells.size() * model.scale && joinedParts(map) == model.extents();
}

struct Sample {
    ExtentMap map;
    Model model;
};

/// Half of the extents continue the host run of the one before, so that merging happens; compressed clusters have a
/// place of their own each.
Sample randomMap(Random& random, std::uint64_t scale, std::size_t size = units)
{
    Sample sample{ExtentMap(size * scale), {std::vector<Cell>(size), scale}};
    std::uint64_t host = random.below(100'000) * scale;
    for (std::size_t unit = random.below(4); unit < size;) {
        const auto state = static_cast<ExtentState>(random.below(extentStateCount));
        if (random.chance(50))
            host += random.between(1, 50) * scale;
        const std::uint64_t length = random.between(1, 9);
        const bool placed = state == ExtentState::Data || state == ExtentState::Compressed || random.chance(30);
        const std::uint32_t stored = state == ExtentState::Compressed ? 512 : 0;
        sample.map.append({GuestOffset(unit * scale), length * scale, placed ? HostOffset(host) : Extent::nowhere,
                           stored, state});
        for (std::uint64_t i = 0; i < length && unit < size; ++i, ++unit) {
            const std::uint64_t place = state == ExtentState::Compressed ? host : host + i * scale;
            sample.model.cells[unit] = {state, placed ? HostOffset(place) : Extent::nowhere, stored};
        }
        host += length * scale;
        unit += random.chance(40) ? random.below(6) : 0;
    }
    return sample;
}

struct SetSample {
    GuestRangeSet set;
    std::vector<bool> model = std::vector<bool>(units);
};

SetSample randomSet(Random& random, std::uint64_t scale)
{
    SetSample sample;
    for (std::size_t unit = random.below(5); unit < units; unit += random.between(1, 12)) {
        const std::uint64_t length = std::min<std::uint64_t>(random.between(1, 12), units - unit);
        sample.set.append({GuestOffset(unit * scale), length * scale});
        std::fill_n(sample.model.begin() + static_cast<std::ptrdiff_t>(unit), length, true);
        unit += length;
    }
    return sample;
}

struct Window {
    GuestRange range;
    std::vector<bool> model = std::vector<bool>(units);
};

Window randomWindow(Random& random, std::uint64_t scale)
{
    Window window;
    const std::uint64_t start = random.below(units);
    const std::uint64_t length = random.below(units - start + 1);
    window.range = {GuestOffset(start * scale), length * scale};
    std::fill_n(window.model.begin() + static_cast<std::ptrdiff_t>(start), length, true);
    return window;
}

std::vector<bool> inverted(std::vector<bool> flags)
{
    flags.flip();
    return flags;
}

Model overlaid(Model upper, const Model& lower)
{
    for (std::size_t unit = 0; unit < upper.cells.size(); ++unit)
        if (upper.cells[unit].state == ExtentState::Unallocated)
            upper.cells[unit] = unit < lower.cells.size() ? lower.cells[unit] : Cell{};
    return upper;
}

}  // namespace

class ExtentMapTest : public QObject {
    Q_OBJECT

private slots:
    void algebra_data();
    void algebra();
    void overlays_data() { algebra_data(); }
    void overlays();
    void lookups_data() { algebra_data(); }
    void lookups();
    void sums_data() { algebra_data(); }
    void sums();
    void appendMergesOneRunOnly();
    void appendCutsAtTheSize();
    void partOfACompressedClusterKeepsItsPlace();
};

void ExtentMapTest::algebra_data()
{
    QTest::addColumn<quint64>("scale");
    QTest::newRow("bytes") << quint64(1);
    QTest::newRow("clusters") << quint64(65536);
    QTest::newRow("beyond 2^52") << (quint64(1) << 46);
}

void ExtentMapTest::algebra()
{
    QFETCH(quint64, scale);
    for (std::uint64_t seed = 0; seed < 3000; ++seed) {
        Random random(seed);
        const Sample sample = randomMap(random, scale);
        const SetSample set = randomSet(random, scale);
        const Window window = randomWindow(random, scale);
        const bool right =
            isExactly(sample.map, sample.model) &&
            isExactly(sample.map.restrictedTo(window.range), sample.model.restrictedTo(window.model)) &&
            isExactly(sample.map.intersectedWith(set.set), sample.model.restrictedTo(set.model)) &&
            isExactly(sample.map.without(set.set), sample.model.restrictedTo(inverted(set.model)));
        QVERIFY2(right, qPrintable(QString("seed %1").arg(seed)));
    }
}

void ExtentMapTest::overlays()
{
    QFETCH(quint64, scale);
    for (std::uint64_t seed = 0; seed < 3000; ++seed) {
        Random random(seed);
        const Sample upper = randomMap(random, scale, random.between(1, units));
        const Sample lower = randomMap(random, scale, random.between(1, units));
        QVERIFY2(isExactly(overlay(upper.map, lower.map), overlaid(upper.model, lower.model)),
                 qPrintable(QString("seed %1").arg(seed)));
    }
}

void ExtentMapTest::lookups()
{
    QFETCH(quint64, scale);
    for (std::uint64_t seed = 0; seed < 1000; ++seed) {
        Random random(seed);
        const Sample sample = randomMap(random, scale);
        const auto window = GuestRange{GuestOffset(random.below(units) * scale), random.below(units) * scale};
        std::vector<Extent> visited;
        sample.map.visit(window, [&](const Extent& extent) { visited.push_back(extent); });
        std::vector<Extent> expected;
        bool right = true;
        for (const Extent& run : sample.model.extents(true)) {
            if (const Extent part = run.within(window); part.length > 0)
                expected.push_back(part);
            for (std::uint64_t unit = run.start.bytes() / scale; unit * scale < run.end().bytes(); ++unit) {
                const GuestOffset offset(unit * scale);
                right = right && sample.map.at(offset) == run.within(GuestRange::between(offset, run.end()));
            }
        }
        QVERIFY2(right && visited == expected, qPrintable(QString("seed %1").arg(seed)));
    }
}

void ExtentMapTest::sums()
{
    QFETCH(quint64, scale);
    for (std::uint64_t seed = 0; seed < 1000; ++seed) {
        Random random(seed);
        const Sample sample = randomMap(random, scale);
        std::array<std::uint64_t, extentStateCount> expected{};
        std::array<std::vector<GuestRange>, extentStateCount> ranges;
        for (const Extent& run : sample.model.extents(true)) {
            expected[static_cast<std::size_t>(run.state)] += run.length;
            ranges[static_cast<std::size_t>(run.state)].push_back(run.range());
        }
        const auto state = static_cast<ExtentState>(random.between(1, extentStateCount - 1));
        const GuestRangeSet unallocated = GuestRangeSet::of(ranges[0]);
        const ExtentTotals totals = sample.map.totals();
        const bool right =
            totals.bytes == expected &&
            totals.stored() == expected[std::size_t(ExtentState::Data)] + expected[std::size_t(ExtentState::Compressed)] &&
            sample.map.select({state}) == GuestRangeSet::of(ranges[static_cast<std::size_t>(state)]) &&
            sample.map.allocated() == unallocated.complementIn({GuestOffset(0), sample.map.size()});
        QVERIFY2(right, qPrintable(QString("seed %1").arg(seed)));
    }
}

void ExtentMapTest::appendMergesOneRunOnly()
{
    const auto count = [](std::initializer_list<Extent> extents) {
        ExtentMap map(1000);
        for (const Extent& extent : extents)
            map.append(extent);
        return map.extents().size();
    };
    const Extent first{GuestOffset(0), 10, HostOffset(100), 0, ExtentState::Data};
    const Extent next{GuestOffset(10), 10, HostOffset(110), 0, ExtentState::Data};
    QCOMPARE(count({first, next}), std::size_t(1));
    const Extent elsewhere{GuestOffset(10), 10, HostOffset(120), 0, ExtentState::Data};
    QCOMPARE(count({first, elsewhere}), std::size_t(2));
    const Extent later{GuestOffset(11), 10, HostOffset(111), 0, ExtentState::Data};
    QCOMPARE(count({first, later}), std::size_t(2));
    const Extent zero{GuestOffset(10), 10, HostOffset(110), 0, ExtentState::Zero};
    QCOMPARE(count({first, zero}), std::size_t(2));
    const Extent packed{GuestOffset(0), 10, HostOffset(100), 10, ExtentState::Compressed};
    const Extent packedNext{GuestOffset(10), 10, HostOffset(110), 10, ExtentState::Compressed};
    QCOMPARE(count({packed, packedNext}), std::size_t(2));
    const Extent plainZero{GuestOffset(0), 10, Extent::nowhere, 0, ExtentState::Zero};
    const Extent plainZeroNext{GuestOffset(10), 10, Extent::nowhere, 0, ExtentState::Zero};
    QCOMPARE(count({plainZero, plainZeroNext}), std::size_t(1));
    QCOMPARE(count({plainZero, zero}), std::size_t(2));
    QCOMPARE(count({Extent{GuestOffset(0), 10}}), std::size_t(0));
    QCOMPARE(count({Extent{GuestOffset(0), 10, HostOffset(0)}}), std::size_t(1));
}

void ExtentMapTest::appendCutsAtTheSize()
{
    ExtentMap map(15);
    map.append({GuestOffset(10), 10, HostOffset(100), 0, ExtentState::Data});
    map.append({GuestOffset(20), 10, HostOffset(110), 0, ExtentState::Data});
    QCOMPARE(map.extents().size(), std::size_t(1));
    QCOMPARE(map.extents()[0].length, std::uint64_t(5));
}

void ExtentMapTest::partOfACompressedClusterKeepsItsPlace()
{
    const Extent packed{GuestOffset(64), 64, HostOffset(1000), 40, ExtentState::Compressed};
    const Extent part = packed.within({GuestOffset(70), 10});
    QVERIFY(part == (Extent{GuestOffset(70), 10, HostOffset(1000), 40, ExtentState::Compressed}));
    const Extent plain{GuestOffset(64), 64, HostOffset(1000), 0, ExtentState::Data};
    QVERIFY(plain.within({GuestOffset(70), 10}).host == HostOffset(1006));
}

QTEST_GUILESS_MAIN(ExtentMapTest)
#include "extent_map_test.moc"
