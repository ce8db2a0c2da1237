#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace engine::lab {

/// Copies of the files of a folder at several moments, for going back. Files that do not change between two moments
/// are kept once. Holes stay holes. Members throw Error.
class History {
public:
    /// @param files the folder whose files, also those in its folders, are kept
    /// @param copies a folder for the copies; need not exist
    History(std::filesystem::path files, std::filesystem::path copies);

    std::size_t moments() const noexcept { return moments_.size(); }
    /// Keeps the files as they are as the newest moment; those from `moment` on are forgotten.
    void keep(std::size_t moment);
    /// Makes the files what they were.
    void restore(std::size_t moment);

private:
    struct Kept {
        std::filesystem::path copy;
        std::int64_t modified = 0;  ///< of the file, nanoseconds
        std::uint64_t inode = 0;
        std::uint64_t length = 0;

        bool sameFile(const Kept& other) const
        {
            return modified == other.modified && inode == other.inode && length == other.length;
        }
    };
    using Moment = std::map<std::filesystem::path, Kept>;  ///< by path below the folder

    Moment now() const;
    void forgetUnused();

    std::filesystem::path files_;
    std::filesystem::path copies_;
    std::vector<Moment> moments_;
    Moment current_;  ///< what the files are now, with their copies
    std::uint64_t nextCopy_ = 0;
};

/// A new file with the content of another; blocks are shared where the file system can. Throws Error.
void copySparse(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace engine::lab
