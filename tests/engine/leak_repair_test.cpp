#include "storage/image_lock.h"
#include "support/poke.h"
#include "support/qemu.h"
#include "work/leak_repair.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <sys/wait.h>
#include <unistd.h>

using namespace engine;
using namespace testsupport;

namespace {

struct Interrupted {};

LeakRepairPlan planFor(const QString& path)
{
    return planLeakRepair(File::open(path.toStdString()), {});
}

bool blockedBy(const LeakRepairPlan& plan, std::string_view code)
{
    return std::any_of(plan.blockers.begin(), plan.blockers.end(),
                       [code](const PlanNote& note) { return note.code == code; });
}

/// Runs the plan; the code of the error that it ends with.
std::string codeOfRun(const LeakRepairPlan& plan)
{
    try {
        runLeakRepair(plan, {});
        return {};
    } catch (const Error& error) {
        return std::string(error.code());
    }
}

/// L2 entries that were cleared and refcounts that were not lowered: what a crash leaves. The clusters are small, so
/// that the leaks spread over several refcount blocks.
void makeLeaky(const QString& path, const QString& options)
{
    createQcow2(path, QStringLiteral("8M"), QStringLiteral("cluster_size=512,") + options);
    qemuIo(path, {QStringLiteral("write -P 7 0 3M"), QStringLiteral("write -P 9 4M 1M")});
    Poke poke(path);
    const Qcow2Places places(poke);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    for (std::size_t i = 0; i < places.l2Entries.size(); i += i % 5 == 0 ? 3 : 1) {
        file.seek(static_cast<qint64>(places.l2Entries[i]));
        if (i % 4 != 0)
            file.write(QByteArray(8, '\0'));
    }
}

}  // namespace

class LeakRepairTest : public QObject {
    Q_OBJECT

private slots:
    void repairs_data();
    void repairs();
    void repairsWhatSnapshotsLeft();
    void nothingToDo();
    void refusesCorruption();
    void refusesDirtyAndCorrupt();
    void refusesWhatNeedsFlags();
    void refusesWhatIsInUse();
    void refusesAnOldPlan();
    void survivesEveryInterruption();
    void survivesAKill();

private:
    QString copyOf(const QString& path, const QString& name) const;
    QString at(const char* name) const { return folder_.filePath(QLatin1String(name)); }

    QTemporaryDir folder_;
};

QString LeakRepairTest::copyOf(const QString& path, const QString& name) const
{
    QString copy = folder_.filePath(name);
    QFile::remove(copy);
    QFile::copy(path, copy);
    return copy;
}

void LeakRepairTest::repairs_data()
{
    QTest::addColumn<QString>("options");
    QTest::newRow("version 2") << QStringLiteral("compat=0.10");
    for (const int bits : {1, 2, 4, 8, 16, 32, 64})
        QTest::addRow("%d bits", bits) << QStringLiteral("refcount_bits=%1").arg(bits);
}

void LeakRepairTest::repairs()
{
    QFETCH(QString, options);
    const QString path = at("leaky.qcow2");
    makeLeaky(path, options);
    const QString before = copyOf(path, QStringLiteral("before.qcow2"));
    const QemuCheck found = qemuCheck(path);
    QVERIFY(found.leaks > 100);
    QCOMPARE(found.corruptions, std::uint64_t{0});

    const LeakRepairPlan plan = planFor(path);
    QVERIFY(plan.runnable());
    QCOMPARE(plan.leakedClusters, found.leaks);
    QCOMPARE(plan.freedBytes, found.leaks * 512);
    const LeakRepairResult result = runLeakRepair(plan, {});
    QCOMPARE(result.leakedClusters, found.leaks);

    const QemuCheck after = qemuCheck(path);
    QVERIFY(after.completed);
    QCOMPARE(after.leaks + after.corruptions + after.checkErrors, std::uint64_t{0});
    mustRun(QStringLiteral("qemu-img"), {QStringLiteral("compare"), before, path});
    QCOMPARE(QFile(path).size(), QFile(before).size());
}

/// A refcount that is too high where references remain: lowered, not to zero.
void LeakRepairTest::repairsWhatSnapshotsLeft()
{
    const QString path = at("snapshots.qcow2");
    createQcow2(path, QStringLiteral("8M"), QStringLiteral("cluster_size=4096"));
    qemuIo(path, {QStringLiteral("write -P 7 0 1M")});
    mustRun(QStringLiteral("qemu-img"), {QStringLiteral("snapshot"), QStringLiteral("-c"), QStringLiteral("s"), path});
    const LeakRepairPlan empty = planFor(path);
    QVERIFY(empty.changes.empty());
    const std::uint64_t data = [&path] {
        Poke poke(path);
        const Qcow2Places places(poke);
        const std::uint64_t offset = poke.read(places.l2Entries.front()) & 0x00ff'ffff'ffff'fe00;
        return places.refcountAt(poke, offset / places.clusterSize);
    }();
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    file.seek(static_cast<qint64>(data));
    file.write(QByteArray::fromHex("0005"));
    file.close();
    const LeakRepairPlan plan = planFor(path);
    QCOMPARE(plan.changes.size(), std::size_t{1});
    QCOMPARE(plan.changes.front().from, std::uint64_t{5});
    QCOMPARE(plan.changes.front().to, std::uint64_t{2});
    QCOMPARE(plan.freedBytes, std::uint64_t{0});
    QCOMPARE(codeOfRun(plan), std::string());
    QCOMPARE(qemuCheck(path).leaks, std::uint64_t{0});
}

void LeakRepairTest::nothingToDo()
{
    const QString path = at("clean.qcow2");
    createQcow2(path, QStringLiteral("8M"));
    const LeakRepairPlan plan = planFor(path);
    QVERIFY(plan.runnable());
    QVERIFY(plan.changes.empty());
    QCOMPARE(runLeakRepair(plan, {}).freedBytes, std::uint64_t{0});
}

void LeakRepairTest::refusesCorruption()
{
    const QString path = at("corrupt.qcow2");
    makeLeaky(path, QStringLiteral("refcount_bits=16"));
    Poke poke(path);
    const Qcow2Places places(poke);
    poke.flip(places.l2Entries[10], 1ULL << 63);
    const LeakRepairPlan plan = planFor(path);
    QVERIFY(blockedBy(plan, "image.corruptions"));
    QCOMPARE(codeOfRun(plan), std::string("plan.blocked"));
    QVERIFY(qemuCheck(path).leaks > 100);
}

void LeakRepairTest::refusesDirtyAndCorrupt()
{
    const QString path = at("marked.qcow2");
    makeLeaky(path, QStringLiteral("refcount_bits=16"));
    Poke poke(path);
    poke.write(79, 1, 1);
    QVERIFY(blockedBy(planFor(path), "image.dirty"));
    QCOMPARE(codeOfRun(planFor(path)), std::string("plan.blocked"));
    poke.write(79, 2, 1);
    QVERIFY(blockedBy(planFor(path), "image.corrupt"));
    poke.write(79, 0, 1);
    poke.write(95, 8, 1);
    QVERIFY(blockedBy(planFor(path), "feature.unknownAutoclear"));
}

/// Refcount 2, one reference without OFLAG_COPIED: what an interrupted snapshot leaves.
void LeakRepairTest::refusesWhatNeedsFlags()
{
    const QString path = at("flags.qcow2");
    createQcow2(path, QStringLiteral("8M"), QStringLiteral("cluster_size=4096"));
    qemuIo(path, {QStringLiteral("write -P 7 0 4096")});
    Poke poke(path);
    const Qcow2Places places(poke);
    const std::uint64_t entry = poke.read(places.l2Entries.front());
    poke.write(places.l2Entries.front(), entry & ~(1ULL << 63));
    poke.write(places.refcountAt(poke, (entry & 0x00ff'ffff'ffff'fe00) / places.clusterSize), 2, 2);
    QCOMPARE(qemuCheck(path).leaks, std::uint64_t{1});
    QVERIFY(blockedBy(planFor(path), "leaks.copiedFlag"));
}

void LeakRepairTest::refusesWhatIsInUse()
{
    const QString path = at("used.qcow2");
    makeLeaky(path, QStringLiteral("refcount_bits=16"));
    const LeakRepairPlan plan = planFor(path);
    QProcess user;
    user.start(QStringLiteral("qemu-io"), {QStringLiteral("-f"), QStringLiteral("qcow2"), path});
    QVERIFY(user.waitForStarted());
    QTRY_VERIFY(lockHolders(File::open(path.toStdString())).writer());
    QVERIFY(blockedBy(planFor(path), "image.inUse"));
    QCOMPARE(codeOfRun(plan), std::string("image.inUse"));
    user.write("quit\n");
    user.closeWriteChannel();
    QVERIFY(user.waitForFinished());
    QCOMPARE(codeOfRun(plan), std::string());
}

void LeakRepairTest::refusesAnOldPlan()
{
    const QString path = at("old.qcow2");
    makeLeaky(path, QStringLiteral("refcount_bits=16"));
    const LeakRepairPlan plan = planFor(path);
    qemuIo(path, {QStringLiteral("write -P 3 6M 64K")});
    const QemuCheck before = qemuCheck(path);
    QCOMPARE(codeOfRun(plan), std::string("plan.outdated"));
    QCOMPARE(qemuCheck(path).leaks, before.leaks);
}

/// Stops before each write in turn. What remains is a smaller number of leaks, nothing else, and the rest can be
/// repaired from there.
void LeakRepairTest::survivesEveryInterruption()
{
    const QString original = at("original.qcow2");
    makeLeaky(original, QStringLiteral("refcount_bits=64"));
    std::uint64_t lastLeaks = qemuCheck(original).leaks + 1;
    std::uint64_t stops = 0;
    for (bool finished = false; !finished; ++stops) {
        const QString path = copyOf(original, QStringLiteral("stopped.qcow2"));
        try {
            runLeakRepair(planFor(path), {}, [stops](std::uint64_t write) {
                if (write == stops)
                    throw Interrupted();
            });
            finished = true;
        } catch (const Interrupted&) {
            const QemuCheck left = qemuCheck(path);
            QVERIFY(left.completed);
            QCOMPARE(left.corruptions + left.checkErrors, std::uint64_t{0});
            QVERIFY(left.leaks < lastLeaks);
            lastLeaks = left.leaks;
            if (stops % 16 == 0) {
                mustRun(QStringLiteral("qemu-img"), {QStringLiteral("compare"), original, path});
                QCOMPARE(codeOfRun(planFor(path)), std::string());
                QCOMPARE(qemuCheck(path).leaks, std::uint64_t{0});
            }
        }
    }
    QVERIFY(stops > 20);
}

void LeakRepairTest::survivesAKill()
{
    const QString path = at("killed.qcow2");
    makeLeaky(path, QStringLiteral("refcount_bits=32"));
    const LeakRepairPlan plan = planFor(path);
    const pid_t child = fork();
    QVERIFY(child >= 0);
    if (child == 0) {
        try {
            runLeakRepair(plan, {}, [](std::uint64_t write) {
                if (write == 5)
                    kill(getpid(), SIGKILL);
            });
        } catch (...) {
        }
        _exit(0);
    }
    int status = 0;
    QCOMPARE(waitpid(child, &status, 0), child);
    QVERIFY(WIFSIGNALED(status));
    const QemuCheck left = qemuCheck(path);
    QCOMPARE(left.corruptions + left.checkErrors, std::uint64_t{0});
    QVERIFY(left.leaks > 0 && left.leaks < plan.leakedClusters);
    QCOMPARE(codeOfRun(planFor(path)), std::string());
    QCOMPARE(qemuCheck(path).leaks, std::uint64_t{0});
}

QTEST_GUILESS_MAIN(LeakRepairTest)
#include "leak_repair_test.moc"
