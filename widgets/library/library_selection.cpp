#include "widgets/library/library_view.h"

#include <QScopedValueRollback>

/// How the library and the session follow each other.
namespace widgets {

namespace fs = std::filesystem;

const LibraryRow* LibraryView::rowOf(const QModelIndex& shown) const
{
    return model_.row(filter_.mapToSource(shown));
}

std::optional<std::size_t> LibraryView::layerOf(const engine::ForestNode& node) const
{
    const auto analysis = session_.analysis();
    if (!analysis)
        return std::nullopt;
    const auto layers = analysis->chain.layers();
    for (std::size_t layer = 0; layer < layers.size(); ++layer)
        if (layers[layer].path == node.path ||
            (layers[layer].status && node.status && layers[layer].status->identity == node.status->identity))
            return layer;
    return std::nullopt;
}

/// A tree that gets the focus makes its first row the current one, and nobody has asked for that.
bool LibraryView::isChosen() const
{
    return tree_->selectionModel()->isSelected(tree_->currentIndex());
}

void LibraryView::openCurrent()
{
    const LibraryRow* row = rowOf(tree_->currentIndex());
    if (!row || tree_->selectionModel()->selectedRows().size() > 1)
        return;
    if (!isChosen()) {
        followSession();
        return;
    }
    // A template that is a layer of another open chain is shown as that layer.
    if (const auto layer = layerOf(row->node)) {
        wantedLayer_.reset();
        session_.selectLayer(layer);
    } else {
        open(*row);
    }
}

void LibraryView::open(const LibraryRow& row)
{
    const LibraryRow* top = &row;
    QModelIndex index = model_.find(row.node.path);
    // A layer of a single template is shown in it: by itself it could not be slimmed.
    while (!top->isTemplate() && top->templates == 1) {
        for (int child = 0; child < model_.rowCount(index); ++child)
            if (const QModelIndex above = model_.index(child, 0, index); model_.row(above)->templates == 1) {
                index = above;
                break;
            }
        top = model_.row(index);
    }
    if (top->node.state == engine::LayerState::Missing)
        return;
    wantedLayer_ = row.node.path;
    if (session_.path() == top->node.path && session_.analysis())
        followSession();
    else
        session_.open(top->node.path);
}

void LibraryView::followSession()
{
    const auto analysis = session_.analysis();
    if (!analysis || (openSoon_.isActive() && isChosen()))
        return;
    openSoon_.stop();
    const auto layers = analysis->chain.layers();
    if (wantedLayer_ && analysis->chain.top().path == session_.path()) {
        const auto wanted = std::exchange(wantedLayer_, std::nullopt);
        if (const LibraryRow* row = model_.row(model_.find(*wanted)))
            if (const auto layer = layerOf(row->node))
                session_.selectLayer(layer);
    }
    if (!session_.layer() || tree_->selectionModel()->selectedRows().size() > 1)
        return;
    const engine::Layer& layer = layers[*session_.layer()];
    const QModelIndex found = layer.status ? model_.find(layer.status->identity) : model_.find(layer.path);
    const QModelIndex shown = filter_.mapFromSource(found);
    if (!shown.isValid() || shown.siblingAtColumn(0) == tree_->currentIndex().siblingAtColumn(0))
        return;
    const QScopedValueRollback following(following_, true);
    tree_->setCurrentIndex(shown);
}

std::vector<fs::path> LibraryView::selectedTemplates() const
{
    QModelIndexList selected = tree_->selectionModel()->selectedRows();
    std::sort(selected.begin(), selected.end(), [this](const QModelIndex& a, const QModelIndex& b) {
        return tree_->visualRect(a).top() < tree_->visualRect(b).top();
    });
    std::vector<fs::path> templates;
    for (const QModelIndex& index : selected)
        if (const LibraryRow* row = rowOf(index);
            row && row->isTemplate() && isReadable(row->node.state) && !row->broken)
            templates.push_back(row->node.path);
    return templates;
}

}  // namespace widgets
