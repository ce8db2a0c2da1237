#pragma once

#include <QDBusConnection>
#include <QObject>

namespace widgets {

/// Tells the desktop how far the jobs are: progress on the icon in the task bar (com.canonical.Unity.LauncherEntry,
/// which most docks and Plasma follow), and a notification at the end (org.freedesktop.Notifications). Nobody is waited
/// for; without a session bus nothing happens.
class DesktopProgress : public QObject {
    Q_OBJECT

public:
    /// The session's bus, where the session has one.
    explicit DesktopProgress(QObject* parent = nullptr);
    explicit DesktopProgress(const QDBusConnection& bus, QObject* parent = nullptr);

    /// 0 to 1; negative takes the progress away.
    void setProgress(double fraction);
    void notify(const QString& summary, const QString& text);

private:
    QDBusConnection bus_;
    int percent_ = -1;
};

}  // namespace widgets
