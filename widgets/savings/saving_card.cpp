#include "widgets/savings/saving_card.h"

#include "widgets/run/plan_facts.h"
#include "widgets/savings/elided_label.h"
#include "widgets/savings/figures_page.h"
#include "widgets/savings/notes_page.h"
#include "widgets/savings/waterfall.h"
#include "widgets/words/remedies.h"
#include "widgets/words/returned_text.h"
#include "widgets/words/words.h"

#include <QEvent>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace widgets {

namespace {

constexpr int pollMilliseconds = 100;

/// "Saves 1.2 GiB (46 %)"
QString withPart(const QString& text, std::int64_t saved, std::uint64_t before)
{
    return SavingCard::tr("%1 (%2)").arg(text, percentText(static_cast<std::uint64_t>(std::abs(saved)), before));
}

}  // namespace

SavingCard::SavingCard(Session& session, PlanDesk& desk, Kind kind, QWidget* parent)
    : QFrame(parent), session_(session), desk_(desk), kind_(kind), title_(new QLabel(this)), badge_(new QLabel(this)),
      exactly_(new QPushButton(this)), run_(new QPushButton(this)), figure_(new ElidedLabel(this)),
      length_(new ElidedLabel(this)), reason_(new ElidedLabel(this)), progress_(new QProgressBar(this)),
      pages_(new QTabWidget(this)), figures_(new FiguresPage), waterfall_(new Waterfall), notes_(new NotesPage)
{
    layOut();
    for (QWidget* page :
         {static_cast<QWidget*>(figures_), static_cast<QWidget*>(notes_), static_cast<QWidget*>(waterfall_)})
        addPage(pages_->count(), page);
    connect(exactly_, &QPushButton::clicked, this, &SavingCard::planOrCancel);
    connect(run_, &QPushButton::clicked, this, &SavingCard::run);
    connect(&desk_, &PlanDesk::resultChanged, this, [this](Kind changed) {
        if (changed == kind_)
            showResult();
    });
    connect(&desk_, &PlanDesk::runningChanged, this, [this](Kind changed) {
        if (changed == kind_)
            showRunning();
    });
    connect(&desk_, &PlanDesk::optionsChanged, this, &SavingCard::showWhyNot);
    connect(&desk_, &PlanDesk::templatesChanged, this, &SavingCard::showRunning);
    connect(&session_, &Session::analysisChanged, this, &SavingCard::showRunning);
    poll_.setInterval(pollMilliseconds);
    connect(&poll_, &QTimer::timeout, this, &SavingCard::showProgress);
    retranslate();
}

void SavingCard::layOut()
{
    setFrameShape(QFrame::StyledPanel);
    setMinimumWidth(225);
    for (QLabel* label : {title_, badge_})
        label->setTextFormat(Qt::PlainText);
    QFont bold = title_->font();
    bold.setBold(true);
    title_->setFont(bold);
    figure_->setFont(bold);
    badge_->setFrameShape(QFrame::Box);
    badge_->setMargin(1);
    badge_->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    progress_->setTextVisible(false);
    progress_->setFixedHeight(4);
    QSizePolicy kept = progress_->sizePolicy();
    // Nothing moves while a plan comes.
    kept.setRetainSizeWhenHidden(true);
    progress_->setSizePolicy(kept);
    pages_->setDocumentMode(true);
    // Three tabs can be read when they are cut a little; six cannot.
    pages_->setUsesScrollButtons(kind_ == Kind::ShareBase);
    QFont small = pages_->tabBar()->font();
    small.setPointSizeF(small.pointSizeF() * 0.9);
    pages_->tabBar()->setFont(small);
    pages_->tabBar()->setExpanding(false);
    pages_->tabBar()->setElideMode(kind_ == Kind::ShareBase ? Qt::ElideNone : Qt::ElideRight);

    auto* head = new QHBoxLayout;
    head->setSpacing(4);
    head->addWidget(title_);
    head->addStretch(1);
    head->addWidget(run_);
    auto* second = new QHBoxLayout;
    second->setSpacing(4);
    second->addWidget(badge_);
    second->addWidget(reason_, 1);
    second->addWidget(exactly_);
    reason_->setFixedHeight(exactly_->sizeHint().height());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 3, 6, 2);
    layout->setSpacing(1);
    layout->addLayout(head);
    layout->addWidget(figure_);
    layout->addWidget(length_);
    layout->addLayout(second);
    layout->addWidget(progress_);
    layout->addWidget(pages_, 1);
}

void SavingCard::addPage(int index, QWidget* page)
{
    pages_->insertTab(index, page, QString());
    const auto name = [this, page](const QString& title) {
        pages_->setTabText(pages_->indexOf(page), title);
        pages_->setTabToolTip(pages_->indexOf(page), title);
    };
    name(page->windowTitle());
    connect(page, &QWidget::windowTitleChanged, this, name);
}

void SavingCard::showPage(QWidget* page)
{
    pages_->setCurrentWidget(page);
}

QString SavingCard::emptyText() const
{
    if (kind_ == Kind::ShareBase)
        return desk_.templates().size() < 2 ? tr("Choose two templates or more.") : tr("Compare the templates first.");
    const auto analysis = session_.analysis();
    if (!analysis)
        return tr("Open a template first.");
    if (!analysis->chain.complete())
        return tr("The chain is broken. Mend it, then scan again.");
    return tr("The template is being read.");
}

QString SavingCard::whyNot() const
{
    if (const auto& error = desk_.error(kind_))
        return describe(*error);
    const auto result = desk_.result(kind_);
    if (!result)
        return desk_.running(kind_) ? tr("The figures are being worked out.") : emptyText();
    if (desk_.outdated(kind_)) {
        if (kind_ != Kind::ShareBase)
            return tr("These figures are of other options than now.");
        return desk_.templates().size() < 2 ? emptyText()
                                            : tr("Something was changed since. Compare the templates again.");
    }
    const auto& blockers = result->blockers();
    // What only has to be asked is asked when it is to be run.
    const auto blocker = std::find_if_not(blockers.begin(), blockers.end(), asksAlone);
    if (blocker != blockers.end())
        return noteWithRemedy(*blocker);
    const engine::ImageOptions options = desk_.request(kind_).options;
    if (!options.replace && options.target.empty())
        return noteWithRemedy({"plan.noTarget", {}});
    return {};
}

void SavingCard::showWhyNot()
{
    const QString why = whyNot();
    run_->setEnabled(why.isEmpty());
    run_->setAccessibleDescription(why);
    run_->setToolTip(toolTipText(why));
    const auto result = desk_.result(kind_);
    if (!why.isEmpty())
        reason_->setText(result || desk_.error(kind_) ? why : QString());
    else
        reason_->setText(tr("Needs %1 while it runs").arg(sizeText(result->peakBytes())));
    const bool blocked = result && !result->blockers().empty();
    if (blocked && !wasBlocked_)
        pages_->setCurrentWidget(notes_);
    wasBlocked_ = blocked;
}

void SavingCard::showResult()
{
    const auto result = desk_.result(kind_);
    figures_->show(result);
    badge_->setVisible(result != nullptr);
    if (result) {
        showFigures(*result);
    } else {
        waterfall_->clear();
        notes_->show(desk_.error(kind_) ? describe(*desk_.error(kind_)) : QString());
        figure_->setText(desk_.error(kind_) ? tr("It cannot be planned.") : emptyText());
        figure_->setToolTip({});
        length_->setText({});
    }
    showRunning();
}

void SavingCard::showFigures(const PlanResult& result)
{
    const bool exact = result.exact();
    const engine::FileSizes& before = result.before();
    const engine::FileSizes& after = result.after();
    const std::int64_t saved = result.figures.saved();
    badge_->setText(exact ? tr("exact") : tr("quick"));
    badge_->setToolTip(exact ? tr("The run will give these figures, byte by byte.")
                             : tr("From metadata alone. The saving can only be larger than this."));
    if (const auto& returned = result.returned()) {
        const QString brief = shortReturnedText(*returned, exact);
        figure_->setTexts({withPart(returnedText(*returned, exact), returned->bytes, before.diskSize()),
                           withPart(brief, returned->bytes, before.diskSize()), brief});
        const QString length = lengthText(saved, exact);
        length_->setTexts({withPart(length, saved, before.length()), length});
    } else {
        figure_->setText(tr("It cannot be planned."));
        length_->setText({});
    }
    figure_->setToolTip(tr("What comes back once the originals are deleted. Holes, blocks that other files share, and "
                           "files with other names give nothing.\nOn disk: %1 before, %2 after.\nFile length: %3 "
                           "before, %4 after.")
                            .arg(exactSizeText(before.diskSize()), exactSizeText(after.diskSize()),
                                 exactSizeText(before.length()), exactSizeText(after.length())));
    length_->setToolTip(figure_->toolTip());
    waterfall_->show(result.figures, exact);
    notes_->show(result.blockers(), result.cautions(), result.peakBytes());
}

void SavingCard::showRunning()
{
    const bool running = desk_.running(kind_);
    const auto result = desk_.result(kind_);
    progress_->setVisible(running);
    running ? poll_.start() : poll_.stop();
    showProgress();
    const bool share = kind_ == Kind::ShareBase;
    exactly_->setText(running ? tr("Cancel") : share ? tr("Compare") : tr("Exact figures"));
    exactly_->setVisible(share || running || !result || !result->exact() || desk_.outdated(kind_));
    exactly_->setEnabled(running || (share ? desk_.templates().size() > 1 : result != nullptr || desk_.error(kind_)));
    if (!running && std::exchange(runsWhenPlanned_, false))
        QMetaObject::invokeMethod(this, &SavingCard::run, Qt::QueuedConnection);
    if (!result && !desk_.error(kind_))
        figure_->setText(running ? tr("The figures are being worked out.") : emptyText());
    showWhyNot();
}

void SavingCard::showProgress()
{
    const engine::Progress& progress = desk_.progress(kind_);
    const std::uint64_t total = progress.total;
    // Without a total it only says that something goes on.
    progress_->setRange(0, total == 0 ? 0 : 1000);
    if (total > 0)
        progress_->setValue(static_cast<int>(1000.0 * static_cast<double>(std::min(progress.done.load(), total)) /
                                             static_cast<double>(total)));
}

void SavingCard::planOrCancel()
{
    if (desk_.running(kind_))
        desk_.cancel(kind_);
    else
        desk_.planExactly(kind_);
}

void SavingCard::run()
{
    if (whyNot().isEmpty())
        emit runRequested(desk_.request(kind_), desk_.result(kind_));
    else
        showPage(notes_);
}

void SavingCard::planAndRun()
{
    if (whyNot().isEmpty())
        return run();
    desk_.planExactly(kind_);
    runsWhenPlanned_ = desk_.running(kind_);
}

void SavingCard::retranslate()
{
    switch (kind_) {
    case Kind::StandardSlim:
        title_->setText(tr("Standard slim"));
        title_->setToolTip(tr("Merges all diffs into one without garbage, on the same base. Citrix calls it a merge to "
                              "a consolidated differencing disk."));
        run_->setText(tr("Run &standard"));
        break;
    case Kind::DeepSlim:
        title_->setText(tr("Deep slim"));
        title_->setToolTip(tr("Merges the whole chain into one new base without garbage. Citrix calls it a merge to a "
                              "new base."));
        run_->setText(tr("Run &deep"));
        break;
    case Kind::ShareBase:
        title_->setText(tr("Share base"));
        title_->setToolTip(tr("Stores what several templates have alike once, in a base that all of them use."));
        run_->setText(tr("Share &base"));
        break;
    }
    setAccessibleName(title_->text());
    exactly_->setAccessibleDescription(title_->text());
    progress_->setAccessibleName(tr("Progress of the figures: %1").arg(title_->text()));
    pages_->setAccessibleName(title_->text());
    showResult();
}

void SavingCard::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

}  // namespace widgets
