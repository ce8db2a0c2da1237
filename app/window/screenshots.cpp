#include "screenshots.h"

#include "scenes.h"

#include <QDir>
#include <QFileInfo>

int takeScreenshots(widgets::Settings& settings, widgets::Appearance& appearance, const QStringList& paths,
                    const QString& extras, const QString& folder)
{
    QDir().mkpath(folder);
    Camera camera(QFileInfo(folder).absoluteFilePath());
    Stage stage;
    stage.extras = extras;
    for (const QString& path : paths) {
        if (QFileInfo(path).isDir())
            stage.paths += path;
        else
            stage.main = QFileInfo(path).absoluteFilePath();
    }
    if (stage.main.isEmpty())
        camera.complain("name an image to show");
    for (const QString& language : widgets::Appearance::languages()) {
        for (const bool dark : {false, true}) {
            if (!camera.good())
                return 1;
            appearance.setLanguage(language);
            appearance.setTheme(dark ? widgets::Theme::Dark : widgets::Theme::Light);
            camera.setEnding(QString("-%1-%2").arg(language == "en" ? "en" : "zh", dark ? "dark" : "light"));
            Scenes(camera, settings, appearance, stage).takeAll();
        }
    }
    return camera.good() ? 0 : 1;
}
