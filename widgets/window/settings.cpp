#include "widgets/window/settings.h"

#include <algorithm>

namespace widgets {

namespace {

constexpr int mostRecent = 10;

}  // namespace

Settings::Settings(const QString& file)
    : settings_(file.isEmpty() ? std::make_unique<QSettings>("lamella", "lamella")
                               : std::make_unique<QSettings>(file, QSettings::IniFormat))
{
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
    settings_->setValue("recent", paths.mid(0, mostRecent));
}

}  // namespace widgets
