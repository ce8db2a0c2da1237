#include "widgets/basics/turns.h"

#include "bytes/error.h"

#include <QTest>

#include <atomic>
#include <thread>

using widgets::Turns;

/// Who goes before whom.
class TurnsTest : public QObject {
    Q_OBJECT

private slots:
    void oneAfterTheOther();
    void theFirstWaitsForNobody();
    void theLastLetsOthersGoBefore();
    void waitingIsCancelled();
};

void TurnsTest::oneAfterTheOther()
{
    const auto turns = std::make_shared<Turns>();
    std::atomic<int> inside = 0;
    std::atomic<int> most = 0;
    std::atomic<int> done = 0;
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 6; ++thread) {
            threads.emplace_back([&, thread](const std::stop_token& stop) {
                for (int round = 0; round < 200; ++round) {
                    const auto turn = thread % 2 == 0 ? turns->next(stop) : turns->last(stop);
                    most = std::max(most.load(), ++inside);
                    --inside;
                    ++done;
                }
            });
        }
        // The threads end by themselves; a stop would cancel them.
        for (std::jthread& thread : threads)
            thread.join();
    }
    QCOMPARE(most.load(), 1);
    QCOMPARE(done.load(), 1200);
}

void TurnsTest::theFirstWaitsForNobody()
{
    const auto turns = std::make_shared<Turns>();
    auto other = turns->next({});
    auto one = turns->first();
    const auto two = turns->first();
    std::atomic<bool> began = false;
    std::jthread waiting([&](const std::stop_token& stop) {
        try {
            const auto turn = turns->next(stop);
            began = true;
        } catch (const engine::Error&) {
            return;
        }
    });
    other.reset();
    one.reset();
    QTest::qSleep(30);
    QVERIFY(!began);
}

void TurnsTest::theLastLetsOthersGoBefore()
{
    const auto turns = std::make_shared<Turns>();
    auto held = turns->next({});
    std::atomic<int> order = 0;
    std::atomic<int> last = 0;
    std::atomic<int> next = 0;
    std::jthread later([&] {
        const auto turn = turns->last({});
        last = ++order;
    });
    QTest::qSleep(30);
    std::jthread sooner([&] {
        const auto turn = turns->next({});
        next = ++order;
    });
    QTest::qSleep(30);
    held.reset();
    later.join();
    sooner.join();
    QCOMPARE(next.load(), 1);
    QCOMPARE(last.load(), 2);
}

void TurnsTest::waitingIsCancelled()
{
    const auto turns = std::make_shared<Turns>();
    const auto held = turns->first();
    for (const bool last : {false, true}) {
        bool cancelled = false;
        std::jthread waiting([&](const std::stop_token& stop) {
            try {
                const auto turn = last ? turns->last(stop) : turns->next(stop);
            } catch (const engine::Error& error) {
                cancelled = error.kind() == engine::ErrorKind::Cancelled;
            }
        });
        waiting.request_stop();
        waiting.join();
        QVERIFY(cancelled);
    }
}

QTEST_MAIN(TurnsTest)
#include "turns_test.moc"
