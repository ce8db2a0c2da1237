#include "storage/folder_tree.h"

#include <algorithm>
#include <system_error>

namespace engine {

namespace {

namespace fs = std::filesystem;

class Walk {
public:
    Walk(std::span<const fs::path> places, const std::function<void(const fs::directory_entry&)>& visit) : visit_(visit)
    {
        for (auto place = places.rbegin(); place != places.rend(); ++place)
            open_.push_back({*place, 0});
    }

    FolderTree run(const std::stop_token& stop)
    {
        while (!open_.empty()) {
            throwIfStopped(stop);
            const Place place = std::move(open_.back());
            open_.pop_back();
            try {
                list(place);
                tree_.folders.push_back(place.path);
            } catch (const Error& error) {
                if (place.level == 0)
                    throw;
                tree_.skipped.push_back(error);
            }
        }
        return std::move(tree_);
    }

private:
    struct Place {
        fs::path path;
        std::size_t level;
    };

    void list(const Place& place)
    {
        if (place.level > deepestFolder)
            throw Error(ErrorKind::Refused, "folder.deep", {{"limit", std::uint64_t{deepestFolder}}}).at(place.path);
        std::error_code failed;
        fs::directory_iterator entry(place.path, failed);
        for (; !failed && entry != fs::directory_iterator(); entry.increment(failed)) {
            std::error_code vanished;
            if (entry->symlink_status(vanished).type() == fs::file_type::directory)
                open_.push_back({entry->path(), place.level + 1});
            else
                visit_(*entry);
        }
        if (failed)
            throw systemError(failed.value(), "folder.read").at(place.path);
    }

    const std::function<void(const fs::directory_entry&)>& visit_;
    std::vector<Place> open_;
    FolderTree tree_;
};

}  // namespace

FolderTree walkFolders(std::span<const fs::path> places, const std::function<void(const fs::directory_entry&)>& visit,
                       const std::stop_token& stop)
{
    return Walk(places, visit).run(stop);
}

}  // namespace engine
