#include "widgets/diagnosis/compare_dialog.h"

#include "widgets/basics/copy_rows.h"
#include "widgets/data/other_disks.h"
#include "widgets/diagnosis/symptom_words.h"
#include "widgets/words/report_words.h"
#include "widgets/words/words.h"

#include <QAction>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QEvent>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSortFilterProxyModel>
#include <QTableView>

#include <algorithm>

namespace widgets {

namespace {

constexpr int pollMilliseconds = 100;
constexpr int barHeight = 8;  ///< pixels

QString sumsText(const engine::FileChanges& changes)
{
    QStringList parts;
    for (std::size_t index = 0; index < engine::changeKindCount; ++index) {
        const auto kind = static_cast<engine::ChangeKind>(index);
        const engine::FileChanges::Sum& sum = changes.sum(kind);
        if (sum.files > 0)
            parts += CompareDialog::tr("%1: %2 (%3)")
                         .arg(reportWord(name(kind)), QLocale().toString(static_cast<qulonglong>(sum.files)),
                              sizeText(sum.bytes));
    }
    return wholeSentence(clauses(parts));
}

QString skippedText(const engine::Volume& volume)
{
    if (volume.facts.type.empty())
        return CompareDialog::tr("Space without a known file system could not be compared.");
    return CompareDialog::tr("Volume %1 could not be compared: its files cannot be listed.").arg(volumeTitle(volume));
}

/// What was found, and of what nothing can be said.
QString resultText(const engine::FileChanges& changes)
{
    const bool none = changes.files.empty() && changes.skipped.size() == changes.after->volumes.size();
    QStringList sentences;
    if (none)
        sentences += CompareDialog::tr("There is no volume with files that can be listed.");
    else
        sentences +=
            changes.files.empty() ? CompareDialog::tr("No file differs between these states.") : sumsText(changes);
    if (changes.files.size() > ListedChanges::most)
        sentences += CompareDialog::tr("The largest %1 are listed.").arg(QLocale().toString(int{ListedChanges::most}));
    for (const std::size_t volume : changes.skipped)
        sentences += skippedText(changes.after->volumes[volume]);
    for (const std::size_t volume : changes.skippedBefore) {
        // Nobody misses files where the disk was blank before.
        if (!changes.before->volumes[volume].facts.type.empty())
            sentences += skippedText(changes.before->volumes[volume]);
    }
    return paragraph(sentences);
}

}  // namespace

CompareDialog::CompareDialog(Session& session, QWidget* parent)
    : QDialog(parent), session_(session), before_(new QComboBox), after_(new QComboBox), beforeLabel_(new QLabel),
      afterLabel_(new QLabel), start_(new QPushButton), bar_(new QProgressBar), state_(new QLabel),
      table_(new QTableView), buttons_(new QDialogButtonBox(QDialogButtonBox::Close)), model_(new ChangeModel(this)),
      sorted_(new QSortFilterProxyModel(this))
{
    makeLayout();
    makeTable();
    resize(760, 480);
    timer_.setInterval(pollMilliseconds);
    connect(&timer_, &QTimer::timeout, this, &CompareDialog::showProgress);
    connect(start_, &QPushButton::clicked, this, &CompareDialog::compareOrCancel);
    connect(buttons_, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(&worker_, &Background::runningChanged, this, &CompareDialog::showState);
    connect(&worker_, &Background::failed, this, [this](const engine::Error& error) {
        error_ = error;
        showState();
    });
    connect(&session_, &Session::analysisChanged, this, &CompareDialog::follow);
    retranslate();
    follow();
}

bool CompareDialog::canCompare(const Session& session)
{
    const auto analysis = session.analysis();
    return analysis && analysis->chain.complete() && statesOf(analysis->chain).size() > 1;
}

void CompareDialog::makeLayout()
{
    auto* layout = new QGridLayout(this);
    int row = 0;
    for (auto [label, box] : {std::pair(beforeLabel_, before_), std::pair(afterLabel_, after_)}) {
        label->setBuddy(box);
        layout->addWidget(label, row, 0);
        layout->addWidget(box, row++, 1, 1, 2);
        connect(box, &QComboBox::currentIndexChanged, this, &CompareDialog::compare);
    }
    layout->addWidget(state_, row, 0, 1, 2);
    layout->addWidget(start_, row++, 2, Qt::AlignTop);
    layout->addWidget(bar_, row++, 0, 1, 3);
    layout->addWidget(table_, row, 0, 1, 3);
    layout->setRowStretch(row++, 1);
    layout->addWidget(buttons_, row, 0, 1, 3);
    layout->setColumnStretch(1, 1);
    state_->setTextFormat(Qt::PlainText);
    state_->setWordWrap(true);
    state_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    bar_->setTextVisible(false);
    bar_->setFixedHeight(barHeight);
    QSizePolicy place = bar_->sizePolicy();
    place.setRetainSizeWhenHidden(true);
    bar_->setSizePolicy(place);
}

void CompareDialog::makeTable()
{
    sorted_->setSourceModel(model_);
    sorted_->setSortRole(ChangeModel::sortRole);
    table_->setModel(sorted_);
    table_->setSortingEnabled(true);
    table_->sortByColumn(ChangeModel::BytesColumn, Qt::DescendingOrder);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setAlternatingRowColors(true);
    table_->setShowGrid(false);
    table_->setWordWrap(false);
    table_->setTabKeyNavigation(false);
    table_->setTextElideMode(Qt::ElideMiddle);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(table_->fontMetrics().height() + 6);
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table_->horizontalHeader()->setSectionResizeMode(ChangeModel::PathColumn, QHeaderView::Stretch);
    makeRowsCopyable(*table_);
    // Not by `activated`: where one click activates, that would come twice. The key is not the default button's.
    auto* choice = new QAction(table_);
    choice->setShortcuts({Qt::Key_Return, Qt::Key_Enter});
    choice->setShortcutContext(Qt::WidgetShortcut);
    table_->addAction(choice);
    connect(choice, &QAction::triggered, this, &CompareDialog::choose);
    connect(table_, &QTableView::clicked, this, &CompareDialog::choose);
}

void CompareDialog::follow()
{
    if (!canCompare(session_)) {
        reject();
        return;
    }
    const auto analysis = session_.analysis();
    const bool another = !analysis_ || analysis->chain.top().image != analysis_->chain.top().image;
    analysis_ = analysis;
    if (another)
        fillStates();
}

/// From the first to the last: what a person would have to add up otherwise.
void CompareDialog::fillStates()
{
    const engine::Chain& chain = analysis_->chain;
    states_ = statesOf(chain);
    for (QComboBox* box : {before_, after_}) {
        const QSignalBlocker quiet(box);
        box->clear();
        for (const ChainState& state : states_) {
            box->addItem(stateTitle(chain, state));
            box->setItemData(box->count() - 1, toolTipText(pathText(chain.layers()[state.layer].path)),
                             Qt::ToolTipRole);
        }
        box->setCurrentIndex(box == before_ ? 0 : box->count() - 1);
    }
    compare();
}

void CompareDialog::compareOrCancel()
{
    worker_.running() ? worker_.cancel() : compare();
}

void CompareDialog::compare()
{
    take({});
    if (before_->currentIndex() == after_->currentIndex()) {
        worker_.cancel();
        return showState();
    }
    const auto state = [this](const QComboBox* box) { return states_[static_cast<std::size_t>(box->currentIndex())]; };
    progress_ = std::make_shared<engine::Progress>();
    worker_.start([this, analysis = analysis_, options = session_.options(), disks = session_.otherDisks(),
                   before = state(before_), after = state(after_),
                   progress = progress_](std::stop_token stop, const Background::Publish& publish) {
        ListedChanges found =
            listed(compareFiles(chainOf(analysis->chain, before, options), chainOf(analysis->chain, after, options),
                                *progress, stop, openDisks(disks, options, stop)));
        publish([this, found = std::move(found)] { take(found); });
    });
    showState();
}

void CompareDialog::take(ListedChanges found)
{
    changes_ = found.changes;
    error_.reset();
    chosen_.reset();
    model_->show(std::move(found));
    const auto several = [](const engine::Guest& guest) { return guest.volumes.size() > 1; };
    table_->setColumnHidden(ChangeModel::VolumeColumn,
                            !changes_ || (!several(*changes_->before) && !several(*changes_->after)));
    showState();
}

QString CompareDialog::stateText() const
{
    if (before_->currentIndex() == after_->currentIndex())
        return tr("Both states are the same.");
    if (changes_)
        return resultText(*changes_);
    if (error_)
        return error_->path().empty() ? wholeSentence(describe(*error_))
                                      : tr("%1: %2").arg(pathText(error_->path()), describe(*error_));
    return worker_.running() ? tr("Comparing...") : tr("The comparison was cancelled.");
}

void CompareDialog::showState()
{
    const bool running = worker_.running() && !changes_;
    start_->setText(running ? tr("Ca&ncel") : tr("Co&mpare"));
    start_->setEnabled(before_->currentIndex() != after_->currentIndex());
    bar_->setVisible(running);
    running ? timer_.start() : timer_.stop();
    state_->setText(stateText());
    showProgress();
}

void CompareDialog::showProgress()
{
    const std::uint64_t total = timer_.isActive() ? progress_->total.load() : 1;
    const std::uint64_t done = timer_.isActive() ? progress_->done.load() : 0;
    // A range of nothing makes the bar swing: it is not known yet how much there is.
    bar_->setRange(0, total == 0 ? 0 : 1000);
    bar_->setValue(total == 0 ? 0 : static_cast<int>(1000.0 * static_cast<double>(done) / static_cast<double>(total)));
}

void CompareDialog::choose()
{
    const QModelIndex index = sorted_->mapToSource(table_->currentIndex());
    if (!index.isValid())
        return;
    // One that the keyboard came to is not selected yet.
    if (!table_->selectionModel()->hasSelection())
        table_->selectRow(table_->currentIndex().row());
    times_ = chosen_ == index.row() ? times_ + 1 : 0;
    chosen_ = index.row();
    const engine::FileChange& change = model_->change(index.row());
    const QComboBox* box = change.kind == engine::ChangeKind::Removed ? before_ : after_;
    DiagnosedPlace place{changeTitle(*changes_, change), {}, {}, {}};
    if (states_[static_cast<std::size_t>(box->currentIndex())].snapshot.empty())
        place.ranges = changes_->ranges(change);
    else
        place.instead = tr("This file is in an internal snapshot: the map has no place for it.");
    state_->setText(place.instead.isEmpty() ? stateText() : place.instead);
    emit placeChosen(place, times_);
}

void CompareDialog::retranslate()
{
    setWindowTitle(tr("Compare two states"));
    beforeLabel_->setText(tr("&Before:"));
    afterLabel_->setText(tr("&After:"));
    before_->setAccessibleName(tr("State before"));
    after_->setAccessibleName(tr("State after"));
    bar_->setAccessibleName(tr("Progress"));
    table_->setAccessibleName(tr("Changed files"));
}

void CompareDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        for (QComboBox* box : {before_, after_})
            for (int row = 0; row < box->count(); ++row)
                box->setItemText(row, stateTitle(analysis_->chain, states_[static_cast<std::size_t>(row)]));
        emit model_->headerDataChanged(Qt::Horizontal, 0, ChangeModel::columnCountValue - 1);
        showState();
    }
    QDialog::changeEvent(event);
}

}  // namespace widgets
