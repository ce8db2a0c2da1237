#include "chain/forest_names.h"

#include <algorithm>
#include <map>

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

/// Everything below can be read.
bool isComplete(const ScannedImage& image)
{
    return std::all_of(image.backings.begin(), image.backings.end(), [](const ScannedImage::Backing& backing) {
        return backing.node.state == LayerState::Ok || backing.node.state == LayerState::InUse;
    });
}

void addName(ScannedImage& image, ScannedImage other)
{
    ForestNode& node = image.node;
    std::move(other.node.otherNames.begin(), other.node.otherNames.end(), std::back_inserter(node.otherNames));
    std::move(other.node.suspicions.begin(), other.node.suspicions.end(), std::back_inserter(node.suspicions));
    node.otherNames.push_back(other.node.path);
    if (!sameBacking(image, other))
        node.suspicions.push_back({"backing.otherName", {{"path", other.node.path.string()}}});
}

}  // namespace

std::vector<ScannedImage> joinNames(std::vector<ScannedImage> images)
{
    std::vector<ScannedImage> joined;
    std::map<FileIdentity, std::size_t> known;
    for (ScannedImage& image : images) {
        if (!image.node.status) {
            joined.push_back(std::move(image));
            continue;
        }
        const auto [at, isNew] = known.try_emplace(image.node.status->identity, joined.size());
        if (isNew) {
            joined.push_back(std::move(image));
            continue;
        }
        ScannedImage& one = joined[at->second];
        // Places can overlap.
        if (isOnePlace(one.node.path, image.node.path))
            continue;
        if (!isComplete(one) && isComplete(image))
            std::swap(one, image);
        addName(one, std::move(image));
    }
    return joined;
}

}  // namespace engine
