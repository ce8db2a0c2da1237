#include "widgets/lab/lab_window.h"

#include "widgets/basics/fit_to_screen.h"
#include "widgets/lab/lab_controls.h"
#include "widgets/lab/lab_legend.h"
#include "widgets/lab/lab_map.h"
#include "widgets/lab/lab_sizes.h"
#include "widgets/lab/lab_tables.h"
#include "widgets/lab/lab_words.h"
#include "widgets/lab/lesson_panel.h"
#include "widgets/window/settings.h"
#include "widgets/words/path_field.h"
#include "widgets/words/words.h"

#include <QCloseEvent>
#include <QLabel>
#include <QListWidget>
#include <QScrollArea>
#include <QSignalBlocker>

namespace widgets {

namespace lab = engine::lab;

LabWindow::LabWindow(Settings& settings, const QString& language, QWidget* parent)
    : QMainWindow(parent), settings_(settings), language_(language), plainPointSize_(font().pointSizeF())
{
    setObjectName("lab");
    resizeToFit(*this, {1366, 768});
    setDockNestingEnabled(true);
    makeCentre();
    makePanels();
    makeCommands();
    connectParts();
    lessons_->setLanguage(language_);
    retranslate();
    if (const QByteArray state = settings_.state("lab"); !state.isEmpty())
        restoreState(state);
    if (const QByteArray geometry = settings_.state("labGeometry"); !geometry.isEmpty())
        restoreGeometry(geometry);
    animated_->setChecked(settings_.state("labStill").isEmpty());
    enlargeSentence();
    readLessons(settings_.lessonFolder());
    desk_.begin({});
    map_->setFocus();
}

LabWindow::~LabWindow() = default;

void LabWindow::connectParts()
{
    connect(&desk_, &LabDesk::begun, lessons_, &LessonPanel::practiceBegun);
    connect(&desk_, &LabDesk::viewChanged, this, &LabWindow::take);
    connect(&desk_, &LabDesk::failed, this, [this](const engine::Error& error) {
        refusal_ = describe(error);
        showWhat();
    });
    connect(controls_, &LabControls::wanted, this, &LabWindow::runWanted);
    connect(controls_, &LabControls::behindWanted, this, &LabWindow::writeBehind);
    connect(controls_, &LabControls::templateChosen, this, [this](std::size_t number) {
        if (number != map_->current().templateNumber)
            map_->select({number, std::nullopt, map_->current().cluster});
    });
    connect(map_, &LabMap::placeChosen, this, &LabWindow::showPlace);
    connect(map_, &LabMap::writeWanted, this, [this] { controls_->press(lab::Action::Write); });
    connect(map_, &LabMap::discardWanted, this, [this] { controls_->press(lab::Action::Discard); });
    connect(lessons_, &LessonPanel::practiceWanted, &desk_, &LabDesk::begin);
    connect(steps_, &QListWidget::itemActivated, this,
            [this](QListWidgetItem* item) { desk_.go(static_cast<std::size_t>(steps_->row(item))); });
}

/// The first step of a lesson is often to write: the practice is shown as it is before anything is asked of it.
void LabWindow::take()
{
    const std::shared_ptr<const LabView> view = desk_.view();
    refusal_.clear();
    map_->setView(view);
    sizes_->setView(view);
    tables_->setView(view);
    controls_->setView(view);
    lessons_->setView(view);
    showSteps();
    showWhat();
    showPlace();
    undo_->setEnabled(view->done > 0);
    reset_->setEnabled(view->done > 0);
    redo_->setEnabled(view->done < view->outcomes.size());
}

void LabWindow::runWanted(lab::Step step)
{
    const std::shared_ptr<const LabView> view = desk_.view();
    if (!view)
        return;
    const bool ofClusters =
        step.action == lab::Action::Write || step.action == lab::Action::Zero || step.action == lab::Action::Discard;
    if (!ofClusters) {
        desk_.run(step);
        return;
    }
    const auto [first, last] = map_->selection();
    const std::uint64_t clusterSize = view->options.clusterSize;
    if (step.length == 0) {
        step.offset = first * clusterSize;
        step.length = (last - first + 1) * clusterSize;
        desk_.run(step);
        return;
    }
    for (std::uint64_t cluster = first; cluster <= last; ++cluster) {
        step.offset = cluster * clusterSize;
        desk_.run(step);
    }
}

void LabWindow::writeBehind(std::uint64_t pattern)
{
    const LabPlace& place = map_->current();
    if (!place.layer) {
        refusal_ = tr("Select a cluster in the lane of a layer first.");
        showWhat();
        return;
    }
    lab::Step step;
    step.templateNumber = place.templateNumber;
    step.layer = *place.layer;
    step.pattern = pattern;
    runWanted(step);
}

void LabWindow::showWhat()
{
    const std::shared_ptr<const LabView> view = desk_.view();
    QString text;
    if (!refusal_.isEmpty())
        text = tr("Not done: %1").arg(refusal_);
    else if (view && view->what)
        text = sentence(*view->what);
    else if (view && view->changes.empty())
        text =
            tr("The practice is ready: a disk with %1 clusters of %2. Its images are real files in a temporary folder.")
                .arg(view->options.clusters)
                .arg(sizeText(view->options.clusterSize));
    else if (view)
        text = tr("The images are as they were after step %1.").arg(view->done);
    what_->setText(text);
}

void LabWindow::showPlace()
{
    const std::shared_ptr<const LabView> view = desk_.view();
    if (!view)
        return;
    const LabPlace& place = map_->current();
    controls_->setTemplate(place.templateNumber);
    const ChainAnalysis& analysis = *view->templates[place.templateNumber];
    if (place.layer && sender() == map_)
        tables_->showImage(QString::fromStdString(analysis.chain.layers()[*place.layer].path.filename().string()));
    tables_->showCluster(place.cluster);
    const std::optional<ReadPath> path = map_->path();
    if (!path) {
        const auto broken = std::find_if(analysis.chain.layers().begin(), analysis.chain.layers().end(),
                                         [](const engine::Layer& layer) { return !layer.usable(); });
        path_->setText(broken == analysis.chain.layers().end() || !broken->reason
                           ? QString()
                           : tr("A read of cluster %1 fails: %2 - %3")
                                 .arg(place.cluster)
                                 .arg(fileNameText(broken->path), describe(*broken->reason)));
        return;
    }
    path_->setText(tr("Read of cluster %1: %2").arg(place.cluster).arg(readPathSentence(analysis, *path)));
    if (path->answering && sender() == map_)
        lessons_->looked(place.templateNumber, *path->answering);
}

void LabWindow::showSteps()
{
    const std::shared_ptr<const LabView> view = desk_.view();
    const QSignalBlocker quiet(steps_);
    steps_->clear();
    steps_->addItem(tr("The beginning"));
    for (const lab::Outcome& outcome : view->outcomes)
        steps_->addItem(tr("%1. %2").arg(steps_->count()).arg(stepText(outcome.step, view->options)));
    for (int row = static_cast<int>(view->done) + 1; row < steps_->count(); ++row)
        steps_->item(row)->setForeground(palette().brush(QPalette::Disabled, QPalette::Text));
    steps_->setCurrentRow(static_cast<int>(view->done));
}

void LabWindow::setLanguage(const QString& language)
{
    language_ = language;
    lessons_->setLanguage(language);
}

void LabWindow::readLessons(const QString& folder)
{
    if (!folder.isEmpty())
        lessons_->readFolder(pathFrom(folder));
}

void LabWindow::setAnimated(bool on)
{
    map_->setAnimated(on);
    sizes_->setAnimated(on);
    settings_.setState("labStill", on ? QByteArray() : QByteArray("1"));
}

bool LabWindow::presenter() const
{
    return presenter_->isChecked();
}

void LabWindow::setPresenter(bool on)
{
    constexpr qreal larger = 1.5;
    presenter_->setChecked(on);
    if (on)
        plainState_ = saveState();
    QFont type = font();
    type.setPointSizeF(plainPointSize_ * (on ? larger : 1));
    setFont(type);
    if (on)
        wasMaximized_ = isMaximized();
    if (on)
        showFullScreen();
    else if (wasMaximized_)
        showMaximized();
    else
        showNormal();
    if (on)
        widenPanels(larger);
    else
        restoreState(plainState_);
}

void LabWindow::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::FontChange && what_)
        enlargeSentence();
    QMainWindow::changeEvent(event);
}

void LabWindow::enlargeSentence()
{
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.15);
    what_->setFont(large);
}

void LabWindow::closeEvent(QCloseEvent* event)
{
    if (presenter())
        setPresenter(false);
    settings_.setState("lab", saveState());
    settings_.setState("labGeometry", saveGeometry());
    QMainWindow::closeEvent(event);
}

}  // namespace widgets
