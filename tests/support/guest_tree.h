#pragma once

#include "support/process.h"
#include "support/random.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

/// Guest file systems through the kernel's or FUSE's eyes: an oracle that shares no code with ours.
namespace testsupport {

/// Why file systems cannot be mounted here (not root, no loop devices); empty where they can.
std::string whyNoMounts();

/// A file system image mounted on a folder of its own while the object lives.
class Mount {
public:
    /// @param command ends before the image and the folder: {"mount", "-o", "loop"}, {"ntfs-3g"}
    Mount(const std::filesystem::path& image, Command command);
    Mount(const Mount&) = delete;
    Mount& operator=(const Mount&) = delete;
    /// Unmounts, and waits until nobody has the image open any more.
    ~Mount();

    const std::filesystem::path& folder() const noexcept { return folder_; }

private:
    std::filesystem::path image_;
    std::filesystem::path folder_;
};

/// What years of use do to a file system, within a second.
struct Ageing {
    std::uint64_t mostBytes = 24 << 20;  ///< that its files may hold at a time
    unsigned steps = 400;                ///< files made, grown, cut, overwritten, renamed, deleted
    bool posix = true;                   ///< also hard and symbolic links, holes, extended attributes
};

/// Works on the folder through ordinary system calls; stops early where the file system is full.
void age(const std::filesystem::path& folder, Random& random, const Ageing& ageing);

/// Relative path -> kind, length and hash of the content, of everything below; symbolic links by their target.
std::map<std::string, std::string> hashTree(const std::filesystem::path& folder);

/// The first difference of two trees in words; empty where they are equal.
std::string difference(const std::map<std::string, std::string>& before,
                       const std::map<std::string, std::string>& after);

/// A sparse file of that length.
void createSparse(const std::filesystem::path& path, std::uint64_t length);

/// Flushes the file system of a folder, and no other one (syncfs(2)).
void syncFileSystem(const std::filesystem::path& folder);

}  // namespace testsupport
