#include "widgets/library/library_model.h"

#include "widgets/library/row_text.h"
#include "widgets/library/same_names.h"
#include "widgets/words/words.h"

namespace widgets {

struct LibraryModel::Item {
    Item* parent = nullptr;
    std::size_t position = 0;  ///< among the parent's children
    LibraryRow row;
    std::optional<RowFigures> figures;
    QString folder;  ///< that tells it from another one of its name
    std::vector<std::unique_ptr<Item>> children;

    void renumber(std::size_t from)
    {
        for (; from < children.size(); ++from)
            children[from]->position = from;
    }
};

LibraryModel::LibraryModel(QObject* parent) : QAbstractItemModel(parent), root_(std::make_unique<Item>()) {}

LibraryModel::~LibraryModel() = default;

void LibraryModel::setForest(const std::vector<LibraryRow>& rows)
{
    std::vector<std::size_t> roots;
    for (std::size_t node = 0; node < rows.size(); ++node)
        if (!rows[node].node.parent && !rows[node].hidden)
            roots.push_back(node);
    merge(*root_, rows, roots);
    findRepeatedNames();
}

void LibraryModel::findRepeatedNames()
{
    SameNames names;
    for (const auto& [path, item] : byPath_)
        names.add(item->row.node.path);
    for (const auto& [path, item] : byPath_) {
        // What is below an image of the same folder has been told apart by that one.
        const std::filesystem::path& own = item->row.node.path;
        const bool told = item->parent != root_.get() && item->parent->row.node.path.parent_path() == own.parent_path();
        QString folder = told ? QString() : pathText(names.folderOf(own));
        if (folder == item->folder)
            continue;
        item->folder = std::move(folder);
        emit dataChanged(indexOf(item), indexOf(item));
    }
}

/// Both sides are sorted by path.
void LibraryModel::merge(Item& item, const std::vector<LibraryRow>& rows, std::span<const std::size_t> nodes)
{
    const auto pathOf = [&](std::size_t node) -> const auto&
    {
        return rows[node].node.path;
    };
    const auto childPath = [&](std::size_t child) -> const auto&
    {
        return item.children[child]->row.node.path;
    };
    std::size_t at = 0;
    std::size_t next = 0;
    while (at < item.children.size() || next < nodes.size()) {
        std::size_t gone = at;
        while (gone < item.children.size() && (next == nodes.size() || childPath(gone) < pathOf(nodes[next])))
            ++gone;
        if (gone > at) {
            removeRun(item, at, gone);
            continue;
        }
        std::size_t fresh = next;
        while (fresh < nodes.size() && (at == item.children.size() || pathOf(nodes[fresh]) < childPath(at)))
            ++fresh;
        if (fresh > next) {
            insertRun(item, at, rows, nodes.subspan(next, fresh - next));
            at += fresh - next;
            next = fresh;
            continue;
        }
        Item& child = *item.children[at++];
        const std::size_t node = nodes[next++];
        update(child, rows[node]);
        merge(child, rows, rows[node].node.children);
    }
}

void LibraryModel::removeRun(Item& item, std::size_t first, std::size_t end)
{
    beginRemoveRows(indexOf(&item), static_cast<int>(first), static_cast<int>(end - 1));
    const auto children = item.children.begin();
    for (std::size_t child = first; child < end; ++child)
        forget(*item.children[child]);
    item.children.erase(children + static_cast<std::ptrdiff_t>(first), children + static_cast<std::ptrdiff_t>(end));
    item.renumber(first);
    endRemoveRows();
}

void LibraryModel::insertRun(Item& item, std::size_t at, const std::vector<LibraryRow>& rows,
                             std::span<const std::size_t> nodes)
{
    std::vector<std::unique_ptr<Item>> fresh;
    for (const std::size_t node : nodes)
        fresh.push_back(make(item, rows, node));
    beginInsertRows(indexOf(&item), static_cast<int>(at), static_cast<int>(at + nodes.size() - 1));
    item.children.insert(item.children.begin() + static_cast<std::ptrdiff_t>(at),
                         std::make_move_iterator(fresh.begin()), std::make_move_iterator(fresh.end()));
    item.renumber(at);
    endInsertRows();
}

std::unique_ptr<LibraryModel::Item> LibraryModel::make(Item& parent, const std::vector<LibraryRow>& rows,
                                                       std::size_t node)
{
    auto item = std::make_unique<Item>();
    item->parent = &parent;
    item->row = rows[node];
    byPath_[item->row.node.path.native()] = item.get();
    if (item->row.node.status)
        byIdentity_[item->row.node.status->identity] = item.get();
    for (const std::size_t child : item->row.node.children)
        item->children.push_back(make(*item, rows, child));
    item->renumber(0);
    return item;
}

void LibraryModel::forget(const Item& item)
{
    const engine::ForestNode& node = item.row.node;
    // The same file may have come back elsewhere already.
    if (const auto found = byPath_.find(node.path.native()); found != byPath_.end() && found->second == &item)
        byPath_.erase(found);
    if (node.status)
        if (const auto found = byIdentity_.find(node.status->identity);
            found != byIdentity_.end() && found->second == &item)
            byIdentity_.erase(found);
    for (const auto& child : item.children)
        forget(*child);
}

/// Most rows of most scans are as they were, and there can be thousands.
void LibraryModel::update(Item& item, const LibraryRow& row)
{
    if (looksSame(item.row, row))
        return;
    if (!isSameFile(item.row.node, row.node)) {
        if (const auto& old = item.row.node.status)
            if (const auto found = byIdentity_.find(old->identity);
                found != byIdentity_.end() && found->second == &item)
                byIdentity_.erase(found);
        if (row.node.status)
            byIdentity_[row.node.status->identity] = &item;
        item.figures.reset();
    }
    item.row = row;
    changed(item);
}

void LibraryModel::setFigures(const std::vector<PathFigures>& figures)
{
    for (const auto& [path, known] : figures) {
        const auto found = byPath_.find(path.native());
        if (found == byPath_.end())
            continue;
        std::optional<RowFigures>& shown = found->second->figures;
        if (shown && isSameReading(*shown, known))
            continue;
        shown = known;
        changed(*found->second);
    }
}

void LibraryModel::changed(const Item& item)
{
    emit dataChanged(indexOf(&item), indexOf(&item, columns - 1));
}

void LibraryModel::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, columns - 1);
    for (const QModelIndex& index : all())
        emit dataChanged(index, index.siblingAtColumn(columns - 1));
}

LibraryModel::Item* LibraryModel::itemOf(const QModelIndex& index) const
{
    return index.isValid() ? static_cast<Item*>(index.internalPointer()) : root_.get();
}

QModelIndex LibraryModel::indexOf(const Item* item, int column) const
{
    return item == root_.get() ? QModelIndex() : createIndex(static_cast<int>(item->position), column, item);
}

const LibraryRow* LibraryModel::row(const QModelIndex& index) const
{
    return index.model() == this ? &itemOf(index)->row : nullptr;
}

const RowFigures* LibraryModel::figures(const QModelIndex& index) const
{
    return index.model() == this && itemOf(index)->figures ? &*itemOf(index)->figures : nullptr;
}

QModelIndex LibraryModel::find(const std::filesystem::path& path) const
{
    const auto found = byPath_.find(path.native());
    return found == byPath_.end() ? QModelIndex() : indexOf(found->second);
}

QModelIndex LibraryModel::find(const engine::FileIdentity& identity) const
{
    const auto found = byIdentity_.find(identity);
    return found == byIdentity_.end() ? QModelIndex() : indexOf(found->second);
}

QModelIndexList LibraryModel::all() const
{
    QModelIndexList found;
    const auto visit = [&](const Item& item, const auto& self) -> void {
        for (const auto& child : item.children) {
            found.append(indexOf(child.get()));
            self(*child, self);
        }
    };
    visit(*root_, visit);
    return found;
}

QModelIndex LibraryModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return indexOf(itemOf(parent)->children[static_cast<std::size_t>(row)].get(), column);
}

QModelIndex LibraryModel::parent(const QModelIndex& index) const
{
    return index.isValid() ? indexOf(itemOf(index)->parent) : QModelIndex();
}

int LibraryModel::rowCount(const QModelIndex& parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(itemOf(parent)->children.size());
}

int LibraryModel::columnCount(const QModelIndex& /*parent*/) const
{
    return columns;
}

QVariant LibraryModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Item* item = itemOf(index);
    const RowText text(item->row, item->figures ? &*item->figures : nullptr);
    const auto column = static_cast<Column>(index.column());
    if (role == FolderRole) {
        return column != Name || item->folder.isEmpty() ? QVariant() : item->folder;
    }
    if (role == SortRole && column >= VirtualSize && column <= Saving)
        return sumOf(*item, column);
    return role == Qt::DecorationRole ? icon(text.icon(column)) : text.data(column, role);
}

/// Trees are sorted by what is in them. Not known where nothing of it is.
QVariant LibraryModel::sumOf(const Item& item, Column column) const
{
    if (item.row.kept)
        return {};
    QVariant sum = RowText(item.row, item.figures ? &*item.figures : nullptr).data(column, SortRole);
    for (const auto& child : item.children)
        if (const QVariant more = sumOf(*child, column); more.isValid())
            sum = qulonglong(sum.toULongLong() + more.toULongLong());
    return sum;
}

/// An SVG is drawn once a size, as long as its QIcon lives.
QVariant LibraryModel::icon(const QString& name) const
{
    if (name.isEmpty())
        return {};
    auto found = icons_.find(name);
    if (found == icons_.end()) {
        QIcon icon(name);
        // Else it is tinted, and cannot be told from the selection.
        icon.addFile(name, {}, QIcon::Selected);
        found = icons_.insert(name, icon);
    }
    return *found;
}

QVariant LibraryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return orientation == Qt::Horizontal ? RowText::header(section, role) : QVariant();
}

}  // namespace widgets
