#include "scenes.h"
#include "turn_to.h"

#include "widgets/fleet/fleet_view.h"
#include "widgets/inspector/inspector_view.h"
#include "widgets/library/library_view.h"
#include "widgets/map/map_view.h"
#include "widgets/savings/bases_page.h"
#include "widgets/savings/savings_view.h"
#include "widgets/savings/similarity_page.h"
#include "widgets/savings/waterfall.h"
#include "widgets/window/help_window.h"
#include "widgets/window/settings_dialog.h"

#include <QFileInfo>
#include <QMessageBox>
#include <QTabWidget>
#include <QToolButton>

#include <algorithm>
#include <filesystem>

using namespace widgets;

void Scenes::takeAll()
{
    empty();
    views();
    doctor();
    lab();
    confirmAndReceipt();
    if (stage_.extras.isEmpty())
        return;
    library();
    image("one-layer", extra("single.qcow2"));
    image("many-layers", extra("layers/top.qcow2"));
    image("refused", extra("hostile.qcow2"));
    trust();
    recovery();
    job();
}

QString Scenes::extra(const QString& name) const
{
    return stage_.extras + '/' + name;
}

std::unique_ptr<MainWindow> Scenes::windowOf(const QStringList& paths)
{
    auto window = std::make_unique<MainWindow>(settings_, appearance_);
    window->resize(1366, 768);
    window->show();
    settle();
    window->openPaths(paths);
    const auto* libraryView = window->findChild<LibraryView*>();
    if (!waitFor([&] { return !libraryView->busy(); }) || !waitUntilRead(*window))
        camera_.complain(paths.join(' ') + " cannot be read in time");
    return window;
}

bool Scenes::waitUntilRead(MainWindow& window)
{
    Session& session = window.session();
    return session.path().empty() || waitFor([&session] {
               const auto analysis = session.analysis();
               return !session.reading() && analysis && analysis->chain.top().path == session.path();
           });
}

bool Scenes::waitUntilPlanned(MainWindow& window)
{
    PlanDesk& desk = window.findChild<SavingsView*>()->desk();
    const auto planned = [&desk](Kind kind) {
        return desk.error(kind) || (desk.result(kind) && desk.result(kind)->exact() && !desk.running(kind));
    };
    return waitFor([&] { return planned(Kind::StandardSlim) && planned(Kind::DeepSlim); });
}

void Scenes::empty()
{
    const auto window = windowOf({});
    camera_.take(*window, "empty");
}

void Scenes::views()
{
    const auto window = windowOf(stage_.paths + QStringList{stage_.main});
    if (!waitUntilPlanned(*window))
        camera_.complain("the main image has no plans");
    camera_.take(*window, "main");
    map(*window);
    inspector(*window);
    savings(*window);
    diagnosis(*window);
    fleet(*window);
    dialogs(*window);
}

/// A few clusters, with the read of a byte that a lower layer answers.
void Scenes::map(MainWindow& window)
{
    Session& session = window.session();
    const auto extents = session.analysis()->maps[0].own.extents();
    const auto data = std::find_if(extents.begin(), extents.end(), [](const engine::Extent& extent) {
        return extent.state == engine::ExtentState::Data && extent.length >= (1U << 20);
    });
    if (data == extents.end())
        return;
    const engine::GuestOffset middle(data->end().bytes() - (192U << 10));
    session.showWindow({middle, 384U << 10});
    session.selectOffset(engine::GuestOffset(middle.bytes() + (100U << 10)));
    camera_.take(window, "map-clusters");
    session.selectOffset(std::nullopt);
    session.showAll();
}

void Scenes::inspector(MainWindow& window)
{
    auto* view = window.findChild<InspectorView*>();
    auto* tabs = view->findChild<QTabWidget*>();
    const char* const names[] = {"inspector-layer", "inspector-guest", "inspector-files"};
    for (int tab = 0; tab < tabs->count(); ++tab) {
        tabs->setCurrentIndex(tab);
        camera_.take(*view, names[tab]);
    }
    tabs->setCurrentIndex(0);
}

void Scenes::fleet(MainWindow& window)
{
    auto* view = window.findChild<FleetView*>();
    turnTo(view);
    waitFor([view] { return !view->busy(); });
    camera_.take(window, "fleet");
    turnTo(window.findChild<MapView*>());
}

void Scenes::savings(MainWindow& window)
{
    auto* view = window.findChild<SavingsView*>();
    camera_.take(*view, "savings");
    for (Waterfall* waterfall : view->findChildren<Waterfall*>())
        turnTo(waterfall);
    auto* options = view->findChild<QToolButton*>();
    options->setChecked(true);
    camera_.take(*view, "savings-why-and-options");
    options->setChecked(false);

    std::vector<std::filesystem::path> templates;
    const auto* libraryView = window.findChild<LibraryView*>();
    const std::filesystem::path fleet = std::filesystem::path(stage_.main.toStdString()).parent_path().parent_path();
    for (const char* name : {"accounting", "call-centre", "engineering", "office"})
        if (const auto path = fleet / "fleet" / (std::string(name) + ".qcow2"); std::filesystem::exists(path))
            templates.push_back(path);
    if (templates.size() < 2 || libraryView->busy())
        return;
    view->setTemplates(templates);
    view->desk().planExactly(Kind::ShareBase);
    if (!waitFor([&] { return view->desk().result(Kind::ShareBase) && !view->desk().running(Kind::ShareBase); }))
        camera_.complain("base sharing has no plan");
    turnTo(view->findChild<BasesPage*>());
    camera_.take(*view, "share-bases");
    turnTo(view->findChild<SimilarityPage*>());
    camera_.take(*view, "share-alike");
}

void Scenes::dialogs(MainWindow& window)
{
    HelpWindow help(appearance_.language(), &window);
    help.show();
    camera_.take(help, "help");
    SettingsDialog settings(settings_, appearance_, &window);
    settings.show();
    camera_.take(settings, "settings");
    window.showAbout();
    if (auto* about = window.findChild<QMessageBox*>()) {
        camera_.take(*about, "about");
        about->close();
    }
}
