#include "widgets/run/desktop_progress.h"

#include <QDBusMessage>
#include <QVariantMap>

#include <cmath>

namespace widgets {

namespace {

/// Without an address Qt would start a bus of its own, and wait for it.
QDBusConnection sessionBus()
{
    return qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS") ? QDBusConnection(QStringLiteral("none"))
                                                                   : QDBusConnection::sessionBus();
}

}  // namespace

DesktopProgress::DesktopProgress(QObject* parent) : DesktopProgress(sessionBus(), parent) {}

DesktopProgress::DesktopProgress(const QDBusConnection& bus, QObject* parent) : QObject(parent), bus_(bus) {}

void DesktopProgress::setProgress(double fraction)
{
    const int percent = fraction < 0 ? -1 : static_cast<int>(std::floor(fraction * 100));
    if (percent == percent_ || !bus_.isConnected())
        return;
    percent_ = percent;
    QDBusMessage update =
        QDBusMessage::createSignal(QStringLiteral("/org/lamella/LauncherEntry"),
                                   QStringLiteral("com.canonical.Unity.LauncherEntry"), QStringLiteral("Update"));
    const QVariantMap properties{{QStringLiteral("progress"), std::max(0, percent) / 100.0},
                                 {QStringLiteral("progress-visible"), percent >= 0}};
    update << QStringLiteral("application://lamella.desktop") << properties;
    bus_.send(update);
}

void DesktopProgress::notify(const QString& summary, const QString& text)
{
    if (!bus_.isConnected())
        return;
    const QString name = QStringLiteral("org.freedesktop.Notifications");
    QDBusMessage call = QDBusMessage::createMethodCall(name, QStringLiteral("/org/freedesktop/Notifications"), name,
                                                       QStringLiteral("Notify"));
    // The body may hold a little HTML: names of files must not.
    call << QStringLiteral("Lamella") << 0U << QStringLiteral("lamella") << summary << text.toHtmlEscaped()
         << QStringList() << QVariantMap() << -1;
    bus_.send(call);
}

}  // namespace widgets
