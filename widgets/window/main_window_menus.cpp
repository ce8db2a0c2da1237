#include "widgets/diagnosis/diagnosis_view.h"
#include "widgets/fleet/fleet_view.h"
#include "widgets/lab/lab_window.h"
#include "widgets/library/library_view.h"
#include "widgets/map/map_view.h"
#include "widgets/savings/savings_view.h"
#include "widgets/window/help_window.h"
#include "widgets/window/main_window.h"
#include "widgets/window/settings_dialog.h"
#include "widgets/words/path_field.h"
#include "widgets/words/words.h"

#include <QApplication>
#include <QDockWidget>
#include <QFileDialog>
#include <QMenuBar>
#include <QMessageBox>
#include <QRegularExpression>
#include <QTabWidget>
#include <QToolBar>

namespace widgets {

QMenu* MainWindow::addMenu(std::function<QString()> title)
{
    QMenu* menu = menuBar()->addMenu(QString());
    menus_.emplace_back(menu, std::move(title));
    return menu;
}

QAction* MainWindow::addCommand(QMenu* menu, std::function<QString()> text, const QKeySequence& shortcut,
                                std::function<void()> run, const char* icon)
{
    QAction* action = menu->addAction(QString());
    action->setShortcut(shortcut);
    if (icon)
        action->setIcon(QIcon(QString(":/icons/%1.svg").arg(icon)));
    connect(action, &QAction::triggered, this, std::move(run));
    commands_.push_back({action, std::move(text)});
    return action;
}

void MainWindow::makeMenus()
{
    makeFileMenu();
    makeRunMenu();
    makeViewMenu();
    makeHelpMenu();
}

void MainWindow::makeFileMenu()
{
    QMenu* menu = addMenu([] { return tr("&File"); });
    addCommand(
        menu, [] { return tr("&Open image..."); }, QKeySequence::Open, [this] { chooseImages(); }, "open");
    addCommand(
        menu, [] { return tr("Add &folder..."); }, Qt::CTRL | Qt::SHIFT | Qt::Key_O, [this] { chooseFolder(); },
        "folder");
    recent_ = menu->addMenu(QString());
    menus_.emplace_back(recent_, [] { return tr("Open &recent"); });
    addCommand(
        menu, [] { return tr("Open &sample templates"); }, {}, [this] { openSamples(); });
    menu->addSeparator();
    addCommand(
        menu, [] { return tr("&Export library as CSV..."); }, {}, [this] { library_->askCsv(); });
    menu->addSeparator();
    addCommand(
        menu, [] { return tr("Se&ttings..."); }, QKeySequence::Preferences,
        [this] {
            auto* dialog = new SettingsDialog(settings_, appearance_, this);
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            dialog->open();
        });
    addCommand(
        menu, [] { return tr("&Quit"); }, QKeySequence::Quit, [this] { close(); });
}

void MainWindow::makeRunMenu()
{
    using Kind = JobRequest::Kind;
    QMenu* menu = addMenu([] { return tr("&Slim"); });
    addCommand(
        menu, [] { return tr("&Standard slim"); }, Qt::CTRL | Qt::Key_1, [this] { savings_->run(Kind::StandardSlim); },
        "standard-slim");
    addCommand(
        menu, [] { return tr("&Deep slim"); }, Qt::CTRL | Qt::Key_2, [this] { savings_->run(Kind::DeepSlim); },
        "deep-slim");
    addCommand(
        menu, [] { return tr("Share &base"); }, Qt::CTRL | Qt::Key_3, [this] { savings_->run(Kind::ShareBase); },
        "share-base");
    menu->addSeparator();
    addCommand(
        menu, [] { return tr("&Exact figures"); }, Qt::CTRL | Qt::Key_E, [this] { session_.readExactly(); });
    addCommand(
        menu, [] { return tr("&Recover after a crash"); }, {}, [this] { checkForLeftovers(); });
}

void MainWindow::makeViewMenu()
{
    QMenu* menu = addMenu([] { return tr("&View"); });
    addCommand(
        menu, [] { return tr("Read &again"); }, QKeySequence::Refresh,
        [this] {
            library_->refresh();
            session_.reload();
        },
        "refresh");
    addCommand(
        menu, [] { return tr("Show the &whole disk"); }, Qt::CTRL | Qt::Key_0, [this] { session_.showAll(); });
    addCommand(
        menu, [] { return tr("&Map"); }, Qt::CTRL | Qt::Key_M, [this] { showView(map_); });
    addCommand(
        menu, [] { return tr("&Fleet"); }, Qt::CTRL | Qt::Key_T, [this] { showView(fleet_); });
    addCommand(
        menu, [] { return tr("&Report"); }, Qt::CTRL | Qt::Key_D, [this] { showDiagnosis(); }, "report");
    addCommand(
        menu, [] { return tr("Compare two &states..."); }, {}, [this] { diagnosis_->openComparison(); });
    addCommand(
        menu, [] { return tr("&Next panel"); }, Qt::Key_F6, [this] { nextPanel(); });
    addCommand(
        menu, [] { return tr("La&b"); }, Qt::CTRL | Qt::SHIFT | Qt::Key_L, [this] { openLab(); }, "lab");
    menu->addSeparator();
    for (auto& [dock, title] : panels_)
        menu->addAction(dock->toggleViewAction());
    QMenu* columns = menu->addMenu(QString());
    menus_.emplace_back(columns, [] { return tr("Library &columns"); });
    connect(columns, &QMenu::aboutToShow, this, [this, columns] {
        columns->clear();
        library_->fillColumns(*columns);
    });
    menu->addSeparator();
    QAction* full = addCommand(
        menu, [] { return tr("&Full screen"); }, Qt::Key_F11,
        [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
    full->setCheckable(true);
}

/// A window of its own, so that it can stand on a projector; it goes with this one.
LabWindow& MainWindow::openLab(const QString& lessons)
{
    if (!lab_) {
        lab_ = new LabWindow(settings_, appearance_.language());
        lab_->setAttribute(Qt::WA_DeleteOnClose);
        lab_->setWindowIcon(windowIcon());
    }
    lab_->readLessons(lessons);
    lab_->show();
    lab_->raise();
    lab_->activateWindow();
    return *lab_;
}

void MainWindow::makeHelpMenu()
{
    QMenu* menu = addMenu([] { return tr("&Help"); });
    addCommand(
        menu, [] { return tr("What the &numbers mean"); }, QKeySequence::HelpContents, [this] { showHelp(); }, "help");
    addCommand(
        menu, [] { return tr("&About Lamella"); }, {}, [this] { showAbout(); });
}

void MainWindow::makeToolBar()
{
    QToolBar* bar = addToolBar(QString());
    bar->setObjectName("commands");
    bar->setMovable(false);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->setIconSize({18, 18});
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    for (const Command& command : commands_) {
        if (!command.action->icon().isNull())
            bar->addAction(command.action);
    }
}

void MainWindow::retranslate()
{
    for (const auto& [menu, title] : menus_)
        menu->setTitle(title());
    // The tool bar shows no keys; where the text has no letter for one, it stands in brackets.
    static const QRegularExpression key(R"(\(&.\)|&|\.\.\.)");
    for (const Command& command : commands_) {
        command.action->setText(command.text());
        command.action->setIconText(command.text().remove(key));
    }
    for (const auto& [dock, title] : panels_)
        dock->setWindowTitle(title());
    views_->setTabText(views_->indexOf(map_), tr("Map"));
    views_->setTabText(views_->indexOf(fleet_), tr("Fleet"));
    views_->setTabText(views_->indexOf(diagnosis_), tr("Diagnosis"));
    views_->setAccessibleName(tr("Map, diagnosis and fleet"));
    if (help_)
        help_->setLanguage(appearance_.language());
    if (lab_)
        lab_->setLanguage(appearance_.language());
    fillRecent();
    showTitle();
}

void MainWindow::fillRecent()
{
    recent_->clear();
    for (const QString& path : settings_.recent()) {
        QAction* action = recent_->addAction(pathText(pathFrom(path)).replace('&', "&&"));
        connect(action, &QAction::triggered, this, [this, path] { openPaths({path}); });
    }
    recent_->addSeparator();
    QAction* clear = recent_->addAction(tr("&Clear the list"));
    clear->setEnabled(!settings_.recent().isEmpty());
    connect(clear, &QAction::triggered, this, [this] {
        settings_.clearRecent();
        // Not while the menu is still sending this.
        QMetaObject::invokeMethod(this, &MainWindow::fillRecent, Qt::QueuedConnection);
    });
}

void MainWindow::chooseImages()
{
    auto* dialog = new QFileDialog(this, tr("Open image"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::filesSelected, this, &MainWindow::openPaths);
    dialog->open();
}

void MainWindow::chooseFolder()
{
    auto* dialog = new QFileDialog(this, tr("Add folder"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::filesSelected, this, &MainWindow::openPaths);
    dialog->open();
}

void MainWindow::nextPanel()
{
    std::vector<QWidget*> places{views_->currentWidget()};
    for (const auto& [dock, title] : panels_)
        if (dock->isVisible())
            places.push_back(dock->widget());
    std::size_t current = places.size() - 1;
    for (std::size_t place = 0; place < places.size(); ++place)
        if (QApplication::focusWidget() &&
            (places[place] == QApplication::focusWidget() || places[place]->isAncestorOf(QApplication::focusWidget())))
            current = place;
    QWidget* next = places[(current + 1) % places.size()];
    // The panel itself, or the first thing in it that takes the focus.
    QWidget* target = next;
    while (target->focusPolicy() == Qt::NoFocus || !target->isVisible() || !target->isEnabled()) {
        target = target->nextInFocusChain();
        if (target == next)
            return;
    }
    target->setFocus(Qt::ShortcutFocusReason);
}

void MainWindow::showHelp(const QString& topic)
{
    if (!help_) {
        help_ = new HelpWindow(appearance_.language(), this);
        help_->setAttribute(Qt::WA_DeleteOnClose);
    }
    help_->showTopic(topic);
}

void MainWindow::showAbout()
{
    auto* about = new QMessageBox(this);
    about->setAttribute(Qt::WA_DeleteOnClose);
    about->setWindowTitle(tr("About Lamella"));
    about->setIconPixmap(QIcon(":/icons/lamella.svg").pixmap(64));
    about->setTextFormat(Qt::PlainText);
    about->setText(tr("Lamella %1").arg(QCoreApplication::applicationVersion()));
    about->setInformativeText(
        tr("Shows template chains of disk images, what of them is waste, and slims them without losing anything.\n\n"
           "Free software under the GNU General Public License, version 3 or later. Built with Qt %1, QCustomPlot, "
           "zlib, "
           "zstd, xxHash, libext2fs and libntfs-3g.")
            .arg(qVersion()));
    about->addButton(QMessageBox::Close);
    about->open();
}

}  // namespace widgets
