#include "chain/forest.h"

#include "bytes/parallel.h"
#include "chain/forest_links.h"
#include "chain/layer_opener.h"
#include "chain/suspicions.h"
#include "image/probe.h"
#include "storage/file_kind.h"
#include "storage/folder_tree.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <system_error>

namespace engine {

namespace {

namespace fs = std::filesystem;

template <std::size_t Count>
bool endsLike(const fs::path& path, const std::array<std::string_view, Count>& endings)
{
    const std::string ending = path.extension().string();
    return std::find(endings.begin(), endings.end(), ending) != endings.end();
}

/// Raw disks show no signature, and what cannot be opened shows nothing: their names must do.
bool isImage(const Layer& layer)
{
    static constexpr std::array<std::string_view, 2> rawEndings{".raw", ".img"};
    static constexpr std::array<std::string_view, 10> imageEndings{".raw", ".img",  ".qcow2", ".qcow", ".qed",
                                                                   ".vdi", ".vmdk", ".vhd",   ".vhdx", ".hdd"};
    // Everything that is packed in a store is not shown, only what is called after an image.
    if (isPacked(layer.format))
        return layer.path.extension() == ".ova" || endsLike(layer.path.stem(), imageEndings);
    if (layer.format.empty())
        return layer.state != LayerState::Missing && endsLike(layer.path, imageEndings);
    // What is called after a format and is none, cut off or never written, is what a person has to see.
    return layer.format != "raw" || endsLike(layer.path, rawEndings) || !suspicionsOf(layer).empty();
}

std::set<FileIdentity> identitiesOf(const std::vector<fs::path>& files)
{
    std::set<FileIdentity> identities;
    for (const fs::path& file : files) {
        try {
            identities.insert(statusOf(file).identity);
        } catch (const Error&) {
            // It is gone again.
        }
    }
    return identities;
}

}  // namespace

Forest Forest::scan(const std::vector<fs::path>& places, ChainOptions options, Progress& progress, std::stop_token stop)
{
    std::vector<fs::path> named;
    std::vector<fs::path> folders;
    for (const fs::path& place : places) {
        const bool isFile = statusOf(place).regular;
        if (!isFile && !fs::is_directory(place))
            throw notRegular(place);
        (isFile ? named : folders).push_back(place);
        options.policy.openFolder(place);
        if (isFile)
            options.policy.openFolder(place.parent_path());
    }
    std::sort(named.begin(), named.end());
    std::vector<fs::path> files = named;
    const auto addFile = [&files](const fs::directory_entry& entry) {
        std::error_code vanished;
        if (entry.is_regular_file(vanished))
            files.push_back(entry.path());
    };
    FolderTree tree = walkFolders(folders, addFile, stop);
    std::sort(files.begin(), files.end());
    files.erase(std::unique(files.begin(), files.end()), files.end());
    progress.total = files.size();
    std::vector<std::optional<ScannedImage>> found(files.size());
    const std::set<FileIdentity> identities = identitiesOf(files);
    const auto isScanned = [&identities](const FileIdentity& file) { return identities.contains(file); };
    parallelFor(files.size(), [&](std::size_t index) {
        throwIfStopped(stop);
        LayerOpener opener(options);
        const Layer layer = opener.openScanned(files[index]);
        if (isImage(layer) || std::binary_search(named.begin(), named.end(), files[index]))
            found[index] = scannedImageOf(layer, opener, isScanned);
        ++progress.done;
    });

    ForestLinks links;
    for (std::optional<ScannedImage>& image : found)
        if (image)
            links.add(std::move(*image));
    Forest forest;
    forest.folders_ = std::move(tree.folders);
    forest.skipped_ = std::move(tree.skipped);
    forest.nodes_ = links.connect();
    for (std::size_t index = 0; index < forest.nodes_.size(); ++index)
        if (!forest.nodes_[index].parent)
            forest.roots_.push_back(index);
    return forest;
}

}  // namespace engine
