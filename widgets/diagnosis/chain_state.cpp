#include "widgets/diagnosis/chain_state.h"

#include "widgets/words/words.h"

#include <QCoreApplication>

namespace widgets {

std::vector<ChainState> statesOf(const engine::Chain& chain)
{
    std::vector<ChainState> states;
    for (std::size_t layer = 0; layer < chain.layers().size(); ++layer) {
        for (const engine::Snapshot& snapshot : chain.layers()[layer].image->info().snapshots)
            states.push_back({layer, snapshot.id, snapshot.name});
        states.push_back({layer, {}, {}});
    }
    return states;
}

QString stateTitle(const engine::Chain& chain, const ChainState& state)
{
    const QString file = fileNameText(chain.layers()[state.layer].path);
    if (state.snapshot.empty())
        return file;
    return QCoreApplication::translate("ChainState", "snapshot %1 of %2")
        .arg(plainText(state.snapshotName.empty() ? state.snapshot : state.snapshotName), file);
}

engine::Chain chainOf(const engine::Chain& chain, const ChainState& state, engine::ChainOptions options)
{
    if (state.snapshot.empty())
        return chain.lower(state.layer + 1);
    const engine::Layer& layer = chain.layers()[state.layer];
    options.format = layer.format;
    options.snapshot = state.snapshot;
    engine::Chain then = engine::Chain::open(layer.path, options);
    then.requireComplete();
    return then;
}

}  // namespace widgets
