// xvfb
#include "library_view_fixture.h"

using namespace libraryviewtest;

/// The library as a person works it, by mouse and by keys.
class LibraryViewTest : public QObject {
    Q_OBJECT

private slots:
    void invites();
    void takesDrops();
    void clickOpensAndSelectsLayers();
    void keysOpenAndFind();
    void followsTheSession();
    void choosesSeveral();
    void removesAndRefreshes();
    void allowsFromTheMenu();
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

QTEST_MAIN(LibraryViewTest)
#include "library_view_test.moc"
