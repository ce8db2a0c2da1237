#include "work/lab/facts.h"

#include "chain/layer_map.h"
#include "guest/file_shares.h"
#include "guest/guest.h"
#include "guest/layer_use.h"

#include <algorithm>
#include <set>

namespace engine::lab {

namespace {

using Names = std::set<std::string>;

/// The files whose content touches a set of the disk. What the file system keeps for itself is none.
Names filesIn(const Guest& guest, const GuestRangeSet& set)
{
    Names names;
    for (const Volume& volume : guest.volumes) {
        if (!volume.files)
            continue;
        for (const FileTable::Owned& owned : volume.files->owned()) {
            if (volume.files->entries()[owned.entry].kind != FileKind::File)
                continue;
            volume.mapping.visit(owned.range, [&](GuestRange range) {
                if (!set.restrictedTo(range).empty())
                    names.insert(volume.files->path(owned.entry).substr(1));
            });
        }
    }
    return names;
}

void measure(const Chain& chain, const PracticeOptions& options, TemplateFacts& facts, const std::stop_token& stop)
{
    Progress progress;
    const std::vector<LayerMap> maps = readLayerMaps(chain, MapDepth::Exact, progress, stop);
    GuestOptions wanted;
    wanted.listFiles = true;
    const Guest guest = readGuest(chain, wanted, progress, stop);
    const std::vector<LayerUse> uses = readLayerUse(chain, maps, guest);
    const std::vector<GuestRangeSet> visible = visibleInLayers(maps);
    for (std::size_t at = 0; at < maps.size(); ++at) {
        LayerFacts& layer = facts.layers[at];
        layer.stored = maps[at].totals().stored() / options.clusterSize;
        layer.hidden = maps[at].hidden.total() / options.clusterSize;
        layer.garbage = uses[at].garbage.total() / options.clusterSize;
        layer.duplicate = maps[at].duplicate ? maps[at].duplicate->total() / options.clusterSize : 0;
        const Names names = filesIn(guest, visible[at]);
        layer.files.assign(names.begin(), names.end());
    }
    const Names all = filesIn(guest, GuestRangeSet::of({{GuestOffset(0), options.diskSize()}}));
    facts.files.assign(all.begin(), all.end());
}

}  // namespace

Facts readFacts(const Practice& practice, const std::stop_token& stop)
{
    Facts facts;
    facts.options = practice.options();
    for (const auto& [name, state] : practice.imageStates()) {
        facts.length += state.sizes.length;
        facts.onDisk += state.sizes.onDisk;
    }
    for (std::size_t number = 0; number < practice.templates().size(); ++number) {
        const Chain chain = practice.open(number);
        TemplateFacts& each = facts.templates.emplace_back();
        each.complete = chain.complete();
        for (const Layer& layer : chain.layers()) {
            LayerFacts& fact = each.layers.emplace_back();
            fact.file = layer.path.filename().string();
            fact.state = layer.state;
            const auto known = practice.imageStates().find(fact.file);
            if (known == practice.imageStates().end())
                continue;
            fact.sizes = known->second.sizes;
            fact.snapshots = known->second.tables.snapshots.size();
        }
        if (each.complete)
            measure(chain, practice.options(), each, stop);
    }
    return facts;
}

}  // namespace engine::lab
