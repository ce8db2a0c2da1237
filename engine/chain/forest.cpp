#include "chain/forest.h"

#include "bytes/parallel.h"
#include "chain/forest_links.h"
#include "chain/layer_opener.h"
#include "chain/suspicions.h"
#include "image/probe.h"
#include "storage/file_kind.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <system_error>

namespace engine {

namespace {

namespace fs = std::filesystem;

/// Lists folders one after the other, so that a deep tree holds neither descriptors nor stack.
class FolderWalk {
public:
    explicit FolderWalk(const std::vector<fs::path>& folders) : open_(folders.rbegin(), folders.rend()) {}

    void addFile(const fs::path& file) { files_.push_back(file); }

    /// Throws Error for a folder that the user named, Cancelled.
    void run(const std::stop_token& stop)
    {
        std::size_t named = open_.size();
        while (!open_.empty()) {
            throwIfStopped(stop);
            const fs::path folder = std::move(open_.back());
            open_.pop_back();
            const bool isNamed = open_.size() < named;
            named = std::min(named, open_.size());
            if (const auto failed = list(folder)) {
                const Error error = systemError(failed.value(), "folder.read").at(folder);
                if (isNamed)
                    throw error;
                // A scan of a store must not end at one of its folders.
                skipped_.push_back(error);
            } else {
                listed_.push_back(folder);
            }
        }
        std::sort(files_.begin(), files_.end());
        files_.erase(std::unique(files_.begin(), files_.end()), files_.end());
    }

    const std::vector<fs::path>& files() const noexcept { return files_; }
    std::vector<fs::path> takeListed() noexcept { return std::move(listed_); }
    std::vector<Error> takeSkipped() noexcept { return std::move(skipped_); }

private:
    std::error_code list(const fs::path& folder)
    {
        std::error_code failed;
        fs::directory_iterator entry(folder, failed);
        for (; !failed && entry != fs::directory_iterator(); entry.increment(failed)) {
            std::error_code vanished;
            if (entry->is_directory(vanished) && !entry->is_symlink(vanished))
                open_.push_back(entry->path());
            else if (entry->is_regular_file(vanished))
                files_.push_back(entry->path());
        }
        return failed;
    }

    std::vector<fs::path> open_;
    std::vector<fs::path> files_;
    std::vector<fs::path> listed_;
    std::vector<Error> skipped_;
};

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
    FolderWalk walk(folders);
    for (const fs::path& file : named)
        walk.addFile(file);
    walk.run(stop);
    const std::vector<fs::path>& files = walk.files();
    progress.total = files.size();
    std::vector<std::optional<ScannedImage>> found(files.size());
    parallelFor(files.size(), [&](std::size_t index) {
        throwIfStopped(stop);
        LayerOpener opener(options);
        const Layer layer = opener.openScanned(files[index]);
        if (isImage(layer) || std::binary_search(named.begin(), named.end(), files[index]))
            found[index] = ScannedImage{nodeOf(layer), backingsOf(layer, opener)};
        ++progress.done;
    });

    ForestLinks links;
    for (std::optional<ScannedImage>& image : found)
        if (image)
            links.add(std::move(*image));
    Forest forest;
    forest.folders_ = walk.takeListed();
    forest.skipped_ = walk.takeSkipped();
    forest.nodes_ = links.connect();
    for (std::size_t index = 0; index < forest.nodes_.size(); ++index)
        if (!forest.nodes_[index].parent)
            forest.roots_.push_back(index);
    return forest;
}

}  // namespace engine
