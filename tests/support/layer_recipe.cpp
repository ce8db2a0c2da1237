#include "support/layer_recipe.h"

#include <array>

namespace testsupport {

namespace {

void pickVersion3Features(Random& random, LayerRecipe& recipe)
{
    recipe.zstd = random.chance(40);
    recipe.extendedL2 = recipe.clusterSize >= 16384 && random.chance(40);
    if (random.chance(40))
        recipe.refcountBits = 1U << random.below(7);
    recipe.lazyRefcounts = random.chance(20);
    recipe.crash = recipe.lazyRefcounts && random.chance(60);
    recipe.bitmap = random.chance(15);
    recipe.externalData = random.chance(8);
    recipe.resize = !recipe.externalData && random.chance(15);
}

void pickPreallocation(Random& random, LayerRecipe& recipe, bool hasBacking)
{
    static constexpr std::array kinds{"metadata", "falloc", "full"};
    // With a backing image only subclusters can say "reserved, but not written".
    if (random.chance(12) && (!hasBacking || recipe.extendedL2))
        recipe.preallocation = kinds[random.below(hasBacking ? 2 : kinds.size())];
    recipe.rawExternalData = recipe.externalData && !hasBacking && random.chance(50);
    if (recipe.rawExternalData)
        recipe.preallocation = "metadata";
}

void pickSnapshots(Random& random, LayerRecipe& recipe)
{
    // A snapshot shares clusters: its refcounts are 2 and more.
    if (recipe.externalData || recipe.refcountBits == 1)
        return;
    if (random.chance(25))
        recipe.snapshots = static_cast<unsigned>(random.between(1, 2));
}

}  // namespace

std::string LayerRecipe::options() const
{
    std::string text = std::string("compat=") + (version == 2 ? "0.10" : "1.1");
    text += ",cluster_size=" + std::to_string(clusterSize);
    if (version == 2)
        return text + ",preallocation=" + preallocation;
    text += ",refcount_bits=" + std::to_string(refcountBits);
    text += std::string(",extended_l2=") + (extendedL2 ? "on" : "off");
    text += std::string(",compression_type=") + (zstd ? "zstd" : "zlib");
    text += std::string(",lazy_refcounts=") + (lazyRefcounts ? "on" : "off");
    if (rawExternalData)
        text += ",data_file_raw=on";
    return text + ",preallocation=" + preallocation;
}

bool LayerRecipe::compresses() const
{
    return !raw && !encrypted && !externalData && !crash && preallocation == "off" &&
           (snapshots == 0 || refcountBits >= 16);
}

LayerRecipe randomRecipe(Random& random, RecipeContext below)
{
    LayerRecipe recipe;
    if (!below.hasBacking && random.chance(25)) {
        recipe.raw = true;
        return recipe;
    }
    if (!below.hasEncrypted && random.chance(2)) {
        recipe.encrypted = true;
        return recipe;
    }
    recipe.clusterSize = std::uint64_t{1} << random.between(9, 21);
    recipe.version = random.chance(15) ? 2 : 3;
    if (recipe.version == 3)
        pickVersion3Features(random, recipe);
    pickPreallocation(random, recipe, below.hasBacking);
    pickSnapshots(random, recipe);
    return recipe;
}

}  // namespace testsupport
