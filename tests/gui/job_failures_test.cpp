#include "job_fixture.h"

using namespace jobtest;

/// Jobs that cannot be run, or fail half-way, leave everything as it was.
class JobFailuresTest : public QObject {
    Q_OBJECT

private slots:
    void blockedWithoutSpace();
    void failsWhereTheDiskFillsUp();
    void failsOnAReadOnlyFolder();
    void blockedByAMachine();
    void failsWhereAMachineStartsMeanwhile();
    void blockedByANewLoss();
    void folderVanished();
};

void JobFailuresTest::blockedWithoutSpace()
{
    if (geteuid() != 0)
        QSKIP("needs a file system of its own");
    const Scratch scratch;
    const Tmpfs disk(scratch / "disk", "16m");
    const fs::path top = makeSmallChain(scratch / "disk", 4);
    JobQueue queue;
    const Job& job = finished(queue, standardSlim(top));
    QVERIFY2(job.state == JobState::Blocked, qPrintable(logOf(job)));
    for (const char* part : {"MiB free", "Make room, or choose a folder on another disk."})
        QVERIFY2(whyText(job.outcome).contains(part), qPrintable(whyText(job.outcome)));
    QVERIFY(names(scratch / "disk") == untouched);
}

void JobFailuresTest::failsWhereTheDiskFillsUp()
{
    if (geteuid() != 0)
        QSKIP("needs a file system of its own");
    const Scratch scratch;
    Tmpfs disk(scratch / "disk", "2000m");
    const fs::path top = makeSmallChain(scratch / "disk", 300);
    JobQueue queue;
    whenItWrites(queue, [&](JobId) { disk.fill("2000"); });
    const Job& job = finished(queue, standardSlim(top));
    QVERIFY2(job.state == JobState::Failed, qPrintable(logOf(job)));
    QVERIFY2(whyText(job.outcome).contains("no space is left"), qPrintable(whyText(job.outcome)));
    QVERIFY(names(scratch / "disk") == untouched);
}

void JobFailuresTest::failsOnAReadOnlyFolder()
{
    if (geteuid() != 0)
        QSKIP("needs a file system of its own");
    const Scratch scratch;
    Tmpfs disk(scratch / "disk", "64m");
    const fs::path top = makeSmallChain(scratch / "disk");
    disk.remount("ro");
    JobQueue queue;
    const Job& job = finished(queue, standardSlim(top));
    QVERIFY2(job.state == JobState::Blocked, qPrintable(logOf(job)));
    QVERIFY2(whyText(job.outcome).contains("cannot be written to"), qPrintable(whyText(job.outcome)));
}

void JobFailuresTest::blockedByAMachine()
{
    const Scratch scratch;
    const fs::path top = makeSmallChain(scratch.path());
    JobQueue queue;
    {
        const engine::File file = engine::File::open(top, engine::File::Access::ReadWrite);
        const engine::ImageLock machine = engine::ImageLock::exclusive(file);
        const Job& job = finished(queue, standardSlim(top));
        QVERIFY2(job.state == JobState::Blocked, qPrintable(logOf(job)));
        QVERIFY2(whyText(job.outcome).contains("open for writing"), qPrintable(whyText(job.outcome)));
    }
    QVERIFY(names(scratch.path()) == untouched);
    QCOMPARE(finished(queue, standardSlim(top)).state, JobState::Done);
}

void JobFailuresTest::failsWhereAMachineStartsMeanwhile()
{
    const Scratch scratch;
    const fs::path top = makeSmallChain(scratch.path(), 200);
    JobQueue queue;
    QStringList said;
    // While it writes, no machine can start: QEMU itself is refused.
    whenItWrites(queue, [&](JobId) {
        said += QString::fromStdString(run({"qemu-io", "-c", "write 0 4k", top.string()}).err);
    });
    const Job& job = finished(queue, standardSlim(top));
    QVERIFY2(job.state == JobState::Done, qPrintable(logOf(job)));
    QVERIFY2(said.join('\n').contains("lock"), qPrintable(said.join('\n')));
}

void JobFailuresTest::blockedByANewLoss()
{
    const Scratch scratch;
    const fs::path top = makeSmallChain(scratch.path());
    JobRequest request = standardSlim(top);
    request.confirmed.emplace();
    // After the person has read what is lost.
    runChecked({"qemu-img", "snapshot", "-c", "before update", top.string()});
    JobQueue queue;
    const Job& job = finished(queue, request);
    QVERIFY2(job.state == JobState::Blocked, qPrintable(logOf(job)));
    QVERIFY2(whyText(job.outcome).contains("before update"), qPrintable(whyText(job.outcome)));
    QVERIFY(names(scratch.path()) == untouched);
    request.confirmed = std::get<0>(job.outcome.plan)->cautions;
    QCOMPARE(finished(queue, request).state, JobState::Done);
}

void JobFailuresTest::folderVanished()
{
    const Scratch scratch;
    fs::create_directory(scratch / "there");
    const fs::path top = makeSmallChain(scratch / "there");
    fs::rename(scratch / "there", scratch / "elsewhere");
    JobQueue queue;
    const Job& job = finished(queue, standardSlim(top));
    QCOMPARE(job.state, JobState::Failed);
    QVERIFY2(whyText(job.outcome).contains("Not found"), qPrintable(whyText(job.outcome)));
    QVERIFY2(whyText(job.outcome).contains("there/top.qcow2"), qPrintable(whyText(job.outcome)));
}

QTEST_GUILESS_MAIN(JobFailuresTest)
#include "job_failures_test.moc"
