#include "support/practice.h"
#include "support/process.h"
#include "support/random.h"
#include "support/scratch.h"
#include "work/lab/facts.h"

#include <QTest>

#include <map>

using namespace engine;
using namespace engine::lab;
using namespace testsupport;

namespace {

using Names = std::vector<std::string>;

}  // namespace

/// What the guest of a practice writes is a sound file system, and the worked examples come out as they should.
class LabGuestTest : public QObject {
    Q_OBJECT

private slots:
    void filesAreSound_data();
    void filesAreSound();
    void workedExamples_data();
    void workedExamples();
};

void LabGuestTest::filesAreSound_data()
{
    QTest::addColumn<quint64>("clusterSize");
    QTest::addColumn<quint64>("clusters");
    for (quint64 size = 4096; size <= 262144; size *= 2) {
        const quint64 clusters = size == 4096 || size == 65536 ? 256 : 64;
        QTest::newRow(qPrintable(QString("%1 x %2").arg(clusters).arg(size))) << size << clusters;
    }
}

/// Files of random lengths come and go, in overlays and under snapshots; e2fsprogs reads what we wrote.
void LabGuestTest::filesAreSound()
{
    QFETCH(quint64, clusterSize);
    QFETCH(quint64, clusters);
    const Scratch scratch;
    Practice practice(scratch / "practice", {clusterSize, clusters, true});
    Random random(clusterSize + clusters);
    std::map<std::string, std::pair<std::uint64_t, std::uint64_t>> files;  // length and pattern
    for (int at = 0; at < 25; ++at) {
        Step step = labStep(random.chance(65) ? Action::WriteFile : Action::DeleteFile,
                            "File" + std::to_string(random.below(8)), random.between(1, 3 * clusterSize));
        step.pattern = random.below(100);
        if (random.chance(15))
            step.action = random.chance(50) ? Action::AddOverlay : Action::Trim;
        try {
            practice.run(step);
        } catch (const Error& error) {
            QVERIFY(error.code() == "lab.noFile" || error.code() == "lab.tooManyLayers");
            continue;
        }
        if (step.action == Action::WriteFile)
            files[step.name] = {step.length, step.pattern};
        else if (step.action == Action::DeleteFile)
            files.erase(step.name);
    }
    requireClean(practice);
    writeFile(scratch / "disk.raw", convertedDisk(practice, 0));
    runChecked({"e2fsck", "-fn", (scratch / "disk.raw").string()});
    Names names;
    for (const auto& [name, facts] : files) {
        names.push_back(name);
        std::string content(facts.first, '\0');
        fillPattern(name + " version " + std::to_string(facts.second), 0, std::as_writable_bytes(std::span(content)));
        runChecked(
            {"debugfs", "-R", "dump /" + name + " " + (scratch / "content").string(), (scratch / "disk.raw").string()});
        QVERIFY(readFile(scratch / "content") == content);
    }
    QCOMPARE(readFacts(practice).templates[0].files, names);
}

void LabGuestTest::workedExamples_data()
{
    QTest::addColumn<quint64>("clusterSize");
    for (quint64 size = 4096; size <= 262144; size *= 4)
        QTest::newRow(qPrintable(QString::number(size))) << size;
}

void LabGuestTest::workedExamples()
{
    QFETCH(quint64, clusterSize);
    const Scratch scratch;
    Practice practice(scratch / "practice", {clusterSize, 64, true});
    buildWorkedExample(practice);
    const Facts before = readFacts(practice);
    QCOMPARE(before.templates[0].layers.size(), std::size_t{3});
    QCOMPARE(before.templates[0].layers[0].files, Names{"File1"});
    QCOMPARE(before.templates[0].layers[1].files, (Names{"File2", "File3"}));
    QCOMPARE(before.templates[0].layers[2].files, (Names{"File4", "File5"}));

    practice.run(labStep(Action::DeleteFile, "File3"));
    practice.run(labStep(Action::DeleteFile, "File4"));
    const Facts deleted = readFacts(practice);
    QCOMPARE(deleted.length, before.length);
    QCOMPARE(deleted.templates[0].layers[1].garbage, std::uint64_t{1});
    QCOMPARE(deleted.templates[0].layers[2].garbage, std::uint64_t{1});
    practice.run(labStep(Action::StandardSlim));
    const Facts standard = readFacts(practice);
    QCOMPARE(standard.templates[0].layers.size(), std::size_t{2});
    QCOMPARE(standard.templates[0].layers[0].files, Names{"File1"});
    QCOMPARE(standard.templates[0].layers[1].files, (Names{"File2", "File5"}));
    QCOMPARE(standard.templates[0].layers[1].garbage, std::uint64_t{0});
    QVERIFY(standard.length < deleted.length);

    practice.go(practice.done() - 1);
    practice.run(labStep(Action::DeleteFile, "File1"));
    practice.run(labStep(Action::DeepSlim));
    const Facts deep = readFacts(practice);
    QCOMPARE(deep.templates[0].layers.size(), std::size_t{1});
    QCOMPARE(deep.templates[0].layers[0].files, (Names{"File2", "File5"}));
    QCOMPARE(deep.templates[0].layers[0].garbage, std::uint64_t{0});
    requireClean(practice);
}

QTEST_GUILESS_MAIN(LabGuestTest)
#include "lab_guest_test.moc"
