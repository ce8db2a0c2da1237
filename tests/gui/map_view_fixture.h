#pragma once

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

namespace maptest {

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

inline constexpr std::uint64_t mib = 1ULL << 20;
inline constexpr std::uint64_t diskSize = 64 * mib;

inline QString text(const std::filesystem::path& path)
{
    return QString::fromStdString(path.string());
}

inline void createOverlay(const std::filesystem::path& path, const std::string& backing)
{
    testsupport::runChecked(
        {"qemu-img", "create", "-q", "-f", "qcow2", "-u", "-b", backing, "-F", "qcow2", path.string(), "64M"});
}

/// An ext4 volume with one file of 8 MiB in the base; content in its free space, which is garbage, in the others:
/// diff at 32 MiB and 40 MiB, top (compressed) at 40 MiB; zeros in diff at 48 MiB; nothing anywhere at 56 MiB.
inline void makeChain(const testsupport::Scratch& folder)
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

inline QRgb colourOf(ClusterClass clusterClass, const QWidget& widget)
{
    return widgets::classColour(clusterClass, widgets::isDark(widget.palette())).rgb();
}

}  // namespace maptest
