#pragma once

#include "support/random_fill.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace testsupport {

/// A volume of a disk that a test makes; it lies in a raw file of its own while it changes.
struct GuestVolume {
    std::string kind;         ///< "ext4 -b 1024": for messages
    std::uint64_t start = 0;  ///< bytes on the disk
    std::uint64_t length = 0;
    std::filesystem::path image;
    /// `make` and `age` as in FileSystemTools; `tree` and `check` are empty where there are no files.
    FileSystemTools tools;
    /// Leaves the volume as a crash would; empty where nothing tells that.
    std::function<void(const std::filesystem::path& image, Random&)> crash = {};
    bool untouchable = false;  ///< not clean, or nothing that anybody knows: nothing of it may be dropped
    bool swap = false;         ///< untouchable, unless system files are dropped: then only its first page

    bool crashed() const { return untouchable && crash; }
};

/// The disk of a guest: a file system on the whole of it, or an MBR or GPT with partitions that lie on no round numbers
/// and random bytes between them.
class GuestDisk {
public:
    /// New volumes in the folder. Throws std::runtime_error where a tool fails.
    GuestDisk(const std::filesystem::path& folder, Random& random);
    /// The same guest a second time, to go its own way.
    GuestDisk(const GuestDisk& other, const std::filesystem::path& folder);

    /// What a guest does between two snapshots: files come and go, swap is used, random bytes are left in free space.
    void use(Random& random);
    /// Leaves some volumes as a crash would; those that it left so before, again.
    void crash(Random& random);
    /// The disk as it is now.
    std::string content() const;
    /// The end of the last volume; a disk cut there still has all files.
    std::uint64_t end() const noexcept;
    const std::vector<GuestVolume>& volumes() const noexcept { return volumes_; }
    const std::string& layout() const noexcept { return layout_; }

private:
    void addVolumes(Random& random);
    void addTable();
    void fillGaps(Random& random);

    std::filesystem::path folder_;
    std::string layout_;  ///< whole, dos, gpt
    std::uint64_t size_ = 0;
    std::vector<GuestVolume> volumes_;
    std::string frame_;  ///< the disk without its volumes
    unsigned uses_ = 0;
};

}  // namespace testsupport
