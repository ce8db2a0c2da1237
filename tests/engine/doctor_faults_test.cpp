#include "support/fault_runs.h"
#include "support/process.h"
#include "support/scratch.h"
#include "support/small_templates.h"

#include <QtTest>

#include <nlohmann/json.hpp>

// The doctor's fix, struck at each of its operations.

using namespace testsupport;

namespace {

namespace fs = std::filesystem;

void require(bool condition, const std::string& what)
{
    if (!condition)
        throw std::runtime_error(what);
}

std::string backingOf(const fs::path& image)
{
    const auto info = nlohmann::json::parse(runChecked({"qemu-img", "info", "--output=json", image.string()}));
    return info.value("backing-filename", std::string());
}

}  // namespace

class DoctorFaultsTest : public QObject {
    Q_OBJECT

private slots:
    void faults_data();
    void faults();
};

void DoctorFaultsTest::faults_data()
{
    QTest::addColumn<QString>("action");
    for (const char* action : {"killBefore", "killAfter", "EIO"})
        QTest::newRow(action) << action;
}

/// Whatever is struck: the overlay is there, as it was or with its new name, and after `recover` nothing else is.
void DoctorFaultsTest::faults()
{
    QFETCH(QString, action);
    const Scratch scratch;
    const fs::path folder = scratch / "folder";
    const fs::path made = scratch / "made";
    fs::create_directories(made / "moved");
    makeSmallChain(made, "base.qcow2", 20000);
    fs::rename(made / "base.qcow2", made / "moved" / "golden.qcow2");
    fs::create_directories(folder);
    const std::string before = readFile(made / "diff.qcow2");
    bool fixed = false;
    FaultRuns runs;
    runs.command = {LAMELLA_CLI, "doctor", "--fix", "-q", (folder / "top.qcow2").string()};
    runs.folder = folder;
    runs.prepare = [&] { fs::copy(made, folder, fs::copy_options::recursive); };
    runs.recover = [&] { run({LAMELLA_CLI, "recover", "-q", folder.string()}); };
    runs.judge = [&](const Finished& finished, const std::string& struck) {
        const auto files = listing(folder);
        const bool kept = files.contains("diff.qcow2.before-slim");
        require(files.size() == (kept ? 5U : 4U), "other files after " + struck);
        require(files.at(kept ? "diff.qcow2.before-slim" : "diff.qcow2") == before, "the original has changed");
        if (kept)
            require(backingOf(folder / "diff.qcow2") == "moved/golden.qcow2", "the name is wrong");
        require(kept || finished.exitCode != 0, "it said that it was done");
        fixed = kept;
        if (kept)
            runChecked({"qemu-img", "check", "-q", (folder / "diff.qcow2").string()});
    };
    try {
        const std::uint64_t struck = runWithFaults(runs, LAMELLA_FAULTS, action.toStdString());
        qInfo("%llu operations struck", static_cast<unsigned long long>(struck));
        QVERIFY(struck > 5);
    } catch (const std::exception& error) {
        QFAIL(error.what());
    }
    QVERIFY(fixed);
}

QTEST_GUILESS_MAIN(DoctorFaultsTest)
#include "doctor_faults_test.moc"
