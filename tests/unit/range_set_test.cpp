#include "bytes/range_set.h"
#include "support/random.h"

#include <QtTest>

using namespace engine;
using testsupport::Random;

namespace {

/// One flag a unit; the sets under test count in units of `scale` bytes.
using Model = std::vector<bool>;

constexpr std::uint64_t units = 96;

struct Sample {
    GuestRangeSet set;
    Model model = Model(units);
};

GuestRange rangeOf(std::uint64_t start, std::uint64_t end, std::uint64_t scale)
{
    return {GuestOffset(start * scale), (end - start) * scale};
}

GuestRange randomRange(Random& random, std::uint64_t scale)
{
    const std::uint64_t start = random.below(units);
    return rangeOf(start, start + random.below(std::min<std::uint64_t>(units - start, 20) + 1), scale);
}

Sample randomSet(Random& random, std::uint64_t scale)
{
    Sample sample;
    std::vector<GuestRange> ranges;
    for (std::uint64_t count = random.below(9); count > 0; --count) {
        ranges.push_back(randomRange(random, scale));
        const std::uint64_t first = ranges.back().start.bytes() / scale;
        std::fill_n(sample.model.begin() + static_cast<std::ptrdiff_t>(first), ranges.back().length / scale, true);
    }
    sample.set = GuestRangeSet::of(std::move(ranges));
    return sample;
}

/// The one set of ranges that stands for these flags: sorted, none empty, none touching the next.
std::vector<GuestRange> runsOf(const Model& model, std::uint64_t scale)
{
    std::vector<GuestRange> runs;
    for (std::uint64_t unit = 0; unit < model.size(); ++unit) {
        if (!model[unit])
            continue;
        if (unit > 0 && model[unit - 1])
            runs.back().length += scale;
        else
            runs.push_back({GuestOffset(unit * scale), scale});
    }
    return runs;
}

bool isExactly(const GuestRangeSet& set, const Model& model, std::uint64_t scale)
{
    const std::vector<GuestRange> expected = runsOf(model, scale);
    return std::equal(set.ranges().begin(), set.ranges().end(), expected.begin(), expected.end());
}

template <class Rule>
Model combined(const Model& a, const Model& b, Rule rule)
{
    Model result(units);
    for (std::size_t unit = 0; unit < units; ++unit)
        result[unit] = rule(bool(a[unit]), bool(b[unit]));
    return result;
}

Model windowModel(GuestRange window, std::uint64_t scale)
{
    Model model(units);
    for (std::uint64_t unit = 0; unit < units; ++unit)
        model[unit] = window.contains(GuestOffset(unit * scale));
    return model;
}

}  // namespace

class RangeSetTest : public QObject {
    Q_OBJECT

private slots:
    void algebraFollowsTheModel_data();
    void algebraFollowsTheModel();
    void fewAgainstManyFollowTheModel();
    void lookupsFollowTheModel_data() { algebraFollowsTheModel_data(); }
    void lookupsFollowTheModel();
    void appendJoinsWhatTouches();
    void copiesOfLargeSetsGoTheirOwnWays();
};

void RangeSetTest::algebraFollowsTheModel_data()
{
    QTest::addColumn<quint64>("scale");
    QTest::newRow("bytes") << quint64(1);
    QTest::newRow("sectors") << quint64(512);
    QTest::newRow("beyond 2^62") << (quint64(1) << 56);
}

void RangeSetTest::algebraFollowsTheModel()
{
    QFETCH(quint64, scale);
    for (std::uint64_t seed = 0; seed < 3000; ++seed) {
        Random random(seed);
        const Sample a = randomSet(random, scale);
        const Sample b = randomSet(random, scale);
        const GuestRange window = randomRange(random, scale);
        const Model inWindow = windowModel(window, scale);
        const auto both = [](bool left, bool right) { return left && right; };
        const auto either = [](bool left, bool right) { return left || right; };
        const auto onlyFirst = [](bool left, bool right) { return left && !right; };
        const bool right = isExactly(a.set, a.model, scale) &&
                           isExactly(unionOf(a.set, b.set), combined(a.model, b.model, either), scale) &&
                           isExactly(intersectionOf(a.set, b.set), combined(a.model, b.model, both), scale) &&
                           isExactly(differenceOf(a.set, b.set), combined(a.model, b.model, onlyFirst), scale) &&
                           isExactly(a.set.restrictedTo(window), combined(a.model, inWindow, both), scale) &&
                           isExactly(a.set.complementIn(window), combined(inWindow, a.model, onlyFirst), scale);
        QVERIFY2(right, qPrintable(QString("seed %1").arg(seed)));
    }
}

/// Where one set is much smaller than the other, its ranges are looked up there.
void RangeSetTest::fewAgainstManyFollowTheModel()
{
    constexpr std::uint64_t scale = 512;
    for (std::uint64_t seed = 0; seed < 1000; ++seed) {
        Random random(seed);
        Sample many;
        for (std::uint64_t unit = random.below(2); unit < units; unit += 2 + random.below(8) / 7) {
            many.set.append(rangeOf(unit, unit + 1, scale));
            many.model[unit] = true;
        }
        const Sample few = randomSet(random, scale);
        const auto both = [](bool left, bool right) { return left && right; };
        const auto onlyFirst = [](bool left, bool right) { return left && !right; };
        const bool right =
            isExactly(intersectionOf(few.set, many.set), combined(few.model, many.model, both), scale) &&
            isExactly(intersectionOf(many.set, few.set), combined(few.model, many.model, both), scale) &&
            isExactly(differenceOf(few.set, many.set), combined(few.model, many.model, onlyFirst), scale) &&
            isExactly(differenceOf(many.set, few.set), combined(many.model, few.model, onlyFirst), scale);
        QVERIFY2(right, qPrintable(QString("seed %1").arg(seed)));
    }
}

void RangeSetTest::lookupsFollowTheModel()
{
    QFETCH(quint64, scale);
    for (std::uint64_t seed = 0; seed < 1000; ++seed) {
        Random random(seed);
        const Sample sample = randomSet(random, scale);
        const auto marked = static_cast<std::uint64_t>(std::count(sample.model.begin(), sample.model.end(), true));
        bool right = sample.set.total() == marked * scale && sample.set.empty() == (marked == 0);
        for (std::uint64_t unit = 0; unit < units; ++unit) {
            const GuestOffset last(unit * scale + scale - 1);
            right = right && sample.set.contains(GuestOffset(unit * scale)) == sample.model[unit] &&
                    sample.set.contains(last) == sample.model[unit];
        }
        QVERIFY2(right, qPrintable(QString("seed %1").arg(seed)));
    }
}

void RangeSetTest::appendJoinsWhatTouches()
{
    GuestRangeSet set;
    set.append({GuestOffset(10), 5});
    set.append({GuestOffset(12), 0});
    set.append({GuestOffset(15), 5});
    set.append({GuestOffset(16), 2});
    QCOMPARE(set.ranges().size(), std::size_t(1));
    QVERIFY(set.ranges()[0] == (GuestRange{GuestOffset(10), 10}));
    set.append({GuestOffset(21), 1});
    QCOMPARE(set.ranges().size(), std::size_t(2));
    QCOMPARE(set.total(), std::uint64_t(11));
}

void RangeSetTest::copiesOfLargeSetsGoTheirOwnWays()
{
    constexpr std::uint64_t count = 10000;
    GuestRangeSet set;
    for (std::uint64_t index = 0; index < count; ++index)
        set.append({GuestOffset(index * 10), 5});
    const GuestRangeSet large = std::move(set).finished();
    GuestRangeSet copy = large;
    QCOMPARE(copy.ranges().data(), large.ranges().data());
    QVERIFY(differenceOf(large, copy).empty());
    copy.append({GuestOffset(count * 10), 1});
    QCOMPARE(large.ranges().size(), std::size_t(count));
    QCOMPARE(copy.ranges().size(), std::size_t(count + 1));
    QVERIFY(copy != large);
    QVERIFY(differenceOf(copy, large) == GuestRangeSet::of({{GuestOffset(count * 10), 1}}));
    QVERIFY(unionOf(large, GuestRangeSet()) == large);
    QVERIFY(large.restrictedTo({GuestOffset(5), count * 10 - 10}).total() == (count - 1) * 5);
}

QTEST_GUILESS_MAIN(RangeSetTest)
#include "range_set_test.moc"
