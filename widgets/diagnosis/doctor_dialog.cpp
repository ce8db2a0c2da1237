#include "widgets/diagnosis/doctor_dialog.h"

#include "widgets/words/path_field.h"
#include "widgets/words/remedies.h"
#include "widgets/words/words.h"
#include "work/relink.h"

#include <QCheckBox>
#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>

#include <algorithm>
#include <span>

namespace widgets {

namespace {

using engine::BackingEvidence;

/// What several different images fit is proven of none.
QString verdictText(BackingEvidence::Verdict verdict, bool ambiguous)
{
    switch (verdict) {
    case BackingEvidence::Verdict::Proven:
        return ambiguous ? DoctorDialog::tr("Fits by its content") : DoctorDialog::tr("Proven by its content");
    case BackingEvidence::Verdict::Likely:
        return DoctorDialog::tr("Likely");
    case BackingEvidence::Verdict::Unproven:
        return DoctorDialog::tr("Nothing speaks for it");
    case BackingEvidence::Verdict::Contradicted:
        break;
    }
    return DoctorDialog::tr("It cannot be the one");
}

/// The proof, a line each.
QStringList evidenceText(const BackingEvidence& evidence)
{
    QStringList lines;
    lines += evidence.sameName ? DoctorDialog::tr("It has the name that the overlay asks for")
                               : DoctorDialog::tr("It has another name");
    lines += evidence.sameSize ? DoctorDialog::tr("Its virtual size is that of the overlay")
                               : DoctorDialog::tr("Its virtual size is another one");
    lines += evidence.older ? DoctorDialog::tr("It was not modified since the overlay was created")
                            : DoctorDialog::tr("It was modified after the overlay was created");
    if (evidence.unread)
        return lines << describe(*evidence.unread);
    lines += DoctorDialog::tr("Volumes: %1 the same, %2 others; through the overlay %3 pass all checks, %4 do not")
                 .arg(evidence.sameVolumes)
                 .arg(evidence.otherVolumes)
                 .arg(evidence.soundVolumes)
                 .arg(evidence.brokenVolumes);
    lines += DoctorDialog::tr("Files have %1 from it; %2 are not theirs in it")
                 .arg(sizeText(evidence.inheritedBytes), sizeText(evidence.foreignBytes));
    lines += DoctorDialog::tr("%1 of %2 blocks at the edges of the overlay's clusters were copied from it")
                 .arg(evidence.equalEdgeBlocks)
                 .arg(evidence.edgeBlocks);
    return lines;
}

}  // namespace

DoctorDialog::DoctorDialog(engine::Chain chain, engine::ChainOptions options, QWidget* parent)
    : QDialog(parent), chain_(std::move(chain)), options_(std::move(options)), heading_(new QLabel),
      list_(new QTreeWidget), absolute_(new QCheckBox), plan_(new QLabel), add_(new QPushButton), fix_(new QPushButton)
{
    auto* layout = new QVBoxLayout(this);
    auto* buttons = new QHBoxLayout;
    for (QLabel* label : {heading_, plan_}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    }
    buttons->addWidget(add_);
    buttons->addStretch();
    buttons->addWidget(fix_);
    layout->addWidget(heading_);
    layout->addWidget(list_, 1);
    layout->addWidget(absolute_);
    layout->addWidget(plan_);
    layout->addLayout(buttons);
    list_->setColumnCount(2);
    list_->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    list_->header()->setStretchLastSection(false);
    list_->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    resize(760, 480);
    connect(add_, &QPushButton::clicked, this, &DoctorDialog::chooseFolder);
    connect(fix_, &QPushButton::clicked, this, &DoctorDialog::fix);
    connect(list_, &QTreeWidget::currentItemChanged, this, &DoctorDialog::showPlan);
    connect(absolute_, &QCheckBox::toggled, this, &DoctorDialog::showPlan);
    for (Background* work : {&searcher_, &worker_})
        connect(work, &Background::failed, this,
                [this](const engine::Error& error) { plan_->setText(describe(error)); });
    retranslate();
    search();
}

void DoctorDialog::addFolder(const std::filesystem::path& folder)
{
    folders_.push_back(folder);
    search();
}

void DoctorDialog::chooseFolder()
{
    auto* dialog = new QFileDialog(this, tr("Search in a folder"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) { addFolder(path.toStdString()); });
    dialog->open();
}

void DoctorDialog::search()
{
    heading_->setText(tr("Searching..."));
    searcher_.start([this, chain = chain_, folders = folders_, options = options_](std::stop_token stop,
                                                                                   const Background::Publish& publish) {
        engine::Progress progress;
        auto found = searchBacking(chain, folders, options, progress, stop);
        publish([this, found = std::move(found)] {
            search_ = found ? std::make_shared<const engine::BackingSearch>(*found) : nullptr;
            showCandidates();
        });
    });
}

void DoctorDialog::showCandidates()
{
    list_->clear();
    if (!search_) {
        heading_->setText(tr("No layer of this chain is missing."));
        return showPlan();
    }
    QStringList heading{tr("%1 asks for %2, which does not exist. %3 images were looked at.")
                            .arg(pathText(search_->overlay.path), plainText(search_->name))
                            .arg(search_->looked)};
    constexpr std::size_t mostSkipped = 3;
    for (const engine::Error& skipped :
         std::span(search_->skipped).first(std::min(mostSkipped, search_->skipped.size())))
        heading += tr("%1: %2").arg(pathText(skipped.path()), describe(skipped));
    heading_->setText(heading.join('\n'));
    for (const engine::BackingCandidate& candidate : search_->candidates) {
        auto* item = new QTreeWidgetItem(
            list_, {pathText(candidate.path), verdictText(candidate.evidence.verdict(), search_->ambiguous)});
        for (const QString& line : evidenceText(candidate.evidence))
            new QTreeWidgetItem(item, {line});
        item->setExpanded(item == list_->topLevelItem(0));
    }
    if (search_->proven())
        list_->setCurrentItem(list_->topLevelItem(0));
    showPlan();
}

const engine::BackingCandidate* DoctorDialog::chosen() const
{
    QTreeWidgetItem* item = list_->currentItem();
    while (item && item->parent())
        item = item->parent();
    const int row = item ? list_->indexOfTopLevelItem(item) : -1;
    return search_ && row >= 0 ? &search_->candidates[static_cast<std::size_t>(row)] : nullptr;
}

void DoctorDialog::showPlan()
{
    const engine::BackingCandidate* candidate = chosen();
    fix_->setEnabled(false);
    plan_->setText(search_ && search_->ambiguous
                       ? tr("Several different images fit equally well. Choose the right one, if you know it.")
                       : QString());
    if (!candidate)
        return;
    worker_.start([this, search = search_, index = candidate - search_->candidates.data(),
                   absolute = absolute_->isChecked()](std::stop_token, const Background::Publish& publish) {
        auto plan = std::make_shared<const engine::RelinkPlan>(
            planRelink(*search, search->candidates[static_cast<std::size_t>(index)], absolute));
        publish([this, plan] {
            QStringList lines;
            for (const engine::PlanNote& note : plan->blockers)
                lines += noteWithRemedy(note);
            for (const engine::PlanNote& note : plan->cautions)
                lines += noteWithRemedy(note);
            lines += tr("The overlay would name %1. A copy of it takes its place; the file as it was is kept.")
                         .arg(plainText(plan->newName));
            plan_->setText(lines.join('\n'));
            fix_->setEnabled(plan->runnable());
        });
    });
}

void DoctorDialog::fix()
{
    const engine::BackingCandidate* candidate = chosen();
    if (!candidate)
        return;
    fix_->setEnabled(false);
    worker_.start([this, search = search_, index = candidate - search_->candidates.data(),
                   absolute = absolute_->isChecked()](std::stop_token stop, const Background::Publish& publish) {
        const engine::RelinkPlan plan =
            planRelink(*search, search->candidates[static_cast<std::size_t>(index)], absolute);
        engine::RunProgress progress;
        runRelink(plan, progress, std::move(stop));
        publish([this, folder = plan.backing.parent_path()] {
            emit fixed(pathField(folder));
            accept();
        });
    });
}

void DoctorDialog::retranslate()
{
    setWindowTitle(tr("Find the backing image"));
    list_->setHeaderLabels({tr("Image"), tr("Verdict")});
    list_->setAccessibleName(tr("Candidates"));
    absolute_->setText(tr("Write the &whole path instead of one relative to the overlay"));
    add_->setText(tr("&Search in another folder..."));
    fix_->setText(tr("&Use this image"));
    if (search_)
        showCandidates();
}

void DoctorDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

}  // namespace widgets
