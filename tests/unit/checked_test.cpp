#include "bytes/checked.h"

#include "support/random.h"

#include <QtTest>

using namespace engine;

namespace {

__extension__ typedef unsigned __int128 Wide;

constexpr std::uint64_t largest = UINT64_MAX;

/// Numbers of every magnitude, and those around the powers of two, where arithmetic wraps.
std::uint64_t awkwardNumber(testsupport::Random& random)
{
    const std::uint64_t power = std::uint64_t{1} << random.below(64);
    switch (random.below(4)) {
    case 0:
        return power - random.below(3);
    case 1:
        return power + random.below(3);
    case 2:
        return largest - random.below(3);
    default:
        return random.next() >> random.below(64);
    }
}

std::optional<std::uint64_t> narrowed(Wide value)
{
    return value <= largest ? std::optional(static_cast<std::uint64_t>(value)) : std::nullopt;
}

}  // namespace

class CheckedTest : public QObject {
    Q_OBJECT

private slots:
    void agreesWithWideArithmetic();
    void edges();
};

void CheckedTest::agreesWithWideArithmetic()
{
    for (std::uint64_t seed = 0; seed < 100000; ++seed) {
        testsupport::Random random(seed);
        const std::uint64_t a = awkwardNumber(random);
        const std::uint64_t b = awkwardNumber(random);
        const std::uint64_t limit = awkwardNumber(random);
        const std::uint64_t alignment = std::uint64_t{1} << random.below(64);
        const Wide up = (Wide{a} + alignment - 1) / alignment * alignment;
        const bool right = checkedAdd(a, b) == narrowed(Wide{a} + b) &&
                           checkedMultiply(a, b) == narrowed(Wide{a} * b) &&
                           isAligned(a, alignment) == (a % alignment == 0) &&
                           alignDown(a, alignment) == a / alignment * alignment &&
                           (b == 0 || divideUp(a, b) == (Wide{a} + b - 1) / b) &&
                           fits(a, b, limit) == (Wide{a} + b <= limit);
        QVERIFY2(right, qPrintable(QString("seed %1: %2, %3, %4").arg(seed).arg(a).arg(b).arg(limit)));
        // Near the end it may refuse what would just fit; it never wraps.
        const auto aligned = checkedAlignUp(a, alignment);
        QVERIFY2(aligned ? *aligned == up : Wide{a} + alignment - 1 > largest, qPrintable(QString::number(seed)));
    }
}

void CheckedTest::edges()
{
    QVERIFY(fits(0, 0, 0));
    QVERIFY(fits(10, 0, 10));
    QVERIFY(!fits(11, 0, 10));
    QVERIFY(!fits(largest, 2, largest));
    QVERIFY(!fits(2, largest, 10));
    QVERIFY(!checkedAdd(largest, 1));
    QVERIFY(!checkedMultiply(std::uint64_t{1} << 32, std::uint64_t{1} << 32));
    QVERIFY(!checkedAlignUp(largest, 512));
    QCOMPARE(divideUp(largest, 2), std::uint64_t{1} << 63);
    QCOMPARE(divideUp(0, 7), std::uint64_t(0));
}

QTEST_GUILESS_MAIN(CheckedTest)
#include "checked_test.moc"
