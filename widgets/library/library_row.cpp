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

bool isSameFile(const engine::ForestNode& a, const engine::ForestNode& b)
{
    if (a.status.has_value() != b.status.has_value() || a.state != b.state || a.format != b.format)
        return false;
    return !a.status || (a.status->identity == b.status->identity && a.status->length == b.status->length &&
                         a.status->diskSize == b.status->diskSize && a.status->modified == b.status->modified);
}

bool looksSame(const LibraryRow& a, const LibraryRow& b)
{
    const auto textOf = [](const engine::ForestNode& node) {
        return node.reason ? std::string(node.reason->what()) : std::string();
    };
    return isSameFile(a.node, b.node) && a.templates == b.templates && a.broken == b.broken &&
           a.node.virtualSize == b.node.virtualSize && a.node.children.size() == b.node.children.size() &&
           a.node.suspicions.size() == b.node.suspicions.size() && textOf(a.node) == textOf(b.node);
}

}  // namespace widgets
