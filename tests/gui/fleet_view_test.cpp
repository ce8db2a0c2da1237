// xvfb
#include "widgets/fleet/fleet_view.h"

#include "support/process.h"
#include "support/scratch.h"
#include "widgets/fleet/fleet_progress_bar.h"
#include "widgets/fleet/queue_dialog.h"
#include "widgets/library/library_view.h"
#include "widgets/run/job_queue.h"
#include "widgets/words/remedies.h"
#include "work/sample/samples.h"

#include <QAbstractItemModelTester>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QVBoxLayout>

using testsupport::Scratch;
using widgets::FleetModel;
using widgets::FleetView;
using widgets::JobQueue;
using widgets::JobRequest;
using widgets::JobState;
using widgets::LibraryView;
using widgets::QueueDialog;
namespace fs = std::filesystem;

namespace {

/// The fleet of the sample templates, fed by a library as in the window.
struct Shown {
    Shown()
    {
        engine::Progress progress;
        engine::makeSamples(folder / "samples", progress, {});
        QObject::connect(&library, &LibraryView::scanned, &view, &FleetView::setScan);
        QObject::connect(&library, &LibraryView::figuresArrived, &view, &FleetView::setFigures);
        QObject::connect(&view, &FleetView::runRequested, [this](const auto& requests) {
            for (const JobRequest& request : requests)
                jobs.enqueue(request);
        });
        view.resize(1200, 500);
        view.show();
    }
    bool start()
    {
        library.addFolder(folder / "samples");
        view.activateWindow();
        return QTest::qWaitForWindowActive(&view) &&
               QTest::qWaitFor([this] { return !library.busy() && view.model().rowCount() > 0; }, 30000);
    }
    QTableView& table() { return *view.findChild<QTableView*>(); }
    QModelIndex find(const QString& path)
    {
        const QAbstractItemModel& model = *table().model();
        for (int row = 0; row < model.rowCount(); ++row)
            if (model.index(row, FleetModel::Name).data(Qt::ToolTipRole).toString().contains(path + "<"))
                return model.index(row, 0);
        return {};
    }
    void click(const QString& path, Qt::KeyboardModifiers modifiers = {})
    {
        table().scrollTo(find(path));
        QTest::mouseClick(table().viewport(), Qt::LeftButton, modifiers, table().visualRect(find(path)).center());
    }
    QPushButton& button(const QString& text)
    {
        for (QPushButton* one : view.findChildren<QPushButton*>())
            if (one->text().remove('&') == text)
                return *one;
        qFatal("no button %s", qPrintable(text));
    }
    QString cell(const QString& path, FleetModel::Column column)
    {
        return find(path).siblingAtColumn(column).data().toString();
    }
    QueueDialog* dialog()
    {
        const bool shown = QTest::qWaitFor([this] {
            const auto* found = view.findChild<QueueDialog*>();
            return found && found->isVisible();
        });
        return shown ? view.findChild<QueueDialog*>() : nullptr;
    }

    Scratch folder;
    widgets::Session session;
    LibraryView library{session};
    JobQueue jobs;
    FleetView view{session};
    QAbstractItemModelTester tester{&view.model()};
};

QPushButton* acceptOf(QDialog& dialog)
{
    for (QPushButton* button : dialog.findChildren<QPushButton*>())
        if (button->text().contains("Queue"))
            return button;
    return nullptr;
}

}  // namespace

/// What a person does with many templates.
class FleetViewTest : public QObject {
    Q_OBJECT

private slots:
    void showsEveryTemplateWithItsFigures();
    void sortsByNumbersAndFilters();
    void findsCopiesAndSelectsThem();
    void readsExactly();
    void progressTellsTheBytesOfATemplate();
    void queuesOneJobForEachTemplate();
    void queuesByKeyboard();
    void savesAsCsv();
};

void FleetViewTest::showsEveryTemplateWithItsFigures()
{
    Shown shown;
    QVERIFY(shown.start());
    QCOMPARE(shown.view.model().rowCount(), 10);
    QVERIFY(shown.cell("garbage/diff.qcow2", FleetModel::Standard).startsWith("at least "));
    QVERIFY(shown.cell("garbage/diff.qcow2", FleetModel::Garbage).endsWith("MiB"));
    QCOMPARE(shown.cell("fleet/office.qcow2", FleetModel::Standard), "blocked");
    QVERIFY(shown.cell("broken-link/diff.qcow2", FleetModel::State).startsWith("Missing"));
    QVERIFY(shown.cell("broken-link/diff.qcow2", FleetModel::Garbage).isEmpty());
    QLabel* totals = shown.view.findChild<QLabel*>();
    QTRY_VERIFY(totals->text().startsWith("10 templates in 16 files."));
}

void FleetViewTest::sortsByNumbersAndFilters()
{
    Shown shown;
    QVERIFY(shown.start());
    QTableView& table = shown.table();
    QHeaderView& header = *table.horizontalHeader();
    table.scrollTo(table.model()->index(0, FleetModel::Garbage));
    const auto clickHeader = [&] {
        QTest::mouseClick(header.viewport(), Qt::LeftButton, {},
                          QPoint(header.sectionViewportPosition(FleetModel::Garbage) + 20, header.height() / 2));
    };
    clickHeader();
    if (header.sortIndicatorOrder() == Qt::AscendingOrder)
        clickHeader();
    QCOMPARE(header.sortIndicatorSection(), int(FleetModel::Garbage));
    const auto pathAt = [&](int row) { return table.model()->index(row, 0).data(Qt::ToolTipRole).toString(); };
    QVERIFY2(pathAt(0).contains("garbage/diff.qcow2<"), qPrintable(pathAt(0)));
    QVERIFY(pathAt(9).contains("broken-link/diff.qcow2<"));
    clickHeader();
    QVERIFY(pathAt(9).contains("broken-link/diff.qcow2<"));
    QLineEdit* search = shown.view.findChild<QLineEdit*>();
    search->setFocus();
    QTest::keyClicks(search, "FLEET/");
    QCOMPARE(table.model()->rowCount(), 0);
    search->clear();
    QTest::keyClicks(search, "OFFICE");
    QCOMPARE(table.model()->rowCount(), 1);
}

void FleetViewTest::findsCopiesAndSelectsThem()
{
    Shown shown;
    QVERIFY(shown.start());
    QVERIFY(!shown.button("Select group").isVisible());
    QTest::mouseClick(&shown.button("Find copies"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!shown.view.model().groups().empty(), 30000);
    QVERIFY(shown.cell("fleet/office.qcow2", FleetModel::Sharing).startsWith("about "));
    QVERIFY(shown.cell("windows/diff.qcow2", FleetModel::Sharing).isEmpty());
    shown.click("fleet/office.qcow2");
    QTest::mouseClick(&shown.button("Select group"), Qt::LeftButton);
    const auto selected = shown.table().selectionModel()->selectedRows().size();
    QCOMPARE(std::size_t(selected), shown.view.model().groups().front().templates.size());
}

void FleetViewTest::readsExactly()
{
    Shown shown;
    QVERIFY(shown.start());
    shown.click("garbage/diff.qcow2");
    QVERIFY(shown.cell("garbage/diff.qcow2", FleetModel::Duplicates).isEmpty());
    QTest::mouseClick(&shown.button("Exact figures"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!shown.cell("garbage/diff.qcow2", FleetModel::Duplicates).isEmpty(), 30000);
    QVERIFY(!shown.cell("garbage/diff.qcow2", FleetModel::Standard).startsWith("at least"));
    QVERIFY(shown.cell("windows/diff.qcow2", FleetModel::Standard).startsWith("at least"));
    // A new scan of unchanged files forgets nothing.
    shown.library.refresh();
    QTRY_VERIFY(!shown.library.busy());
    QVERIFY(!shown.cell("garbage/diff.qcow2", FleetModel::Duplicates).isEmpty());
}

void FleetViewTest::progressTellsTheBytesOfATemplate()
{
    widgets::FleetProgressBar bar;
    widgets::FleetProgress progress;
    progress.templates.total = 4;
    progress.templates.done = 1;
    progress.content.total = 8 << 20;
    progress.content.done = 6 << 20;
    bar.begin();
    bar.setProgress(progress);
    QCOMPARE(bar.text(), QString("2 of 4: 6.0 MiB of 8.0 MiB"));
    QCOMPARE(bar.value() * 4, bar.maximum() / 4 * 7);
    // More is found to read: the bar waits.
    progress.content.total = 16 << 20;
    bar.setProgress(progress);
    QCOMPARE(bar.value() * 4, bar.maximum() / 4 * 7);
    progress.templates.done = 4;
    bar.setProgress(progress);
    QCOMPARE(bar.value(), bar.maximum());
    bar.begin();
    progress.templates.done = 0;
    bar.setProgress(progress);
    QVERIFY(bar.value() < bar.maximum() / 4);
}

void FleetViewTest::queuesOneJobForEachTemplate()
{
    Shown shown;
    QVERIFY(shown.start());
    const auto lengthOf = [&](const char* name) { return fs::file_size(shown.folder / "samples" / name); };
    const std::uint64_t before = lengthOf("garbage/diff.qcow2");
    shown.click("garbage/diff.qcow2");
    shown.click("windows/diff.qcow2", Qt::ControlModifier);
    shown.click("fleet/office.qcow2", Qt::ControlModifier);
    QTest::mouseClick(&shown.button("Standard slim"), Qt::LeftButton);
    QueueDialog* dialog = shown.dialog();
    QVERIFY(dialog);
    const QString list = dialog->findChild<QPlainTextEdit*>()->toPlainText();
    QVERIFY(list.indexOf("fleet/office.qcow2") > list.indexOf("Left out:"));
    QVERIFY2(list.contains(widgets::remedy({"plan.noOverlay", {}})), qPrintable(list));
    QVERIFY(list.indexOf("garbage/diff.qcow2") < list.indexOf("Left out:"));
    QTest::mouseClick(acceptOf(*dialog), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(shown.jobs.jobs().size() == 2 && shown.jobs.idle(), 60000);
    for (const widgets::Job& job : shown.jobs.jobs())
        QCOMPARE(job.state, JobState::Done);
    QVERIFY(lengthOf("garbage/diff.qcow2") < before);
    QVERIFY(fs::exists(shown.folder / "samples/garbage/diff.qcow2.before-slim"));
    testsupport::runChecked({"qemu-img", "check", "-q", (shown.folder / "samples/windows/diff.qcow2").string()});
}

void FleetViewTest::queuesByKeyboard()
{
    Shown shown;
    QVERIFY(shown.start());
    QLineEdit* search = shown.view.findChild<QLineEdit*>();
    search->setFocus();
    QTest::keyClicks(search, "samples/fleet");
    QTest::keyClick(search, Qt::Key_Tab);
    shown.table().setFocus();
    QTest::keyClick(&shown.table(), Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(shown.table().selectionModel()->selectedRows().size(), 4);
    QSignalSpy shared(&shown.view, &FleetView::shareRequested);
    shown.button("Share base").setFocus();
    QTest::keyClick(&shown.button("Share base"), Qt::Key_Space);
    QCOMPARE(shared.size(), 1);
    QCOMPARE(shared[0][0].value<std::vector<fs::path>>().size(), std::size_t{4});
    search->setText("garbage");
    shown.table().setFocus();
    QTest::keyClick(&shown.table(), Qt::Key_A, Qt::ControlModifier);
    shown.button("Deep slim").setFocus();
    QTest::keyClick(&shown.button("Deep slim"), Qt::Key_Space);
    QueueDialog* dialog = shown.dialog();
    QVERIFY(dialog);
    // What cannot be undone is not a matter of one Enter.
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_VERIFY(!shown.view.findChild<QueueDialog*>());
    QVERIFY(shown.jobs.jobs().empty());
    QTest::keyClick(&shown.button("Deep slim"), Qt::Key_Space);
    dialog = shown.dialog();
    QVERIFY(dialog);
    acceptOf(*dialog)->setFocus();
    QTest::keyClick(acceptOf(*dialog), Qt::Key_Space);
    QTRY_VERIFY_WITH_TIMEOUT(shown.jobs.jobs().size() == 1 && shown.jobs.idle(), 60000);
    QCOMPARE(shown.jobs.jobs().front().state, JobState::Done);
}

void FleetViewTest::savesAsCsv()
{
    Shown shown;
    QVERIFY(shown.start());
    QSignalSpy told(&shown.view, &FleetView::message);
    const fs::path file = shown.folder / "fleet.csv";
    shown.view.saveCsv(QString::fromStdString(file.string()));
    QCOMPARE(told.size(), 1);
    const std::string csv = testsupport::readFile(file);
    QCOMPARE(std::count(csv.begin(), csv.end(), '\n'), 11);
    shown.view.saveCsv(QString::fromStdString((shown.folder / "none/fleet.csv").string()));
    QVERIFY(told.last().first().toString().contains("could not be written"));
}

QTEST_MAIN(FleetViewTest)
#include "fleet_view_test.moc"
