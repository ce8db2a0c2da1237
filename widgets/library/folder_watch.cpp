#include "widgets/library/folder_watch.h"

#include <QFileSystemWatcher>
#include <QSet>

namespace widgets {

FolderWatch::FolderWatch(QObject* parent) : QObject(parent), watcher_(new QFileSystemWatcher)
{
    watcher_->moveToThread(&thread_);
    connect(&thread_, &QThread::finished, watcher_, &QObject::deleteLater);
    connect(watcher_, &QFileSystemWatcher::directoryChanged, this, &FolderWatch::changed);
    connect(watcher_, &QFileSystemWatcher::fileChanged, this, &FolderWatch::changed);
    thread_.start();
}

FolderWatch::~FolderWatch()
{
    thread_.quit();
    thread_.wait();
}

void FolderWatch::watch(QStringList paths)
{
    paths.resize(std::min(paths.size(), mostPaths));
    QMetaObject::invokeMethod(watcher_, [watcher = watcher_, paths = std::move(paths)] {
        const QStringList watched = watcher->files() + watcher->directories();
        const QSet<QString> before(watched.begin(), watched.end());
        const QSet<QString> after(paths.begin(), paths.end());
        const QSet<QString> gone = before - after;
        const QSet<QString> fresh = after - before;
        if (!gone.isEmpty())
            watcher->removePaths(gone.values());
        if (!fresh.isEmpty())
            watcher->addPaths(fresh.values());
    });
}

}  // namespace widgets
