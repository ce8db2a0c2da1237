// xvfb
#include "widgets/map/map_view.h"

#include "support/process.h"
#include "support/qemu.h"
#include "support/scratch.h"
#include "widgets/data/read_path.h"
#include "widgets/map/legend_item.h"
#include "widgets/map/map_canvas.h"
#include "widgets/map/map_legend.h"
#include "widgets/map/map_read_out.h"
#include "widgets/map/minimap.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QMenu>
#include <QNativeGestureEvent>
#include <QPointingDevice>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <set>

using engine::GuestOffset;
using engine::GuestRange;
using widgets::ChainAnalysis;
using widgets::ClusterClass;
using widgets::LegendItem;
using widgets::MapCanvas;
using widgets::MapGeometry;
using widgets::MapReadOut;
using widgets::MapView;
using widgets::Minimap;
using widgets::Session;

namespace {

constexpr std::uint64_t mib = 1ULL << 20;
constexpr std::uint64_t diskSize = 64 * mib;

QString text(const std::filesystem::path& path)
{
    return QString::fromStdString(path.string());
}

void createOverlay(const std::filesystem::path& path, const std::string& backing)
{
    testsupport::runChecked(
        {"qemu-img", "create", "-q", "-f", "qcow2", "-u", "-b", backing, "-F", "qcow2", path.string(), "64M"});
}

/// An ext4 volume with one file of 8 MiB in the base; content in its free space, which is garbage, in the others:
/// diff at 32 MiB and 40 MiB, top (compressed) at 40 MiB; zeros in diff at 48 MiB; nothing anywhere at 56 MiB.
void makeChain(const testsupport::Scratch& folder)
{
    std::filesystem::create_directory(folder / "tree");
    testsupport::writeFile(folder / "tree/notes.txt", std::string(8 * mib, 'n'));
    testsupport::runChecked({"mke2fs", "-q", "-t", "ext4", "-b", "4096", "-L", "Data", "-d", (folder / "tree").string(),
                             (folder / "disk.raw").string(), "64M"});
    testsupport::runChecked({"qemu-img", "convert", "-f", "raw", "-O", "qcow2", (folder / "disk.raw").string(),
                             (folder / "base.qcow2").string()});
    createOverlay(folder / "diff.qcow2", "base.qcow2");
    testsupport::qemuIo(text(folder / "diff.qcow2"), {"write -P 7 32M 2M", "write -P 8 40M 1M", "write -z 48M 1M"});
    createOverlay(folder / "top.qcow2", "diff.qcow2");
    testsupport::qemuIo(text(folder / "top.qcow2"), {"write -c -P 9 40M 64k"});
}

/// A session with a window of its own.
struct Shown {
    explicit Shown(const std::filesystem::path& top = {})
    {
        view.resize(900, 480);
        view.show();
        (void)QTest::qWaitForWindowExposed(&view);
        if (!top.empty())
            session.open(top);
    }
    bool waitFor(ChainAnalysis::Stage stage)
    {
        return QTest::qWaitFor([&] { return session.analysis() && session.analysis()->has(stage); }, 20000) &&
               QTest::qWaitFor([&] { return !session.reading(); }, 20000);
    }
    MapCanvas& canvas() { return *view.findChild<MapCanvas*>(); }
    Minimap& minimap() { return *view.findChild<Minimap*>(); }
    QString line() { return view.findChild<MapReadOut*>()->line(); }
    /// Where a byte is in a row.
    QPoint at(int row, std::uint64_t offset)
    {
        const MapGeometry parts = canvas().parts();
        return {parts.left() + qRound(canvas().scale().xOf(GuestOffset(offset))), parts.lane(row).center().y()};
    }
    std::uint64_t byteAt(QPoint position)
    {
        return canvas().scale().offsetAt(position.x() - canvas().parts().left()).bytes();
    }
    std::uint64_t bytesPerPixel() { return static_cast<std::uint64_t>(1 / canvas().scale().pixelsPerByte()) + 1; }
    void wheel(QWidget& widget, QPoint position, QPoint turn, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QWheelEvent event(position, widget.mapToGlobal(position), {}, turn, Qt::NoButton, modifiers, Qt::NoScrollPhase,
                          false);
        QApplication::sendEvent(&widget, &event);
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(&canvas(), key, modifiers);
    }
    /// The colours inside a lane, in logical pixels around a byte.
    std::set<QRgb> coloursAt(int row, std::uint64_t offset)
    {
        const QPoint middle = at(row, offset);
        const QImage image = canvas().grab().toImage();
        std::set<QRgb> colours;
        for (int y = canvas().parts().lane(row).top() + 3; y < canvas().parts().lane(row).bottom() - 3; ++y) {
            for (int x = middle.x() - 3; x <= middle.x() + 3; ++x)
                colours.insert(image.pixel(x, y));
        }
        return colours;
    }

    Session session;
    MapView view{session};
};

QRgb colourOf(ClusterClass clusterClass, const QWidget& widget)
{
    return widgets::classColour(clusterClass, widgets::isDark(widget.palette())).rgb();
}

}  // namespace

/// The map by mouse, wheel and keys, on files that qemu-img made.
class MapViewTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { makeChain(folder_); }
    void emptyInvites();
    void brokenSaysWhich();
    void unreadableSaysWhy();
    void classesAreSeen();
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
    void legendDims();
    void highlightIsSeen();
    void menuCopiesAndZooms();
    void hoverTells();
    void describesItselfForTheBlind();
    void zoomsToOneCluster();
    void manyLayersScroll();
    void closingShowsTheInvitation();

private:
    std::filesystem::path top() const { return folder_ / "top.qcow2"; }

    testsupport::Scratch folder_;
};

void MapViewTest::emptyInvites()
{
    Shown shown;
    QVERIFY(!shown.canvas().isVisible());
    QSignalSpy open(&shown.view, &MapView::openRequested);
    QSignalSpy samples(&shown.view, &MapView::samplesRequested);
    const auto buttons = shown.view.findChildren<QPushButton*>();
    QCOMPARE(buttons.size(), 2);
    for (QPushButton* button : buttons) {
        QVERIFY(button->isVisible());
        QTest::mouseClick(button, Qt::LeftButton);
    }
    QCOMPARE(open.size(), 1);
    QCOMPARE(samples.size(), 1);
}

void MapViewTest::brokenSaysWhich()
{
    createOverlay(folder_ / "orphan.qcow2", "gone.qcow2");
    Shown shown(folder_ / "orphan.qcow2");
    QVERIFY(shown.waitFor(ChainAnalysis::Stage::Opened));
    QVERIFY(!shown.canvas().isVisible());
    QString said;
    for (const QLabel* label : shown.view.findChildren<QLabel*>())
        said += label->isVisible() ? label->text() : QString();
    QVERIFY2(said.contains("orphan.qcow2") && said.contains("gone.qcow2") && said.contains("Not found"),
             qPrintable(said));
}

void MapViewTest::unreadableSaysWhy()
{
    Shown shown(folder_ / "nowhere" / "nothing.qcow2");
    QTRY_VERIFY(!shown.session.reading());
    QTRY_VERIFY(!shown.canvas().isVisible());
    QString said;
    for (const QLabel* label : shown.view.findChildren<QLabel*>())
        said += label->isVisible() ? label->text() : QString();
    QVERIFY2(said.contains("nothing.qcow2"), qPrintable(said));
}

void MapViewTest::classesAreSeen()
{
    Shown shown(top());
    QVERIFY(shown.waitFor(ChainAnalysis::Stage::Files));
    QVERIFY(shown.canvas().isVisible());
    QCOMPARE(shown.canvas().parts().rows, 3);
    const QRgb garbage = colourOf(ClusterClass::Garbage, shown.canvas());
    const QRgb hidden = colourOf(ClusterClass::Hidden, shown.canvas());
    QVERIFY(shown.coloursAt(1, 33 * mib).contains(garbage));
    QVERIFY(shown.coloursAt(1, 40 * mib).contains(hidden));
    QVERIFY(!shown.coloursAt(1, 56 * mib).contains(garbage));
    QVERIFY(!shown.coloursAt(0, 33 * mib).contains(garbage));
    QVERIFY(shown.coloursAt(1, 48 * mib + mib / 2).contains(colourOf(ClusterClass::Zero, shown.canvas())));
}

void MapViewTest::clickSelects()
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

void MapViewTest::readPaths_data()
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

void MapViewTest::readPaths()
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

void MapViewTest::wheelZoomsAtThePointer()
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

void MapViewTest::wheelPans()
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

void MapViewTest::dragPans()
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

void MapViewTest::pinchZooms()
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

void MapViewTest::keysMove()
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

void MapViewTest::keysFollowRuns()
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

void MapViewTest::enterSelectsAtThePointer()
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

void MapViewTest::minimapFrameIsDragged()
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

void MapViewTest::legendDims()
{
    Shown shown(top());
    QVERIFY(shown.waitFor(ChainAnalysis::Stage::Files));
    shown.session.selectLayer(1);
    const QRgb garbage = colourOf(ClusterClass::Garbage, shown.canvas());
    QVERIFY(shown.coloursAt(1, 33 * mib).contains(garbage));
    for (LegendItem* item : shown.view.findChildren<LegendItem*>()) {
        if (item->clusterClass() != ClusterClass::Garbage)
            continue;
        QVERIFY2(item->accessibleName().contains("2.9 MiB"), qPrintable(item->accessibleName()));
        QTest::mouseClick(item, Qt::LeftButton);
        QVERIFY(!shown.coloursAt(1, 33 * mib).contains(garbage));
        item->setFocus();
        QTest::keyClick(item, Qt::Key_Space);
        QVERIFY(shown.coloursAt(1, 33 * mib).contains(garbage));
        return;
    }
    QFAIL("garbage is not in the legend");
}

void MapViewTest::highlightIsSeen()
{
    Shown shown(top());
    QVERIFY(shown.waitFor(ChainAnalysis::Stage::Files));
    const auto before = shown.coloursAt(0, 20 * mib);
    engine::GuestRangeSet ranges;
    ranges.append({GuestOffset(18 * mib), 4 * mib});
    shown.view.highlight(ranges);
    QVERIFY(shown.coloursAt(0, 20 * mib) != before);
    QCOMPARE(shown.coloursAt(0, 30 * mib), before);
    shown.view.highlight({});
    QCOMPARE(shown.coloursAt(0, 20 * mib), before);
}

void MapViewTest::menuCopiesAndZooms()
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

void MapViewTest::hoverTells()
{
    Shown shown(top());
    QVERIFY(shown.waitFor(ChainAnalysis::Stage::Files));
    QTest::mouseMove(&shown.canvas(), shown.at(1, 33 * mib));
    QTRY_VERIFY(shown.line().contains("diff.qcow2"));
    for (const QString part : {"33.", "Garbage", "host offset", "not used by the guest"})
        QVERIFY2(shown.line().contains(part), qPrintable(shown.line()));
}

void MapViewTest::describesItselfForTheBlind()
{
    Shown shown(top());
    QVERIFY(shown.waitFor(ChainAnalysis::Stage::Files));
    QVERIFY(!shown.canvas().accessibleName().isEmpty());
    shown.session.selectLayer(1);
    shown.session.selectOffset(GuestOffset(33 * mib));
    QVERIFY(shown.canvas().accessibleDescription().contains("Garbage"));
    shown.session.selectLayer(2);
    QVERIFY(shown.canvas().accessibleDescription().contains("Unallocated"));
    QCOMPARE(shown.view.focusProxy(), &shown.canvas());
}

void MapViewTest::zoomsToOneCluster()
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

void MapViewTest::manyLayersScroll()
{
    createOverlay(folder_ / "n0.qcow2", "base.qcow2");
    for (int layer = 1; layer < 199; ++layer)
        createOverlay(folder_ / ("n" + std::to_string(layer) + ".qcow2"), "n" + std::to_string(layer - 1) + ".qcow2");
    Shown shown(folder_ / "n198.qcow2");
    QVERIFY(shown.waitFor(ChainAnalysis::Stage::Mapped));
    MapCanvas& canvas = shown.canvas();
    QCOMPARE(canvas.parts().rows, 200);
    QCOMPARE(canvas.parts().laneHeight(), MapGeometry::lowestLane);
    QVERIFY(canvas.parts().scrolls());
    shown.wheel(canvas, QPoint(10, canvas.parts().lanes().center().y()), {0, -120});
    QVERIFY(canvas.parts().scroll > 0);
    for (int step = 0; step < 199; ++step)
        shown.key(Qt::Key_Down);
    QCOMPARE(shown.session.layer(), std::optional<std::size_t>(0));
    QVERIFY(canvas.parts().lanes().contains(canvas.parts().lane(199)));
    QTest::mouseClick(&canvas, Qt::LeftButton, {}, shown.at(198, mib));
    QCOMPARE(shown.session.layer(), std::optional<std::size_t>(1));
}

void MapViewTest::closingShowsTheInvitation()
{
    Shown shown(top());
    QVERIFY(shown.waitFor(ChainAnalysis::Stage::Mapped));
    QVERIFY(shown.canvas().isVisible());
    shown.session.close();
    QVERIFY(!shown.canvas().isVisible());
    shown.session.open(top());
    QVERIFY(shown.waitFor(ChainAnalysis::Stage::Mapped));
    QVERIFY(shown.canvas().isVisible());
    QEvent language(QEvent::LanguageChange);
    QApplication::sendEvent(&shown.view, &language);
    QVERIFY(shown.canvas().isVisible());
}

QTEST_MAIN(MapViewTest)
#include "map_view_test.moc"
