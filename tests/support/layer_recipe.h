#pragma once

#include "support/random.h"

#include <string>

namespace testsupport {

/// Which features one layer of a generated chain has; only combinations that qemu-img takes.
struct LayerRecipe {
    bool raw = false;
    bool encrypted = false;  ///< LUKS; made from a template, so that only the other fields' defaults are possible
    unsigned version = 3;
    std::uint64_t clusterSize = 65536;
    unsigned refcountBits = 16;
    bool extendedL2 = false;
    bool zstd = false;
    bool lazyRefcounts = false;
    bool externalData = false;
    bool rawExternalData = false;
    std::string preallocation = "off";
    bool bitmap = false;
    unsigned snapshots = 0;
    bool crash = false;  ///< the last writes are not closed properly
    bool resize = false;

    /// Whether clusters may be written compressed. A crash can leave a broken stream behind; a snapshot doubles the
    /// refcount of a cluster that holds many streams; preallocated clusters are never compressed.
    bool compresses() const;
    /// For `qemu-img create -o`; without the name of an external data file.
    std::string options() const;
};

/// What is below the layer.
struct RecipeContext {
    bool hasBacking = false;
    bool hasEncrypted = false;
};

LayerRecipe randomRecipe(Random& random, RecipeContext below);

}  // namespace testsupport
