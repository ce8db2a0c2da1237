#pragma once

#include <QStringList>
#include <QThread>

class QFileSystemWatcher;

namespace widgets {

/// Tells when something changes in folders or files. Looks after them on a thread of its own: on a network that does
/// not answer, even to begin to watch a folder can take minutes.
class FolderWatch : public QObject {
    Q_OBJECT

public:
    /// The system has a limited number of watches, for all programs together.
    static constexpr qsizetype mostPaths = 1000;

    explicit FolderWatch(QObject* parent = nullptr);
    ~FolderWatch() override;

    /// In place of what is watched now; the first ones, where there are too many.
    void watch(QStringList paths);

signals:
    void changed();

private:
    QThread thread_;
    QFileSystemWatcher* watcher_;
};

}  // namespace widgets
