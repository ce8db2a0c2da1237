#include "widgets/library/library_row.h"

namespace widgets {

std::vector<LibraryRow> rowsOf(const engine::Forest& forest)
{
    std::vector<LibraryRow> rows;
    rows.reserve(forest.nodes().size());
    for (const engine::ForestNode& node : forest.nodes())
        rows.push_back({node});
    for (LibraryRow& row : rows)
        for (auto below = row.node.parent; below && !row.broken; below = rows[*below].node.parent)
            if (const engine::ForestNode& node = rows[*below].node; !isReadable(node.state))
                row.broken.emplace(node.path, node.state);
    for (LibraryRow& row : rows) {
        if (!row.isTemplate())
            continue;
        ++row.templates;
        for (auto below = row.node.parent; below; below = rows[*below].node.parent)
            ++rows[*below].templates;
    }
    return rows;
}

}  // namespace widgets
