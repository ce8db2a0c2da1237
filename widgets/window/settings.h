#pragma once

#include "widgets/window/appearance.h"

#include <QByteArray>
#include <QSettings>
#include <QStringList>

namespace widgets {

/// What the program remembers between two runs: one place for all keys and their defaults. For the window's thread.
class Settings {
public:
    /// @param file where to keep them; empty: the user's own place
    explicit Settings(const QString& file = {});

    QString language() const { return value("language", {}).toString(); }
    void setLanguage(const QString& language) { settings_->setValue("language", language); }
    Theme theme() const;
    void setTheme(Theme theme) { settings_->setValue("theme", static_cast<int>(theme)); }
    bool notifications() const { return value("notifications", true).toBool(); }
    void setNotifications(bool on) { settings_->setValue("notifications", on); }
    /// Where a trainer keeps lessons for the lab; empty: nowhere.
    QString lessonFolder() const { return value("lessonFolder", {}).toString(); }
    void setLessonFolder(const QString& folder) { settings_->setValue("lessonFolder", folder); }

    QStringList folders() const { return value("session/folders", {}).toStringList(); }
    void setFolders(const QStringList& folders) { settings_->setValue("session/folders", folders); }
    QString openImage() const { return value("session/image", {}).toString(); }
    void setOpenImage(const QString& path) { settings_->setValue("session/image", path); }
    QStringList recent() const { return value("recent", {}).toStringList(); }
    /// Puts a path in front; the oldest beyond ten are forgotten.
    void addRecent(const QString& path);
    void clearRecent() { settings_->remove("recent"); }

    QByteArray state(const QString& of) const { return value("state/" + of, {}).toByteArray(); }
    void setState(const QString& of, const QByteArray& state) { settings_->setValue("state/" + of, state); }

private:
    QVariant value(const QString& key, const QVariant& otherwise) const { return settings_->value(key, otherwise); }

    std::unique_ptr<QSettings> settings_;
};

}  // namespace widgets
