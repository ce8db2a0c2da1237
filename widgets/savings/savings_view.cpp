#include "widgets/savings/savings_view.h"

#include "report/plan_json.h"
#include "widgets/run/operation_file.h"
#include "widgets/savings/bases_page.h"
#include "widgets/savings/elided_label.h"
#include "widgets/savings/options_panel.h"
#include "widgets/savings/other_disks_button.h"
#include "widgets/savings/saving_card.h"
#include "widgets/savings/similarity_page.h"
#include "widgets/savings/templates_page.h"
#include "work/document_file.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

namespace widgets {

namespace {

constexpr int optionsWidth = 290;

engine::report::Json jsonOf(const PlanResult& result)
{
    return result.slim() ? engine::report::slimPlanJson(*result.slim())
                         : engine::report::sharePlanJson(*result.share());
}

std::uint32_t readersOf(const PlanResult& result)
{
    return engine::readersOf(
        result.get([](const auto& plan) -> const std::vector<engine::PlannedSource>& { return plan.sources; }));
}

}  // namespace

SavingsView::SavingsView(Session& session, QWidget* parent)
    : QWidget(parent), desk_(new PlanDesk(session, this)), showOptions_(new QToolButton(this)),
      otherDisks_(new OtherDisksButton(session, this)), save_(new QToolButton(this)), file_(new OperationFile(*this)),
      summary_(new ElidedLabel(this)), options_(new OptionsPanel(session, *desk_, this)),
      templates_(new TemplatesPage(*desk_)), similarity_(new SimilarityPage), bases_(new BasesPage(*desk_))
{
    for (std::size_t kind = 0; kind < cards_.size(); ++kind) {
        cards_[kind] = new SavingCard(session, *desk_, static_cast<JobRequest::Kind>(kind), this);
        connect(cards_[kind], &SavingCard::runRequested, this, &SavingsView::runRequested);
    }
    SavingCard& share = *cards_.back();
    share.addPage(0, templates_);
    share.addPage(2, bases_);
    share.addPage(3, similarity_);
    share.showPage(templates_);
    layOut();
    makeSaving();
    connect(desk_, &PlanDesk::resultChanged, this, [this](JobRequest::Kind kind) {
        if (kind == JobRequest::Kind::ShareBase)
            similarity_->show(desk_->result(kind));
    });
    connect(options_, &OptionsPanel::summaryChanged, this, [this] { summary_->setText(options_->summary()); });
    retranslate();
}

void SavingsView::layOut()
{
    showOptions_->setCheckable(true);
    showOptions_->setAutoRaise(true);
    showOptions_->setToolButtonStyle(Qt::ToolButtonTextOnly);
    showOptions_->setFocusPolicy(Qt::StrongFocus);
    options_->setFixedWidth(optionsWidth);
    options_->hide();
    connect(showOptions_, &QToolButton::toggled, options_, &QWidget::setVisible);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(4, 0, 4, 0);
    head->addWidget(showOptions_);
    head->addWidget(summary_, 1);
    head->addWidget(otherDisks_);
    head->addWidget(save_);
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(options_);
    for (std::size_t kind = 0; kind < cards_.size(); ++kind)
        row->addWidget(cards_[kind], kind + 1 == cards_.size() ? 4 : 3);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2, 2, 2, 2);
    layout->setSpacing(2);
    layout->addLayout(head);
    layout->addLayout(row, 1);
}

void SavingsView::makeSaving()
{
    save_->setAutoRaise(true);
    save_->setToolButtonStyle(Qt::ToolButtonTextOnly);
    save_->setFocusPolicy(Qt::StrongFocus);
    save_->setPopupMode(QToolButton::InstantPopup);
    save_->setMenu(new QMenu(save_));
    connect(save_->menu(), &QMenu::aboutToShow, this, &SavingsView::fillPlans);
    connect(file_, &OperationFile::told, this, &SavingsView::told);
}

void SavingsView::fillPlans()
{
    save_->menu()->clear();
    for (std::size_t at = 0; at < cards_.size(); ++at) {
        const auto result = desk_->result(static_cast<JobRequest::Kind>(at));
        QAction* action = save_->menu()->addAction(tr("Plan of: %1").arg(cards_[at]->accessibleName()));
        action->setEnabled(result != nullptr);
        connect(action, &QAction::triggered, this,
                [this, result] { file_->ask(tr("Save the plan"), jsonOf(*result), readersOf(*result)); });
    }
}

void SavingsView::setTemplates(std::vector<std::filesystem::path> templates)
{
    desk_->setTemplates(std::move(templates));
}

void SavingsView::retranslate()
{
    setAccessibleName(tr("Savings"));
    showOptions_->setText(tr("O&ptions"));
    showOptions_->setToolTip(tr("Compression, cluster size, where the result goes, and more"));
    save_->setText(tr("Save p&lan"));
    save_->setToolTip(tr("Save what an operation would do, and what it would save, as HTML, JSON or CSV"));
    summary_->setText(options_->summary());
}

void SavingsView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void SavingsView::share(std::vector<std::filesystem::path> templates)
{
    setTemplates(std::move(templates));
    cards_[static_cast<std::size_t>(JobRequest::Kind::ShareBase)]->planAndRun();
}

void SavingsView::run(JobRequest::Kind kind)
{
    cards_[static_cast<std::size_t>(kind)]->run();
}

}  // namespace widgets
