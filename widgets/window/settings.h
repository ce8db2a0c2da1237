#pragma once

#include "widgets/window/appearance.h"

#include <QByteArray>
#include <QHash>
#include <QMutex>
#include <QStringList>
#include <QThreadPool>
#include <QVariant>

namespace widgets {

/// What the program remembers between two runs: one place for all keys and their defaults. Changes are
/// written on a thread of its own: a busy disk takes long to promise that they are there. Paths are as pathField makes
/// them. For the window's thread.
class Settings {
public:
    /// @param file where to keep them; empty: the user's own place. In a folder that somebody else could exchange nothing
    /// is kept.
    explicit Settings(const QString& file = {});
    /// Waits until all is written.
    ~Settings();

    QString language() const { return value("language", {}).toString(); }
    void setLanguage(const QString& language) { put("language", language); }
    Theme theme() const;
    void setTheme(Theme theme) { put("theme", static_cast<int>(theme)); }
    bool notifications() const { return value("notifications", true).toBool(); }
    void setNotifications(bool on) { put("notifications", on); }
    /// Where a trainer keeps lessons for the lab; empty: nowhere.
    QString lessonFolder() const { return value("lessonFolder", {}).toString(); }
    void setLessonFolder(const QString& folder) { put("lessonFolder", folder); }

    QStringList folders() const { return value("session/folders", {}).toStringList(); }
    void setFolders(const QStringList& folders) { put("session/folders", folders); }
    QString openImage() const { return value("session/image", {}).toString(); }
    void setOpenImage(const QString& path) { put("session/image", path); }
    QStringList recent() const { return value("recent", {}).toStringList(); }
    /// Puts a path in front; the oldest beyond ten are forgotten.
    void addRecent(const QString& path);
    void clearRecent() { put("recent", {}); }

    QByteArray state(const QString& of) const { return value("state/" + of, {}).toByteArray(); }
    void setState(const QString& of, const QByteArray& state) { put("state/" + of, state); }

private:
    QVariant value(const QString& key, const QVariant& otherwise) const { return values_.value(key, otherwise); }
    /// An invalid value: forgets the key.
    void put(const QString& key, const QVariant& value);
    void write();

    QString file_;
    bool keeps_ = true;  ///< false: nothing is read or written, all is forgotten at the end
    QHash<QString, QVariant> values_;
    QMutex mutex_;
    QHash<QString, QVariant> changes_;  ///< not written yet; guarded by the mutex
    QThreadPool writer_;
};

}  // namespace widgets
