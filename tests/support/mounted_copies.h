#pragma once

#include "guest/volume_space.h"

#include <filesystem>
#include <map>
#include <string>

/// Copies of ext volumes that were taken from under a mount, and what others make of them. What fails throws
/// std::runtime_error.
namespace testsupport {

void copyWithHoles(const std::filesystem::path& from, const std::filesystem::path& to);
/// fsync: the journal is committed, and what it holds may stay there.
void syncFile(const std::filesystem::path& file);

/// A file that is deleted and still open.
class OpenOrphan {
public:
    OpenOrphan(const std::filesystem::path& file, std::size_t bytes);
    OpenOrphan(const OpenOrphan&) = delete;
    OpenOrphan& operator=(const OpenOrphan&) = delete;
    ~OpenOrphan();

private:
    int descriptor_ = -1;
};

/// What is free in a volume that needs recovery and is read all the same; throws where it is not.
engine::VolumeRangeSet recoveredFree(const std::filesystem::path& image);
/// What a mount finds that writes: it replays the journal and frees orphans.
std::map<std::string, std::string> treeAfterMount(const std::filesystem::path& image);
/// Throws where something of `free` is not in `all`, which is what `whose` calls free.
void requireInside(const engine::VolumeRangeSet& free, const engine::VolumeRangeSet& all, const std::string& whose);

}  // namespace testsupport
