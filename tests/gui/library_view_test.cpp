// xvfb
#include "widgets/library/library_view.h"

#include "support/qemu.h"
#include "support/scratch.h"

#include "widgets/trust/trust_dialog.h"

#include <QClipboard>
#include <QDropEvent>
#include <QFile>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QUrl>

using testsupport::Scratch;
using widgets::LibraryModel;
using widgets::LibraryTree;
using widgets::LibraryView;

namespace {

namespace fs = std::filesystem;

QString text(const fs::path& path)
{
    return QString::fromStdString(path.string());
}

void overlay(const fs::path& path, const QString& backing)
{
    testsupport::mustRun("qemu-img",
                         {"create", "-q", "-f", "qcow2", "-u", "-b", backing, "-F", "qcow2", text(path), "1M"});
}

/// A library in a window of its own, over a shared base, two templates, and an image by itself.
struct Shown {
    Shown()
    {
        testsupport::createQcow2(text(folder / "base.qcow2"), "1M");
        overlay(folder / "desk.qcow2", "base.qcow2");
        overlay(folder / "lab.qcow2", "base.qcow2");
        testsupport::createQcow2(text(folder / "alone.qcow2"), "64M");
        view.resize(900, 500);
        view.show();
    }
    bool start()
    {
        view.addFolder(folder.path());
        view.activateWindow();
        return QTest::qWaitForWindowActive(&view) && settle();
    }
    bool settle()
    {
        return QTest::qWaitFor([this] { return !view.busy() && !session.reading(); }, 30000);
    }
    LibraryTree& tree() { return *view.findChild<LibraryTree*>(); }
    QModelIndex find(const QString& name)
    {
        const QModelIndexList found = tree().model()->match(tree().model()->index(0, 0), Qt::DisplayRole, name, 1,
                                                            Qt::MatchExactly | Qt::MatchRecursive);
        return found.value(0);
    }
    void click(const QString& name, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mouseClick(tree().viewport(), Qt::LeftButton, modifiers, tree().visualRect(find(name)).center());
    }
    QString current() { return tree().currentIndex().siblingAtColumn(0).data().toString(); }

    Scratch folder;
    widgets::Session session;
    LibraryView view{session};
};

QAction* actionOf(const QMenu& menu, const QString& start)
{
    for (QAction* action : menu.actions())
        if (action->text().startsWith(start))
            return action;
    return nullptr;
}

}  // namespace

/// What a person does with the library by mouse and keys.
class LibraryViewTest : public QObject {
    Q_OBJECT

private slots:
    void invites();
    void takesDrops();
    void filters();
    void sortsByHeader();
    void clickOpensAndSelectsLayers();
    void keysOpenAndFind();
    void followsTheSession();
    void choosesSeveral();
    void removesAndRefreshes();
    void allowsFromTheMenu();
    void savesCsv();
    void choosesColumns();
    void copiesRows();
    void keepsColumns();
};

void LibraryViewTest::invites()
{
    Shown shown;
    QVERIFY(!shown.tree().isVisible());
    QVERIFY(shown.start());
    QVERIFY(shown.tree().isVisible());
    QCOMPARE(shown.view.folders(), QStringList(text(shown.folder.path())));
    QVERIFY(shown.tree().isExpanded(shown.find("base.qcow2")));
}

void LibraryViewTest::takesDrops()
{
    Shown shown;
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(text(shown.folder / "desk.qcow2")), QUrl("https://example.org/x.qcow2")});
    QDragEnterEvent enter({20, 20}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QVERIFY(QCoreApplication::sendEvent(&shown.view, &enter) && enter.isAccepted());
    QDropEvent drop({20, 20}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&shown.view, &drop);
    QVERIFY(shown.settle());
    QVERIFY(shown.find("desk.qcow2").isValid());
    QVERIFY(shown.find("base.qcow2").isValid());
    QVERIFY(!shown.find("lab.qcow2").isValid());
    QCOMPARE(shown.view.folders(), QStringList(text(shown.folder / "desk.qcow2")));
}

void LibraryViewTest::filters()
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

void LibraryViewTest::sortsByHeader()
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

void LibraryViewTest::clickOpensAndSelectsLayers()
{
    Shown shown;
    QVERIFY(shown.start());
    shown.click("desk.qcow2");
    QTRY_COMPARE(shown.session.path(), shown.folder / "desk.qcow2");
    QVERIFY(shown.settle());
    QCOMPARE(shown.session.layer(), std::optional<std::size_t>(1));
    // The base is a layer of what is open.
    shown.click("base.qcow2");
    QTRY_COMPARE(shown.session.layer(), std::optional<std::size_t>(0));
    QCOMPARE(shown.session.path(), shown.folder / "desk.qcow2");
    QCOMPARE(shown.current(), QString("base.qcow2"));
    // By itself, where it is asked for.
    QTest::keyClick(&shown.tree(), Qt::Key_Return);
    QTRY_COMPARE(shown.session.path(), shown.folder / "base.qcow2");
}

void LibraryViewTest::keysOpenAndFind()
{
    Shown shown;
    QVERIFY(shown.start());
    shown.tree().setFocus();
    QTest::keyClicks(&shown.tree(), "lab");
    QCOMPARE(shown.current(), QString("lab.qcow2"));
    QTest::keyClick(&shown.tree(), Qt::Key_Return);
    QCOMPARE(shown.session.path(), shown.folder / "lab.qcow2");
    QVERIFY(shown.settle());
    QTest::keyClick(&shown.tree(), Qt::Key_Up);
    QTRY_COMPARE(shown.session.path(), shown.folder / "desk.qcow2");
}

void LibraryViewTest::followsTheSession()
{
    Shown shown;
    QVERIFY(shown.start());
    shown.session.open(shown.folder / "lab.qcow2");
    QVERIFY(shown.settle());
    QCOMPARE(shown.current(), QString("lab.qcow2"));
    shown.session.selectLayer(0);
    QCOMPARE(shown.current(), QString("base.qcow2"));
    QTest::qWait(300);
    QCOMPARE(shown.session.path(), shown.folder / "lab.qcow2");
}

void LibraryViewTest::choosesSeveral()
{
    Shown shown;
    QVERIFY(shown.start());
    QSignalSpy changed(&shown.view, &LibraryView::selectedTemplatesChanged);
    shown.click("alone.qcow2");
    shown.click("base.qcow2", Qt::ControlModifier);
    shown.click("lab.qcow2", Qt::ControlModifier);
    QVERIFY(changed.size() >= 3);
    using Paths = std::vector<fs::path>;
    QCOMPARE(shown.view.selectedTemplates(), (Paths{shown.folder / "alone.qcow2", shown.folder / "lab.qcow2"}));
    QTest::qWait(300);
    QVERIFY(shown.session.path().empty());
    shown.click("desk.qcow2");
    shown.click("lab.qcow2", Qt::ShiftModifier);
    QCOMPARE(shown.view.selectedTemplates(), (Paths{shown.folder / "desk.qcow2", shown.folder / "lab.qcow2"}));
}

void LibraryViewTest::removesAndRefreshes()
{
    Shown shown;
    QVERIFY(shown.start());
    Scratch other;
    testsupport::createQcow2(text(other / "second.qcow2"), "1M");
    shown.view.addImage(other / "second.qcow2");
    QVERIFY(shown.settle());
    shown.click("second.qcow2");
    QTest::keyClick(&shown.tree(), Qt::Key_Delete);
    QTRY_VERIFY(!shown.find("second.qcow2").isValid());
    QVERIFY(fs::exists(other / "second.qcow2"));
    QCOMPARE(shown.view.folders().size(), 1);
    QVERIFY(shown.settle());
    QSignalSpy busy(&shown.view, &LibraryView::busyChanged);
    QTest::keyClick(&shown.tree(), Qt::Key_F5);
    QVERIFY(!busy.isEmpty());
    QVERIFY(shown.settle());
}

void LibraryViewTest::allowsFromTheMenu()
{
    Shown shown;
    Scratch outside;
    testsupport::createQcow2(text(outside / "far.qcow2"), "1M");
    overlay(shown.folder / "zone.qcow2", text(outside / "far.qcow2"));
    QVERIFY(shown.start());
    const auto state = [&] { return shown.find("zone.qcow2").siblingAtColumn(LibraryModel::State).data().toString(); };
    QCOMPARE(state(), QString("Incomplete: far.qcow2 is refused"));
    const QPoint place = shown.tree().visualRect(shown.find("far.qcow2")).center();
    emit shown.tree().customContextMenuRequested(place);
    const auto menus = shown.view.findChildren<QMenu*>();
    QAction* allow = nullptr;
    for (const QMenu* menu : menus)
        if (QAction* action = actionOf(*menu, "Allow"))
            allow = action;
    QVERIFY(allow);
    allow->trigger();
    for (QMenu* menu : menus)
        menu->close();
    auto* dialog = shown.view.findChild<widgets::TrustDialog*>();
    QVERIFY(dialog);
    dialog->accept();
    QTRY_COMPARE(state(), QString("OK"));
}

void LibraryViewTest::savesCsv()
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

void LibraryViewTest::choosesColumns()
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

void LibraryViewTest::copiesRows()
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

void LibraryViewTest::keepsColumns()
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

QTEST_MAIN(LibraryViewTest)
#include "library_view_test.moc"
