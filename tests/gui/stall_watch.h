#pragma once

#include "support/ext_tools.h"
#include "support/process.h"
#include "support/random.h"
#include "support/scratch.h"
#include "support/stall_recorder.h"
#include "widgets/savings/savings_view.h"
#include "widgets/window/main_window.h"

#include <QTest>

/// Large templates, a window to look at them, and a watch over its event loop.
namespace stalls {

using namespace widgets;
using testsupport::Scratch;
namespace fs = std::filesystem;
using Kind = JobRequest::Kind;

inline constexpr int patience = 120000;  ///< ms

inline std::string noise(std::uint64_t seed, std::size_t length)
{
    testsupport::Random random(seed);
    std::string text(length, '\0');
    for (char& byte : text)
        byte = static_cast<char>(random.below(256));
    return text;
}

inline void convert(const fs::path& disk, const fs::path& image, const testsupport::Command& options)
{
    testsupport::Command command{"qemu-img", "convert", "-f", "raw", "-O", "qcow2"};
    command.insert(command.end(), options.begin(), options.end());
    command.insert(command.end(), {disk.string(), image.string()});
    testsupport::runChecked(command);
}

/// base.qcow2 <- diff.qcow2 with an ext2 guest; what the guest deleted from each grows with `number`.
inline void makeTemplate(const fs::path& folder, unsigned number, std::size_t unit, std::uint64_t length)
{
    const fs::path disk = folder / "disk.raw";
    const auto write = [&](const std::string& name, std::uint64_t seed, std::size_t bytes) {
        testsupport::writeFile(folder / name, noise(seed, bytes));
        return "write " + (folder / name).string() + ' ' + name;
    };
    testsupport::makeExt(disk, {"ext2", {"-t", "ext2", "-b", "1024"}, length});
    testsupport::debugfs(disk, {write("kept", 1, 2 * unit), write("old", number, unit * (number + 1)), "rm old"});
    convert(disk, folder / "base.qcow2", {"-o", "cluster_size=4k"});
    testsupport::debugfs(disk, {write("newer", number + 50, unit), write("brief", 7, unit * (9 - number)), "rm brief"});
    convert(disk, folder / "diff.qcow2",
            {"-o", "cluster_size=4k", "-B", (folder / "base.qcow2").string(), "-F", "qcow2"});
    // Copies find their own base.
    testsupport::runChecked(
        {"qemu-img", "rebase", "-u", "-b", "base.qcow2", "-F", "qcow2", (folder / "diff.qcow2").string()});
    for (const char* name : {"disk.raw", "kept", "old", "newer", "brief"})
        fs::remove(folder / name);
}

/// A window with settings of its own.
struct Opened {
    Opened() : settings(QString::fromStdString((scratch / "settings.ini").string())), window(settings, appearance)
    {
        window.resize(1366, 768);
        window.show();
        window.activateWindow();
        QTest::qWait(300);
    }
    void open(const fs::path& path) { window.openPaths({QString::fromStdString(path.string())}); }
    bool has(ChainAnalysis::Stage stage)
    {
        return QTest::qWaitFor(
            [&] {
                const auto analysis = window.session().analysis();
                return analysis && analysis->has(stage) && !window.session().reading();
            },
            patience);
    }
    template <class Part>
    Part& part()
    {
        return *window.findChild<Part*>();
    }
    bool planned(Kind kind)
    {
        PlanDesk& desk = part<SavingsView>().desk();
        return QTest::qWaitFor(
            [&] {
                const auto result = desk.result(kind);
                return result && result->exact() && !desk.running(kind);
            },
            patience);
    }

    Scratch scratch;
    Settings settings;
    Appearance appearance;
    MainWindow window;
};

/// Tells the longest turn of the event loop in each step. A turn has 50 ms; only one that is far off fails: builds with
/// assertions on machines that do something else are slower.
class Watch {
public:
    /// Ends a step: what was done since the one before, and what the event loop makes of it.
    void step(const std::string& what)
    {
        QTest::qWait(300);
        const auto stall = recorder_.longest();
        qInfo("%-45s %6.1f ms of processor time, %6.1f ms", what.c_str(), stall.processor, stall.clock);
        if (stall.processor > limit)
            failed_ += QString::fromStdString(what);
        recorder_.start();
    }
    QByteArray failed() const { return failed_.join(", ").toUtf8(); }

private:
#ifdef LAMELLA_SANITIZED
    static constexpr double limit = 5000;
#else
    static constexpr double limit = 150;
#endif
    testsupport::StallRecorder recorder_;
    QStringList failed_;
};

}  // namespace stalls
