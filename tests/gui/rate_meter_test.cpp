#include "widgets/run/rate_meter.h"

#include <QTest>

using std::chrono::milliseconds;
using std::chrono::seconds;
using widgets::RateMeter;

namespace {

constexpr std::uint64_t MiB = 1 << 20;

/// 100 MiB a second, looked at every 50 ms.
RateMeter steady(unsigned looks, std::uint64_t perLook = 5 * MiB)
{
    RateMeter meter;
    for (unsigned at = 0; at <= looks; ++at)
        meter.add(milliseconds(50 * at), at * perLook);
    return meter;
}

}  // namespace

class RateMeterTest : public QObject {
    Q_OBJECT

private slots:
    void saysNothingAtFirst();
    void steadyPace();
    void followsAChangeSmoothly();
    void beginsAnew();
    void standstill();
    void oddClock();
};

void RateMeterTest::saysNothingAtFirst()
{
    QVERIFY(!RateMeter().rate());
    QVERIFY(!RateMeter().left(0, 10));
    QVERIFY(!steady(9).rate());
    QVERIFY(steady(10).rate());
}

void RateMeterTest::steadyPace()
{
    for (const unsigned looks : {10U, 60U, 61U, 1000U}) {
        const RateMeter meter = steady(looks);
        QVERIFY(std::abs(*meter.rate() - 100.0 * MiB) < 1000);
        QCOMPARE(*meter.left(0, 1000 * MiB), seconds(10));
        QCOMPARE(*meter.left(1000 * MiB, 1000 * MiB), seconds(0));
    }
}

void RateMeterTest::followsAChangeSmoothly()
{
    RateMeter meter = steady(200);
    std::uint64_t done = 200 * 5 * MiB;
    double before = *meter.rate();
    for (unsigned at = 201; at <= 201 + 400; ++at) {
        done += MiB;
        meter.add(milliseconds(50 * at), done);
        QVERIFY(*meter.rate() < before);
        QVERIFY(before - *meter.rate() < 2.0 * MiB);
        before = *meter.rate();
    }
    QVERIFY(std::abs(before - 20.0 * MiB) < 0.2 * MiB);
}

void RateMeterTest::beginsAnew()
{
    RateMeter meter = steady(100);
    meter.add(milliseconds(6000), 0);
    QVERIFY(!meter.rate());
    meter.add(milliseconds(7000), MiB);
    QCOMPARE(*meter.rate(), double(MiB));
}

void RateMeterTest::standstill()
{
    RateMeter meter = steady(20);
    for (unsigned at = 21; at < 4000; ++at)
        meter.add(milliseconds(50 * at), 20 * 5 * MiB);
    QVERIFY(*meter.rate() < 1);
    QVERIFY(!meter.left(0, 1000 * MiB));
    RateMeter still;
    still.add(milliseconds(0), 5);
    still.add(milliseconds(1000), 5);
    QCOMPARE(*still.rate(), 0.0);
    QVERIFY(!still.left(5, 6));
    QVERIFY(!still.left(0, UINT64_MAX));
}

void RateMeterTest::oddClock()
{
    RateMeter meter = steady(100);
    const double before = *meter.rate();
    meter.add(milliseconds(5000), 600 * MiB);
    meter.add(milliseconds(1), 600 * MiB);
    QCOMPARE(*meter.rate(), before);
}

QTEST_GUILESS_MAIN(RateMeterTest)
#include "rate_meter_test.moc"
