#pragma once

#include "chain/chain.h"

#include <QString>

#include <string>
#include <vector>

namespace widgets {

/// A state of the disk that a chain keeps: what one of its layers shows, or an internal snapshot of one.
struct ChainState {
    std::size_t layer = 0;     ///< index in the chain, base first
    std::string snapshot;      ///< by id; empty: the layer as it is now
    std::string snapshotName;  ///< may be empty

    bool operator==(const ChainState&) const = default;
};

/// All of a complete chain: base first, the snapshots of a layer before the layer.
std::vector<ChainState> statesOf(const engine::Chain& chain);
/// "top.qcow2", "snapshot before-update of top.qcow2".
QString stateTitle(const engine::Chain& chain, const ChainState& state);
/// A snapshot is opened anew, by these options. Throws engine::Error where the file has changed since.
engine::Chain chainOf(const engine::Chain& chain, const ChainState& state, engine::ChainOptions options);

}  // namespace widgets
