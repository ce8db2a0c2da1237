#include "storage/name_search.h"

#include "bytes/error.h"

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
        for (const fs::path& folder : folders)
            open(folder);
        while (!waiting_.empty() && !isOver()) {
            throwIfStopped(stop_);
            const fs::path folder = std::move(waiting_.front());
            waiting_.pop_front();
            list(folder);
        }
        std::sort(found_.begin(), found_.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
        return std::move(found_);
    }

private:
    bool isOver() const { return looked_ >= mostNames || Clock::now() > end_; }

    void open(const fs::path& folder)
    {
        std::error_code failed;
        fs::path real = fs::canonical(folder, failed);
        if (!failed && seen_.insert(real).second)
            waiting_.push_back(std::move(real));
    }

    void list(const fs::path& folder)
    {
        std::error_code failed;
        for (fs::directory_iterator entry(folder, failed); !failed && entry != fs::directory_iterator() && !isOver();
             entry.increment(failed)) {
            ++looked_;
            std::error_code vanished;
            const bool link = entry->is_symlink(vanished);
            if (!link && entry->is_directory(vanished))
                open(entry->path());
            else if (entry->is_regular_file(vanished))
                look(entry->path(), link);
        }
    }

    void look(const fs::path& path, bool link)
    {
        struct stat raw = {};
        if (::stat(path.c_str(), &raw) != 0 || !inodes_.contains(raw.st_ino))
            return;
        const FileIdentity file = statusOf(path).identity;
        if (files_.contains(file))
            found_.push_back({path, file, link});
    }

    const std::set<FileIdentity>& files_;
    const std::stop_token& stop_;
    std::set<std::uint64_t> inodes_;
    Clock::time_point end_ = Clock::now() + longestNameSearch;
    std::size_t looked_ = 0;
    std::deque<fs::path> waiting_;
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
