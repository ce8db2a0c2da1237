#pragma once

#include "storage/folder.h"

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace engine::lab {

/// Copies of the files of folders at several moments, for going back. Files that do not change between two moments
/// are kept once. Holes stay holes. Members throw Error.
class History {
public:
    /// @param folders whose files are kept
    /// @param copies for the copies alone
    History(std::vector<SharedFolder> folders, SharedFolder copies);

    std::size_t moments() const noexcept { return moments_.size(); }
    /// Keeps the files as they are as the newest moment; those from `moment` on are forgotten.
    void keep(std::size_t moment);
    /// Makes the files what they were.
    void restore(std::size_t moment);

private:
    struct Kept {
        std::string copy;
        std::int64_t modified = 0;  ///< of the file, nanoseconds
        std::uint64_t inode = 0;
        std::uint64_t length = 0;

        bool sameFile(const Kept& other) const
        {
            return modified == other.modified && inode == other.inode && length == other.length;
        }
    };
    using Moment = std::map<std::pair<const Folder*, std::string>, Kept>;

    Moment now() const;
    void forgetUnused();

    std::vector<SharedFolder> folders_;
    SharedFolder copies_;
    std::vector<Moment> moments_;
    Moment current_;  ///< what the files are now, with their copies
    std::uint64_t nextCopy_ = 0;
};

}  // namespace engine::lab
