#include "scenes.h"

#include "widgets/lab/lab_map.h"
#include "widgets/lab/lab_window.h"
#include "widgets/lab/lesson_panel.h"

using namespace widgets;
namespace lab = engine::lab;

/// A lesson as it begins, what a step has changed, and the same for a projector.
void Scenes::lab()
{
    const auto window = std::make_unique<MainWindow>(settings_, appearance_);
    LabWindow& shown = window->openLab();
    const auto idle = [&shown] { return !shown.desk().busy() && shown.desk().view(); };
    shown.resize(1366, 768);
    waitFor(idle);
    shown.lessons().start();
    waitFor(idle);
    shown.showPanel("lessons");
    camera_.take(shown, "lesson");
    ::lab::Step step;
    step.action = ::lab::Action::DeleteFile;
    step.name = "File2";
    shown.desk().run(step);
    if (!waitFor(idle) || shown.desk().view()->done == 0)
        camera_.complain("the lab does not work");
    shown.map().select({0, std::nullopt, 1});
    shown.showPanel("tables");
    camera_.take(shown, "lab");
    shown.setPresenter(true);
    shown.resize(1920, 1080);
    camera_.take(shown, "presenter");
    shown.close();
}
