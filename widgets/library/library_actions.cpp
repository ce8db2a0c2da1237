#include "widgets/library/fleet.h"
#include "widgets/library/library_view.h"
#include "widgets/trust/trust_dialog.h"
#include "widgets/words/path_field.h"
#include "widgets/words/words.h"
#include "work/document_file.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QMimeData>
#include <QUrl>

#include <algorithm>
#include <array>

/// What a person can do with the library's places and rows.
namespace widgets {

namespace fs = std::filesystem;

namespace {

QList<QUrl> localFiles(const QMimeData* data)
{
    QList<QUrl> files = data->urls();
    files.removeIf([](const QUrl& url) { return !url.isLocalFile(); });
    return files;
}

bool isBelow(const fs::path& image, const fs::path& place)
{
    return std::mismatch(place.begin(), place.end(), image.begin(), image.end()).first == place.end();
}

}  // namespace

void LibraryView::addFolder(const fs::path& path)
{
    scan_.add(path);
}

void LibraryView::addImage(const fs::path& path)
{
    scan_.add(path);
}

QStringList LibraryView::folders() const
{
    QStringList folders;
    for (const fs::path& place : scan_.places())
        folders.append(pathField(place));
    return folders;
}

void LibraryView::refresh()
{
    scan_.scan();
}

QByteArray LibraryView::saveState() const
{
    return tree_->header()->saveState();
}

bool LibraryView::restoreState(const QByteArray& state)
{
    return tree_->header()->restoreState(state);
}

void LibraryView::dragEnterEvent(QDragEnterEvent* event)
{
    if (!localFiles(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void LibraryView::dropEvent(QDropEvent* event)
{
    for (const QUrl& file : localFiles(event->mimeData()))
        scan_.add(file.toLocalFile().toStdString());
    event->acceptProposedAction();
}

void LibraryView::askFolder()
{
    auto* dialog = new QFileDialog(this, tr("Add a folder with templates"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& folder) { addFolder(folder.toStdString()); });
    dialog->open();
}

void LibraryView::askImage()
{
    auto* dialog = new QFileDialog(this, tr("Add images"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList& files) {
        for (const QString& file : files)
            addImage(file.toStdString());
    });
    dialog->open();
}

void LibraryView::askCsv()
{
    auto* dialog = new QFileDialog(this, tr("Export the library"), {}, tr("Tables (*.csv)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    connect(dialog, &QFileDialog::fileSelected, this, &LibraryView::saveCsv);
    dialog->open();
}

void LibraryView::saveCsv(const QString& name)
{
    const std::vector<FleetRow> rows = fleetOf(model_);
    std::vector<fs::path> files;
    for (const FleetRow& row : rows)
        files.emplace_back(row.path);
    const QString path = pathText(name.toStdString());
    try {
        // The dialog has asked about a file of that name.
        engine::writeDocument(name.toStdString(), fleetCsv(rows).toStdString(),
                              {.overwrite = true, .readers = engine::readersOf(files)});
        problem_ = tr("Saved as %1").arg(path);
    } catch (const engine::Error& error) {
        problem_ = tr("%1 cannot be written: %2").arg(path, describe(error));
    }
    showStatus();
}

void LibraryView::fillPlaces()
{
    places_->clear();
    places_->addAction(tr("Add folder"), this, &LibraryView::askFolder);
    places_->addAction(tr("Add images"), this, &LibraryView::askImage);
    places_->addSeparator();
    for (const fs::path& place : scan_.places())
        places_->addAction(tr("Remove %1 from the library").arg(pathText(place).replace('&', "&&")), this,
                           [this, place] { scan_.remove(place); });
}

std::vector<fs::path> LibraryView::placesOf(const fs::path& image) const
{
    std::vector<fs::path> found;
    std::copy_if(scan_.places().begin(), scan_.places().end(), std::back_inserter(found),
                 [&image](const fs::path& place) { return isBelow(image, place); });
    return found;
}

void LibraryView::removeCurrent()
{
    if (const LibraryRow* row = rowOf(tree_->currentIndex()))
        for (const fs::path& place : placesOf(row->node.path))
            scan_.remove(place);
}

void LibraryView::showMenu(const QPoint& position)
{
    const LibraryRow* row = rowOf(tree_->indexAt(position));
    if (!row)
        return;
    const fs::path path = row->node.path;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Open"), this, [this, path] {
        if (const LibraryRow* chosen = model_.row(model_.find(path)))
            open(*chosen);
    });
    menu->addAction(tr("Copy path"), this, [path] { QGuiApplication::clipboard()->setText(pathField(path)); });
    menu->addAction(tr("Show folder"), this, [path] {
        QDesktopServices::openUrl(QUrl::fromLocalFile(QString::fromStdString(path.parent_path().string())));
    });
    addTrust(*menu, *row);
    if (row->kept) {
        menu->addSeparator();
        menu->addAction(tr("Restore the original..."), this, [this, path] { emit restoreWanted(path); });
        menu->addAction(tr("Delete the original..."), this, [this, path] { emit deleteWanted(path); });
    }
    menu->addSeparator();
    for (const fs::path& place : placesOf(path))
        menu->addAction(tr("Remove %1 from the library").arg(pathText(place).replace('&', "&&")), this,
                        [this, place] { scan_.remove(place); });
    menu->popup(tree_->viewport()->mapToGlobal(position));
}

void LibraryView::addTrust(QMenu& menu, const LibraryRow& row)
{
    const auto question = row.node.reason ? trustQuestion(row.node.path, *row.node.reason) : std::nullopt;
    if (!question)
        return;
    menu.addSeparator();
    menu.addAction(askText(question->kind), this, [this, question = *question] {
        auto* dialog = new TrustDialog(session_, question, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
}

void LibraryView::showColumns(const QPoint& position)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillColumns(*menu);
    menu->popup(tree_->header()->mapToGlobal(position));
}

void LibraryView::fillColumns(QMenu& menu)
{
    const QHeaderView& header = *tree_->header();
    for (int place = 0; place < LibraryModel::columns; ++place) {
        const int column = header.logicalIndex(place);
        // Without names nothing could be told from another.
        if (column == LibraryModel::Name)
            continue;
        QAction* action = menu.addAction(model_.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        action->setCheckable(true);
        action->setChecked(!tree_->isColumnHidden(column));
        connect(action, &QAction::toggled, this,
                [this, column](bool shown) { tree_->setColumnHidden(column, !shown); });
    }
    menu.addSeparator();
    menu.addAction(tr("Default columns"), this, &LibraryView::showDefaultColumns);
}

/// What a person has to see beside the map at 1366 x 768: how much it takes, what of it is waste, and whether it is
/// well.
void LibraryView::showDefaultColumns()
{
    struct Shown {
        LibraryModel::Column column;
        int width;
    };
    constexpr std::array order{
        Shown{LibraryModel::Name, 178},   Shown{LibraryModel::Map, 36},         Shown{LibraryModel::OnDisk, 66},
        Shown{LibraryModel::Garbage, 66}, Shown{LibraryModel::State, 30},       Shown{LibraryModel::Saving, 100},
        Shown{LibraryModel::Unique, 100}, Shown{LibraryModel::VirtualSize, 80}, Shown{LibraryModel::Length, 66},
        Shown{LibraryModel::Format, 60},
    };
    static_assert(order.size() == LibraryModel::columns);
    QHeaderView& header = *tree_->header();
    for (std::size_t place = 0; place < order.size(); ++place) {
        const auto [column, width] = order[place];
        header.moveSection(header.visualIndex(column), static_cast<int>(place));
        header.setSectionHidden(column, place > 4);
        header.resizeSection(column, width);
    }
}

}  // namespace widgets
