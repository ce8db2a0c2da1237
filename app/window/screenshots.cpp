#include "screenshots.h"

#include "widgets/lab/lab_map.h"
#include "widgets/lab/lab_window.h"
#include "widgets/lab/lesson_panel.h"
#include "widgets/library/library_view.h"
#include "widgets/savings/savings_view.h"
#include "widgets/window/help_window.h"
#include "widgets/window/main_window.h"
#include "widgets/window/settings_dialog.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QTabWidget>

#include <cstdio>
#include <functional>

namespace {

using widgets::ChainAnalysis;
using widgets::JobRequest;
using widgets::MainWindow;

constexpr int patienceMilliseconds = 60000;

/// Lets the window live until something is so. @returns whether it came to be
bool waitFor(const std::function<bool()>& condition)
{
    QElapsedTimer waited;
    waited.start();
    while (!condition() && waited.elapsed() < patienceMilliseconds)
        QApplication::processEvents(QEventLoop::AllEvents, 20);
    // What was asked for because of it.
    for (QElapsedTimer settle; !settle.isValid() || settle.elapsed() < 300;) {
        if (!settle.isValid())
            settle.start();
        QApplication::processEvents(QEventLoop::AllEvents, 20);
    }
    return condition();
}

class Camera {
public:
    Camera(widgets::Settings& settings, widgets::Appearance& appearance, QString folder)
        : settings_(settings), appearance_(appearance), folder_(std::move(folder))
    {
    }

    bool take(const QStringList& paths)
    {
        for (const QString& language : widgets::Appearance::languages()) {
            for (const bool dark : {false, true}) {
                appearance_.setLanguage(language);
                appearance_.setTheme(dark ? widgets::Theme::Dark : widgets::Theme::Light);
                ending_ = QString("-%1-%2.png").arg(language == "en" ? "en" : "zh", dark ? "dark" : "light");
                takeAll(paths);
            }
        }
        return good_;
    }

private:
    void takeAll(const QStringList& paths)
    {
        MainWindow window(settings_, appearance_);
        window.resize(1366, 768);
        window.show();
        waitFor([] { return true; });
        save(window, "empty");
        window.openPaths(paths);
        auto* savings = window.findChild<widgets::SavingsView*>();
        auto& desk = savings->desk();
        const auto planned = [&desk](JobRequest::Kind kind) {
            return desk.error(kind) || (desk.result(kind) && (desk.result(kind)->exact()));
        };
        auto& session = window.session();
        good_ &= waitFor([&] {
            return session.analysis() && session.analysis()->has(ChainAnalysis::Stage::Files) && !session.reading() &&
                   planned(JobRequest::Kind::StandardSlim) && planned(JobRequest::Kind::DeepSlim);
        });
        const auto* library = window.findChild<widgets::LibraryView*>();
        good_ &= waitFor([&] { return !library->busy(); });
        save(window, "main");
        for (const auto* tabs : window.findChildren<QTabWidget*>())
            const_cast<QTabWidget*>(tabs)->setCurrentIndex(tabs->count() - 1);
        session.selectOffset(engine::GuestOffset(session.analysis()->virtualSize() / 16));
        session.showWindow({engine::GuestOffset(0), session.analysis()->virtualSize() / 8});
        waitFor([] { return true; });
        save(window, "details");
        widgets::HelpWindow help(appearance_.language(), &window);
        help.show();
        save(help, "help");
        widgets::SettingsDialog settings(settings_, appearance_, &window);
        settings.show();
        save(settings, "settings");
        takeLab(window);
    }

    /// A lesson as it begins, then the lab with what a step changed.
    void takeLab(MainWindow& window)
    {
        widgets::LabWindow& lab = window.openLab();
        const auto idle = [&lab] { return !lab.desk().busy() && lab.desk().view(); };
        good_ &= waitFor(idle);
        lab.resize(1366, 768);
        lab.lessons().start();
        good_ &= waitFor(idle);
        save(lab, "lesson");
        engine::lab::Step step;
        step.action = engine::lab::Action::DeleteFile;
        step.name = "File2";
        lab.desk().run(step);
        good_ &= waitFor(idle);
        lab.map().select({0, std::nullopt, 2});
        lab.showPanel("tables");
        save(lab, "lab");
        lab.close();
    }

    void save(QWidget& widget, const QString& name)
    {
        waitFor([] { return true; });
        const QString file = folder_ + '/' + name + ending_;
        if (!widget.grab().save(file)) {
            std::fprintf(stderr, "lamella: %s cannot be written\n", qPrintable(file));
            good_ = false;
        }
    }

    widgets::Settings& settings_;
    widgets::Appearance& appearance_;
    QString folder_;
    QString ending_;
    bool good_ = true;
};

}  // namespace

int takeScreenshots(widgets::Settings& settings, widgets::Appearance& appearance, const QStringList& paths,
                    const QString& folder)
{
    QDir().mkpath(folder);
    return Camera(settings, appearance, folder).take(paths) ? 0 : 1;
}
