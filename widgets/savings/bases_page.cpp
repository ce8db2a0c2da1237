#include "widgets/savings/bases_page.h"

#include "widgets/basics/copy_rows.h"
#include "widgets/words/words.h"

#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace widgets {

namespace {

constexpr int candidateRole = Qt::UserRole;

}  // namespace

BasesPage::BasesPage(PlanDesk& desk, QWidget* parent)
    : QWidget(parent), desk_(desk), candidates_(new QTreeWidget(this)), choose_(new QPushButton(this)),
      formula_(new QLabel(this))
{
    candidates_->setColumnCount(4);
    candidates_->setUniformRowHeights(true);
    candidates_->setMinimumHeight(2 * fontMetrics().height());
    candidates_->setFrameShape(QFrame::NoFrame);
    candidates_->setTextElideMode(Qt::ElideMiddle);
    makeRowsCopyable(*candidates_);
    candidates_->header()->setStretchLastSection(false);
    candidates_->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    for (int column = 1; column < 4; ++column)
        candidates_->header()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
    formula_->setTextFormat(Qt::PlainText);
    formula_->setWordWrap(true);
    formula_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* row = new QHBoxLayout;
    row->addWidget(formula_, 1);
    row->addWidget(choose_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 2, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(candidates_, 1);
    layout->addLayout(row);
    connect(candidates_, &QTreeWidget::currentItemChanged, this, &BasesPage::showChoice);
    connect(candidates_, &QTreeWidget::itemActivated, this, &BasesPage::choose);
    connect(choose_, &QPushButton::clicked, this, &BasesPage::choose);
    connect(&desk_, &PlanDesk::resultChanged, this, [this](JobRequest::Kind kind) {
        if (kind == JobRequest::Kind::ShareBase)
            fill();
    });
    retranslate();
}

void BasesPage::fill()
{
    candidates_->clear();
    const auto result = desk_.result(JobRequest::Kind::ShareBase);
    if (result) {
        const engine::SharePlan& plan = *result->share();
        fillCandidates(plan);
        fillDependents(plan);
        // What the disk gives back is what is real.
        const std::int64_t real = plan.returned ? plan.returned->bytes : plan.savedBytes();
        formula_->setText(
            tr("Rule of thumb, (N - 1) x base: %1. Really: %2.").arg(sizeText(plan.formulaBytes), sizeText(real)));
        formula_->setToolTip(tr("%1 against %2")
                                 .arg(exactSizeText(plan.formulaBytes),
                                      exactSizeText(static_cast<std::uint64_t>(std::max<std::int64_t>(0, real)))));
    } else {
        formula_->clear();
    }
    showChoice();
}

void BasesPage::fillCandidates(const engine::SharePlan& plan)
{
    for (std::size_t index = 0; index < plan.candidates.size(); ++index) {
        const engine::BaseCandidate& candidate = plan.candidates[index];
        const std::int64_t saving =
            static_cast<std::int64_t>(plan.before.length()) - static_cast<std::int64_t>(candidate.totalLength);
        auto* row = new QTreeWidgetItem(
            candidates_, {candidate.path.empty() ? tr("A new base") : fileNameText(candidate.path),
                          sizeText(candidate.baseLength), sizeText(candidate.totalLength), sizeText(saving)});
        row->setData(0, candidateRole, static_cast<qulonglong>(index));
        row->setToolTip(
            0, toolTipText(candidate.path.empty() ? tr("Made of what most templates have") : pathText(candidate.path)));
        row->setToolTip(1, exactSizeText(candidate.baseLength));
        row->setToolTip(2, exactSizeText(candidate.totalLength));
        for (int column = 1; column < 4; ++column)
            row->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
        if (index == 0) {
            QFont bold = candidates_->font();
            bold.setBold(true);
            row->setFont(0, bold);
        }
    }
}

/// Below the base that was planned with: what will need it.
void BasesPage::fillDependents(const engine::SharePlan& plan)
{
    QTreeWidgetItem* chosen = candidates_->topLevelItem(0);
    for (const engine::ImagePlan& image : plan.images) {
        auto* row =
            new QTreeWidgetItem(chosen, {fileNameText(image.path), QString(), sizeText(image.fileLength), QString()});
        row->setToolTip(0, toolTipText(tr("Will need this base: %1").arg(pathText(image.path))));
        row->setToolTip(2, exactSizeText(image.fileLength));
        row->setTextAlignment(2, Qt::AlignRight | Qt::AlignVCenter);
    }
    chosen->setExpanded(true);
    candidates_->setCurrentItem(chosen);
}

void BasesPage::showChoice()
{
    const QTreeWidgetItem* row = candidates_->currentItem();
    const auto result = desk_.result(JobRequest::Kind::ShareBase);
    // A new base is made only where it is the cheapest, which is what is planned then.
    const bool other = row && result && !row->parent() && row->data(0, candidateRole).toULongLong() > 0 &&
                       !result->share()->candidates[row->data(0, candidateRole).toULongLong()].path.empty();
    choose_->setEnabled(other);
}

void BasesPage::choose()
{
    showChoice();
    if (!choose_->isEnabled())
        return;
    const auto index = candidates_->currentItem()->data(0, candidateRole).toULongLong();
    desk_.setBase(desk_.result(JobRequest::Kind::ShareBase)->share()->candidates[index].path);
    desk_.planExactly(JobRequest::Kind::ShareBase);
}

void BasesPage::retranslate()
{
    setWindowTitle(tr("Bases"));
    candidates_->setAccessibleName(tr("Bases to share, cheapest first"));
    candidates_->setHeaderLabels({tr("Base"), tr("Length"), tr("In all"), tr("Saves")});
    candidates_->headerItem()->setToolTip(2, tr("File lengths of the base and of all templates on it"));
    formula_->setAccessibleName(tr("Rule of thumb, and what is really saved"));
    choose_->setText(tr("&Use"));
    choose_->setToolTip(tr("Plan with this base instead"));
    fill();
}

void BasesPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}  // namespace widgets
