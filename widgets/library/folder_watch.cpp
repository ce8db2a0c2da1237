#include "widgets/library/folder_watch.h"

#include <QFileInfo>
#include <QFileSystemWatcher>
#include <QHash>
#include <QSet>

namespace widgets {

/// What lies in a watched folder only to see whether it is there.
struct FolderWatch::Places {
    QSet<QString> homes;  ///< folders that are watched for them alone
    QHash<QString, bool> there;

    void set(const QStringList& places, const QStringList& watched)
    {
        homes.clear();
        there.clear();
        for (const QString& place : places) {
            const QFileInfo info(place);
            there.insert(place, info.exists());
            if (!watched.contains(info.path()))
                homes.insert(info.path());
        }
    }
    /// Whether a change in a folder matters.
    bool matters(const QString& folder)
    {
        bool changed = !homes.contains(folder);
        for (auto place = there.begin(); place != there.end(); ++place) {
            const bool now = QFileInfo::exists(place.key());
            changed = changed || now != place.value();
            place.value() = now;
        }
        return changed;
    }
};

FolderWatch::FolderWatch(QObject* parent)
    : QObject(parent), places_(std::make_shared<Places>()), watcher_(new QFileSystemWatcher)
{
    watcher_->moveToThread(&thread_);
    connect(&thread_, &QThread::finished, watcher_, &QObject::deleteLater);
    connect(watcher_, &QFileSystemWatcher::directoryChanged, watcher_, [this](const QString& folder) {
        if (places_->matters(folder))
            emit changed();
    });
    connect(watcher_, &QFileSystemWatcher::fileChanged, this, &FolderWatch::changed);
    thread_.start();
}

FolderWatch::~FolderWatch()
{
    thread_.quit();
    thread_.wait();
}

void FolderWatch::watch(QStringList paths, const QStringList& places)
{
    paths.resize(std::min(paths.size(), mostPaths));
    QMetaObject::invokeMethod(watcher_, [watcher = watcher_, known = places_, paths = std::move(paths), places] {
        known->set(places, paths);
        const QStringList watched = watcher->files() + watcher->directories();
        const QSet<QString> before(watched.begin(), watched.end());
        const QSet<QString> after = QSet<QString>(paths.begin(), paths.end()) + known->homes;
        const QSet<QString> gone = before - after;
        const QSet<QString> fresh = after - before;
        if (!gone.isEmpty())
            watcher->removePaths(gone.values());
        if (!fresh.isEmpty())
            watcher->addPaths(fresh.values());
    });
}

}  // namespace widgets
