#include "chain/forest.h"

#include "bytes/parallel.h"
#include "chain/forest_links.h"
#include "chain/layer_opener.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <system_error>

namespace engine {

namespace {

namespace fs = std::filesystem;

Error folderError(const fs::path& folder, const std::error_code& failed)
{
    return systemError(failed.value(), "folder.read").at(folder);
}

/// Unreadable folders below the named ones are passed over: a scan of a store must not end at one of them.
std::vector<fs::path> filesBelow(const std::vector<fs::path>& folders, const std::stop_token& stop)
{
    std::vector<fs::path> files;
    for (const fs::path& folder : folders) {
        std::error_code failed;
        fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied, failed);
        if (failed)
            throw folderError(folder, failed);
        for (; entry != fs::recursive_directory_iterator(); entry.increment(failed)) {
            throwIfStopped(stop);
            std::error_code vanished;
            if (entry->is_regular_file(vanished))
                files.push_back(entry->path());
        }
        if (failed)
            throw folderError(folder, failed);
    }
    std::sort(files.begin(), files.end());
    files.erase(std::unique(files.begin(), files.end()), files.end());
    return files;
}

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
    if (layer.format.empty())
        return layer.state != LayerState::Missing && endsLike(layer.path, imageEndings);
    return layer.format != "raw" || endsLike(layer.path, rawEndings);
}

}  // namespace

Forest Forest::scan(const std::vector<fs::path>& folders, OpenPolicy policy, Progress& progress, std::stop_token stop)
{
    for (const fs::path& folder : folders)
        policy.openFolder(folder);
    ChainOptions options;
    options.policy = std::move(policy);

    const std::vector<fs::path> files = filesBelow(folders, stop);
    progress.total = files.size();
    std::vector<std::optional<ScannedImage>> found(files.size());
    parallelFor(files.size(), [&](std::size_t index) {
        throwIfStopped(stop);
        LayerOpener opener(options);
        const Layer layer = opener.openScanned(files[index]);
        if (isImage(layer))
            found[index] = ScannedImage{nodeOf(layer), backingsOf(layer, opener)};
        ++progress.done;
    });

    ForestLinks links;
    for (std::optional<ScannedImage>& image : found)
        if (image)
            links.add(std::move(*image));
    Forest forest;
    forest.nodes_ = links.connect();
    for (std::size_t index = 0; index < forest.nodes_.size(); ++index)
        if (!forest.nodes_[index].parent)
            forest.roots_.push_back(index);
    return forest;
}

}  // namespace engine
