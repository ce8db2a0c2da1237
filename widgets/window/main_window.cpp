#include "widgets/window/main_window.h"

#include "widgets/basics/background.h"
#include "widgets/basics/fit_to_screen.h"
#include "widgets/diagnosis/diagnosis_view.h"
#include "widgets/fleet/fleet_view.h"
#include "widgets/inspector/inspector_view.h"
#include "widgets/lab/lab_window.h"
#include "widgets/library/library_view.h"
#include "widgets/map/map_view.h"
#include "widgets/run/job_bar.h"
#include "widgets/savings/savings_view.h"
#include "widgets/words/path_field.h"
#include "widgets/words/words.h"
#include "work/sample/samples.h"

#include <QCloseEvent>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QStandardPaths>
#include <QStatusBar>
#include <QTabWidget>
#include <QToolBar>

namespace widgets {

namespace {

/// From the root, without the detours that a person typed.
std::filesystem::path whole(const std::filesystem::path& path)
{
    std::error_code failed;
    const std::filesystem::path plain = std::filesystem::absolute(path, failed).lexically_normal();
    return plain.has_filename() ? plain : plain.parent_path();
}

constexpr int messageMilliseconds = 15000;

}  // namespace

MainWindow::MainWindow(Settings& settings, Appearance& appearance)
    : settings_(settings), appearance_(appearance), recovery_(this)
{
    setWindowIcon(QIcon(":/icons/lamella.svg"));
    setAcceptDrops(true);
    setDockNestingEnabled(true);
    resizeToFit(*this, {1366, 768});
    makePanels();
    makeMenus();
    makeToolBar();
    connectParts();
    retranslate();
    if (const QByteArray geometry = settings_.state("geometry"); !geometry.isEmpty())
        restoreGeometry(geometry);
    if (const QByteArray state = settings_.state("window"); !state.isEmpty())
        restoreState(state);
    if (const QByteArray state = settings_.state("library"); !state.isEmpty())
        library_->restoreState(state);
}

MainWindow::~MainWindow()
{
    delete lab_;
}

void MainWindow::makePanels()
{
    library_ = new LibraryView(session_);
    makeViews();
    inspector_ = new InspectorView(session_);
    savings_ = new SavingsView(session_);
    jobBar_ = new JobBar(jobs_);
    auto* jobs = new QToolBar;
    jobs->setObjectName("jobs");
    jobs->setMovable(false);
    jobs->addWidget(jobBar_);
    addToolBar(Qt::BottomToolBarArea, jobs);
    // A line of its own only while there is something to say.
    statusBar()->hide();
    connect(statusBar(), &QStatusBar::messageChanged, this,
            [this](const QString& text) { statusBar()->setVisible(!text.isEmpty()); });
    setCentralWidget(views_);
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    QDockWidget* left = addPanel(
        "library", library_, Qt::LeftDockWidgetArea, [] { return tr("Library"); }, Qt::CTRL | Qt::Key_L);
    QDockWidget* right = addPanel(
        "inspector", inspector_, Qt::RightDockWidgetArea, [] { return tr("Inspector"); }, Qt::CTRL | Qt::Key_I);
    QDockWidget* below = addPanel(
        "savings", savings_, Qt::BottomDockWidgetArea, [] { return tr("Savings"); }, Qt::CTRL | Qt::Key_J);
    resizeDocks({left, right}, {392, 268}, Qt::Horizontal);
    resizeDocks({below}, {280}, Qt::Vertical);
}

void MainWindow::makeViews()
{
    map_ = new MapView(session_);
    diagnosis_ = new DiagnosisView(session_, *map_);
    fleet_ = new FleetView(session_);
    views_ = new QTabWidget;
    views_->setDocumentMode(true);
    views_->addTab(map_, QString());
    views_->addTab(diagnosis_, QString());
    views_->addTab(fleet_, QString());
}

void MainWindow::showView(QWidget* view)
{
    views_->setCurrentWidget(view);
    view->setFocus(Qt::ShortcutFocusReason);
}

QDockWidget* MainWindow::addPanel(const char* name, QWidget* content, Qt::DockWidgetArea area,
                                  std::function<QString()> title, const QKeySequence& shortcut)
{
    auto* dock = new QDockWidget(this);
    dock->setObjectName(name);
    dock->setWidget(content);
    addDockWidget(area, dock);
    auto* focus = new QAction(dock);
    focus->setShortcut(shortcut);
    connect(focus, &QAction::triggered, this, [dock, content] {
        dock->show();
        dock->raise();
        content->setFocus(Qt::ShortcutFocusReason);
        if (!content->hasFocus()) {
            if (QWidget* next = content->nextInFocusChain())
                next->setFocus(Qt::ShortcutFocusReason);
        }
    });
    addAction(focus);
    panels_.emplace_back(dock, std::move(title));
    return dock;
}

void MainWindow::connectParts()
{
    connect(&session_, &Session::failed, this,
            [this](const engine::Error& error) { tell(tr("%1: %2").arg(pathText(error.path()), describe(error))); });
    connect(&session_, &Session::analysisChanged, this, &MainWindow::noteOpened);
    connect(map_, &MapView::openRequested, this, &MainWindow::chooseFolder);
    connect(map_, &MapView::samplesRequested, this, &MainWindow::openSamples);
    connect(library_, &LibraryView::selectedTemplatesChanged, this,
            [this] { savings_->setTemplates(library_->selectedTemplates()); });
    connect(savings_, &SavingsView::runRequested, this, &MainWindow::confirmRun);
    connect(savings_, &SavingsView::told, this, &MainWindow::tell);
    connectDiagnosis();
    connect(library_, &LibraryView::restoreWanted, &originals_, &OriginalsDesk::askToRestore);
    connect(library_, &LibraryView::deleteWanted, &originals_, &OriginalsDesk::askToDelete);
    connect(&originals_, &OriginalsDesk::filesChanged, this, &MainWindow::filesChanged);
    connect(library_, &LibraryView::scanned, fleet_, &FleetView::setScan);
    connect(library_, &LibraryView::figuresArrived, fleet_, &FleetView::setFigures);
    connect(fleet_, &FleetView::message, this, &MainWindow::tell);
    connect(fleet_, &FleetView::runRequested, this, [this](const std::vector<JobRequest>& requests) {
        for (const JobRequest& request : requests)
            jobs_.enqueue(request);
    });
    connect(fleet_, &FleetView::shareRequested, this,
            [this](const std::vector<std::filesystem::path>& templates) { savings_->share(templates); });
    connect(&jobs_, &JobQueue::jobFinished, this, &MainWindow::showJobEnd);
    connect(jobBar_, &JobBar::progressText, this, [this](const QString& text) {
        progress_ = text;
        showTitle();
    });
    connect(jobBar_, &JobBar::progress, &desktop_, &DesktopProgress::setProgress);
    connect(jobBar_, &JobBar::receiptRequested, this, &MainWindow::showReceipt);
    connect(&recovery_, &RecoveryPrompt::recovered, this, &MainWindow::filesChanged);
    connect(&sampler_, &Background::failed, this,
            [this](const engine::Error& error) { tell(tr("%1: %2").arg(pathText(error.path()), describe(error))); });
}

void MainWindow::connectDiagnosis()
{
    connect(diagnosis_, &DiagnosisView::told, this, &MainWindow::tell);
    connect(diagnosis_, &DiagnosisView::filesChanged, this, &MainWindow::filesChanged);
    connect(diagnosis_, &DiagnosisView::marked, map_, &MapView::highlight);
    connect(diagnosis_, &DiagnosisView::placeShown, this, [this] { views_->setCurrentWidget(map_); });
    connect(diagnosis_, &DiagnosisView::slimWanted, this, [this](engine::Remedy remedy) {
        savings_->run(remedy == engine::Remedy::DeepSlim ? JobRequest::Kind::DeepSlim : JobRequest::Kind::StandardSlim);
    });
}

void MainWindow::showDiagnosis()
{
    if (diagnosis_->isVisible())
        return diagnosis_->askExport();
    showView(diagnosis_);
}

void MainWindow::openPaths(const QStringList& paths)
{
    for (const QString& path : paths) {
        const std::filesystem::path native = whole(pathFrom(path));
        std::error_code ignored;
        if (std::filesystem::is_directory(native, ignored)) {
            library_->addFolder(native);
        } else if (std::filesystem::exists(native, ignored)) {
            library_->addImage(native);
            session_.open(native);
        } else {
            tell(tr("%1 does not exist.").arg(pathText(native)));
        }
    }
    checkForLeftovers();
}

void MainWindow::restoreSession()
{
    std::error_code ignored;
    for (const QString& kept : settings_.folders()) {
        if (const auto folder = pathFrom(kept); std::filesystem::is_directory(folder, ignored))
            library_->addFolder(folder);
    }
    if (const auto image = pathFrom(settings_.openImage()); std::filesystem::exists(image, ignored))
        session_.open(image);
    checkForLeftovers();
}

void MainWindow::openSamples()
{
    const std::filesystem::path folder =
        (QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + "/samples").toStdString();
    const auto open = [this, folder] {
        library_->addFolder(folder);
        session_.open(folder / "classic" / "second-diff.qcow2");
    };
    if (QFileInfo::exists(QString::fromStdString((folder / "classic").string()))) {
        open();
        return;
    }
    tell(tr("The sample templates are being made."));
    sampler_.start([this, folder, open](std::stop_token stop, const Background::Publish& publish) {
        engine::Progress progress;
        engine::makeSamples(folder, progress, stop);
        publish([this, open] {
            statusBar()->clearMessage();
            open();
        });
    });
}

void MainWindow::noteOpened()
{
    const auto analysis = session_.analysis();
    if (!analysis || analysis->stage != ChainAnalysis::Stage::Opened)
        return;
    settings_.addRecent(pathField(session_.path()));
    fillRecent();
    showTitle();
}

void MainWindow::showTitle()
{
    QString title = tr("Lamella");
    if (!session_.path().empty())
        title = tr("%1 - Lamella").arg(fileNameText(session_.path()));
    if (!progress_.isEmpty())
        title = tr("%1 - %2").arg(progress_, title);
    setWindowTitle(title);
}

void MainWindow::tell(const QString& message)
{
    statusBar()->showMessage(message, messageMilliseconds);
}

void MainWindow::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QMainWindow::changeEvent(event);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!jobs_.idle()) {
        event->ignore();
        auto* question =
            new QMessageBox(QMessageBox::Question, tr("A job is running"),
                            tr("Cancel the job and quit? Nothing that it was asked to replace is changed."),
                            QMessageBox::NoButton, this);
        question->setAttribute(Qt::WA_DeleteOnClose);
        QPushButton* quit = question->addButton(tr("Cancel the job and quit"), QMessageBox::DestructiveRole);
        question->setDefaultButton(question->addButton(tr("Go on"), QMessageBox::RejectRole));
        connect(question, &QMessageBox::buttonClicked, this, [this, quit](QAbstractButton* button) {
            if (button != static_cast<QAbstractButton*>(quit))
                return;
            connect(&jobs_, &JobQueue::queueIdle, this, &QWidget::close);
            for (const Job& job : jobs_.jobs())
                jobs_.cancel(job.id);
        });
        question->open();
        return;
    }
    if (lab_)
        lab_->close();
    saveSession();
    event->accept();
}

void MainWindow::saveSession()
{
    settings_.setState("geometry", saveGeometry());
    settings_.setState("window", saveState());
    settings_.setState("library", library_->saveState());
    settings_.setFolders(library_->folders());
    settings_.setOpenImage(pathField(session_.path()));
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    QStringList paths;
    for (const QUrl& url : event->mimeData()->urls())
        if (url.isLocalFile())
            paths += url.toLocalFile();
    event->acceptProposedAction();
    openPaths(paths);
}

}  // namespace widgets
