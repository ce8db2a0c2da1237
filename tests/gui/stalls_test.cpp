// xvfb
#include "widgets/window/main_window.h"

#include "support/ext_tools.h"
#include "support/process.h"
#include "support/random.h"
#include "support/scratch.h"
#include "support/stall_recorder.h"
#include "widgets/inspector/inspector_view.h"
#include "widgets/library/library_tree.h"
#include "widgets/library/library_view.h"
#include "widgets/savings/savings_view.h"

#include <QComboBox>
#include <QLineEdit>
#include <QTabWidget>
#include <QTableView>
#include <QTest>

#include <fstream>

using namespace widgets;
using testsupport::Scratch;
namespace fs = std::filesystem;
using Kind = JobRequest::Kind;

namespace {

constexpr int patience = 120000;  ///< ms

std::string noise(std::uint64_t seed, std::size_t length)
{
    testsupport::Random random(seed);
    std::string text(length, '\0');
    for (char& byte : text)
        byte = static_cast<char>(random.below(256));
    return text;
}

void convert(const fs::path& disk, const fs::path& image, const testsupport::Command& options)
{
    testsupport::Command command{"qemu-img", "convert", "-f", "raw", "-O", "qcow2"};
    command.insert(command.end(), options.begin(), options.end());
    command.insert(command.end(), {disk.string(), image.string()});
    testsupport::runChecked(command);
}

/// base.qcow2 <- diff.qcow2 with an ext2 guest; what the guest deleted from each grows with `number`.
void makeTemplate(const fs::path& folder, unsigned number, std::size_t unit, std::uint64_t length)
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

/// A base with 1499 overlays, and ten with 49 each.
void makeLibrary(const fs::path& folder)
{
    const auto copies = [](const fs::path& place, unsigned count) {
        for (unsigned copy = 2; copy < count; ++copy)
            fs::copy_file(place / "diff.qcow2", place / ("desk-" + std::to_string(copy) + ".qcow2"));
    };
    fs::create_directory(folder / "flat");
    makeTemplate(folder / "flat", 0, 5000, 1 << 20);
    copies(folder / "flat", 1500);
    for (unsigned kind = 0; kind < 5; ++kind) {
        const fs::path one = folder / ("department-" + std::to_string(kind)) / "0";
        fs::create_directories(one);
        makeTemplate(one, kind, 5000, 1 << 20);
        copies(one, 50);
        fs::copy(one, one.parent_path() / "1");
    }
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

}  // namespace

/// The event loop turns, whatever the window is busy with.
class StallsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { makeLibrary(library_.path()); }
    void thousandsInTheLibrary();
    void planAndJob();
    void deepChain();
    void manyFiles();

private:
    void settle(const char* what);

    Scratch library_;
};

/// What was done since the recorder began again, and what the event loop makes of it.
#define CHECK_STALL(recorder, what)                                                                                    \
    do {                                                                                                               \
        QTest::qWait(400);                                                                                             \
        const auto stall = recorder.longest();                                                                         \
        std::fprintf(stderr, "%-50s %8.1f ms of processor time, %8.1f ms\n", what, stall.processor, stall.clock);      \
        recorder.start();                                                                                              \
    } while (false)

void StallsTest::thousandsInTheLibrary()
{
    Opened opened;
    auto& view = opened.part<LibraryView>();
    auto& tree = opened.part<LibraryTree>();
    testsupport::StallRecorder stalls;
    opened.open(library_.path());
    QVERIFY(QTest::qWaitFor([&] { return view.model().rowCount() == 11; }, patience));
    CHECK_STALL(stalls, "scan");
    for (int column = 0; column < LibraryModel::columns; ++column) {
        tree.sortByColumn(column, Qt::DescendingOrder);
        const std::string what = "figures arrive, sorted by column " + std::to_string(column);
        CHECK_STALL(stalls, what.c_str());
    }
    QVERIFY(QTest::qWaitFor([&] { return !view.busy(); }, patience));
    CHECK_STALL(stalls, "the rest of the figures");
    for (int column = 0; column < LibraryModel::columns; ++column) {
        tree.sortByColumn(column, Qt::AscendingOrder);
        const std::string what = "sort by column " + std::to_string(column);
        CHECK_STALL(stalls, what.c_str());
    }
    auto* search = view.findChild<QLineEdit*>();
    search->setFocus();
    for (const char key : std::string("sk-3")) {
        QTest::keyClick(search, key);
        CHECK_STALL(stalls, "a letter of the filter");
    }
    search->clear();
    CHECK_STALL(stalls, "filter is cleared");
    tree.collapseAll();
    CHECK_STALL(stalls, "collapse");
    tree.expandAll();
    CHECK_STALL(stalls, "expand");
    tree.selectAll();
    CHECK_STALL(stalls, "select all");
    tree.clearSelection();
    CHECK_STALL(stalls, "select none");
    view.refresh();
    QVERIFY(QTest::qWaitFor([&] { return !view.busy(); }, patience));
    CHECK_STALL(stalls, "refresh");
    opened.appearance.setLanguage("zh_CN");
    CHECK_STALL(stalls, "language");
    opened.appearance.setLanguage("en");
    CHECK_STALL(stalls, "language");
    opened.appearance.setTheme(Theme::Dark);
    CHECK_STALL(stalls, "theme");
    opened.appearance.setTheme(Theme::Light);
    CHECK_STALL(stalls, "theme");
    opened.open(library_ / "department-3/0/diff.qcow2");
    opened.open(library_ / "department-4/0/diff.qcow2");
    QVERIFY(opened.has(ChainAnalysis::Stage::Files));
    CHECK_STALL(stalls, "another template is opened");
}

void StallsTest::planAndJob()
{
    const Scratch folder;
    makeTemplate(folder.path(), 3, 8 << 20, 128 << 20);
    Opened opened;
    testsupport::StallRecorder stalls;
    opened.open(folder / "diff.qcow2");
    QVERIFY(opened.has(ChainAnalysis::Stage::Files));
    CHECK_STALL(stalls, "open");
    QVERIFY(opened.planned(Kind::DeepSlim));
    CHECK_STALL(stalls, "plan");
    JobRequest request = opened.part<SavingsView>().desk().request(Kind::DeepSlim);
    request.options.target = folder / "result.qcow2";
    request.options.replace = false;
    opened.window.jobs().enqueue(request);
    opened.open(library_ / "department-4/0/diff.qcow2");
    QVERIFY(QTest::qWaitFor([&] { return opened.window.jobs().idle(); }, patience));
    QVERIFY(fs::exists(folder / "result.qcow2"));
    CHECK_STALL(stalls, "job");
}

/// As many layers as a chain may have.
void StallsTest::deepChain()
{
    const Scratch folder;
    makeTemplate(folder.path(), 3, 50000, 4 << 20);
    const std::string layer = testsupport::readFile(folder / "diff.qcow2");
    const std::size_t name = layer.find("base.qcow2");
    fs::path top = folder / "diff.qcow2";
    for (unsigned number = 100; number < 298; ++number) {
        std::string overlay = layer;
        overlay.replace(name, 10, top.filename().string());
        top = folder / ("l" + std::to_string(number) + ".qcow2");
        testsupport::writeFile(top, overlay);
    }
    Opened opened;
    testsupport::StallRecorder stalls;
    opened.open(top);
    QVERIFY(opened.has(ChainAnalysis::Stage::Mapped));
    QCOMPARE(opened.window.session().analysis()->lanes.size(), std::size_t{200});
    QVERIFY(opened.has(ChainAnalysis::Stage::Files));
    CHECK_STALL(stalls, "200 layers are opened");
    QVERIFY(opened.planned(Kind::DeepSlim));
    CHECK_STALL(stalls, "200 layers are planned");
    Session& session = opened.window.session();
    for (const std::uint64_t length : {3U << 20, 1U << 20, 1U << 16, 1U << 13}) {
        session.showWindow({engine::GuestOffset(length / 3), length});
        CHECK_STALL(stalls, "zoom");
    }
    for (const std::size_t one : {0, 100, 199}) {
        session.selectLayer(one);
        CHECK_STALL(stalls, "a layer is selected");
        session.selectOffset(engine::GuestOffset(1000 * one));
        CHECK_STALL(stalls, "a place is selected");
    }
    session.reload();
    QVERIFY(QTest::qWaitFor([&] { return !session.reading(); }, patience));
    CHECK_STALL(stalls, "reload");
    opened.appearance.setTheme(Theme::Dark);
    CHECK_STALL(stalls, "theme");
    opened.appearance.setLanguage("zh_CN");
    CHECK_STALL(stalls, "language");
    opened.appearance.setLanguage("en");
    opened.appearance.setTheme(Theme::Light);
}

void StallsTest::manyFiles()
{
    const Scratch folder;
    const fs::path tree = folder / "tree";
    for (unsigned number = 0; number < 50'000; ++number) {
        const fs::path place = tree / std::to_string(number / 5'000) / std::to_string(number / 200);
        if (number % 200 == 0)
            fs::create_directories(place);
        std::ofstream(place / ("file" + std::to_string(number))) << number % 200;
    }
    testsupport::makeExt(folder / "disk.raw",
                         {"ext4", {"-t", "ext4", "-b", "1024", "-N", "55000", "-d", tree.string()}, 150 << 20});
    fs::remove_all(tree);
    convert(folder / "disk.raw", folder / "many.qcow2", {});
    Opened opened;
    testsupport::StallRecorder stalls;
    opened.open(folder / "many.qcow2");
    QVERIFY(opened.has(ChainAnalysis::Stage::Files));
    CHECK_STALL(stalls, "50,000 files are opened");
    auto& inspector = opened.part<InspectorView>();
    inspector.findChild<QTabWidget*>()->setCurrentIndex(2);
    CHECK_STALL(stalls, "files are shown");
    for (auto* choice : inspector.findChildren<QComboBox*>()) {
        for (int index = choice->count(); index-- > 0;) {
            choice->setCurrentIndex(index);
            CHECK_STALL(stalls, "choice of files");
        }
    }
    auto* files = inspector.findChild<QTableView*>();
    QVERIFY(QTest::qWaitFor([&] { return files->model()->rowCount() > 100; }, patience));
    for (int column = 0; column < files->model()->columnCount(); ++column) {
        files->sortByColumn(column, Qt::AscendingOrder);
        CHECK_STALL(stalls, "files are sorted");
    }
    opened.window.resize(1920, 1080);
    CHECK_STALL(stalls, "resize");
    files->activated(files->model()->index(5, 0));
    CHECK_STALL(stalls, "go to a file");
    opened.appearance.setLanguage("zh_CN");
    CHECK_STALL(stalls, "language");
    opened.appearance.setLanguage("en");
    opened.open(library_ / "department-4/0/diff.qcow2");
    QVERIFY(opened.has(ChainAnalysis::Stage::Files));
    CHECK_STALL(stalls, "another template");
}

QTEST_MAIN(StallsTest)
#include "stalls_test.moc"
