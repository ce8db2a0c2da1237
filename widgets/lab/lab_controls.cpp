#include "widgets/lab/lab_controls.h"

#include "widgets/lab/lab_words.h"
#include "widgets/words/words.h"

#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

namespace widgets {

using engine::lab::Action;
using engine::lab::Step;

namespace {

constexpr std::uint64_t partBytes = 4096;

bool ofFileSystem(Action action)
{
    return action == Action::WriteFile || action == Action::DeleteFile || action == Action::Trim;
}

bool ofSnapshot(Action action)
{
    return action == Action::TakeSnapshot || action == Action::RevertSnapshot || action == Action::DeleteSnapshot;
}

}  // namespace

LabControls::LabControls(QWidget* parent) : QWidget(parent)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 4, 4, 4);
    template_ = new QComboBox(this);
    QVBoxLayout* whose = addGroup([] { return tr("Template"); });
    whose->addWidget(template_);
    makeFileGroup();
    makeGuestGroup();
    makeChainGroups();
    layout->addStretch(1);
    connect(template_, &QComboBox::currentIndexChanged, this, [this](int index) {
        fillLists();
        enable();
        if (index >= 0)
            emit templateChosen(static_cast<std::size_t>(index));
    });
    connect(file_, &QComboBox::editTextChanged, this, &LabControls::enable);
    connect(snapshot_, &QComboBox::editTextChanged, this, &LabControls::enable);
    retranslate();
}

QVBoxLayout* LabControls::addGroup(std::function<QString()> title)
{
    auto* box = new QGroupBox(this);
    auto* inside = new QVBoxLayout(box);
    inside->setContentsMargins(6, 4, 6, 6);
    inside->setSpacing(4);
    layout()->addWidget(box);
    groups_.emplace_back(box, std::move(title));
    return inside;
}

void LabControls::addButtons(QVBoxLayout* group, const std::vector<Action>& actions)
{
    auto* grid = new QGridLayout;
    grid->setSpacing(4);
    group->addLayout(grid);
    for (std::size_t at = 0; at < actions.size(); ++at) {
        auto* button = new QPushButton(this);
        const Action action = actions[at];
        connect(button, &QPushButton::clicked, this, [this, action] { want(action); });
        buttons_[action] = button;
        grid->addWidget(button, static_cast<int>(at / 2), static_cast<int>(at % 2));
    }
}

void LabControls::addLabelled(QVBoxLayout* group, std::function<QString()> label, QWidget* field)
{
    auto* row = new QHBoxLayout;
    auto* text = new QLabel(this);
    text->setBuddy(field);
    row->addWidget(text);
    row->addWidget(field, 1);
    group->addLayout(row);
    labels_.emplace_back(text, std::move(label));
}

void LabControls::makeFileGroup()
{
    QVBoxLayout* group = addGroup([] { return tr("Guest: files"); });
    file_ = new QComboBox(this);
    file_->setEditable(true);
    file_->setInsertPolicy(QComboBox::NoInsert);
    file_->lineEdit()->setMaxLength(24);
    clusters_ = new QSpinBox(this);
    clusters_->setObjectName("clusters");
    clusters_->setRange(1, 16);
    addLabelled(
        group, [] { return tr("Name"); }, file_);
    addLabelled(
        group, [] { return tr("Clusters"); }, clusters_);
    addButtons(group, {Action::WriteFile, Action::DeleteFile, Action::Trim});
}

void LabControls::makeGuestGroup()
{
    QVBoxLayout* group = addGroup([] { return tr("Guest: selected clusters"); });
    pattern_ = new QSpinBox(this);
    pattern_->setRange(0, 9);
    addLabelled(
        group, [] { return tr("Pattern"); }, pattern_);
    addButtons(group, {Action::Write, Action::Zero, Action::Discard});
    part_ = new QPushButton(this);
    part_->setObjectName("part");
    connect(part_, &QPushButton::clicked, this, [this] {
        Step step{Action::Write, templateNumber(), {}, 0, partBytes, {}, {}};
        step.pattern = static_cast<std::uint64_t>(pattern_->value());
        emit wanted(step);
    });
    static_cast<QGridLayout*>(group->itemAt(group->count() - 1)->layout())->addWidget(part_, 1, 1);
}

void LabControls::makeChainGroups()
{
    addButtons(addGroup([] { return tr("Layers"); }),
               {Action::AddOverlay, Action::Commit, Action::AddSibling, Action::CopyTemplate});
    QVBoxLayout* group = addGroup([] { return tr("Internal snapshots"); });
    snapshot_ = new QComboBox(this);
    snapshot_->setEditable(true);
    snapshot_->setInsertPolicy(QComboBox::NoInsert);
    snapshot_->lineEdit()->setMaxLength(40);
    addLabelled(
        group, [] { return tr("Name"); }, snapshot_);
    addButtons(group, {Action::TakeSnapshot, Action::RevertSnapshot, Action::DeleteSnapshot});
    addButtons(addGroup([] { return tr("Slim"); }), {Action::StandardSlim, Action::DeepSlim, Action::ShareBase});
    group = addGroup([] { return tr("Accidents"); });
    addButtons(group, {Action::MoveBase, Action::ReturnBase});
    behind_ = new QPushButton(this);
    behind_->setObjectName("behind");
    group->addWidget(behind_);
    connect(behind_, &QPushButton::clicked, this,
            [this] { emit behindWanted(static_cast<std::uint64_t>(pattern_->value())); });
}

std::size_t LabControls::templateNumber() const
{
    return static_cast<std::size_t>(std::max(0, template_->currentIndex()));
}

void LabControls::setTemplate(std::size_t number)
{
    template_->setCurrentIndex(static_cast<int>(number));
}

void LabControls::press(Action action)
{
    buttons_.at(action)->click();
}

void LabControls::want(Action action)
{
    Step step;
    step.action = action;
    step.templateNumber = templateNumber();
    if (action == Action::Write)
        step.pattern = static_cast<std::uint64_t>(pattern_->value());
    if (action == Action::WriteFile) {
        step.length = static_cast<std::uint64_t>(clusters_->value()) * view_->options.clusterSize;
        // Each time another content, so that an overwritten file differs from what it was.
        step.pattern = view_->done + 1;
    }
    if (action == Action::WriteFile || action == Action::DeleteFile)
        step.name = file_->currentText().trimmed().toStdString();
    if (ofSnapshot(action))
        step.name = snapshot_->currentText().trimmed().toStdString();
    emit wanted(step);
}

void LabControls::setView(std::shared_ptr<const LabView> view)
{
    view_ = std::move(view);
    {
        const QSignalBlocker quiet(template_);
        const int before = template_->currentIndex();
        template_->clear();
        for (const auto& analysis : view_->templates)
            template_->addItem(tr("%1: %2").arg(template_->count() + 1).arg(fileNameText(analysis->chain.top().path)));
        template_->setCurrentIndex(std::clamp(before, 0, template_->count() - 1));
    }
    fillLists();
    enable();
}

void LabControls::fillLists()
{
    if (!view_ || templateNumber() >= view_->facts.templates.size())
        return;
    const auto fill = [](QComboBox* box, const QStringList& names) {
        const QString text = box->currentText();
        const QSignalBlocker quiet(box);
        box->clear();
        box->addItems(names);
        box->setCurrentText(text);
    };
    QStringList files;
    for (const std::string& name : view_->facts.templates[templateNumber()].files)
        files << plainText(name);
    fill(file_, files);
    QStringList snapshots;
    const std::string top = view_->templates[templateNumber()]->chain.top().path.filename().string();
    if (const auto image = view_->images.find(top); image != view_->images.end()) {
        for (const auto& snapshot : image->second.tables.snapshots)
            snapshots << plainText(snapshot.entry.snapshot.name);
    }
    fill(snapshot_, snapshots);
}

/// Only what can never work is off; the rest says why it does not when it is tried.
void LabControls::enable()
{
    const bool ready = view_ != nullptr;
    for (const auto& [action, button] : buttons_) {
        bool possible = ready;
        if (ofFileSystem(action))
            possible = ready && view_->options.fileSystem;
        if (action == Action::WriteFile || action == Action::DeleteFile)
            possible = possible && !file_->currentText().trimmed().isEmpty();
        if (ofSnapshot(action))
            possible = possible && !snapshot_->currentText().trimmed().isEmpty();
        button->setEnabled(possible);
    }
    part_->setEnabled(ready);
    behind_->setEnabled(ready);
}

void LabControls::retranslate()
{
    for (const auto& [box, title] : groups_)
        box->setTitle(title());
    for (const auto& [label, text] : labels_)
        label->setText(text());
    for (const auto& [action, button] : buttons_) {
        button->setText(actionText(action));
        button->setToolTip(actionMeaning(action));
    }
    part_->setText(tr("Write 4 KiB"));
    part_->setToolTip(tr("The guest writes only the first 4 KiB of each selected cluster"));
    behind_->setText(tr("Write into selected layer"));
    behind_->setToolTip(
        tr("Changes the selected clusters of a lower layer, past the layers above it, as it happens by mistake"));
    template_->setAccessibleName(tr("Template to work on"));
    file_->setToolTip(tr("Letters, digits, dot, dash and underscore"));
    pattern_->setToolTip(tr("The same pattern at the same place is the same content"));
}

void LabControls::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}  // namespace widgets
