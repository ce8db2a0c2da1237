#include "widgets/library/library_row.h"

#include <algorithm>
#include <map>

namespace widgets {

namespace {

using Rows = std::vector<LibraryRow>;

/// Kept originals, and missing names, on which nothing but kept originals rests; top first.
void findKept(Rows& rows, std::size_t index)
{
    LibraryRow& row = rows[index];
    for (const std::size_t child : row.node.children)
        findKept(rows, child);
    const bool onlyKept = std::all_of(row.node.children.begin(), row.node.children.end(),
                                      [&rows](std::size_t child) { return rows[child].kept; });
    row.kept = onlyKept && engine::isKeptName(row.node.path.filename().native());
    row.hidden = onlyKept && !row.node.children.empty() && row.node.state == engine::LayerState::Missing;
}

/// Where a kept original is shown; nothing: at the top.
std::optional<std::size_t> homeOf(const Rows& rows, const std::map<std::filesystem::path, std::size_t>& byPath,
                                  std::size_t kept)
{
    const auto named = byPath.find(nameBeforeRun(rows[kept].node.path));
    if (named != byPath.end() && !rows[named->second].hidden && !rows[named->second].kept)
        return named->second;
    std::optional<std::size_t> below = rows[kept].node.parent;
    while (below && (rows[*below].kept || rows[*below].hidden))
        below = rows[*below].node.parent;
    return below;
}

void moveKept(Rows& rows)
{
    std::map<std::filesystem::path, std::size_t> byPath;
    for (std::size_t index = 0; index < rows.size(); ++index)
        byPath[rows[index].node.path] = index;
    std::vector<std::optional<std::size_t>> homes;
    for (std::size_t index = 0; index < rows.size(); ++index)
        homes.push_back(rows[index].kept ? homeOf(rows, byPath, index) : rows[index].node.parent);
    for (std::size_t index = 0; index < rows.size(); ++index) {
        rows[index].node.parent = homes[index];
        rows[index].node.children.clear();
    }
    // In the order of paths, as the nodes are.
    for (const auto& [path, index] : byPath) {
        if (!homes[index])
            continue;
        LibraryRow& home = rows[*homes[index]];
        home.node.children.push_back(index);
        home.overlays += rows[index].kept ? 0 : 1;
    }
}

}  // namespace

std::filesystem::path nameBeforeRun(const std::filesystem::path& kept)
{
    const std::string name = kept.filename();
    return kept.parent_path() / name.substr(0, name.rfind(engine::keptSuffix));
}

std::vector<LibraryRow> rowsOf(const engine::Forest& forest)
{
    Rows rows;
    rows.reserve(forest.nodes().size());
    for (const engine::ForestNode& node : forest.nodes())
        rows.push_back({node});
    for (const std::size_t root : forest.roots())
        findKept(rows, root);
    moveKept(rows);
    for (LibraryRow& row : rows)
        for (auto below = row.node.parent; below && !row.broken && !row.kept; below = rows[*below].node.parent)
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

bool isSameReading(const RowFigures& a, const RowFigures& b)
{
    return a.stripe && a.stripe == b.stripe && a.uniqueBytes == b.uniqueBytes && a.garbageBytes == b.garbageBytes &&
           a.savingBytes == b.savingBytes && a.returnedBytes == b.returnedBytes;
}

bool looksSame(const LibraryRow& a, const LibraryRow& b)
{
    const auto textOf = [](const engine::ForestNode& node) {
        return node.reason ? std::string(node.reason->what()) : std::string();
    };
    return isSameFile(a.node, b.node) && a.templates == b.templates && a.broken == b.broken && a.kept == b.kept &&
           a.overlays == b.overlays && a.node.backingName == b.node.backingName &&
           a.node.otherNames == b.node.otherNames && a.node.virtualSize == b.node.virtualSize &&
           a.node.children.size() == b.node.children.size() && a.node.suspicions.size() == b.node.suspicions.size() &&
           textOf(a.node) == textOf(b.node);
}

}  // namespace widgets
