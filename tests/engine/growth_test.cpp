// shards: 3

#include "support/grown_inputs.h"
#include "support/scratch.h"

#include <QTest>

#include <algorithm>
#include <sys/resource.h>

using namespace testsupport;
using namespace std::chrono_literals;

namespace {

/// What one command costs on one input.
struct Cost {
    std::chrono::microseconds processor{0};
    std::uint64_t peakBytes = 0;
};

std::chrono::microseconds processorOfChildren()
{
    rusage usage = {};
    ::getrusage(RUSAGE_CHILDREN, &usage);
    return std::chrono::seconds(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           std::chrono::microseconds(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

/// The least of some runs: what else the machine does only adds to it.
Cost costOf(const Command& command)
{
    constexpr int runs = 2;
    Cost least{1h, UINT64_MAX};
    for (int count = 0; count < runs; ++count) {
        const std::chrono::microseconds before = processorOfChildren();
        const Finished done = run(command, 60s);
        if (done.signal != 0 || done.exitCode > 1)
            throw std::runtime_error(shellText(command) + " ended with " + std::to_string(done.exitCode) + ", signal " +
                                     std::to_string(done.signal) + ": " + done.err.substr(0, 500));
        least.processor = std::min(least.processor, processorOfChildren() - before);
        least.peakBytes = std::min(least.peakBytes, done.peakBytes);
    }
    return least;
}

}  // namespace

/// Twice as much of what somebody else can make costs about twice as much, not four times: at four times the size a
/// command may cost nine times as much, where a square would be sixteen.
class GrowthTest : public QObject {
    Q_OBJECT

private slots:
    void isNotSquare_data();
    void isNotSquare();
};

void GrowthTest::isNotSquare_data()
{
    QTest::addColumn<std::size_t>("index");
    const std::size_t shard = qEnvironmentVariableIntValue("LAMELLA_SHARD");
    const std::size_t shards = std::max(qEnvironmentVariableIntValue("LAMELLA_SHARDS"), 1);
    const std::vector<GrownInput> inputs = grownInputs();
    for (std::size_t index = shard; index < inputs.size(); index += shards)
        QTest::newRow(inputs[index].name.c_str()) << index;
}

void GrowthTest::isNotSquare()
{
    QFETCH(std::size_t, index);
    constexpr std::int64_t factor = 9;
    // What a program costs that does nothing, and the noise of that.
    constexpr std::chrono::microseconds start = 60ms;
    constexpr std::uint64_t startBytes = 48 << 20;
    const GrownInput input = grownInputs().at(index);
    const Scratch small;
    const Scratch large;
    try {
        input.make(small.path(), input.least);
        input.make(large.path(), 4 * input.least);
        for (const Command& arguments : input.commands) {
            Command command{LAMELLA_CLI};
            command.insert(command.end(), arguments.begin(), arguments.end());
            const Cost one = costOf(GrownInput::inFolder(command, small.path()));
            const Cost four = costOf(GrownInput::inFolder(command, large.path()));
            const QByteArray said = QByteArray::fromStdString(shellText(command)) + ": " +
                                    QByteArray::number(qint64(one.processor.count())) + " us and " +
                                    QByteArray::number(quint64(one.peakBytes >> 20)) + " MiB, at four times the size " +
                                    QByteArray::number(qint64(four.processor.count())) + " us and " +
                                    QByteArray::number(quint64(four.peakBytes >> 20)) + " MiB";
            qInfo().noquote() << said;
            QVERIFY2(four.processor <= start + factor * one.processor, said);
            QVERIFY2(four.peakBytes <= startBytes + factor * one.peakBytes, said);
        }
    } catch (const std::exception& error) {
        QFAIL(error.what());
    }
}

QTEST_GUILESS_MAIN(GrowthTest)
#include "growth_test.moc"
