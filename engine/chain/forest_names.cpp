#include "chain/forest_names.h"

#include "chain/suspicions.h"

#include <algorithm>
#include <map>
#include <set>

namespace engine {

namespace {

namespace fs = std::filesystem;

bool isOnePlace(const fs::path& a, const fs::path& b)
{
    const auto folderOf = [](const fs::path& path) {
        return path.has_parent_path() ? path.parent_path() : fs::path(".");
    };
    std::error_code failed;
    return a.filename() == b.filename() && fs::equivalent(folderOf(a), folderOf(b), failed);
}

/// Both rest on the same file, or on nothing.
bool sameBacking(const ScannedImage& a, const ScannedImage& b)
{
    if (a.backings.empty() || b.backings.empty())
        return a.backings.empty() == b.backings.empty();
    const ForestNode& one = a.backings.front().node;
    const ForestNode& other = b.backings.front().node;
    return one.status && other.status ? one.status->identity == other.status->identity : one.path == other.path;
}

bool isReadable(const ScannedImage::Backing& backing)
{
    return backing.node.state == LayerState::Ok || backing.node.state == LayerState::InUse;
}

/// Whether everything below each image can be read. Each is looked at once, however many rest on it.
std::vector<bool> completenessOf(const std::vector<ScannedImage>& images)
{
    std::map<FileIdentity, std::size_t> known;
    for (std::size_t index = 0; index < images.size(); ++index)
        if (images[index].node.status)
            known.emplace(images[index].node.status->identity, index);
    std::vector<bool> complete(images.size());
    std::vector<bool> seen(images.size());
    for (std::size_t start = 0; start < images.size(); ++start) {
        std::vector<std::size_t> upwards;
        bool isComplete = true;
        // A loop is not complete.
        for (std::optional<std::size_t> at = start; at;) {
            if (seen[*at]) {
                isComplete = complete[*at];
                break;
            }
            seen[*at] = true;
            upwards.push_back(*at);
            const ScannedImage& image = images[*at];
            isComplete = std::all_of(image.backings.begin(), image.backings.end(), isReadable);
            const auto below = image.goesOn ? known.find(image.backings.back().node.status->identity) : known.end();
            at = isComplete && below != known.end() ? std::optional(below->second) : std::nullopt;
        }
        for (const std::size_t index : upwards)
            complete[index] = isComplete;
    }
    return complete;
}

void addName(ScannedImage& image, ScannedImage other)
{
    ForestNode& node = image.node;
    std::move(other.node.otherNames.begin(), other.node.otherNames.end(), std::back_inserter(node.otherNames));
    for (Suspicion& suspicion : other.node.suspicions)
        addSuspicion(node, std::move(suspicion));
    node.otherNames.push_back(other.node.path);
    if (!sameBacking(image, other))
        addSuspicion(node, {"backing.otherName", {{"path", other.node.path.string()}}});
}

}  // namespace

std::vector<ScannedImage> joinNames(std::vector<ScannedImage> images)
{
    const std::vector<bool> complete = completenessOf(images);
    std::vector<ScannedImage> joined;
    std::vector<bool> isComplete;  // of those
    std::map<FileIdentity, std::size_t> known;
    for (std::size_t index = 0; index < images.size(); ++index) {
        ScannedImage& image = images[index];
        const auto at =
            image.node.status ? known.try_emplace(image.node.status->identity, joined.size()).first : known.end();
        if (at == known.end() || at->second == joined.size()) {
            joined.push_back(std::move(image));
            isComplete.push_back(complete[index]);
            continue;
        }
        ScannedImage& one = joined[at->second];
        // Places can overlap.
        if (isOnePlace(one.node.path, image.node.path))
            continue;
        if (!isComplete[at->second] && complete[index]) {
            std::swap(one, image);
            isComplete[at->second] = true;
        }
        addName(one, std::move(image));
    }
    return joined;
}

}  // namespace engine
