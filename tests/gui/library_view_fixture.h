#pragma once

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

namespace libraryviewtest {

using testsupport::Scratch;
using widgets::LibraryModel;
using widgets::LibraryTree;
using widgets::LibraryView;

namespace fs = std::filesystem;

inline QString text(const fs::path& path)
{
    return QString::fromStdString(path.string());
}

inline void overlay(const fs::path& path, const QString& backing)
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

inline QAction* actionOf(const QMenu& menu, const QString& start)
{
    for (QAction* action : menu.actions())
        if (action->text().startsWith(start))
            return action;
    return nullptr;
}

}  // namespace libraryviewtest
