#include "widgets/window/settings.h"

#include "bytes/error.h"
#include "storage/folder.h"

#include <QFileInfo>
#include <QSettings>

#include <algorithm>
#include <memory>

namespace widgets {

namespace {

constexpr int mostRecent = 10;

std::unique_ptr<QSettings> openFile(const QString& file)
{
    return file.isEmpty() ? std::make_unique<QSettings>("lamella", "lamella")
                          : std::make_unique<QSettings>(file, QSettings::IniFormat);
}

/// A home of somebody else's (root, with his environment) is no place for what we write by path.
bool isOwnPlace(const QString& file)
{
    try {
        engine::requireOwnFolder(QFileInfo(file).path().toStdString());
        return true;
    } catch (const engine::Error&) {
        return false;
    }
}

}  // namespace

Settings::Settings(const QString& file) : file_(file)
{
    writer_.setMaxThreadCount(1);
    const auto kept = openFile(file_);
    keeps_ = isOwnPlace(kept->fileName());
    if (!keeps_)
        return;
    for (const QString& key : kept->allKeys())
        values_.insert(key, kept->value(key));
}

Settings::~Settings()
{
    writer_.waitForDone();
}

void Settings::put(const QString& key, const QVariant& value)
{
    if (value.isValid())
        values_.insert(key, value);
    else
        values_.remove(key);
    if (!keeps_)
        return;
    const QMutexLocker lock(&mutex_);
    if (changes_.isEmpty())
        writer_.start([this] { write(); });
    changes_.insert(key, value);
}

void Settings::write()
{
    QHash<QString, QVariant> changes;
    {
        const QMutexLocker lock(&mutex_);
        changes.swap(changes_);
    }
    const auto kept = openFile(file_);
    for (auto change = changes.cbegin(); change != changes.cend(); ++change) {
        if (change->isValid())
            kept->setValue(change.key(), *change);
        else
            kept->remove(change.key());
    }
}

Theme Settings::theme() const
{
    return static_cast<Theme>(std::clamp(value("theme", 0).toInt(), 0, 2));
}

void Settings::addRecent(const QString& path)
{
    QStringList paths = recent();
    paths.removeAll(path);
    paths.prepend(path);
    put("recent", paths.mid(0, mostRecent));
}

}  // namespace widgets
