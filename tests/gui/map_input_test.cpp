// xvfb
#include "map_view_fixture.h"

using namespace maptest;

/// What the map does for mouse, wheel, keys and pinch.
class MapInputTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { makeChain(folder_); }
    void clickSelects();
    void readPaths_data();
    void readPaths();
    void wheelZoomsAtThePointer();
    void wheelPans();
    void dragPans();
    void pinchZooms();
    void keysMove();
    void keysFollowRuns();
    void enterSelectsAtThePointer();
    void minimapFrameIsDragged();
    void menuCopiesAndZooms();
    void zoomsToOneCluster();

private:
    std::filesystem::path top() const { return folder_ / "top.qcow2"; }

    testsupport::Scratch folder_;
};

void MapInputTest::clickSelects()
{
    Shown shown(top());
    QVERIFY(shown.waitFor(ChainAnalysis::Stage::Files));
    QCOMPARE(shown.session.layer(), std::optional<std::size_t>(2));
    const QPoint place = shown.at(1, 33 * mib);
    QTest::mouseClick(&shown.canvas(), Qt::LeftButton, {}, place);
    QCOMPARE(shown.session.layer(), std::optional<std::size_t>(1));
    QCOMPARE(shown.session.offset(), std::optional(GuestOffset(shown.byteAt(place))));
    // A click on the name selects the layer and leaves the place.
    QTest::mouseClick(&shown.canvas(), Qt::LeftButton, {}, QPoint(10, shown.at(2, 0).y()));
    QCOMPARE(shown.session.layer(), std::optional<std::size_t>(0));
    QCOMPARE(shown.session.offset(), std::optional(GuestOffset(shown.byteAt(place))));
}

void MapInputTest::readPaths_data()
{
    QTest::addColumn<quint64>("offset");
    QTest::addColumn<int>("answering");
    QTest::addColumn<int>("passed");
    QTest::addColumn<QStringList>("words");
    QTest::newRow("top answers") << quint64{40 * mib + 5} << 2 << 0
                                 << QStringList{"top.qcow2 stores it compressed at host offset", "does not use it."};
    QTest::newRow("diff answers") << quint64{33 * mib + 511} << 1 << 1
                                  << QStringList{"top.qcow2 does not hold this place; diff.qcow2 stores it"};
    QTest::newRow("diff says zero") << quint64{48 * mib} << 1 << 1 << QStringList{"reads as zero, and hides"};
    QTest::newRow("base answers") << quint64{1024} << 0 << 2
                                  << QStringList{"diff.qcow2 does not either; base.qcow2 stores it at host offset"};
    QTest::newRow("nobody answers") << quint64{56 * mib} << -1 << 3
                                    << QStringList{"top.qcow2 and the 2 layers below it", "no layer is left"};
}

void MapInputTest::readPaths()
{
    QFETCH(quint64, offset);
    QFETCH(int, answering);
    Shown shown(top());
    QVERIFY(shown.waitFor(ChainAnalysis::Stage::Files));
    const ChainAnalysis& analysis = *shown.session.analysis();
    const widgets::ReadPath path = widgets::readPath(analysis, GuestOffset(offset));
    QCOMPARE(path.answering ? static_cast<int>(*path.answering) : -1, answering);
    QTEST(static_cast<int>(path.passed.size()), "passed");
    const QString sentence = widgets::readPathSentence(analysis, path);
    QFETCH(QStringList, words);
    for (const QString& part : words)
        QVERIFY2(sentence.contains(part), qPrintable(sentence));
    if (path.reachesData() && path.extent.state == engine::ExtentState::Data) {
        // The host offset is where the content really is.
        const auto image = testsupport::readFile(analysis.chain.layers()[*path.answering].path);
        std::array<std::byte, 1> byte{};
        analysis.chain.read(GuestOffset(offset), byte);
        QCOMPARE(static_cast<std::byte>(image.at(path.extent.host.bytes())), byte[0]);
    }
    // Its file, where the guest has one there.
    const engine::Volume& volume = analysis.guest->volumes.front();
    for (const engine::FileTable::Owned& owned : volume.files->owned()) {
        if (volume.files->path(owned.entry) != "/notes.txt")
            continue;
        const auto inFile = widgets::readPath(analysis, GuestOffset(owned.range.start.bytes() + 1));
        QVERIFY(widgets::readPathSentence(analysis, inFile).endsWith("it belongs to /notes.txt."));
        return;
    }
    QFAIL("the file has no place");
}

void MapInputTest::wheelZoomsAtThePointer()
{
    Shown shown(top());
    QVERIFY(shown.waitFor(ChainAnalysis::Stage::Files));
    const QPoint place = shown.at(0, 41 * mib);
    const std::uint64_t byte = shown.byteAt(place);
    for (int turn = 0; turn < 8; ++turn)
        shown.wheel(shown.canvas(), place, {0, 120});
    QVERIFY(shown.session.window().length < diskSize / 5);
    const std::uint64_t now = shown.byteAt(place);
    QVERIFY(std::max(now, byte) - std::min(now, byte) <= shown.bytesPerPixel());
    for (int turn = 0; turn < 20; ++turn)
        shown.wheel(shown.canvas(), place, {0, -120});
    QCOMPARE(shown.session.window(), (GuestRange{GuestOffset(0), diskSize}));
}

void MapInputTest::wheelPans()
{
    Shown shown(top());
    QVERIFY(shown.waitFor(ChainAnalysis::Stage::Files));
    const GuestRange half{GuestOffset(16 * mib), 32 * mib};
    shown.session.showWindow(half);
    const QPoint place = shown.at(0, 20 * mib);
    shown.wheel(shown.canvas(), place, {0, -120}, Qt::ShiftModifier);
    const std::uint64_t right = shown.session.window().start.bytes();
    QVERIFY(right > half.start.bytes());
    shown.wheel(shown.canvas(), place, {120, 0});
    QVERIFY(shown.session.window().start.bytes() < right);
    QCOMPARE(shown.session.window().length, half.length);
}

void MapInputTest::dragPans()
{
    Shown shown(top());
    QVERIFY(shown.waitFor(ChainAnalysis::Stage::Files));
    shown.session.showWindow({GuestOffset(16 * mib), 16 * mib});
    const QPoint from = shown.at(1, 24 * mib);
    const QPoint to = from + QPoint(120, 2);
    const std::uint64_t byte = shown.byteAt(from);
    QTest::mousePress(&shown.canvas(), Qt::LeftButton, {}, from);
    for (int step = 1; step <= 4; ++step)
        QTest::mouseMove(&shown.canvas(), from + (to - from) * step / 4);
    QTRY_VERIFY(shown.session.window().start.bytes() < 16 * mib);
    QTest::mouseRelease(&shown.canvas(), Qt::LeftButton, {}, to);
    const std::uint64_t now = shown.byteAt(to);
    QVERIFY(std::max(now, byte) - std::min(now, byte) <= shown.bytesPerPixel());
    // That was no click.
    QCOMPARE(shown.session.offset(), std::nullopt);
    QCOMPARE(shown.session.layer(), std::optional<std::size_t>(2));
}

void MapInputTest::pinchZooms()
{
    Shown shown(top());
    QVERIFY(shown.waitFor(ChainAnalysis::Stage::Files));
    const QPoint place = shown.at(0, 10 * mib);
    const std::uint64_t byte = shown.byteAt(place);
    QNativeGestureEvent event(Qt::ZoomNativeGesture, QPointingDevice::primaryPointingDevice(), 2, place, place,
                              shown.canvas().mapToGlobal(place), 1.0, {});
    QApplication::sendEvent(&shown.canvas(), &event);
    QCOMPARE(shown.session.window().length, diskSize / 2);
    const std::uint64_t now = shown.byteAt(place);
    QVERIFY(std::max(now, byte) - std::min(now, byte) <= shown.bytesPerPixel());
}

void MapInputTest::keysMove()
{
    Shown shown(top());
    QVERIFY(shown.waitFor(ChainAnalysis::Stage::Files));
    const auto window = [&] { return shown.session.window(); };
    shown.key(Qt::Key_Plus);
    shown.key(Qt::Key_Plus);
    const std::uint64_t length = window().length;
    QVERIFY(length < diskSize * 3 / 4);
    shown.key(Qt::Key_Home);
    QCOMPARE(window().start.bytes(), std::uint64_t{0});
    shown.key(Qt::Key_Right);
    QVERIFY(window().start.bytes() > length / 20 && window().start.bytes() < length / 5);
    shown.key(Qt::Key_Left);
    QCOMPARE(window().start.bytes(), std::uint64_t{0});
    shown.key(Qt::Key_PageDown);
    QCOMPARE(window().start.bytes(), std::min(length, diskSize - length));
    shown.key(Qt::Key_PageUp);
    shown.key(Qt::Key_End);
    QCOMPARE(window().end().bytes(), diskSize);
    shown.key(Qt::Key_Minus);
    QVERIFY(window().length > length);
    shown.key(Qt::Key_0);
    QCOMPARE(window(), (GuestRange{GuestOffset(0), diskSize}));
    shown.key(Qt::Key_Down);
    QCOMPARE(shown.session.layer(), std::optional<std::size_t>(1));
    shown.key(Qt::Key_Down);
    shown.key(Qt::Key_Down);
    QCOMPARE(shown.session.layer(), std::optional<std::size_t>(0));
    shown.key(Qt::Key_Up);
    QCOMPARE(shown.session.layer(), std::optional<std::size_t>(1));
}

void MapInputTest::keysFollowRuns()
{
    Shown shown(top());
    QVERIFY(shown.waitFor(ChainAnalysis::Stage::Files));
    shown.session.selectLayer(1);
    // diff: nothing, garbage from 32 to 34, nothing, hidden and garbage from 40 to 41, nothing, zeros from 48 to 49.
    for (const std::uint64_t start : {32 * mib, 34 * mib, 40 * mib, 40 * mib + 65536, 41 * mib, 48 * mib, 49 * mib}) {
        shown.key(Qt::Key_Right, Qt::ControlModifier);
        QCOMPARE(shown.session.offset(), std::optional(GuestOffset(start)));
    }
    shown.key(Qt::Key_Right, Qt::ControlModifier);
    QCOMPARE(shown.session.offset(), std::optional(GuestOffset(49 * mib)));
    shown.session.showWindow({GuestOffset(0), mib});
    shown.key(Qt::Key_Left, Qt::ControlModifier);
    QCOMPARE(shown.session.offset(), std::optional(GuestOffset(48 * mib)));
    QVERIFY(shown.session.window().contains(GuestOffset(48 * mib)));
}

void MapInputTest::enterSelectsAtThePointer()
{
    Shown shown(top());
    QVERIFY(shown.waitFor(ChainAnalysis::Stage::Files));
    shown.key(Qt::Key_Return);
    QCOMPARE(shown.session.offset(), std::optional(GuestOffset(diskSize / 2)));
    const QPoint place = shown.at(2, 5 * mib);
    QTest::mouseMove(&shown.canvas(), place);
    QTRY_VERIFY(shown.line().contains("base.qcow2"));
    shown.key(Qt::Key_Return);
    QCOMPARE(shown.session.layer(), std::optional<std::size_t>(0));
    QCOMPARE(shown.session.offset(), std::optional(GuestOffset(shown.byteAt(place))));
}

void MapInputTest::minimapFrameIsDragged()
{
    Shown shown(top());
    QVERIFY(shown.waitFor(ChainAnalysis::Stage::Files));
    shown.session.showWindow({GuestOffset(0), diskSize / 4});
    Minimap& minimap = shown.minimap();
    const auto drag = [&](QPoint from, int way) {
        QTest::mousePress(&minimap, Qt::LeftButton, {}, from);
        QTest::mouseMove(&minimap, from + QPoint(way / 2, 0));
        QTest::mouseMove(&minimap, from + QPoint(way, 0));
        QTest::qWait(20);
        QTest::mouseRelease(&minimap, Qt::LeftButton, {}, from + QPoint(way, 0));
    };
    const QRectF before = minimap.frame();
    drag(before.center().toPoint(), 200);
    QCOMPARE(shown.session.window().length, diskSize / 4);
    QVERIFY(qAbs(minimap.frame().left() - before.left() - 200) < 2);
    const QRectF moved = minimap.frame();
    drag(QPoint(qRound(moved.right()), minimap.height() / 2), 100);
    QVERIFY(qAbs(minimap.frame().width() - moved.width() - 100) < 4);
    QVERIFY(qAbs(minimap.frame().left() - moved.left()) < 1);
    // Beside the frame: goes there.
    QTest::mouseClick(&minimap, Qt::LeftButton, {}, QPoint(minimap.width() - 30, minimap.height() / 2));
    QCOMPARE(shown.session.window().end().bytes(), diskSize);
}

void MapInputTest::menuCopiesAndZooms()
{
    Shown shown(top());
    QVERIFY(shown.waitFor(ChainAnalysis::Stage::Files));
    const auto choose = [&](const QString& wanted) {
        const QPoint place = shown.at(1, 20 * mib);
        QContextMenuEvent event(QContextMenuEvent::Mouse, place, shown.canvas().mapToGlobal(place));
        QApplication::sendEvent(&shown.canvas(), &event);
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        for (QAction* action : menu ? menu->actions() : QList<QAction*>()) {
            if (action->text() == wanted)
                action->trigger();
        }
        const QString byte = QString::number(shown.byteAt(place));
        if (menu)
            menu->close();
        return byte;
    };
    const QString byte = choose("Copy offset");
    QCOMPARE(QApplication::clipboard()->text(), byte);
    choose("Copy read path");
    QVERIFY(QApplication::clipboard()->text().contains("top.qcow2 and the 2 layers below it"));
    choose("Zoom to next garbage of this layer");
    QCOMPARE(shown.session.offset(), std::optional(GuestOffset(32 * mib)));
    QCOMPARE(shown.session.layer(), std::optional<std::size_t>(1));
    QVERIFY(shown.session.window().length < 3 * mib);
    choose("Zoom to Data");
    QCOMPARE(shown.session.window(), (GuestRange{GuestOffset(0), diskSize}));
}

void MapInputTest::zoomsToOneCluster()
{
    Shown shown(top());
    QVERIFY(shown.waitFor(ChainAnalysis::Stage::Files));
    shown.session.selectOffset(GuestOffset(40 * mib + 32768));
    for (int step = 0; step < 100; ++step)
        shown.key(Qt::Key_Plus);
    QCOMPARE(shown.session.window().length, std::uint64_t{512});
    QVERIFY(shown.session.window().contains(GuestOffset(40 * mib + 32768)));
    QVERIFY(shown.coloursAt(0, 40 * mib + 32768).contains(colourOf(ClusterClass::Garbage, shown.canvas())));
}

QTEST_MAIN(MapInputTest)
#include "map_input_test.moc"
