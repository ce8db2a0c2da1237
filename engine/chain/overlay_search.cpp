#include "chain/overlay_search.h"

#include "bytes/parallel.h"
#include "image/backing_name.h"
#include "storage/kept_name.h"
#include "storage/open_policy.h"

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <set>
#include <system_error>

namespace engine {

namespace {

namespace fs = std::filesystem;

bool isInside(const fs::path& path, const fs::path& folder)
{
    return std::mismatch(folder.begin(), folder.end(), path.begin(), path.end()).first == folder.end();
}

bool isSystemFolder(const fs::path& folder)
{
    static const std::array<fs::path, 3> system{"/proc", "/sys", "/dev"};
    return std::find(system.begin(), system.end(), folder) != system.end();
}

bool isVanished(const Error& error)
{
    return error.kind() == ErrorKind::NotFound;
}

/// The place of a name, whether or not there is a file; nothing where there is no folder either.
std::optional<fs::path> placeOf(const fs::path& path)
{
    std::error_code failed;
    const fs::path folder = fs::canonical(fs::absolute(path).parent_path(), failed);
    if (failed)
        return std::nullopt;
    return folder / path.filename();
}

/// The folders with their links resolved, each once.
std::vector<fs::path> resolvedOf(const std::vector<fs::path>& folders, std::vector<Error>& skipped)
{
    std::vector<fs::path> resolved;
    for (const fs::path& folder : folders) {
        std::error_code failed;
        fs::path path = fs::canonical(folder.empty() ? fs::path(".") : folder, failed);
        if (failed) {
            skipped.push_back(systemError(failed.value(), "folder.read").at(folder));
            continue;
        }
        if (!fs::is_directory(path, failed))
            path = path.parent_path();
        if (std::find(resolved.begin(), resolved.end(), path) == resolved.end())
            resolved.push_back(std::move(path));
    }
    return resolved;
}

/// Without those that lie in another one. A person names few.
std::vector<fs::path> outermostOf(const std::vector<fs::path>& folders)
{
    std::vector<fs::path> outermost;
    std::copy_if(folders.begin(), folders.end(), std::back_inserter(outermost), [&](const fs::path& path) {
        return std::none_of(folders.begin(), folders.end(),
                            [&](const fs::path& other) { return &other != &path && isInside(path, other); });
    });
    return outermost;
}

class Searcher {
public:
    Searcher(std::span<const SoughtBacking> sought, Progress& progress, const std::stop_token& stop,
             const SearchBound& bound)
        : progress_(progress), stop_(stop), bound_(bound), end_(std::chrono::steady_clock::now() + bound.time)
    {
        for (const SoughtBacking& one : sought) {
            sought_.insert(one.identity);
            fileNames_.emplace_back(one.name.filename().string(), one.identity);
            const auto place = one.lost ? placeOf(one.name) : std::nullopt;
            if (place)
                byLostName_.try_emplace(*place, one.identity);
        }
    }

    OverlaySearch run(const std::vector<fs::path>& folders)
    {
        std::vector<fs::path> level = resolvedOf(folders, found_.places.skipped);
        found_.places.folders = outermostOf(level);
        while (!level.empty() && !found_.places.boundHit)
            level = lookThrough(level);
        std::sort(found_.overlays.begin(), found_.overlays.end(),
                  [](const FoundOverlay& a, const FoundOverlay& b) { return a.path < b.path; });
        return std::move(found_);
    }

private:
    /// Gives the folders below.
    std::vector<fs::path> lookThrough(const std::vector<fs::path>& level)
    {
        std::vector<fs::path> below;
        std::vector<fs::path> files;
        for (const fs::path& folder : level) {
            throwIfStopped(stop_);
            if (isOver(files.size()))
                break;
            list(folder, files, below);
        }
        const std::uint64_t left = bound_.files - found_.places.files;
        if (files.size() > left) {
            found_.places.boundHit = true;
            files.resize(left);
        }
        parallelFor(files.size(), [&](std::size_t index) { look(files[index]); });
        found_.places.files += files.size();
        progress_.done = found_.places.files;
        return below;
    }

    bool isOver(std::size_t listed)
    {
        if (found_.places.files + listed <= bound_.files && std::chrono::steady_clock::now() < end_)
            return false;
        found_.places.boundHit = true;
        return true;
    }

    void list(const fs::path& folder, std::vector<fs::path>& files, std::vector<fs::path>& below)
    {
        try {
            if (isSystemFolder(folder) || !listed_.insert(statusOf(folder).identity).second)
                return;
        } catch (const Error& error) {
            return skip(error);
        }
        std::error_code failed;
        fs::directory_iterator entry(folder, failed);
        for (; !failed && entry != fs::directory_iterator(); entry.increment(failed)) {
            if (isOver(files.size()))
                return;
            std::error_code vanished;
            if (entry->is_directory(vanished) && !entry->is_symlink(vanished))
                below.push_back(entry->path());
            else if (entry->is_regular_file(vanished))
                files.push_back(entry->path());
        }
        if (failed)
            skip(systemError(failed.value(), "folder.read").at(folder));
    }

    void skip(const Error& error)
    {
        if (isVanished(error))
            return;
        const std::scoped_lock lock(mutex_);
        found_.places.skipped.push_back(error);
    }

    /// From several threads.
    void look(const fs::path& path)
    {
        throwIfStopped(stop_);
        if (std::chrono::steady_clock::now() >= end_) {
            const std::scoped_lock lock(mutex_);
            found_.places.boundHit = true;
            return;
        }
        try {
            const File file = File::open(path);
            const std::string name = readBackingName(file);
            const std::optional<FileIdentity> backing = name.empty() ? std::nullopt : whichIs(name, path);
            if (!backing)
                return;
            const std::scoped_lock lock(mutex_);
            found_.overlays.push_back({path, file.status(), *backing});
        } catch (const Error& error) {
            skip(error);
        }
    }

    std::optional<FileIdentity> whichIs(const std::string& name, const fs::path& overlay) const
    {
        fs::path path;
        try {
            path = OpenPolicy::resolve(name, overlay);
        } catch (const Error&) {
            return whichIsIn(name);
        }
        try {
            const FileIdentity identity = statusOf(path).identity;
            return sought_.contains(identity) ? std::optional(identity) : std::nullopt;
        } catch (const Error&) {
            // No file of that name, or none that we may see.
        }
        const auto place = byLostName_.empty() ? std::nullopt : placeOf(path);
        const auto lost = place ? byLostName_.find(*place) : byLostName_.end();
        return lost == byLostName_.end() ? std::nullopt : std::optional(lost->second);
    }

    /// Another notation (json:, file:, nbd: of a file that is exported): in doubt it means our file.
    std::optional<FileIdentity> whichIsIn(const std::string& name) const
    {
        const auto named = std::find_if(fileNames_.begin(), fileNames_.end(),
                                        [&](const auto& known) { return name.find(known.first) != std::string::npos; });
        return named == fileNames_.end() ? std::nullopt : std::optional(named->second);
    }

    Progress& progress_;
    const std::stop_token& stop_;
    const SearchBound bound_;
    const std::chrono::steady_clock::time_point end_;
    std::set<FileIdentity> sought_;
    std::map<fs::path, FileIdentity> byLostName_;
    std::vector<std::pair<std::string, FileIdentity>> fileNames_;
    std::set<FileIdentity> listed_;
    std::mutex mutex_;  ///< of what is found, while files are looked at
    OverlaySearch found_;
};

}  // namespace

bool FoundOverlay::isKept() const
{
    return isKeptName(path.filename().native());
}

OverlaySearch searchOverlays(std::span<const SoughtBacking> sought, const std::vector<fs::path>& folders,
                             Progress& progress, const std::stop_token& stop, const SearchBound& bound)
{
    return Searcher(sought, progress, stop, bound).run(folders);
}

void addFoldersBeside(const std::vector<fs::path>& of, std::vector<fs::path>& folders)
{
    for (const fs::path& one : of) {
        std::error_code failed;
        const fs::path folder = fs::canonical(one, failed);
        if (!failed && folder.parent_path().has_relative_path())
            folders.push_back(folder.parent_path());
    }
}

}  // namespace engine
