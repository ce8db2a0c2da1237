#include "plan/file_names.h"

#include "plan/qcow2_header.h"
#include "storage/kept_name.h"

#include <algorithm>
#include <map>
#include <set>

namespace engine {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t mostLinks = 40;

void addFolders(const std::vector<fs::path>& way, std::vector<fs::path>& folders)
{
    for (const fs::path& name : way)
        folders.push_back(name.parent_path());
}

/// Near ones first: the folders, then those beside them.
std::vector<fs::path> placesToSearch(std::vector<fs::path> folders)
{
    const std::size_t near = folders.size();
    for (std::size_t index = 0; index < near; ++index) {
        const fs::path above = folders[index].parent_path();
        if (above.has_relative_path())
            folders.push_back(above);
    }
    return folders;
}

std::vector<FoundName> search(const std::set<FileIdentity>& files, const std::vector<fs::path>& own,
                              const std::vector<fs::path>& folders, const std::stop_token& stop)
{
    std::vector<fs::path> near = folders;
    addFolders(own, near);
    std::vector<FoundName> names = findNames(files, placesToSearch(std::move(near)), stop);
    std::erase_if(names,
                  [&](const FoundName& name) { return std::find(own.begin(), own.end(), name.path) != own.end(); });
    return names;
}

void addOnce(const fs::path& path, std::vector<fs::path>& paths)
{
    if (std::find(paths.begin(), paths.end(), path) == paths.end())
        paths.push_back(path);
}

bool isOneName(const fs::path& a, const fs::path& b)
{
    std::error_code failed;
    const fs::path real = fs::canonical(a, failed);
    return !failed && real == fs::canonical(b, failed);
}

std::string numbered(const fs::path& name, unsigned number)
{
    return name.stem().string() + '-' + std::to_string(number) + name.extension().string();
}

/// What a name that keeps its file leads to by names of the chain.
void addNeeds(const Chain& chain, std::size_t layer, const fs::path& name, std::span<const FoundName> names,
              std::vector<Dependent>& dependents)
{
    ChainOptions options;
    options.format = chain.layers()[layer].format;
    for (const Layer& own : chain.layers())
        options.policy.allow(own.path);
    for (const FoundName& other : names)
        options.policy.allow(other.path);
    const Chain found = Chain::open(name, options);
    const auto layers = found.layers();
    for (std::size_t depth = 1; depth < layers.size() && depth <= layer; ++depth) {
        const Layer& below = layers[layers.size() - 1 - depth];
        const Layer& own = chain.layers()[layer - depth];
        if (below.status && below.status->identity == own.status->identity && isOneName(below.path, own.path))
            dependents.push_back({layer - depth, name, *layers.back().status, isKeptName(name.filename().native())});
    }
}

}  // namespace

std::vector<fs::path> namesOnTheWay(const fs::path& path)
{
    std::vector<fs::path> way{inRealFolder(path)};
    std::error_code failed;
    while (way.size() <= mostLinks && fs::is_symlink(way.back(), failed))
        way.push_back(inRealFolder(way.back().parent_path() / fs::read_symlink(way.back(), failed)));
    return way;
}

std::vector<FoundName> findOtherNames(std::span<const Chain> chains, const std::vector<fs::path>& folders,
                                      const std::stop_token& stop)
{
    std::set<FileIdentity> files;
    std::vector<fs::path> own;
    for (const Chain& chain : chains) {
        for (const Layer& layer : chain.layers()) {
            files.insert(layer.status->identity);
            const std::vector<fs::path> way = namesOnTheWay(layer.path);
            own.insert(own.end(), way.begin(), way.end());
        }
    }
    return search(files, own, folders, stop);
}

std::vector<FoundName> findOtherNames(const fs::path& file, const FileIdentity& identity,
                                      const std::vector<fs::path>& folders, const std::stop_token& stop)
{
    return search({identity}, namesOnTheWay(file), folders, stop);
}

ResultPaths resultPaths(const fs::path& given, const ExpectedLayers& before, std::span<const FoundName> names,
                        bool mend)
{
    const std::vector<fs::path> way = namesOnTheWay(given);
    ResultPaths result{{way.back()}, {}};
    addOnce(way.front(), result.paths);
    const auto judge = [&](const fs::path& name) {
        const Leads leads = leadsTo(name, before);
        if (leads == Leads::Elsewhere)
            addOnce(name, result.elsewhere);
        else if (leads == Leads::Right || mend)
            addOnce(name, result.paths);
    };
    // The path as it was given is right, or it would not be replaced.
    for (std::size_t index = 1; index < way.size(); ++index)
        judge(way[index]);
    for (const FoundName& name : names) {
        if (name.file == before.front().identity && isOneName(name.path, way.back()))
            judge(name.path);
    }
    return result;
}

std::vector<Dependent> dependentsByName(const Chain& chain, std::span<const FoundName> names)
{
    std::vector<Dependent> dependents;
    const auto layers = chain.layers();
    for (const FoundName& name : names) {
        for (std::size_t layer = 0; layer < layers.size(); ++layer) {
            if (layers[layer].status->identity != name.file)
                continue;
            if (!isOneName(name.path, layers[layer].path))
                addNeeds(chain, layer, name.path, names, dependents);
            else if (layer + 1 < layers.size())
                dependents.push_back(
                    {layer, name.path, *layers[layer].status, isKeptName(name.path.filename().native())});
        }
    }
    return dependents;
}

void noteBackingName(ImagePlan& image, const ExpectedLayers& backing, const std::string& old, std::uint64_t clusterSize,
                     PlanNotes& notes)
{
    const NameWish wish{old, false, backingNameRoom(clusterSize, image.backingFormat)};
    const std::optional<std::string> name = nameOfBacking(image.openedAs, backing, wish);
    const Error::Values values{{"path", image.path.string()}, {"base", backing.front().path.string()}};
    image.backingName = name.value_or(std::string());
    if (!name)
        notes.blockers.push_back({"plan.noBackingName", values});
    else if (name->starts_with('/') && !old.starts_with('/'))
        notes.cautions.push_back({"plan.wholePath", values});
}

std::vector<std::string> distinctNames(std::span<const fs::path> images, std::string_view taken)
{
    std::map<std::string, std::size_t> count{{std::string(taken), 1}};
    for (const fs::path& image : images)
        ++count[image.filename().string()];
    std::set<std::string> used;
    for (const auto& [name, times] : count) {
        if (times == 1)
            used.insert(name);
    }
    std::vector<std::string> names;
    for (const fs::path& image : images) {
        const std::string plain = image.filename().string();
        if (count[plain] == 1) {
            names.push_back(plain);
            continue;
        }
        const std::string wished = inRealFolder(image).parent_path().filename().string() + '-' + plain;
        std::string name = wished;
        for (unsigned number = 2; !used.insert(name).second; ++number)
            name = numbered(wished, number);
        names.push_back(std::move(name));
    }
    return names;
}

void noteElsewhere(const ResultPaths& result, const fs::path& image, PlanNotes& notes)
{
    for (const fs::path& path : result.elsewhere)
        notes.blockers.push_back({"plan.leadsElsewhere", {{"path", path.string()}, {"image", image.string()}}});
}

void noteOtherNames(const Chain& chain, std::size_t first, std::span<const FoundName> names, PlanNotes& notes)
{
    for (const Layer& layer : chain.layers().subspan(first)) {
        const auto found = static_cast<std::uint32_t>(std::count_if(names.begin(), names.end(), [&](const auto& name) {
            return !name.link && name.file == layer.status->identity;
        }));
        if (layer.status->links > found + 1)
            notes.cautions.push_back(
                {"plan.otherNames",
                 {{"path", layer.path.string()}, {"count", std::uint64_t{layer.status->links - found - 1}}}});
    }
}

}  // namespace engine
