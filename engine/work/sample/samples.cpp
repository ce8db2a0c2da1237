#include "work/sample/samples.h"

#include "bytes/parallel.h"
#include "storage/folder.h"
#include "work/sample/layer.h"
#include "work/sample/volume.h"
#include "work/sample/workshop.h"

#include <optional>
#include <set>

namespace engine {

namespace {

namespace fs = std::filesystem;
using sample::Recipe;
using sample::Workshop;

/// Leaves out what there are no tools for; ext4 is in all the others.
std::vector<Recipe> possibleRecipes(const fs::path& folder, std::vector<Error>& leftOut)
{
    std::vector<Recipe> possible;
    for (Recipe& recipe : sample::recipes()) {
        const std::optional<Error> missing = sample::whyNotMade(recipe.volume);
        if (!missing)
            possible.push_back(std::move(recipe));
        else if (recipe.volume == sample::VolumeType::Ext4)
            throw *missing;
        else
            leftOut.push_back(missing->at(folder / recipe.folder));
    }
    return possible;
}

void requireFree(const fs::path& folder, const std::vector<Recipe>& recipes)
{
    for (const Recipe& recipe : recipes)
        if (fs::exists(fs::symlink_status(folder / recipe.folder)))
            throw Error(ErrorKind::Refused, "target.exists").at(folder / recipe.folder);
}

/// @param tools for the files of the tools, nobody else's
void makeTemplate(const Recipe& recipe, const Folder& folder, const SharedFolder& tools, Progress& progress,
                  const std::stop_token& stop)
{
    sample::Volume volume = sample::Volume::make(recipe, tools, stop);
    const sample::Disk disk(sample::partitionTable(sample::toolsOf(recipe.volume).partitionType, recipe.label),
                            volume.open());
    std::string backing;
    for (const sample::State& state : recipe.states) {
        volume.bring(state, stop);
        writeLayer(disk, folder, imageName(state), backing, stop);
        backing = imageName(state);
        ++progress.done;
    }
    if (recipe.baseLost)
        folder.remove(imageName(recipe.states.front()));
}

Sample sampleOf(const Recipe& recipe, const fs::path& folder)
{
    Sample sample{recipe.code, {}};
    for (const sample::State& state : recipe.states)
        if (!recipe.baseLost || &state != &recipe.states.front())
            sample.layers.push_back(folder / recipe.folder / imageName(state));
    return sample;
}

}  // namespace

Samples makeSamples(const fs::path& folder, Progress& progress, const std::stop_token& stop)
{
    // A new layer is compared with those below it, which are opened by their paths like any chain.
    requireOwnFolder(folder);
    Samples samples;
    const std::vector<Recipe> recipes = possibleRecipes(folder, samples.leftOut);
    requireFree(folder, recipes);
    for (const Recipe& recipe : recipes)
        progress.total += recipe.states.size();
    sample::removeLeftWorkshops(folder);
    Workshop workshop(folder);
    const Folder& inside = workshop.folder();
    std::set<std::string_view> names;
    for (const Recipe& recipe : recipes) {
        if (names.insert(recipe.folder).second)
            inside.makeFolder(std::string(recipe.folder), forAll);
    }
    // The tools mostly wait for the disk.
    parallelFor(recipes.size(), [&](std::size_t index) {
        const std::string tools = "tools-" + std::to_string(index);
        inside.makeFolder(tools);
        makeTemplate(recipes[index], inside.openFolder(std::string(recipes[index].folder)),
                     std::make_shared<const Folder>(inside.openFolder(tools)), progress, stop);
    });
    for (const Recipe& recipe : recipes)
        samples.made.push_back(sampleOf(recipe, folder));
    throwIfStopped(stop);
    workshop.place(names);
    return samples;
}

}  // namespace engine
