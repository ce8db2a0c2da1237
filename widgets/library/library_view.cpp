#include "widgets/library/library_view.h"

#include "widgets/library/fleet_bar.h"
#include "widgets/words/words.h"

#include <QAction>
#include <QDragEnterEvent>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QStackedLayout>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace widgets {

namespace fs = std::filesystem;

namespace {

constexpr std::chrono::milliseconds openDelay(150);
constexpr std::chrono::milliseconds totalsDelay(250);
constexpr std::chrono::milliseconds preferDelay(60);

void prepare(QTimer& timer, std::chrono::milliseconds delay)
{
    timer.setSingleShot(true);
    timer.setInterval(delay);
}

void startOnce(QTimer& timer)
{
    if (!timer.isActive())
        timer.start();
}

}  // namespace

LibraryView::LibraryView(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), filter_(model_), scan_(session), figures_(session.turns())
{
    setAcceptDrops(true);
    prepare(openSoon_, openDelay);
    prepare(totalsSoon_, totalsDelay);
    prepare(preferSoon_, preferDelay);
    build();
    connectParts();
    setShortcuts();
    retranslate();
    showHint();
}

void LibraryView::build()
{
    tree_ = new LibraryTree(this);
    tree_->setModel(&filter_);
    showDefaultColumns();
    bar_ = new FleetBar(this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addLayout(buildBar());
    pages_ = new QStackedLayout;
    pages_->addWidget(buildHint());
    pages_->addWidget(tree_);
    layout->addLayout(pages_, 1);
    layout->addWidget(bar_);
    setFocusProxy(tree_);
}

QLayout* LibraryView::buildBar()
{
    search_ = new QLineEdit(this);
    search_->setClearButtonEnabled(true);
    add_ = new QToolButton(this);
    refresh_ = new QToolButton(this);
    export_ = new QToolButton(this);
    places_ = new QMenu(this);
    add_->setMenu(places_);
    add_->setPopupMode(QToolButton::MenuButtonPopup);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(4, 4, 4, 0);
    row->addWidget(search_, 1);
    for (QToolButton* button : {add_, refresh_, export_}) {
        button->setFocusPolicy(Qt::TabFocus);
        row->addWidget(button);
    }
    return row;
}

QWidget* LibraryView::buildHint()
{
    auto* page = new QWidget(this);
    hint_ = new QLabel(page);
    hint_->setTextFormat(Qt::PlainText);
    hint_->setWordWrap(true);
    hint_->setAlignment(Qt::AlignCenter);
    hintAdd_ = new QPushButton(page);
    auto* layout = new QVBoxLayout(page);
    layout->addStretch();
    layout->addWidget(hint_);
    layout->addWidget(hintAdd_, 0, Qt::AlignHCenter);
    layout->addStretch();
    return page;
}

void LibraryView::connectParts()
{
    connect(add_, &QToolButton::clicked, this, &LibraryView::askFolder);
    connect(hintAdd_, &QPushButton::clicked, this, &LibraryView::askFolder);
    connect(refresh_, &QToolButton::clicked, this, &LibraryView::refresh);
    connect(export_, &QToolButton::clicked, this, &LibraryView::askCsv);
    connect(places_, &QMenu::aboutToShow, this, &LibraryView::fillPlaces);
    connect(search_, &QLineEdit::textChanged, &filter_, &LibraryFilter::setText);
    connect(tree_, &QWidget::customContextMenuRequested, this, &LibraryView::showMenu);
    connect(tree_->header(), &QWidget::customContextMenuRequested, this, &LibraryView::showColumns);
    connect(tree_, &LibraryTree::shownRowsChanged, this, [this] { startOnce(preferSoon_); });
    connect(&preferSoon_, &QTimer::timeout, this, &LibraryView::preferShownRows);
    connect(&totalsSoon_, &QTimer::timeout, this, &LibraryView::showStatus);

    connect(tree_, &QTreeView::activated, this, [this](const QModelIndex& index) {
        openSoon_.stop();
        if (const LibraryRow* row = rowOf(index))
            open(*row);
    });
    connect(&openSoon_, &QTimer::timeout, this, &LibraryView::openCurrent);
    connect(tree_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        if (!following_)
            openSoon_.start();
    });
    connect(tree_->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &LibraryView::selectedTemplatesChanged);
    connect(&session_, &Session::analysisChanged, this, &LibraryView::followSession);
    connect(&session_, &Session::analysisChanged, this, [this] { figures_.setKnown(session_.analysis()); });
    connect(&session_, &Session::layerChanged, this, &LibraryView::followSession);
    connect(&session_, &Session::trustChanged, this, &LibraryView::refresh);

    connect(&scan_, &LibraryScan::found, this, &LibraryView::take);
    connect(&scan_, &LibraryScan::placesChanged, this, &LibraryView::foldersChanged);
    connect(&scan_, &LibraryScan::placesChanged, this, [this] { session_.setPlaces(scan_.places()); });
    connect(&scan_, &LibraryScan::failed, this, [this](const engine::Error& error) { problem_ = describe(error); });
    connect(&figures_, &LibraryFigures::arrived, this, [this](const std::vector<PathFigures>& figures) {
        model_.setFigures(figures);
        startOnce(totalsSoon_);
        emit figuresArrived(figures);
    });
    const auto changed = [this] {
        startOnce(totalsSoon_);
        showHint();
        emit busyChanged();
    };
    connect(&scan_, &LibraryScan::runningChanged, this, changed);
    connect(&figures_, &LibraryFigures::runningChanged, this, changed);
    connect(&model_, &QAbstractItemModel::rowsInserted, this, &LibraryView::expandNew);
}

void LibraryView::setShortcuts()
{
    const auto on = [](QWidget* owner, const QKeySequence& keys, Qt::ShortcutContext context, auto&& call) {
        auto* action = new QAction(owner);
        action->setShortcut(keys);
        action->setShortcutContext(context);
        connect(action, &QAction::triggered, owner, call);
        owner->addAction(action);
    };
    on(this, QKeySequence(Qt::Key_F5), Qt::WidgetWithChildrenShortcut, [this] { refresh(); });
    on(tree_, QKeySequence(Qt::Key_Delete), Qt::WidgetShortcut, [this] { removeCurrent(); });
    on(search_, QKeySequence(Qt::Key_Down), Qt::WidgetShortcut, [this] { tree_->setFocus(); });
    on(search_, QKeySequence(Qt::Key_Escape), Qt::WidgetShortcut, [this] { search_->clear(); });
}

void LibraryView::retranslate()
{
    search_->setPlaceholderText(tr("Filter by name or path"));
    search_->setAccessibleName(tr("Filter by name or path"));
    tree_->setAccessibleName(tr("Library of templates"));
    add_->setText(tr("Add folder"));
    add_->setToolTip(tr("Show all images below a folder. Folders and images can be dropped here, too."));
    refresh_->setText(tr("Refresh"));
    refresh_->setToolTip(tr("Look at all folders again (F5)"));
    export_->setText(tr("CSV"));
    export_->setToolTip(tr("Save all rows with exact bytes as a table"));
    export_->setAccessibleName(tr("Export as CSV"));
    hintAdd_->setText(tr("Add a folder"));
    hintAdd_->setAccessibleName(tr("Add a folder with templates"));
    model_.retranslate();
    showHint();
    showStatus();
}

void LibraryView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void LibraryView::showHint()
{
    const bool empty = model_.rowCount() == 0;
    pages_->setCurrentIndex(empty ? 0 : 1);
    export_->setEnabled(!empty);
    bar_->setVisible(!scan_.places().empty());
    if (scan_.places().empty())
        hint_->setText(tr("Add a folder with templates, or drop folders and images here."));
    else if (scan_.running())
        hint_->setText(tr("Looking for images"));
    else
        hint_->setText(tr("No images in %1").arg(pathText(scan_.places().back())));
}

void LibraryView::showStatus()
{
    const std::vector<FleetRow> rows = fleetOf(model_);
    bar_->setTotals(totalsOf(rows));
    const auto progress = [](const QString& text, std::uint64_t done, std::uint64_t total) {
        return text.arg(QLocale().toString(qulonglong(done)), QLocale().toString(qulonglong(total)));
    };
    if (scan_.running())
        bar_->setStatus(progress(tr("Scanning files: %1 of %2"), scan_.progress().done, scan_.progress().total));
    else if (figures_.running())
        bar_->setStatus(progress(tr("Reading images: %1 of %2"), figures_.done(), figures_.total()));
    else
        bar_->setStatus(problem_);
    if (busy())
        startOnce(totalsSoon_);
}

void LibraryView::take(const std::shared_ptr<const ScanResult>& result)
{
    result_ = result;
    trustPlaces();
    QStringList problems;
    for (const engine::Error& failure : result->failures)
        problems << tr("%1: %2").arg(pathText(failure.path()), describe(failure));
    for (const engine::Error& skipped : result->forest.skipped())
        problems << tr("%1: %2").arg(pathText(skipped.path()), describe(skipped));
    problem_ = problems.mid(0, 3).join('\n');
    model_.setForest(result->rows);
    tree_->fitIndentation();
    emit scanned(result);
    figures_.start({result, &result->forest}, result->targets, session_.options());
    preferShownRows();
    showHint();
    followSession();
}

void LibraryView::trustPlaces()
{
    const auto& listed = result_->forest.folders();
    for (const fs::path& place : scan_.places())
        if (trusted_.insert(place).second)
            session_.openFolder(std::find(listed.begin(), listed.end(), place) == listed.end() ? place.parent_path()
                                                                                               : place);
}

void LibraryView::expandNew(const QModelIndex& parent, int first, int last)
{
    if (parent.isValid())
        tree_->expand(filter_.mapFromSource(parent));
    for (int row = first; row <= last; ++row)
        if (const QModelIndex index = model_.index(row, 0, parent); model_.rowCount(index) > 0)
            tree_->expandRecursively(filter_.mapFromSource(index));
}

void LibraryView::preferShownRows()
{
    std::vector<fs::path> paths;
    for (const QModelIndex& index : tree_->shownRows())
        if (const LibraryRow* row = rowOf(index))
            paths.push_back(row->node.path);
    figures_.prefer(paths);
}

}  // namespace widgets
