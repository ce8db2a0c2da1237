#include "widgets/lab/lab_controls.h"
#include "widgets/lab/lab_legend.h"
#include "widgets/lab/lab_map.h"
#include "widgets/lab/lab_sizes.h"
#include "widgets/lab/lab_tables.h"
#include "widgets/lab/lab_window.h"
#include "widgets/lab/lesson_panel.h"
#include "widgets/lab/new_practice_dialog.h"

#include <QAction>
#include <QApplication>
#include <QDockWidget>
#include <QFileDialog>
#include <QLabel>
#include <QListWidget>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolBar>
#include <QVBoxLayout>

/// What the lab window is made of.
namespace widgets {

namespace {

QLabel* sentenceLabel(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setMargin(4);
    return label;
}

/// Up and down only: as wide as what is in it.
class TallArea : public QScrollArea {
public:
    using QScrollArea::QScrollArea;
    QSize minimumSizeHint() const override
    {
        const int bar = verticalScrollBar()->sizeHint().width();
        return {widget()->minimumSizeHint().width() + bar + 2 * frameWidth(), 100};
    }
};

QScrollArea* scrolled(QWidget* content, QWidget* parent = nullptr)
{
    auto* area = new TallArea(parent);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(content);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus);
    return area;
}

}  // namespace

void LabWindow::makeCentre()
{
    auto* centre = new QWidget(this);
    auto* layout = new QVBoxLayout(centre);
    layout->setContentsMargins(4, 4, 4, 4);
    map_ = new LabMap;
    scroll_ = scrolled(map_, centre);
    legend_ = new LabLegend(centre);
    what_ = sentenceLabel(centre);
    what_->setObjectName("what");
    what_->setMinimumHeight(fontMetrics().height() * 4);
    what_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    path_ = sentenceLabel(centre);
    path_->setObjectName("path");
    sizes_ = new LabSizes(centre);
    layout->addWidget(what_);
    layout->addWidget(scroll_, 1);
    layout->addWidget(legend_);
    layout->addWidget(path_);
    layout->addWidget(sizes_);
    sizes_->setMaximumHeight(fontMetrics().height() * 11);
    setCentralWidget(centre);
}

QDockWidget* LabWindow::addPanel(const char* name, QWidget* content, Qt::DockWidgetArea area,
                                 std::function<QString()> title)
{
    auto* dock = new QDockWidget(this);
    dock->setObjectName(name);
    dock->setWidget(content);
    addDockWidget(area, dock);
    panels_.emplace_back(dock, std::move(title));
    return dock;
}

void LabWindow::makePanels()
{
    controls_ = new LabControls;
    lessons_ = new LessonPanel;
    tables_ = new LabTables;
    steps_ = new QListWidget;
    addPanel("controls", scrolled(controls_), Qt::LeftDockWidgetArea, [] { return tr("Do"); });
    QDockWidget* lesson = addPanel("lessons", lessons_, Qt::RightDockWidgetArea, [] { return tr("Lessons"); });
    QDockWidget* tables = addPanel("tables", tables_, Qt::RightDockWidgetArea, [] { return tr("Tables"); });
    QDockWidget* steps = addPanel("steps", steps_, Qt::RightDockWidgetArea, [] { return tr("Steps"); });
    tabifyDockWidget(lesson, tables);
    tabifyDockWidget(tables, steps);
    lesson->raise();
    widenPanels(1);
}

/// For type that is so much larger than usual.
void LabWindow::widenPanels(qreal factor)
{
    for (auto& [dock, title] : panels_)
        resizeDocks({dock}, {qRound(factor * (dockWidgetArea(dock) == Qt::LeftDockWidgetArea ? 250 : 372))},
                    Qt::Horizontal);
}

void LabWindow::showPanel(const QString& name)
{
    for (auto& [dock, title] : panels_) {
        if (dock->objectName() == name) {
            dock->show();
            dock->raise();
        }
    }
}

QAction* LabWindow::addCommand(std::function<QString()> text, const QKeySequence& shortcut, std::function<void()> run)
{
    auto* action = new QAction(this);
    action->setShortcut(shortcut);
    connect(action, &QAction::triggered, this, std::move(run));
    addAction(action);
    commands_.push_back({action, std::move(text)});
    return action;
}

void LabWindow::makeCommands()
{
    QToolBar* bar = addToolBar(QString());
    bar->setObjectName("labCommands");
    bar->setMovable(false);
    bar->setToolButtonStyle(Qt::ToolButtonTextOnly);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    const auto add = [&](std::function<QString()> text, const QKeySequence& shortcut, std::function<void()> run) {
        QAction* action = addCommand(std::move(text), shortcut, std::move(run));
        bar->addAction(action);
        return action;
    };
    add([] { return tr("New practice..."); }, QKeySequence::New, [this] { askNew(); });
    add([] { return tr("Open..."); }, QKeySequence::Open, [this] { askFile(false); });
    add([] { return tr("Save..."); }, QKeySequence::Save, [this] { askFile(true); });
    bar->addSeparator();
    undo_ = add([] { return tr("Undo"); }, QKeySequence::Undo, [this] { desk_.undo(); });
    redo_ = add([] { return tr("Redo"); }, QKeySequence::Redo, [this] { desk_.redo(); });
    reset_ = add([] { return tr("Reset"); }, Qt::CTRL | Qt::Key_R, [this] { desk_.go(0); });
    bar->addSeparator();
    presenter_ =
        add([] { return tr("Presenter mode"); }, Qt::Key_F11, [this] { setPresenter(presenter_->isChecked()); });
    presenter_->setCheckable(true);
    animated_ = add([] { return tr("Animation"); }, {}, [] {});
    animated_->setCheckable(true);
    connect(animated_, &QAction::toggled, this, &LabWindow::setAnimated);
    animated_->setChecked(true);
    addCommand([] { return tr("Next panel"); }, Qt::Key_F6, [this] { moveFocus(); });
    for (QAction* action : {undo_, redo_, reset_})
        action->setEnabled(false);
}

void LabWindow::moveFocus()
{
    const std::vector<QWidget*> places{map_, controls_, lessons_, tables_, steps_, sizes_};
    const QWidget* focus = QApplication::focusWidget();
    std::size_t current = 0;
    for (std::size_t at = 0; at < places.size(); ++at)
        if (focus && (places[at] == focus || places[at]->isAncestorOf(focus)))
            current = at;
    QWidget* place = places[(current + 1) % places.size()];
    for (auto& [dock, title] : panels_)
        if (dock->isAncestorOf(place))
            dock->raise();
    QWidget* target = place;
    while (target->focusPolicy() == Qt::NoFocus || !target->isEnabled()) {
        target = target->nextInFocusChain();
        if (target == place)
            return;
    }
    target->setFocus(Qt::ShortcutFocusReason);
}

void LabWindow::askNew()
{
    auto* dialog = new NewPracticeDialog(desk_.view() ? desk_.view()->options : engine::lab::PracticeOptions{}, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { desk_.begin(dialog->options()); });
    dialog->open();
}

void LabWindow::askFile(bool save)
{
    auto* dialog = new QFileDialog(this, save ? tr("Save practice") : tr("Open practice"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(save ? QFileDialog::AcceptSave : QFileDialog::AcceptOpen);
    dialog->setFileMode(save ? QFileDialog::AnyFile : QFileDialog::ExistingFile);
    dialog->setDefaultSuffix("lamella-practice");
    dialog->setNameFilters({tr("Practices (%1)").arg("*.lamella-practice"), tr("All files (%1)").arg("*")});
    connect(dialog, &QFileDialog::fileSelected, this, [this, save](const QString& path) {
        if (save)
            desk_.save(path.toStdString());
        else
            desk_.load(path.toStdString());
    });
    dialog->open();
}

void LabWindow::retranslate()
{
    setWindowTitle(tr("Copy-on-write lab"));
    for (const Command& command : commands_)
        command.action->setText(command.text());
    for (const auto& [dock, title] : panels_)
        dock->setWindowTitle(title());
    steps_->setAccessibleName(tr("Steps"));
    steps_->setToolTip(tr("Enter or double click goes to where that step was done"));
    animated_->setToolTip(tr("Changes flash shortly; never where the system wants no animations"));
    if (desk_.view()) {
        showSteps();
        showWhat();
        showPlace();
    }
}

}  // namespace widgets
