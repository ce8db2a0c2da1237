#include "storage/removed_files.h"

#include "bytes/error.h"
#include "storage/shared_extents.h"

#include <algorithm>
#include <set>
#include <vector>

namespace engine {

namespace fs = std::filesystem;

namespace {

/// Enough for any folder of templates; a folder of more files does not hold a preview up.
constexpr std::size_t mostNeighbours = 4096;

const HostRangeSet nothing;

/// st_nlink
std::uint64_t linksOf(const fs::path& path)
{
    std::error_code failed;
    const auto links = fs::hard_link_count(path, failed);
    return failed ? 1 : links;
}

}  // namespace

/// The shared blocks of one file system, and who uses them.
class RemovedFiles::Blocks {
public:
    void addRemoved(const FileIdentity& file, const SharedExtents& shared)
    {
        for (const SharedExtent& extent : shared.extents)
            uses_.push_back({extent.physical, extent.range, file});
    }
    void addStaying(const SharedExtents& shared)
    {
        for (const SharedExtent& extent : shared.extents)
            outside_.push_back({extent.physical, extent.range, {}});
    }
    bool empty() const noexcept { return uses_.empty(); }

    /// Cuts the blocks where a use begins or ends, and counts uses of each piece.
    void count()
    {
        bounds_.clear();
        for (const auto* list : {&uses_, &outside_}) {
            for (const Use& use : *list) {
                bounds_.push_back(use.physical);
                bounds_.push_back(use.physical + use.range.length);
            }
        }
        std::sort(bounds_.begin(), bounds_.end());
        bounds_.erase(std::unique(bounds_.begin(), bounds_.end()), bounds_.end());
        inside_ = usesOf(uses_);
        others_ = usesOf(outside_);
    }

    /// Whether somebody unseen may share what several of the removed files have.
    bool doubtful() const
    {
        for (std::size_t piece = 0; piece + 1 < bounds_.size(); ++piece)
            if (inside_[piece] > 1 && others_[piece] == 0)
                return true;
        return false;
    }

    /// Takes from `space` what does not come back.
    void takeOff(ReturnedSpace& space, std::map<FileIdentity, HostRangeSet>& staying) const
    {
        for (std::size_t piece = 0; piece + 1 < bounds_.size(); ++piece) {
            if (inside_[piece] == 0)
                continue;
            const std::uint64_t length = bounds_[piece + 1] - bounds_[piece];
            const std::uint64_t lost = (stays(piece) ? inside_[piece] : inside_[piece] - 1) * length;
            space.bytes -= std::min(space.bytes, lost);
            space.sharedBytes += stays(piece) ? length : 0;
        }
        std::map<FileIdentity, std::vector<HostRange>> ranges;
        for (const Use& use : uses_)
            visitPieces(use, [&](std::size_t piece) {
                if (stays(piece))
                    ranges[use.file].push_back(
                        {use.range.start + (bounds_[piece] - use.physical), bounds_[piece + 1] - bounds_[piece]});
            });
        for (auto& [file, places] : ranges)
            staying[file] = HostRangeSet::of(std::move(places));
    }

private:
    struct Use {
        std::uint64_t physical;
        HostRange range;  ///< in the file
        FileIdentity file;
    };

    /// One use of a shared piece means that the others are not of these files.
    bool stays(std::size_t piece) const { return inside_[piece] == 1 || others_[piece] > 0; }

    template <class Visit>
    void visitPieces(const Use& use, Visit&& visit) const
    {
        const auto first = std::lower_bound(bounds_.begin(), bounds_.end(), use.physical) - bounds_.begin();
        const std::uint64_t end = use.physical + use.range.length;
        for (auto piece = static_cast<std::size_t>(first); bounds_[piece] < end; ++piece)
            visit(piece);
    }
    std::vector<std::uint64_t> usesOf(const std::vector<Use>& uses) const
    {
        std::vector<std::uint64_t> counts(bounds_.size());
        for (const Use& use : uses)
            visitPieces(use, [&](std::size_t piece) { ++counts[piece]; });
        return counts;
    }

    std::vector<Use> uses_;
    std::vector<Use> outside_;
    std::vector<std::uint64_t> bounds_;
    std::vector<std::uint64_t> inside_;
    std::vector<std::uint64_t> others_;
};

namespace {

/// Files beside those that go, on one file system. What cannot be opened is not there.
template <class Visit>
void visitNeighbours(const std::set<fs::path>& folders, std::uint64_t device, const std::set<FileIdentity>& gone,
                     const std::stop_token& stop, Visit&& visit)
{
    std::size_t left = mostNeighbours;
    for (const fs::path& folder : folders) {
        std::error_code failed;
        for (fs::directory_iterator entry(folder, failed), end; !failed && entry != end; entry.increment(failed)) {
            throwIfStopped(stop);
            if (left-- == 0)
                return;
            try {
                std::error_code vanished;
                if (!entry->is_regular_file(vanished) || entry->is_symlink(vanished))
                    continue;
                const File file = File::open(entry->path(), File::Access::ReadOnly, false);
                if (file.status().identity.device == device && !gone.contains(file.status().identity))
                    visit(file);
            } catch (const Error& error) {
                if (error.kind() == ErrorKind::Cancelled)
                    throw;
            }
        }
    }
}

}  // namespace

RemovedFiles::RemovedFiles(std::span<const fs::path> names, const std::stop_token& stop)
{
    std::set<fs::path> places;
    for (const fs::path& name : names)
        places.insert(canonicalPath(name));
    std::map<FileIdentity, Removed> files;
    for (const fs::path& place : places) {
        const FileStatus status = statusOf(place);
        Removed& file = files[status.identity];
        file.path = place;
        file.status = status;
        ++file.names;
    }
    std::map<std::uint64_t, std::vector<Removed>> systems;
    for (auto& [identity, file] : files) {
        if (linksOf(file.path) > file.names)
            returned_.linkedBytes += file.status.diskSize;
        else
            systems[identity.device].push_back(std::move(file));
    }
    for (const auto& [device, removed] : systems)
        addUp(removed, stop);
}

void RemovedFiles::addUp(const std::vector<Removed>& files, const std::stop_token& stop)
{
    Blocks blocks;
    ReturnedSpace space;
    std::set<FileIdentity> gone;
    std::set<fs::path> folders;
    for (const Removed& removed : files) {
        const SharedExtents shared = sharedExtentsOf(File::open(removed.path), stop);
        blocks.addRemoved(removed.status.identity, shared);
        space.bytes += removed.status.diskSize;
        space.exact = space.exact && shared.exact;
        gone.insert(removed.status.identity);
        folders.insert(removed.path.parent_path());
    }
    blocks.count();
    if (blocks.doubtful()) {
        const std::uint64_t device = files.front().status.identity.device;
        visitNeighbours(folders, device, gone, stop,
                        [&](const File& file) { blocks.addStaying(sharedExtentsOf(file, stop)); });
        blocks.count();
        space.exact = space.exact && !blocks.doubtful();
    }
    blocks.takeOff(space, staying_);
    returned_.bytes += space.bytes;
    returned_.exact = returned_.exact && space.exact;
    returned_.sharedBytes += space.sharedBytes;
}

const HostRangeSet& RemovedFiles::staying(const FileIdentity& file) const
{
    const auto found = staying_.find(file);
    return found == staying_.end() ? nothing : found->second;
}

}  // namespace engine
