#include "widgets/inspector/inspector_view.h"

#include "widgets/basics/copy_rows.h"
#include "widgets/basics/facts_table.h"
#include "widgets/data/read_path.h"
#include "widgets/inspector/layer_facts.h"
#include "widgets/inspector/treemap.h"
#include "widgets/words/words.h"

#include <QComboBox>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QSignalBlocker>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace widgets {

namespace {

constexpr std::size_t listedFiles = 200;

}  // namespace

InspectorView::InspectorView(Session& session, QWidget* parent) : QWidget(parent), session_(session)
{
    tabs_ = new QTabWidget(this);
    tabs_->setDocumentMode(true);
    layer_ = new FactsTable(tabs_);
    guest_ = new FactsTable(tabs_);
    tabs_->addTab(layer_, {});
    tabs_->addTab(guest_, {});
    tabs_->addTab(makeFilesPage(), {});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(tabs_, 1);
    path_ = new QLabel(this);
    path_->setTextFormat(Qt::PlainText);
    path_->setWordWrap(true);
    path_->setMargin(6);
    path_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    layout->addWidget(path_);
    connect(&session_, &Session::analysisChanged, this, &InspectorView::showAnalysis);
    connect(&session_, &Session::layerChanged, this, &InspectorView::showSelectedLayer);
    connect(&session_, &Session::offsetChanged, this, &InspectorView::showPath);
    retranslate();
    showAnalysis();
}

QWidget* InspectorView::makeFilesPage()
{
    auto* page = new QWidget(tabs_);
    scope_ = new QComboBox(page);
    kind_ = new QComboBox(page);
    volume_ = new QComboBox(page);
    filesNote_ = new QLabel(page);
    filesNote_->setTextFormat(Qt::PlainText);
    filesNote_->setWordWrap(true);
    model_ = new FileModel(page);
    sorted_ = new QSortFilterProxyModel(page);
    sorted_->setSourceModel(model_);
    sorted_->setSortRole(FileModel::sortRole);
    files_ = new QTableView(page);
    files_->setModel(sorted_);
    files_->setSortingEnabled(true);
    files_->sortByColumn(FileModel::BytesColumn, Qt::DescendingOrder);
    files_->setSelectionBehavior(QAbstractItemView::SelectRows);
    files_->verticalHeader()->hide();
    files_->verticalHeader()->setDefaultSectionSize(files_->fontMetrics().height() + 6);
    files_->setShowGrid(false);
    // How much comes before what it is.
    files_->horizontalHeader()->moveSection(FileModel::KindColumn, FileModel::ShareColumn);
    files_->setTextElideMode(Qt::ElideMiddle);
    files_->setWordWrap(false);
    makeRowsCopyable(*files_);
    treemap_ = new Treemap(page);

    auto* choices = new QHBoxLayout;
    choices->addWidget(scope_, 1);
    choices->addWidget(kind_, 1);
    auto* lower = new QWidget(page);
    auto* lowerLayout = new QVBoxLayout(lower);
    lowerLayout->setContentsMargins(0, 0, 0, 0);
    lowerLayout->addWidget(volume_);
    lowerLayout->addWidget(treemap_, 1);
    auto* splitter = new QSplitter(Qt::Vertical, page);
    splitter->addWidget(files_);
    splitter->addWidget(lower);
    splitter->setChildrenCollapsible(false);
    auto* layout = new QVBoxLayout(page);
    layout->addLayout(choices);
    layout->addWidget(filesNote_);
    layout->addWidget(splitter, 1);

    connect(scope_, &QComboBox::currentIndexChanged, this, &InspectorView::listFiles);
    connect(kind_, &QComboBox::currentIndexChanged, this, &InspectorView::listFiles);
    connect(volume_, &QComboBox::currentIndexChanged, this, &InspectorView::showTreemap);
    connect(treemap_, &Treemap::fileChosen, this, &InspectorView::goTo);
    connect(files_, &QTableView::activated, this, [this](const QModelIndex& index) {
        const FileRow& row = model_->rows()[static_cast<std::size_t>(sorted_->mapToSource(index).row())];
        goTo(row.volume, row.file);
    });
    return page;
}

void InspectorView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        showAnalysis();
    }
    QWidget::changeEvent(event);
}

void InspectorView::retranslate()
{
    tabs_->setAccessibleName(tr("Inspector"));
    tabs_->setTabText(0, tr("Layer"));
    tabs_->setTabText(1, tr("Guest"));
    tabs_->setTabText(2, tr("Files"));
    layer_->setHint(tr("No template is open."));
    guest_->setHint(tr("No template is open."));
    layer_->setAccessibleName(tr("Facts of the selected layer"));
    guest_->setAccessibleName(tr("Volumes of the guest"));
    scope_->setAccessibleName(tr("Layers"));
    kind_->setAccessibleName(tr("Files or folders"));
    volume_->setAccessibleName(tr("Volume"));
    files_->setAccessibleName(tr("Largest files"));
    path_->setAccessibleName(tr("Read path"));
    const QSignalBlocker scopeBlocker(scope_);
    const QSignalBlocker kindBlocker(kind_);
    const int scope = std::max(scope_->currentIndex(), 0);
    const int kind = std::max(kind_->currentIndex(), 0);
    scope_->clear();
    scope_->addItems({tr("In all layers"), tr("In the selected layer")});
    scope_->setCurrentIndex(scope);
    kind_->clear();
    kind_->addItems({tr("Files"), tr("Folders")});
    kind_->setCurrentIndex(kind);
}

void InspectorView::showAnalysis()
{
    const auto analysis = session_.analysis();
    if (analysis)
        showGuest(*analysis, *guest_);
    else
        guest_->clear();
    showSelectedLayer();
    fillChoices();
    showTreemap();
    showPath();
}

void InspectorView::showPath()
{
    const auto analysis = session_.analysis();
    const auto offset = session_.offset();
    const bool known = analysis && offset && analysis->has(ChainAnalysis::Stage::Mapped);
    path_->setVisible(known);
    path_->setText(known ? tr("At %1 (%2): %3")
                               .arg(sizeText(offset->bytes()), exactSizeText(offset->bytes()),
                                    readPathSentence(*analysis, readPath(*analysis, *offset)))
                         : QString());
}

void InspectorView::showSelectedLayer()
{
    if (session_.analysis() && session_.layer())
        showLayer(*session_.analysis(), *session_.layer(), *layer_);
    else
        layer_->clear();
    listFiles();
}

void InspectorView::fillChoices()
{
    const QSignalBlocker blocker(volume_);
    const QVariant chosen = volume_->currentData();
    volume_->clear();
    const auto analysis = session_.analysis();
    if (!analysis || !analysis->guest)
        return;
    for (std::size_t index = 0; index < analysis->guest->volumes.size(); ++index) {
        const engine::Volume& volume = analysis->guest->volumes[index];
        if (volume.files)
            volume_->addItem(
                tr("Volume %1: %2 %3").arg(index + 1).arg(plainText(volume.facts.type), plainText(volume.facts.label)),
                QVariant::fromValue(index));
    }
    volume_->setCurrentIndex(std::max(volume_->findData(chosen), 0));
}

void InspectorView::listFiles()
{
    const auto analysis = session_.analysis();
    const bool known = analysis && analysis->has(ChainAnalysis::Stage::Files);
    filesNote_->setVisible(!known);
    filesNote_->setText(session_.reading() ? tr("The files are being read.") : tr("No files are known."));
    if (!known) {
        lister_.cancel();
        model_->show({}, 0, {});
        return;
    }
    const auto layer = scope_->currentIndex() == 1 ? session_.layer() : std::nullopt;
    const bool folders = kind_->currentIndex() == 1;
    lister_.start([this, analysis, layer, folders](std::stop_token, const Background::Publish& publish) {
        std::vector<FileRow> rows = largestFiles(*analysis, layer, folders, listedFiles);
        std::uint64_t whole = 0;
        for (std::size_t index = 0; index < analysis->visible.size(); ++index)
            whole += !layer || *layer == index ? analysis->visible[index].total() : 0;
        QStringList names;
        for (const engine::Layer& one : analysis->chain.layers())
            names += fileNameText(one.path);
        publish([this, rows, whole, names, one = layer.has_value()] {
            model_->show(rows, whole, names);
            files_->setColumnHidden(FileModel::LayersColumn, one);
            files_->horizontalHeader()->setSectionResizeMode(FileModel::PathColumn, QHeaderView::Interactive);
            files_->resizeColumnsToContents();
            files_->setColumnWidth(FileModel::PathColumn, std::clamp(files_->columnWidth(0), 80, 140));
        });
    });
}

void InspectorView::showTreemap()
{
    treemap_->show(session_.analysis(), volume_->currentData().toULongLong());
}

void InspectorView::goTo(std::size_t volume, engine::FileTable::Index file)
{
    const auto analysis = session_.analysis();
    const engine::Volume& owner = analysis->guest->volumes[volume];
    const engine::GuestRangeSet places = owner.mapping.toDisk(owner.files->stored(file));
    if (places.empty())
        return;
    session_.selectOffset(places.ranges().front().start);
}

}  // namespace widgets
