// xvfb
#include "stall_watch.h"

#include "widgets/inspector/inspector_view.h"

#include <QComboBox>
#include <QTabWidget>
#include <QTableView>

#include <fstream>

using namespace stalls;

/// The event loop turns, whatever the window is busy with.
class WindowStallsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { makeTemplate(other_.path(), 4, 5000, 1 << 20); }
    void planAndJob();
    void deepChain();
    void manyFiles();

private:
    Scratch other_;
};

void WindowStallsTest::planAndJob()
{
    const Scratch folder;
    makeTemplate(folder.path(), 3, 8 << 20, 128 << 20);
    Opened opened;
    Watch watch;
    opened.open(folder / "diff.qcow2");
    QVERIFY(opened.has(ChainAnalysis::Stage::Files));
    watch.step("open");
    QVERIFY(opened.planned(Kind::DeepSlim));
    watch.step("plan");
    JobRequest request = opened.part<SavingsView>().desk().request(Kind::DeepSlim);
    request.options.target = folder / "result.qcow2";
    request.options.replace = false;
    opened.window.jobs().enqueue(request);
    opened.open(other_ / "diff.qcow2");
    QVERIFY(QTest::qWaitFor([&] { return opened.window.jobs().idle(); }, patience));
    QVERIFY(fs::exists(folder / "result.qcow2"));
    watch.step("job");
    QVERIFY2(watch.failed().isEmpty(), watch.failed());
}

/// As many layers as a chain may have.
void WindowStallsTest::deepChain()
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
    Watch watch;
    opened.open(top);
    QVERIFY(opened.has(ChainAnalysis::Stage::Mapped));
    QCOMPARE(opened.window.session().analysis()->lanes.size(), std::size_t{200});
    QVERIFY(opened.has(ChainAnalysis::Stage::Files));
    watch.step("200 layers are opened");
    QVERIFY(opened.planned(Kind::DeepSlim));
    watch.step("200 layers are planned");
    Session& session = opened.window.session();
    for (const std::uint64_t length : {3U << 20, 1U << 20, 1U << 16, 1U << 13}) {
        session.showWindow({engine::GuestOffset(length / 3), length});
        watch.step("zoom");
    }
    for (const std::size_t one : {0, 100, 199}) {
        session.selectLayer(one);
        watch.step("a layer is selected");
        session.selectOffset(engine::GuestOffset(1000 * one));
        watch.step("a place is selected");
    }
    session.reload();
    QVERIFY(QTest::qWaitFor([&] { return !session.reading(); }, patience));
    watch.step("reload");
    opened.appearance.setTheme(Theme::Dark);
    watch.step("theme");
    opened.appearance.setLanguage("zh_CN");
    watch.step("language");
    opened.appearance.setLanguage("en");
    opened.appearance.setTheme(Theme::Light);
    QVERIFY2(watch.failed().isEmpty(), watch.failed());
}

void WindowStallsTest::manyFiles()
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
    Watch watch;
    opened.open(folder / "many.qcow2");
    QVERIFY(opened.has(ChainAnalysis::Stage::Files));
    watch.step("50,000 files are opened");
    auto& inspector = opened.part<InspectorView>();
    inspector.findChild<QTabWidget*>()->setCurrentIndex(2);
    watch.step("files are shown");
    for (auto* choice : inspector.findChildren<QComboBox*>()) {
        for (int index = choice->count(); index-- > 0;) {
            choice->setCurrentIndex(index);
            watch.step("choice of files");
        }
    }
    auto* files = inspector.findChild<QTableView*>();
    QVERIFY(QTest::qWaitFor([&] { return files->model()->rowCount() > 100; }, patience));
    for (int column = 0; column < files->model()->columnCount(); ++column) {
        files->sortByColumn(column, Qt::AscendingOrder);
        watch.step("files are sorted");
    }
    opened.window.resize(1920, 1080);
    watch.step("resize");
    files->activated(files->model()->index(5, 0));
    watch.step("go to a file");
    opened.appearance.setLanguage("zh_CN");
    watch.step("language");
    opened.appearance.setLanguage("en");
    opened.open(other_ / "diff.qcow2");
    QVERIFY(opened.has(ChainAnalysis::Stage::Files));
    watch.step("another template");
    QVERIFY2(watch.failed().isEmpty(), watch.failed());
}

QTEST_MAIN(WindowStallsTest)
#include "window_stalls_test.moc"
