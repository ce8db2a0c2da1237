#pragma once

#include "camera.h"

#include "widgets/window/main_window.h"

#include <QStringList>

/// What there is to be shown. Everything but the first two may be missing: its pictures are left out then.
struct Stage {
    QStringList paths;  ///< folders for the library, and the image that is open
    QString main;       ///< that image
    QString extras;     ///< the folder that packaging/screenshots.sh fills; empty: none
};

/// Takes the pictures of one language and one theme.
class Scenes {
public:
    Scenes(Camera& camera, widgets::Settings& settings, widgets::Appearance& appearance, const Stage& stage)
        : camera_(camera), settings_(settings), appearance_(appearance), stage_(stage)
    {
    }

    void takeAll();

private:
    using Kind = widgets::JobRequest::Kind;

    void empty();
    void views();
    void map(widgets::MainWindow& window);
    void inspector(widgets::MainWindow& window);
    void diagnosis(widgets::MainWindow& window);
    void fleet(widgets::MainWindow& window);
    void savings(widgets::MainWindow& window);
    void dialogs(widgets::MainWindow& window);
    void doctor();
    void lab();

    /// Of files of their own, which are changed.
    void confirmAndReceipt();
    void job();

    void library();
    void image(const QString& name, const QString& file);
    void trust();
    void recovery();

    QString extra(const QString& name) const;
    /// Opens paths in a new window, and waits until all figures are there.
    std::unique_ptr<widgets::MainWindow> windowOf(const QStringList& paths);
    bool waitUntilRead(widgets::MainWindow& window);
    bool waitUntilPlanned(widgets::MainWindow& window);

    Camera& camera_;
    widgets::Settings& settings_;
    widgets::Appearance& appearance_;
    const Stage& stage_;
};
