#include "widgets/library/template_figures.h"

#include "plan/template_figures.h"
#include "widgets/data/lane_map.h"

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
                     std::to_string(node.status->identity.inode);
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

void addSaving(RowFigures& row, const engine::TemplateFigures& figures)
{
    row.standard = figures.standard;
    row.deep = figures.deep;
    row.savingBytes = figures.bestSaving();
    if (!row.savingBytes)
        row.noSaving = figures.deep.blocker;
}

std::vector<PathFigures> readChain(const FigureTarget& target, const engine::Forest& forest,
                                   const engine::ChainOptions& options, const std::stop_token& stop)
{
    const engine::Chain chain = engine::Chain::open(target.path, options);
    engine::Progress progress;
    const engine::TemplateFigures read =
        engine::readTemplateFigures(chain, forest, engine::MapDepth::Quick, progress, stop);
    std::vector<PathFigures> figures;
    std::uint64_t garbageBytes = 0;
    for (std::size_t index = 0; index < read.maps.size(); ++index) {
        const engine::FileIdentity identity = chain.layers()[index].status->identity;
        const auto wanted = std::find_if(target.layers.begin(), target.layers.end(),
                                         [&](const auto& layer) { return layer.second == identity; });
        if (wanted == target.layers.end())
            continue;
        RowFigures row;
        row.uniqueBytes = read.maps[index].uniqueBytes(read.uses[index].garbage);
        row.garbageBytes = read.uses[index].garbage.total();
        row.stripe = std::make_shared<const MapStripe>(
            stripeOf(LaneMap::ofLayer(read.maps[index], &read.uses[index], &read.guest)));
        garbageBytes += row.garbageBytes;
        if (target.isTemplate && index + 1 == read.maps.size()) {
            addSaving(row, read);
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
                                     const engine::ChainOptions& options, std::stop_token stop)
{
    try {
        return readChain(target, forest, options, stop);
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
