// xvfb
#include "library_view_fixture.h"

using namespace libraryviewtest;

/// What the library shows of each row, and what can be taken out of it.
class LibraryColumnsTest : public QObject {
    Q_OBJECT

private slots:
    void filters();
    void sortsByHeader();
    void savesCsv();
    void choosesColumns();
    void copiesRows();
    void keepsColumns();
};

void LibraryColumnsTest::filters()
{
    Shown shown;
    QVERIFY(shown.start());
    auto* search = shown.view.findChild<QLineEdit*>();
    QTest::mouseClick(search, Qt::LeftButton);
    QTest::keyClicks(search, "LAB");
    QVERIFY(shown.find("lab.qcow2").isValid());
    QVERIFY(shown.find("base.qcow2").isValid());
    QVERIFY(!shown.find("desk.qcow2").isValid());
    QVERIFY(!shown.find("alone.qcow2").isValid());
    QTest::keyClick(search, Qt::Key_Escape);
    QVERIFY(shown.find("desk.qcow2").isValid());
    QTest::keyClick(search, Qt::Key_Down);
    QVERIFY(shown.tree().hasFocus());
}

void LibraryColumnsTest::sortsByHeader()
{
    Shown shown;
    QVERIFY(shown.start());
    const auto first = [&] { return shown.tree().model()->index(0, 0).data().toString(); };
    QCOMPARE(first(), QString("alone.qcow2"));
    QHeaderView* header = shown.tree().header();
    header->showSection(LibraryModel::VirtualSize);
    const QPoint size(header->sectionViewportPosition(LibraryModel::VirtualSize) + 10, header->height() / 2);
    QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, size);
    const QString once = first();
    QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, size);
    QVERIFY(once != first());
    QCOMPARE(QSet<QString>({once, first()}), QSet<QString>({"alone.qcow2", "base.qcow2"}));
}

void LibraryColumnsTest::savesCsv()
{
    Shown shown;
    QVERIFY(shown.start());
    const auto buttons = shown.view.findChildren<QToolButton*>();
    const auto button = std::find_if(buttons.begin(), buttons.end(), [](auto* b) { return b->text() == "CSV"; });
    QVERIFY(button != buttons.end());
    QTest::mouseClick(*button, Qt::LeftButton);
    auto* dialog = shown.view.findChild<QFileDialog*>();
    QVERIFY(dialog);
    emit dialog->fileSelected(text(shown.folder / "library.csv"));
    dialog->close();
    const std::string csv = testsupport::readFile(shown.folder / "library.csv");
    QCOMPARE(std::count(csv.begin(), csv.end(), '\n'), 5);
    QVERIFY(csv.find((shown.folder / "desk.qcow2").string()) != std::string::npos);
}

void LibraryColumnsTest::choosesColumns()
{
    Shown shown;
    shown.view.resize(392, 500);
    QVERIFY(shown.start());
    const auto* header = shown.tree().header();
    const auto seen = [&](LibraryModel::Column column) {
        return !header->isSectionHidden(column) &&
               header->sectionViewportPosition(column) + header->sectionSize(column) <= header->viewport()->width();
    };
    using enum LibraryModel::Column;
    for (const auto column : {Name, Map, OnDisk, Garbage, State})
        QVERIFY2(seen(column), qPrintable(QString::number(column)));
    QVERIFY(!seen(Format));
    QMenu menu;
    shown.view.fillColumns(menu);
    QAction* format = actionOf(menu, "Format");
    QVERIFY(format && format->isCheckable() && !format->isChecked());
    format->trigger();
    QVERIFY(!header->isSectionHidden(Format));
    actionOf(menu, "Default columns")->trigger();
    QVERIFY(header->isSectionHidden(Format));
}

void LibraryColumnsTest::copiesRows()
{
    Shown shown;
    QVERIFY(shown.start());
    shown.click("desk.qcow2");
    QTest::keyClick(&shown.tree(), Qt::Key_C, Qt::ControlModifier);
    const QStringList cells = QGuiApplication::clipboard()->text().split('\t');
    QCOMPARE(cells.size(), 5);
    QCOMPARE(cells.front(), QString("desk.qcow2"));
    QCOMPARE(cells.back(), QString("OK\n"));
}

void LibraryColumnsTest::keepsColumns()
{
    Shown shown;
    QVERIFY(shown.start());
    shown.tree().header()->moveSection(0, 2);
    shown.tree().setColumnHidden(LibraryModel::Format, true);
    const QByteArray state = shown.view.saveState();
    widgets::Session session;
    LibraryView other(session);
    QVERIFY(!other.restoreState("nonsense"));
    QVERIFY(other.restoreState(state));
    const auto* header = other.findChild<LibraryTree*>()->header();
    QCOMPARE(header->visualIndex(0), 2);
    QVERIFY(header->isSectionHidden(LibraryModel::Format));
}

QTEST_MAIN(LibraryColumnsTest)
#include "library_columns_test.moc"
