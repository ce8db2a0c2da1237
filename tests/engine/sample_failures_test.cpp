#include "support/fault_runs.h"
#include "support/guest_tree.h"
#include "support/process.h"
#include "support/scratch.h"
#include "work/sample/samples.h"

#include <QProcess>
#include <QTest>

#include <iterator>
#include <thread>
#include <unistd.h>

using namespace engine;
using namespace testsupport;
namespace fs = std::filesystem;

/// The demonstration templates are made completely, or nothing is left of them.
class SampleFailuresTest : public QObject {
    Q_OBJECT

private slots:
    void nothingIsReplaced();
    void cancelledNothingIsLeft();
    void onAFullDiskNothingIsLeft();
    void killedItIsCleanedUp();
    void missingTools();
    void missingParentsAreMade();

private:
    Scratch scratch_;
};

void SampleFailuresTest::nothingIsReplaced()
{
    const fs::path folder = scratch_ / "taken";
    fs::create_directory(folder);
    writeFile(folder / "windows", "mine");
    const auto before = listing(folder);
    const Finished refused = run({LAMELLA_CLI, "sample", folder.string()});
    QCOMPARE(refused.exitCode, 1);
    QCOMPARE(refused.err, "lamella-cli: " + (folder / "windows").string() +
                              ": refused, it exists, and nothing is replaced\n"
                              "lamella-cli:   Choose another name, or move that file away.\n");
    QVERIFY(refused.out.empty());
    QCOMPARE(listing(folder), before);
}

void SampleFailuresTest::cancelledNothingIsLeft()
{
    for (const std::uint64_t layers : {0, 3, 9}) {
        const fs::path parent = scratch_ / ("cancelled" + std::to_string(layers));
        fs::create_directory(parent);
        Progress progress;
        std::stop_source stop;
        const std::jthread watcher([&](const std::stop_token& over) {
            while (!over.stop_requested() && (progress.total == 0 || progress.done < layers))
                std::this_thread::yield();
            stop.request_stop();
        });
        try {
            makeSamples(parent / "samples", progress, stop.get_token());
            QFAIL("was not cancelled");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::Cancelled);
        }
        QVERIFY(listing(parent).empty());
    }
}

void SampleFailuresTest::onAFullDiskNothingIsLeft()
{
    if (const std::string why = whyNoMounts(); !why.empty())
        QSKIP(why.c_str());
    for (const std::uint64_t mebibytes : {4, 16}) {
        const fs::path disk = scratch_ / "small";
        createSparse(disk, mebibytes << 20);
        runChecked({"mkfs.ext4", "-q", "-F", disk.string()});
        const Mount mount(disk, {"mount", "-o", "loop"});
        const auto before = listing(mount.folder());
        Progress progress;
        try {
            makeSamples(mount.folder() / "samples", progress, {});
            QFAIL("fits");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::Io);
        }
        QCOMPARE(listing(mount.folder()), before);
    }
}

/// By the next `sample` into the same folder, or by `recover`; while it runs, by neither.
void SampleFailuresTest::killedItIsCleanedUp()
{
    // How many things are in it; others come and go below.
    const auto workshopEntries = [](const fs::path& folder) {
        std::ptrdiff_t entries = 0;
        if (!fs::exists(folder))
            return entries;
        for (const auto& entry : fs::directory_iterator(folder)) {
            if (entry.path().filename().string().starts_with(".lamella-sample-"))
                entries += std::distance(fs::directory_iterator(entry), fs::directory_iterator());
        }
        return entries;
    };
    for (const bool byRecover : {true, false}) {
        const fs::path folder = scratch_ / (byRecover ? "recovered" : "repeated");
        QProcess process;
        process.start(LAMELLA_CLI, {"sample", QString::fromStdString(folder.string())});
        QTRY_VERIFY_WITH_TIMEOUT(workshopEntries(folder) > 3, 30000);
        const Finished busy = run({LAMELLA_CLI, "recover", folder.string()});
        QVERIFY(busy.exitCode == 1 && busy.out.find("still running") != std::string::npos);
        process.kill();
        QVERIFY(process.waitForFinished());
        QVERIFY(workshopEntries(folder) > 3);
        if (byRecover) {
            runChecked({LAMELLA_CLI, "recover", folder.string()});
            QVERIFY(listing(folder).empty());
            QCOMPARE(runChecked({LAMELLA_CLI, "recover", folder.string()}), std::string("Nothing was left behind.\n"));
        } else {
            runChecked({LAMELLA_CLI, "sample", "-q", folder.string()});
            QVERIFY(fs::exists(folder / "classic/second-diff.qcow2") && workshopEntries(folder) == 0);
        }
    }
}

void SampleFailuresTest::missingTools()
{
    if (::geteuid() != 0)
        QSKIP("hiding a program needs root");
    // In a mount namespace of its own, where the program is no program.
    const auto without = [this](const std::string& tool) {
        const std::string script = "mount --bind /dev/null \"$(readlink -f \"$(command -v " + tool + ")\")\" && exec " +
                                   shellText({LAMELLA_CLI, "sample", (scratch_ / tool).string()});
        return run({"unshare", "-m", "sh", "-c", script});
    };
    const Finished ntfs = without("mkntfs");
    QCOMPARE(ntfs.exitCode, 0);
    QCOMPARE(ntfs.err, "lamella-cli: " + (scratch_ / "mkntfs/windows").string() +
                           ": not found, the program mkntfs is not installed (package ntfs-3g)\n");
    QVERIFY(fs::exists(scratch_ / "mkntfs/classic/second-diff.qcow2"));
    QVERIFY(!fs::exists(scratch_ / "mkntfs/windows"));
    const Finished ext = without("debugfs");
    QCOMPARE(ext.exitCode, 1);
    QVERIFY(ext.err.find("debugfs is not installed (package e2fsprogs)") != std::string::npos);
    QVERIFY(!fs::exists(scratch_ / "debugfs"));
}

/// As in a home that nobody has used yet. Where nothing can be made, that is said.
void SampleFailuresTest::missingParentsAreMade()
{
    runChecked({LAMELLA_CLI, "sample", (scratch_ / "no/share/yet/samples").string()});
    QVERIFY(fs::exists(scratch_ / "no/share/yet/samples/classic/base.qcow2"));
    const Finished failed = run({LAMELLA_CLI, "sample", "/proc/nowhere/samples"});
    QCOMPARE(failed.exitCode, 1);
    QVERIFY2(failed.err.starts_with("lamella-cli: /proc/nowhere"), failed.err.c_str());
}

QTEST_GUILESS_MAIN(SampleFailuresTest)
#include "sample_failures_test.moc"
