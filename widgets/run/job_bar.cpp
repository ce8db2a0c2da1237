#include "widgets/run/job_bar.h"

#include "widgets/basics/copy_rows.h"
#include "widgets/run/job_model.h"
#include "widgets/run/job_words.h"
#include "widgets/words/words.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace widgets {

namespace {

constexpr int steps = 1000;

double fractionOf(const Job& job)
{
    if (job.totalBytes == 0)
        return -1;
    return std::min(1.0, static_cast<double>(job.doneBytes) / static_cast<double>(job.totalBytes));
}

/// Long names give way, and are whole in the tool tip.
void setElided(QLabel& label, const QString& text)
{
    label.setToolTip(toolTipText(text));
    label.setAccessibleDescription(text);
    label.setText(label.fontMetrics().elidedText(text, Qt::ElideRight, label.maximumWidth()));
}

}  // namespace

JobBar::JobBar(JobQueue& queue, QWidget* parent) : QWidget(parent), queue_(queue), model_(new JobModel(queue, this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 2, 4, 2);
    layout->setSpacing(2);
    layout->addWidget(buildLine());
    list_ = buildList();
    layout->addWidget(list_, 1);
    list_->hide();
    connect(&queue, &JobQueue::jobAdded, this, &JobBar::selectLatest);
    connect(&queue, &JobQueue::jobChanged, this, &JobBar::update);
    connect(&queue, &JobQueue::queueIdle, this, &JobBar::update);
    retranslate();
}

QWidget* JobBar::buildLine()
{
    auto* line = new QWidget;
    auto* layout = new QHBoxLayout(line);
    layout->setContentsMargins({});
    expand_ = new QToolButton;
    expand_->setAutoRaise(true);
    expand_->setCheckable(true);
    expand_->setArrowType(Qt::RightArrow);
    expand_->setFocusPolicy(Qt::StrongFocus);
    what_ = new QLabel;
    what_->setTextFormat(Qt::PlainText);
    what_->setMaximumWidth(620);
    what_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    bar_ = new QProgressBar;
    bar_->setMinimumWidth(120);
    bar_->setMaximumWidth(360);
    pace_ = new QLabel;
    pace_->setTextFormat(Qt::PlainText);
    cancel_ = new QPushButton;
    receipt_ = new QPushButton;
    for (QWidget* widget : std::initializer_list<QWidget*>{expand_, what_, bar_, pace_})
        layout->addWidget(widget);
    layout->addStretch();
    layout->addWidget(receipt_);
    layout->addWidget(cancel_);
    connect(expand_, &QToolButton::toggled, this, &JobBar::setExpanded);
    connect(cancel_, &QPushButton::clicked, this, [this] {
        if (const Job* job = queue_.running())
            queue_.cancel(job->id);
    });
    connect(receipt_, &QPushButton::clicked, this, [this] {
        if (const Job* job = last())
            emit receiptRequested(job->id);
    });
    return line;
}

QWidget* JobBar::buildList()
{
    table_ = new QTableView;
    table_->setModel(model_);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setTabKeyNavigation(false);
    table_->setTextElideMode(Qt::ElideMiddle);
    table_->setWordWrap(false);
    makeRowsCopyable(*table_);
    table_->verticalHeader()->hide();
    table_->horizontalHeader()->setSectionResizeMode(JobModel::What, QHeaderView::Stretch);
    table_->setColumnWidth(JobModel::Stand, 160);
    table_->setColumnWidth(JobModel::Percent, 80);
    table_->setColumnWidth(JobModel::Started, 80);
    log_ = new QPlainTextEdit;
    log_->setReadOnly(true);
    log_->setTabChangesFocus(true);
    cancelSelected_ = new QPushButton;
    showReceipt_ = new QPushButton;
    auto* side = new QVBoxLayout;
    side->addWidget(showReceipt_);
    side->addWidget(cancelSelected_);
    side->addStretch();
    auto* splitter = new QSplitter;
    splitter->addWidget(table_);
    splitter->addWidget(log_);
    splitter->setChildrenCollapsible(false);
    auto* whole = new QWidget;
    auto* layout = new QHBoxLayout(whole);
    layout->setContentsMargins({});
    layout->addWidget(splitter, 1);
    layout->addLayout(side);
    whole->setMinimumHeight(140);
    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &JobBar::update);
    connect(cancelSelected_, &QPushButton::clicked, this, &JobBar::cancelSelected);
    connect(showReceipt_, &QPushButton::clicked, this, [this] {
        if (const Job* job = selected())
            emit receiptRequested(job->id);
    });
    return whole;
}

bool JobBar::isExpanded() const
{
    return expand_->isChecked();
}

void JobBar::setExpanded(bool expanded)
{
    expand_->setChecked(expanded);
    expand_->setArrowType(expanded ? Qt::DownArrow : Qt::RightArrow);
    list_->setVisible(expanded);
}

const Job* JobBar::selected() const
{
    const QModelIndex current = table_->currentIndex();
    return current.isValid() ? queue_.job(current.data(JobModel::IdRole).value<JobId>()) : nullptr;
}

const Job* JobBar::last() const
{
    const Job* latest = nullptr;
    for (const Job& job : queue_.jobs())
        if (isOver(job.state) && (latest == nullptr || job.ended >= latest->ended))
            latest = &job;
    return latest;
}

void JobBar::selectLatest()
{
    table_->selectRow(model_->rowCount() - 1);
    update();
}

void JobBar::cancelSelected()
{
    if (const Job* job = selected())
        queue_.cancel(job->id);
}

void JobBar::update()
{
    const Job* job = queue_.running();
    bar_->setVisible(job != nullptr);
    pace_->setVisible(job != nullptr);
    cancel_->setVisible(job != nullptr);
    if (job != nullptr)
        showRunning(*job);
    else
        showIdle();
    const Job* shown = selected();
    cancelSelected_->setEnabled(shown != nullptr && !isOver(shown->state));
    showReceipt_->setEnabled(shown != nullptr && shown->state == JobState::Done);
    showLog();
}

void JobBar::showRunning(const Job& job)
{
    receipt_->hide();
    setElided(*what_, tr("%1: %2").arg(jobText(job.request), standText(job)));
    const double fraction = fractionOf(job);
    bar_->setRange(0, fraction < 0 ? 0 : steps);
    bar_->setValue(static_cast<int>(fraction * steps));
    const QString percent = fraction < 0 ? QString() : percentText(job.doneBytes, job.totalBytes);
    bar_->setFormat(percent);
    QStringList pace;
    if (job.rate && job.state == JobState::Running)
        pace += rateText(*job.rate);
    if (job.left && job.left->count() > 0)
        pace += tr("%1 left").arg(durationText(*job.left));
    pace_->setText(joined(pace));
    emit progressText(percent.isEmpty() ? jobText(job.request) : tr("%1 %2").arg(percent, jobText(job.request)));
    emit progress(fraction);
}

void JobBar::showIdle()
{
    const Job* job = last();
    receipt_->setVisible(job != nullptr && job->state == JobState::Done);
    if (job == nullptr) {
        setElided(*what_, tr("Nothing runs"));
    } else {
        const QString why =
            job->outcome.error ? describe(*job->outcome.error) : whyText(job->outcome).section('\n', 0, 0);
        const QString end =
            why.isEmpty() || job->state == JobState::Cancelled ? standText(*job) : joined({standText(*job), why});
        setElided(*what_, tr("Nothing runs. Last: %1: %2").arg(jobText(job->request), end));
    }
    emit progressText({});
    emit progress(-1);
}

/// Adds to what is there, so that a selection stays.
void JobBar::showLog()
{
    const Job* job = selected();
    const JobId id = job == nullptr ? 0 : job->id;
    if (id != shownLog_) {
        log_->clear();
        shownLines_ = 0;
        shownLog_ = id;
    }
    if (job == nullptr)
        return;
    for (; shownLines_ < job->log.size(); ++shownLines_) {
        const LogLine& line = job->log[shownLines_];
        log_->appendPlainText(QLocale().toString(line.time, QStringLiteral("HH:mm:ss")) + "  " + line.text());
    }
}

void JobBar::retranslate()
{
    expand_->setAccessibleName(tr("Show all jobs"));
    expand_->setToolTip(tr("Show all jobs with their logs"));
    what_->setAccessibleName(tr("Current job"));
    bar_->setAccessibleName(tr("Progress of the job"));
    cancel_->setText(tr("Cancel"));
    cancel_->setToolTip(tr("Stop the job that runs; nothing is changed then"));
    receipt_->setText(tr("Receipt"));
    table_->setAccessibleName(tr("Jobs"));
    log_->setAccessibleName(tr("Log of the job"));
    cancelSelected_->setText(tr("Cancel this job"));
    showReceipt_->setText(tr("Show receipt"));
    model_->retranslate();
    shownLog_ = 0;
    update();
}

void JobBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}  // namespace widgets
