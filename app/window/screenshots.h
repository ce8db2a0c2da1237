#pragma once

#include <QString>
#include <QStringList>

namespace widgets {
class Appearance;
class Settings;
}  // namespace widgets

/// Opens the paths in a window and writes pictures of its views, light and dark, in every language, to `folder`.
/// @param paths folders, and one image
/// @param extras a folder with more to show, as packaging/screenshots.sh makes it; empty: none
/// @returns the exit code: 1 where something could not be shown or written
int takeScreenshots(widgets::Settings& settings, widgets::Appearance& appearance, const QStringList& paths,
                    const QString& extras, const QString& folder);
