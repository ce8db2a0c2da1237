#include "widgets/library/template_figures.h"

#include "plan/template_figures.h"

#include <algorithm>

namespace widgets {

namespace {

using engine::GuestOffset;
using engine::GuestRange;

void sign(std::string& signature, const LibraryRow& row)
{
    const engine::ForestNode& node = row.node;
    signature += node.path.native() + '\0' + node.format + '\0' + std::to_string(node.children.size()) + ' ' +
                 std::to_string(row.templates) + ' ' + std::string(name(node.state));
    if (node.status)
        signature += ' ' + std::to_string(node.status->length) + ' ' + std::to_string(node.status->diskSize) + ' ' +
                     std::to_string(node.status->modified.time_since_epoch().count()) + ' ' +
                     std::to_string(node.status->identity.inode) + ' ' +
                     std::to_string(node.status->changed.time_since_epoch().count());
    signature += '\0';
}

/// Nothing where a layer cannot be read.
std::optional<FigureTarget> targetOf(const std::vector<LibraryRow>& rows, std::size_t index)
{
    const LibraryRow& top = rows[index];
    FigureTarget target{top.node.path, top.isTemplate(), {}, {}};
    for (std::optional<std::size_t> at = index; at; at = rows[*at].node.parent) {
        const LibraryRow& row = rows[*at];
        if (!isReadable(row.node.state) || !row.node.status)
            return std::nullopt;
        if (*at == index || !row.isShared())
            target.layers.emplace_back(row.node.path, row.node.status->identity);
        sign(target.signature, row);
    }
    return target;
}

void addSaving(RowFigures& row, const engine::SlimSavings& savings)
{
    row.standard = savings.standard;
    row.deep = savings.deep;
    row.savingBytes = savings.bestSaving();
    row.returnedBytes = savings.bestReturn();
    row.returnedExact = savings.standard.returnedExact && savings.deep.returnedExact;
    if (!row.savingBytes)
        row.noSaving = savings.deep.blocker;
}

bool sameFile(const engine::Layer& a, const engine::Layer& b)
{
    return a.status && b.status && a.status->identity == b.status->identity && a.status->length == b.status->length &&
           a.status->modified == b.status->modified && a.status->changed == b.status->changed;
}

/// Whether the chain was read through the guest, and no file has changed since.
bool isRead(const engine::Chain& chain, const ChainAnalysis* known)
{
    return known && known->has(ChainAnalysis::Stage::Guest) &&
           std::ranges::equal(chain.layers(), known->chain.layers(), sameFile);
}

RowFigures figuresOf(const engine::LayerMap& map, const engine::LayerUse& use, const LaneMap& lane)
{
    RowFigures row;
    row.uniqueBytes = map.uniqueBytes(use.garbage);
    row.garbageBytes = use.garbage.total();
    row.stripe = std::make_shared<const MapStripe>(stripeOf(lane));
    return row;
}

/// Of every layer, base first, and what a slim would save.
std::pair<std::vector<RowFigures>, engine::SlimSavings> readRows(const engine::Chain& chain,
                                                                 const engine::Forest& forest,
                                                                 const ChainAnalysis* known,
                                                                 const std::stop_token& stop)
{
    engine::Progress progress;
    std::vector<RowFigures> rows;
    if (isRead(chain, known)) {
        for (std::size_t layer = 0; layer < known->maps.size(); ++layer)
            rows.push_back(figuresOf(known->maps[layer], known->uses[layer], *known->lanes[layer]));
        return {rows, engine::readSavings(chain, forest, engine::MapDepth::Quick, known->maps, progress, stop)};
    }
    const engine::TemplateFigures read =
        engine::readTemplateFigures(chain, forest, engine::MapDepth::Quick, progress, stop);
    for (std::size_t layer = 0; layer < read.maps.size(); ++layer)
        rows.push_back(figuresOf(read.maps[layer], read.uses[layer],
                                 LaneMap::ofLayer(read.maps[layer], &read.uses[layer], &read.guest)));
    return {rows, read};
}

std::vector<PathFigures> readChain(const FigureTarget& target, const engine::Forest& forest,
                                   const engine::ChainOptions& options, const ChainAnalysis* known,
                                   const std::stop_token& stop)
{
    const engine::Chain chain = engine::Chain::open(target.path, options);
    auto [rows, savings] = readRows(chain, forest, known, stop);
    std::vector<PathFigures> figures;
    std::uint64_t garbageBytes = 0;
    for (std::size_t index = 0; index < rows.size(); ++index) {
        const engine::FileIdentity identity = chain.layers()[index].status->identity;
        const auto wanted = std::find_if(target.layers.begin(), target.layers.end(),
                                         [&](const auto& layer) { return layer.second == identity; });
        if (wanted == target.layers.end())
            continue;
        RowFigures& row = rows[index];
        garbageBytes += row.garbageBytes;
        if (target.isTemplate && index + 1 == rows.size()) {
            addSaving(row, savings);
            row.templateGarbageBytes = garbageBytes;
        }
        figures.emplace_back(wanted->first, std::move(row));
    }
    return figures;
}

}  // namespace

std::vector<FigureTarget> figureTargets(const engine::Forest& forest, const std::vector<LibraryRow>& rows)
{
    std::vector<FigureTarget> targets;
    for (std::size_t index = 0; index < forest.nodes().size(); ++index)
        if (rows[index].isTemplate() || rows[index].isShared())
            if (auto target = targetOf(rows, index))
                targets.push_back(std::move(*target));
    return targets;
}

std::vector<PathFigures> readFigures(const FigureTarget& target, const engine::Forest& forest,
                                     const engine::ChainOptions& options, const ChainAnalysis* known,
                                     std::stop_token stop)
{
    try {
        return readChain(target, forest, options, known, stop);
    } catch (const engine::Error& error) {
        if (error.kind() == engine::ErrorKind::Cancelled)
            throw;
        RowFigures failed;
        failed.failure = error;
        return {{target.path, failed}};
    }
}

MapStripe stripeOf(const LaneMap& lane)
{
    constexpr std::uint64_t columns = MapStripe::columns;
    constexpr auto nothing = static_cast<std::size_t>(ClusterClass::Unallocated);
    const auto edge = [&](std::uint64_t column) {
        return GuestOffset(lane.size() / columns * column + lane.size() % columns * column / columns);
    };
    MapStripe stripe;
    stripe.classes.fill(ClusterClass::Unallocated);
    for (std::size_t column = 0; column < columns; ++column) {
        const GuestRange range = GuestRange::between(edge(column), edge(column + 1));
        if (range.empty())
            continue;
        ClassBytes bytes = lane.sharesOf(range);
        bytes[nothing] = 0;
        const auto most = std::max_element(bytes.begin(), bytes.end());
        if (*most > 0)
            stripe.classes.at(column) = static_cast<ClusterClass>(most - bytes.begin());
    }
    return stripe;
}

}  // namespace widgets
