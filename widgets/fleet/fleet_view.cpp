#include "widgets/fleet/fleet_view.h"

#include "report/fleet_report.h"
#include "widgets/fleet/fleet_progress_bar.h"
#include "widgets/fleet/fleet_table.h"
#include "widgets/fleet/queue_dialog.h"
#include "widgets/run/job_words.h"
#include "widgets/words/returned_text.h"
#include "widgets/words/words.h"
#include "work/document_file.h"

#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace widgets {

namespace {

constexpr std::chrono::milliseconds totalsDelay(250);
constexpr std::chrono::milliseconds pollEvery(100);

QString numberText(std::uint64_t number)
{
    return QLocale().toString(qulonglong(number));
}

}  // namespace

bool FleetFilter::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const QVariant a = left.data(FleetModel::SortRole);
    const QVariant b = right.data(FleetModel::SortRole);
    if (!a.isValid() || !b.isValid())
        return sortOrder() == Qt::AscendingOrder ? a.isValid() && !b.isValid() : !a.isValid() && b.isValid();
    if (a.typeId() == QMetaType::QString)
        return names_.compare(a.toString(), b.toString()) < 0;
    return a.toULongLong() < b.toULongLong();
}

FleetView::FleetView(Session& session, QWidget* parent) : QWidget(parent), session_(session)
{
    filter_.setSourceModel(&model_);
    filter_.setSortRole(FleetModel::SortRole);
    filter_.setFilterKeyColumn(-1);
    filter_.setFilterCaseSensitivity(Qt::CaseInsensitive);
    totalsSoon_.setSingleShot(true);
    totalsSoon_.setInterval(totalsDelay);
    poll_.setInterval(pollEvery);
    build();
    connectParts();
    retranslate();
}

void FleetView::build()
{
    search_ = new QLineEdit;
    search_->setClearButtonEnabled(true);
    totals_ = new QLabel;
    totals_->setTextFormat(Qt::PlainText);
    totals_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    totals_->setWordWrap(true);
    progress_ = new FleetProgressBar;
    cancel_ = new QPushButton;
    group_ = new QPushButton;
    table_ = new FleetTable(filter_);
    auto* above = new QHBoxLayout;
    above->addWidget(search_, 1);
    auto* below = new QHBoxLayout;
    for (QPushButton*& button : buttons_) {
        button = new QPushButton;
        button->setAutoDefault(false);
    }
    for (const Button button : {Similar, Exact})
        above->addWidget(buttons_[button]);
    above->addWidget(progress_);
    above->addWidget(cancel_);
    above->addWidget(buttons_[Csv]);
    below->addWidget(totals_, 1);
    below->addWidget(group_);
    for (const Button button : {Standard, Deep, Share})
        below->addWidget(buttons_[button]);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addLayout(above);
    layout->addWidget(table_, 1);
    layout->addLayout(below);
    setFocusProxy(table_);
}

void FleetView::connectParts()
{
    using Kind = JobRequest::Kind;
    connect(search_, &QLineEdit::textChanged, &filter_, &QSortFilterProxyModel::setFilterFixedString);
    connect(buttons_[Similar], &QPushButton::clicked, this, [this] {
        if (scan_)
            work_.findSimilar(scan_, session_.options());
    });
    connect(buttons_[Exact], &QPushButton::clicked, this, [this] {
        if (scan_)
            work_.readExactly(scan_, selected(), session_.options());
    });
    connect(buttons_[Csv], &QPushButton::clicked, this, &FleetView::askCsv);
    connect(buttons_[Standard], &QPushButton::clicked, this, [this] { ask(Kind::StandardSlim); });
    connect(buttons_[Deep], &QPushButton::clicked, this, [this] { ask(Kind::DeepSlim); });
    connect(buttons_[Share], &QPushButton::clicked, this, &FleetView::share);
    connect(group_, &QPushButton::clicked, this, &FleetView::selectGroup);
    connect(cancel_, &QPushButton::clicked, &work_, &FleetWork::cancel);
    connect(&work_, &FleetWork::runningChanged, this, &FleetView::showProgress);
    connect(&work_, &FleetWork::readOne, &model_, &FleetModel::setExact);
    connect(&work_, &FleetWork::groupsFound, this, [this](const std::vector<FleetGroup>& groups) {
        model_.setGroups(groups);
        if (groups.empty())
            emit message(tr("No templates look like copies of one system."));
        else
            table_->sortByColumn(FleetModel::Sharing, Qt::DescendingOrder);
        showButtons();
    });
    connect(&poll_, &QTimer::timeout, this, &FleetView::showProgress);
    connect(&totalsSoon_, &QTimer::timeout, this, &FleetView::showTotals);
    connect(&model_, &QAbstractItemModel::dataChanged, &totalsSoon_, qOverload<>(&QTimer::start));
    connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &FleetView::showButtons);
    connect(table_, &QTableView::activated, this,
            [this](const QModelIndex& index) { session_.open(model_.at(filter_.mapToSource(index).row()).path); });
}

void FleetView::setScan(std::shared_ptr<const ScanResult> scan)
{
    const std::vector<std::filesystem::path> kept = selectedPaths();
    scan_ = std::move(scan);
    model_.setTemplates(scan_->templates);
    if (selectedPaths() != kept)
        select(kept);
    showTotals();
    showButtons();
}

void FleetView::setFigures(const std::vector<PathFigures>& figures)
{
    model_.setFigures(figures);
}

std::vector<engine::FleetTemplate> FleetView::selected() const
{
    std::vector<engine::FleetTemplate> found;
    for (const QModelIndex& index : table_->selectionModel()->selectedRows())
        found.push_back(model_.at(filter_.mapToSource(index).row()));
    return found;
}

std::vector<std::filesystem::path> FleetView::selectedPaths() const
{
    std::vector<std::filesystem::path> paths;
    for (const engine::FleetTemplate& one : selected())
        paths.push_back(one.path);
    return paths;
}

void FleetView::select(const std::vector<std::filesystem::path>& paths)
{
    QItemSelection selection;
    for (int row = 0; row < filter_.rowCount(); ++row) {
        const QModelIndex index = filter_.index(row, 0);
        if (std::find(paths.begin(), paths.end(), model_.at(filter_.mapToSource(index).row()).path) != paths.end())
            selection.select(index, filter_.index(row, FleetModel::columns - 1));
    }
    table_->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
}

/// The group of the current row, or the one with the largest gain.
void FleetView::selectGroup()
{
    if (model_.groups().empty())
        return;
    const QModelIndex current = filter_.mapToSource(table_->currentIndex());
    const FleetGroup* group = current.isValid() ? model_.groupOf(model_.at(current.row()).path) : nullptr;
    search_->clear();
    select((group ? *group : model_.groups().front()).templates);
    table_->setFocus();
}

void FleetView::ask(JobRequest::Kind kind)
{
    auto* dialog = new QueueDialog(kind, selected(), session_.options(), session_.places(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { emit runRequested(dialog->requests()); });
    dialog->open();
}

/// Whole ones: a chain with a missing layer cannot be compared.
void FleetView::share()
{
    std::vector<std::filesystem::path> paths;
    for (const engine::FleetTemplate& one : selected())
        if (!one.reason)
            paths.push_back(one.path);
    if (paths.size() < 2)
        emit message(tr("Sharing a base takes two templates that can be read."));
    else
        emit shareRequested(paths);
}

void FleetView::showButtons()
{
    const auto count = table_->selectionModel()->selectedRows().size();
    const bool free = !work_.running();
    buttons_[Similar]->setEnabled(free && model_.rowCount() > 1);
    buttons_[Exact]->setEnabled(free && count > 0);
    buttons_[Csv]->setEnabled(model_.rowCount() > 0);
    buttons_[Standard]->setEnabled(count > 0);
    buttons_[Deep]->setEnabled(count > 0);
    buttons_[Share]->setEnabled(count > 1);
    group_->setVisible(!model_.groups().empty());
}

void FleetView::showProgress()
{
    const bool running = work_.running();
    progress_->setVisible(running);
    cancel_->setVisible(running);
    if (running && !poll_.isActive()) {
        progress_->begin();
        poll_.start();
    }
    progress_->setProgress(work_.progress());
    if (!running)
        poll_.stop();
    showButtons();
}

void FleetView::showTotals()
{
    if (!scan_) {
        totals_->clear();
        return;
    }
    const engine::FleetTotals totals = engine::totalsOf(scan_->forest, model_.templates());
    totals_->setText(
        tr("%1 templates in %2 files. On disk %3, length %4, garbage %5. The better slim of each gives back %6 on "
           "disk together, and at least %7 of file length.")
            .arg(numberText(totals.templates), numberText(totals.files), sizeText(totals.diskSize),
                 sizeText(totals.fileLength), sizeText(totals.garbageBytes),
                 diskText(totals.bestReturnedBytes, false, totals.returnedExact), sizeText(totals.bestSavedBytes)));
}

void FleetView::askCsv()
{
    auto* dialog = new QFileDialog(this, tr("Save the fleet as CSV"), QString(), tr("Tables (*.csv)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix("csv");
    connect(dialog, &QFileDialog::fileSelected, this, &FleetView::saveCsv);
    dialog->open();
}

void FleetView::saveCsv(const QString& file)
{
    const QString name = plainText(file.toStdString());
    std::vector<std::filesystem::path> files;
    for (const engine::FleetTemplate& one : model_.templates())
        files.push_back(one.path);
    try {
        // The dialog has asked about a file of that name.
        engine::writeDocument(file.toStdString(), engine::report::fleetCsv({model_.templates(), {}}),
                              {.overwrite = true, .readers = engine::readersOf(files)});
        emit message(tr("Saved as %1.").arg(name));
    } catch (const engine::Error& error) {
        emit message(tr("%1 could not be written: %2").arg(name, describe(error)));
    }
}

void FleetView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void FleetView::retranslate()
{
    search_->setPlaceholderText(tr("Filter the fleet"));
    search_->setAccessibleName(tr("Filter the fleet"));
    table_->setAccessibleName(tr("All templates"));
    progress_->setAccessibleName(tr("Templates that were read"));
    buttons_[Similar]->setText(tr("Find &copies"));
    buttons_[Similar]->setToolTip(
        tr("Reads a sample of every template and tells which ones would gain from one base."));
    buttons_[Exact]->setText(tr("E&xact figures"));
    buttons_[Exact]->setToolTip(tr("Reads the whole content of the selected templates."));
    buttons_[Standard]->setText(kindText(JobRequest::Kind::StandardSlim));
    buttons_[Deep]->setText(kindText(JobRequest::Kind::DeepSlim));
    buttons_[Share]->setText(kindText(JobRequest::Kind::ShareBase));
    for (const Button button : {Standard, Deep, Share})
        buttons_[button]->setToolTip(tr("For the selected templates; asks before anything is changed."));
    buttons_[Csv]->setText(tr("Save as CSV"));
    group_->setText(tr("Select &group"));
    group_->setToolTip(tr("Selects the templates that look like copies of the current one."));
    cancel_->setText(tr("Cancel"));
    model_.retranslate();
    showTotals();
    showProgress();
}

}  // namespace widgets
