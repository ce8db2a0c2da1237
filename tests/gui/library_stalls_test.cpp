// xvfb
#include "stall_watch.h"

#include "widgets/library/library_tree.h"
#include "widgets/library/library_view.h"

#include <QLineEdit>

using namespace stalls;

namespace {

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

}  // namespace

/// The event loop turns while the library shows 2,000 images.
class LibraryStallsTest : public QObject {
    Q_OBJECT

private slots:
    void thousandsInTheLibrary();
};

void LibraryStallsTest::thousandsInTheLibrary()
{
    const Scratch library;
    makeLibrary(library.path());
    Opened opened;
    auto& view = opened.part<LibraryView>();
    auto& tree = opened.part<LibraryTree>();
    Watch watch;
    opened.open(library.path());
    QVERIFY(QTest::qWaitFor([&] { return view.model().rowCount() == 11; }, patience));
    watch.step("scan");
    for (int column = 0; column < LibraryModel::columns; ++column) {
        tree.sortByColumn(column, Qt::DescendingOrder);
        watch.step("figures arrive, sorted by column " + std::to_string(column));
    }
    QVERIFY(QTest::qWaitFor([&] { return !view.busy(); }, patience));
    watch.step("the rest of the figures");
    for (int column = 0; column < LibraryModel::columns; ++column) {
        tree.sortByColumn(column, Qt::AscendingOrder);
        watch.step("sort by column " + std::to_string(column));
    }
    auto* search = view.findChild<QLineEdit*>();
    search->setFocus();
    for (const char key : std::string("sk-3")) {
        QTest::keyClick(search, key);
        watch.step("a letter of the filter");
    }
    search->clear();
    watch.step("filter is cleared");
    tree.collapseAll();
    watch.step("collapse");
    tree.expandAll();
    watch.step("expand");
    tree.selectAll();
    watch.step("select all");
    tree.clearSelection();
    watch.step("select none");
    view.refresh();
    QVERIFY(QTest::qWaitFor([&] { return !view.busy(); }, patience));
    watch.step("refresh");
    opened.appearance.setLanguage("zh_CN");
    watch.step("language");
    opened.appearance.setLanguage("en");
    watch.step("language");
    opened.appearance.setTheme(Theme::Dark);
    watch.step("theme");
    opened.appearance.setTheme(Theme::Light);
    watch.step("theme");
    opened.open(library / "department-3/0/diff.qcow2");
    opened.open(library / "department-4/0/diff.qcow2");
    QVERIFY(opened.has(ChainAnalysis::Stage::Files));
    watch.step("another template is opened");
    QVERIFY2(watch.failed().isEmpty(), watch.failed());
}

QTEST_MAIN(LibraryStallsTest)
#include "library_stalls_test.moc"
