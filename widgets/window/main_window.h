#pragma once

#include "widgets/data/session.h"
#include "widgets/run/desktop_progress.h"
#include "widgets/run/job_queue.h"
#include "widgets/run/originals_desk.h"
#include "widgets/run/recovery_prompt.h"
#include "widgets/savings/plan_result.h"
#include "widgets/window/settings.h"

#include <QMainWindow>
#include <QPointer>

#include <functional>
#include <vector>

class QDockWidget;
class QTabWidget;

namespace widgets {

class DiagnosisView;
class FleetView;
class HelpWindow;
class InspectorView;
class JobBar;
class LabWindow;
class LibraryView;
class MapView;
class SavingsView;

/// The one window: library, map, inspector, savings and jobs around one session.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    /// Both outlive the window.
    MainWindow(Settings& settings, Appearance& appearance);
    ~MainWindow() override;

    /// Folders are added to the library, files are opened. What does not exist is told.
    /// @param paths as pathField makes them
    void openPaths(const QStringList& paths);
    /// What was open when the program ended.
    void restoreSession();
    /// Makes the sample templates in a folder of the user's, unless they are there, and opens them.
    void openSamples();
    /// Shows the copy-on-write lab.
    /// @param lessons a folder with more lessons, as pathField makes it; may be empty
    LabWindow& openLab(const QString& lessons = {});

    void showAbout();

    Session& session() noexcept { return session_; }
    JobQueue& jobs() noexcept { return jobs_; }

protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    struct Command {
        QAction* action = nullptr;
        std::function<QString()> text;
    };

    void makePanels();
    void makeViews();
    void showView(QWidget* view);
    QDockWidget* addPanel(const char* name, QWidget* content, Qt::DockWidgetArea area, std::function<QString()> title,
                          const QKeySequence& shortcut);
    void makeMenus();
    void makeFileMenu();
    void makeRunMenu();
    void makeViewMenu();
    void makeHelpMenu();
    void makeToolBar();
    QMenu* addMenu(std::function<QString()> title);
    QAction* addCommand(QMenu* menu, std::function<QString()> text, const QKeySequence& shortcut,
                        std::function<void()> run, const char* icon = nullptr);
    void connectParts();
    void connectDiagnosis();
    /// There already: opens the choice of what to export.
    void showDiagnosis();
    void retranslate();
    void fillRecent();
    void noteOpened();
    void tell(const QString& message);
    void confirmRun(const JobRequest& request, const std::shared_ptr<const PlanResult>& plan);
    void showJobEnd(JobId id);
    void showReceipt(JobId id);
    void filesChanged();
    void showTitle();
    void checkForLeftovers();
    void nextPanel();
    void saveSession();
    void showHelp(const QString& topic = {});
    void chooseImages();
    void chooseFolder();

    Settings& settings_;
    Appearance& appearance_;
    Session session_;
    JobQueue jobs_;
    DesktopProgress desktop_;
    RecoveryPrompt recovery_;
    OriginalsDesk originals_{session_, this};
    Background sampler_;
    QString progress_;
    LibraryView* library_ = nullptr;
    QTabWidget* views_ = nullptr;
    MapView* map_ = nullptr;
    DiagnosisView* diagnosis_ = nullptr;
    FleetView* fleet_ = nullptr;
    InspectorView* inspector_ = nullptr;
    SavingsView* savings_ = nullptr;
    JobBar* jobBar_ = nullptr;
    QMenu* recent_ = nullptr;
    QMenu* panelsMenu_ = nullptr;
    std::vector<std::pair<QDockWidget*, std::function<QString()>>> panels_;
    std::vector<std::pair<QMenu*, std::function<QString()>>> menus_;
    std::vector<Command> commands_;
    QPointer<HelpWindow> help_;
    QPointer<LabWindow> lab_;
};

}  // namespace widgets
