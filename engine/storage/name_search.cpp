#include "storage/name_search.h"

#include "bytes/error.h"
#include "storage/folder_tree.h"

#include <algorithm>
#include <deque>
#include <sys/stat.h>

namespace engine {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

class NameSearch {
public:
    NameSearch(const std::set<FileIdentity>& files, const std::stop_token& stop) : files_(files), stop_(stop)
    {
        for (const FileIdentity& file : files)
            inodes_.insert(file.inode);
    }

    std::vector<FoundName> run(const std::vector<fs::path>& folders)
    {
        for (const fs::path& folder : folders) {
            std::error_code failed;
            fs::path real = fs::canonical(folder, failed);
            if (!failed)
                add(std::move(real), 0);
        }
        while (!waiting_.empty() && !isOver()) {
            throwIfStopped(stop_);
            const auto [folder, level] = std::move(waiting_.front());
            waiting_.pop_front();
            list(folder, level);
        }
        std::sort(found_.begin(), found_.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
        return std::move(found_);
    }

private:
    bool isOver() const { return looked_ >= mostNames || Clock::now() > end_; }

    /// @param real without links
    /// @param level below where the search began
    void add(fs::path real, std::size_t level)
    {
        if (level <= deepestFolder && seen_.insert(real).second)
            waiting_.emplace_back(std::move(real), level);
    }

    void list(const fs::path& folder, std::size_t level)
    {
        std::error_code failed;
        for (fs::directory_iterator entry(folder, failed); !failed && entry != fs::directory_iterator() && !isOver();
             entry.increment(failed)) {
            ++looked_;
            std::error_code vanished;
            const bool link = entry->is_symlink(vanished);
            if (!link && entry->is_directory(vanished))
                add(entry->path(), level + 1);
            else if (entry->is_regular_file(vanished))
                look(entry->path(), link);
        }
    }

    void look(const fs::path& path, bool link)
    {
        struct stat raw = {};
        if (::stat(path.c_str(), &raw) != 0 || !inodes_.contains(raw.st_ino))
            return;
        try {
            const FileIdentity file = statusOf(path).identity;
            if (files_.contains(file))
                found_.push_back({path, file, link});
        } catch (const Error&) {
            // It has vanished in between.
        }
    }

    const std::set<FileIdentity>& files_;
    const std::stop_token& stop_;
    std::set<std::uint64_t> inodes_;
    Clock::time_point end_ = Clock::now() + longestNameSearch;
    std::size_t looked_ = 0;
    std::deque<std::pair<fs::path, std::size_t>> waiting_;
    std::set<fs::path> seen_;
    std::vector<FoundName> found_;
};

}  // namespace

std::vector<FoundName> findNames(const std::set<FileIdentity>& files, const std::vector<fs::path>& folders,
                                 const std::stop_token& stop)
{
    return NameSearch(files, stop).run(folders);
}

}  // namespace engine
