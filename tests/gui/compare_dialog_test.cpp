// xvfb
#include "widgets/diagnosis/compare_dialog.h"

#include "support/process.h"
#include "support/scratch.h"
#include "support/small_templates.h"
#include "widgets/diagnosis/diagnosis_view.h"
#include "widgets/map/map_view.h"
#include "widgets/words/words.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSet>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

namespace fs = std::filesystem;
using namespace widgets;
using engine::FileChanges;
using engine::GuestRangeSet;
using testsupport::runChecked;
using testsupport::Scratch;

namespace {

constexpr int patience = 30000;  ///< ms

engine::Chain chainAt(const fs::path& image, const std::string& snapshot = {})
{
    engine::ChainOptions options;
    options.policy.openFolder(image.parent_path());
    options.snapshot = snapshot;
    return engine::Chain::open(image, options);
}

FileChanges compared(const engine::Chain& before, const engine::Chain& after)
{
    engine::Progress progress;
    return compareFiles(before, after, progress, {});
}

QSet<QString> rowsOf(const FileChanges& changes)
{
    QSet<QString> rows;
    for (const engine::FileChange& change : changes.files) {
        const engine::Guest& guest = change.kind == engine::ChangeKind::Removed ? *changes.before : *changes.after;
        const std::uint64_t length = guest.volumes[change.volume].files->entries()[change.file].length;
        rows += QString("%1|%2|%3|%4")
                    .arg(QString::fromUtf8(name(change.kind)), QString::fromStdString(changes.path(change)),
                         sizeText(length), sizeText(change.bytes));
    }
    return rows;
}

/// One cluster of a file of the guest, in the top layer.
void overwrite(const fs::path& image, const std::string& path)
{
    const engine::Chain chain = chainAt(image);
    engine::Progress progress;
    const engine::Guest guest = readGuest(chain, {.listFiles = true}, progress, {});
    const engine::FileTable& files = *guest.volumes.front().files;
    for (engine::FileTable::Index file = 0; file < files.entries().size(); ++file) {
        if (files.path(file) != path)
            continue;
        const GuestRangeSet places = guest.volumes.front().mapping.toDisk(files.stored(file));
        const std::string at = std::to_string(places.ranges().front().start.bytes());
        runChecked({"qemu-io", "-c", "write -P 7 " + at + " 4096", image.string()});
        return;
    }
    throw std::runtime_error("no file " + path);
}

/// base <- diff <- top, which has the snapshots "first" and "second": /file5 was written between them, /file3 after.
fs::path makeStates(const fs::path& folder)
{
    testsupport::makeSmallChain(folder);
    const fs::path top = folder / "top.qcow2";
    for (const auto& [snapshot, file] : {std::pair("first", "/file5"), std::pair("second", "/file3")}) {
        runChecked({"qemu-img", "snapshot", "-c", snapshot, top.string()});
        overwrite(top, file);
    }
    return top;
}

struct Opened {
    explicit Opened(const fs::path& image) : map(session), view(session, map)
    {
        session.openFolder(image.parent_path());
        open(image);
        view.resize(1000, 600);
        view.show();
    }
    void open(const fs::path& image)
    {
        session.open(image);
        const auto ready = [&] {
            const auto analysis = session.analysis();
            return analysis && analysis->chain.top().path == image && !session.reading();
        };
        if (!QTest::qWaitFor(ready, patience))
            throw std::runtime_error("not read");
    }
    CompareDialog& dialog()
    {
        view.openComparison();
        return *view.findChild<CompareDialog*>();
    }

    Session session;
    MapView map;
    DiagnosisView view;
};

/// The parts of the dialog that a person uses.
struct Dialog {
    explicit Dialog(CompareDialog& dialog)
        : before(dialog.findChildren<QComboBox*>()[0]), after(dialog.findChildren<QComboBox*>()[1]),
          table(dialog.findChild<QTableView*>())
    {
        for (QPushButton* button : dialog.findChildren<QPushButton*>())
            start = button->text().contains("Ca&ncel") || button->text().contains("Co&mpare") ? button : start;
        for (QLabel* label : dialog.findChildren<QLabel*>())
            state = label->buddy() == nullptr && label->wordWrap() ? label : state;
    }
    void choose(const QString& first, const QString& then)
    {
        before->setCurrentIndex(before->findText(first));
        after->setCurrentIndex(after->findText(then));
        await();
    }
    void await() const
    {
        if (!QTest::qWaitFor([&] { return start->text() == "Co&mpare"; }, patience))
            throw std::runtime_error("still comparing");
    }
    QSet<QString> rows() const
    {
        QSet<QString> shown;
        const QAbstractItemModel& model = *table->model();
        for (int row = 0; row < model.rowCount(); ++row) {
            QStringList cells;
            for (int column = 0; column < model.columnCount(); ++column)
                if (!table->isColumnHidden(column))
                    cells += model.index(row, column).data().toString();
            shown += cells.join('|');
        }
        return shown;
    }

    QComboBox* before;
    QComboBox* after;
    QTableView* table;
    QPushButton* start = nullptr;
    QLabel* state = nullptr;
};

}  // namespace

class CompareDialogTest : public QObject {
    Q_OBJECT

private slots:
    void everyStateCanBeChosen();
    void layersAndSnapshots_data();
    void layersAndSnapshots();
    void byKeyboard();
    void sameStateTwice();
    void cancelsAndFails();
    void saysWhatCannotBeCompared();
    void followsTheTemplate();
    void mapIsExportedAsAPicture();
};

void CompareDialogTest::everyStateCanBeChosen()
{
    const Scratch scratch;
    Opened opened(makeStates(scratch.path()));
    const Dialog parts(opened.dialog());
    const QStringList states{"base.qcow2", "diff.qcow2", "snapshot first of top.qcow2", "snapshot second of top.qcow2",
                             "top.qcow2"};
    for (const QComboBox* box : {parts.before, parts.after}) {
        QStringList shown;
        for (int row = 0; row < box->count(); ++row)
            shown += box->itemText(row);
        QCOMPARE(shown, states);
    }
    QCOMPARE(parts.before->currentIndex(), 0);
    QCOMPARE(parts.after->currentIndex(), 4);
    // It compares at once.
    parts.await();
    QCOMPARE(parts.rows(), rowsOf(compared(chainAt(scratch / "base.qcow2"), chainAt(scratch / "top.qcow2"))));
}

void CompareDialogTest::layersAndSnapshots_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QStringList>("paths");
    QTest::newRow("neighbours") << "base.qcow2"
                                << "diff.qcow2" << QStringList{"added /file4", "removed /file2"};
    QTest::newRow("backwards") << "diff.qcow2"
                               << "base.qcow2" << QStringList{"added /file2", "removed /file4"};
    QTest::newRow("two snapshots") << "snapshot first of top.qcow2"
                                   << "snapshot second of top.qcow2" << QStringList{"changed /file5"};
    QTest::newRow("a snapshot and now") << "snapshot second of top.qcow2"
                                        << "top.qcow2" << QStringList{"changed /file3"};
    QTest::newRow("a layer and a snapshot above it")
        << "diff.qcow2"
        << "snapshot first of top.qcow2" << QStringList{"added /file5", "removed /file1", "removed /file4"};
}

void CompareDialogTest::layersAndSnapshots()
{
    QFETCH(const QString, before);
    QFETCH(const QString, after);
    QFETCH(QStringList, paths);
    const Scratch scratch;
    Opened opened(makeStates(scratch.path()));
    Dialog parts(opened.dialog());
    const QAbstractItemModelTester tester(opened.dialog().findChild<ChangeModel*>(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    parts.choose(before, after);
    const auto chainOfTitle = [&](const QString& title) {
        return chainAt(scratch / title.section(' ', -1).toStdString(),
                       title.contains(' ') ? title.section(' ', 1, 1).toStdString() : "");
    };
    const FileChanges expected = compared(chainOfTitle(before), chainOfTitle(after));
    QCOMPARE(parts.rows(), rowsOf(expected));
    QStringList shown;
    for (const QString& row : parts.rows())
        shown += row.section('|', 0, 1).replace('|', ' ');
    shown.sort();
    QCOMPARE(shown.join(", "), paths.join(", "));
    const auto& added = expected.sum(engine::ChangeKind::Added);
    QCOMPARE(parts.state->text().contains(QString("dded: %1 (%2)").arg(added.files).arg(sizeText(added.bytes))),
             added.files > 0);
}

/// Chooses the states and a file, copies it, and sees it marked where the map shows its state.
void CompareDialogTest::byKeyboard()
{
    const Scratch scratch;
    Opened opened(makeStates(scratch.path()));
    CompareDialog& dialog = opened.dialog();
    const Dialog parts(dialog);
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    QTRY_VERIFY_WITH_TIMEOUT(opened.view.desk().diagnosis() && !opened.view.desk().reading(), patience);
    QSignalSpy marked(&opened.view, &DiagnosisView::marked);
    const auto walkTo = [&](const QWidget* wanted) {
        for (int step = 0; step < 12 && QApplication::focusWidget() != wanted; ++step)
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), wanted);
    };
    const auto chooseFirst = [&] {
        parts.await();
        walkTo(parts.table);
        QTest::keyClick(parts.table, Qt::Key_Home);
        QTest::keyClick(parts.table, Qt::Key_Return);
    };
    walkTo(parts.before);
    QTest::keyClick(parts.before, Qt::Key_End);
    QTest::keyClick(parts.before, Qt::Key_Up);
    QCOMPARE(parts.before->currentText(), QString("snapshot second of top.qcow2"));
    chooseFirst();
    const FileChanges changes = compared(chainAt(scratch / "top.qcow2", "second"), chainAt(scratch / "top.qcow2"));
    QCOMPARE(changes.files.size(), 1U);
    const GuestRangeSet places = changes.ranges(changes.files.front());
    QCOMPARE(marked.count(), 1);
    QVERIFY(marked.back()[0].value<GuestRangeSet>() == places);
    QVERIFY(marked.back()[2].toString().contains("changed: /file3"));
    QVERIFY(!opened.session.offset());
    QTest::keyClick(parts.table, Qt::Key_Return);
    QCOMPARE(opened.session.offset(), std::optional(places.ranges().front().start));
    QTest::keyClick(parts.table, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), QString("changed\t/file3\t58.6 KiB\t4.0 KiB\n"));

    walkTo(parts.after);
    QTest::keyClick(parts.after, Qt::Key_Home);
    walkTo(parts.before);
    QTest::keyClick(parts.before, Qt::Key_Home);
    QTest::keyClick(parts.before, Qt::Key_Down);
    QTest::keyClick(parts.before, Qt::Key_Down);
    walkTo(parts.after);
    for (int step = 0; step < 3; ++step)
        QTest::keyClick(parts.after, Qt::Key_Down);
    QCOMPARE(parts.after->currentText(), QString("snapshot second of top.qcow2"));
    chooseFirst();
    QVERIFY(marked.back()[0].value<GuestRangeSet>().empty());
    QVERIFY2(parts.state->text().contains("internal snapshot"), qPrintable(parts.state->text()));
    QTest::keyClick(parts.table, Qt::Key_Escape);
    QTRY_VERIFY(!opened.view.findChild<CompareDialog*>());
}

void CompareDialogTest::sameStateTwice()
{
    const Scratch scratch;
    const fs::path top = makeStates(scratch.path());
    runChecked({"qemu-img", "snapshot", "-c", "third", top.string()});
    Opened opened(top);
    Dialog parts(opened.dialog());
    parts.choose("diff.qcow2", "diff.qcow2");
    QCOMPARE(parts.state->text(), QString("Both states are the same."));
    QCOMPARE(parts.table->model()->rowCount(), 0);
    QVERIFY(!parts.start->isEnabled());
    // Nothing was written since.
    parts.choose("snapshot third of top.qcow2", "top.qcow2");
    QCOMPARE(parts.state->text(), QString("No file differs between these states."));
    QCOMPARE(parts.table->model()->rowCount(), 0);
}

void CompareDialogTest::cancelsAndFails()
{
    const Scratch scratch;
    const fs::path top = makeStates(scratch.path());
    Opened opened(top);
    opened.dialog().close();
    QTRY_VERIFY(!opened.view.findChild<CompareDialog*>());
    Dialog parts(opened.dialog());
    QCOMPARE(parts.start->text(), QString("Ca&ncel"));
    QTest::mouseClick(parts.start, Qt::LeftButton);
    QCOMPARE(parts.state->text(), QString("The comparison was cancelled."));
    QTest::qWait(300);
    QCOMPARE(parts.table->model()->rowCount(), 0);
    QTest::mouseClick(parts.start, Qt::LeftButton);
    parts.await();
    QVERIFY(parts.table->model()->rowCount() > 0);
    // A snapshot is read from the file as it is then.
    fs::remove(top);
    parts.choose("snapshot first of top.qcow2", "base.qcow2");
    QVERIFY2(parts.state->text().contains("top.qcow2: "), qPrintable(parts.state->text()));
    QCOMPARE(parts.table->model()->rowCount(), 0);
}

void CompareDialogTest::saysWhatCannotBeCompared()
{
    const Scratch scratch;
    const fs::path disk = scratch / "disk";
    runChecked({"qemu-img", "create", "-q", "-f", "qcow2", (scratch / "blank.qcow2").string(), "64M"});
    runChecked({"qemu-img", "create", "-q", "-f", "raw", disk.string(), "64M"});
    runChecked({"mkfs.f2fs", "-q", disk.string()});
    testsupport::makeOverlay(disk, scratch / "f2fs.qcow2", "blank.qcow2");
    Opened opened(scratch / "f2fs.qcow2");
    Dialog parts(opened.dialog());
    parts.await();
    const QString none = "There is no volume with files that can be listed. ";
    const QString f2fs = "Volume f2fs could not be compared: its files cannot be listed.";
    const QString blank = "Space without a known file system could not be compared.";
    QCOMPARE(parts.state->text(), none + f2fs);
    parts.choose("f2fs.qcow2", "blank.qcow2");
    QCOMPARE(parts.state->text(), none + blank + ' ' + f2fs);
    QCOMPARE(parts.table->model()->rowCount(), 0);
}

void CompareDialogTest::followsTheTemplate()
{
    const Scratch scratch;
    const fs::path top = makeStates(scratch.path());
    Opened opened(top);
    const Dialog parts(opened.dialog());
    parts.await();
    opened.open(scratch / "diff.qcow2");
    QCOMPARE(parts.after->count(), 2);
    parts.await();
    QCOMPARE(parts.rows(), rowsOf(compared(chainAt(scratch / "base.qcow2"), chainAt(scratch / "diff.qcow2"))));
    opened.open(scratch / "base.qcow2");
    QTRY_VERIFY(!opened.view.findChild<CompareDialog*>());
    // One image without snapshots has nothing to be compared with.
    opened.view.openComparison();
    QVERIFY(!opened.view.findChild<CompareDialog*>());
}

void CompareDialogTest::mapIsExportedAsAPicture()
{
    const Scratch scratch;
    testsupport::makeSmallChain(scratch.path());
    Opened opened(scratch / "top.qcow2");
    opened.map.resize(900, 400);
    opened.map.show();
    QTRY_VERIFY_WITH_TIMEOUT(opened.view.desk().diagnosis() && !opened.view.desk().reading(), patience);
    QAction* png = nullptr;
    for (QAction* action : opened.view.findChild<QToolButton*>()->menu()->actions())
        png = action->text().contains("PNG") ? action : png;
    QVERIFY(png);
    png->trigger();
    auto* dialog = opened.view.findChild<QFileDialog*>();
    QVERIFY(dialog);
    const QString path = QString::fromStdString((scratch / "map.png").string());
    dialog->findChild<QLineEdit*>()->setText(path);
    QSignalSpy told(&opened.view, &DiagnosisView::told);
    QTest::keyClick(dialog->findChild<QLineEdit*>(), Qt::Key_Return);
    QCOMPARE(told.count(), 1);
    QVERIFY2(told.front().front().toString().contains("was written"), qPrintable(told.front().front().toString()));
    const QImage picture(path, "PNG");
    QCOMPARE(picture.size(), opened.map.size() * opened.map.devicePixelRatio());
    QCOMPARE(picture.convertToFormat(QImage::Format_RGB32),
             opened.map.grab().toImage().convertToFormat(QImage::Format_RGB32));
    QSet<QRgb> colours;
    for (int x = 0; x < picture.width(); ++x)
        for (int y = 0; y < picture.height(); ++y)
            colours += picture.pixel(x, y);
    QVERIFY(colours.size() > 10);
}

QTEST_MAIN(CompareDialogTest)
#include "compare_dialog_test.moc"
