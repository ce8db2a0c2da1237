#pragma once

#include <QStringList>
#include <QThread>

#include <memory>

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
    /// @param places whose coming and going is told too, also where they are renamed
    void watch(QStringList paths, const QStringList& places);

signals:
    void changed();

private:
    struct Places;

    QThread thread_;
    std::shared_ptr<Places> places_;  ///< touched by that thread alone
    QFileSystemWatcher* watcher_;
};

}  // namespace widgets
