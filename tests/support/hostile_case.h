#pragma once

#include "support/image_editor.h"
#include "support/process.h"
#include "support/scratch.h"

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace testsupport {

/// Small good images, made once, that cases start from. All have clusters of 64 KiB and a disk of 1 MiB unless said.
class GoodImages {
public:
    GoodImages();
    /// @param name plain, version2, snapshots, bitmap, zlib, zstd, extended, overlay (of base.qcow2), dataFile
    ///        (disk.bin), small (clusters of 512 bytes), wideRefcounts (64 bits, clusters of 16 KiB)
    std::filesystem::path path(const std::string& name) const;

private:
    Scratch folder_;
};

/// A folder with one broken or malicious image in it.
struct HostileFolder {
    std::filesystem::path folder;
    std::filesystem::path outside;  ///< another folder, that nobody opened
    ImageEditor image;              ///< folder/image.qcow2, a copy of a good image

    std::filesystem::path operator/(const std::string& name) const { return folder / name; }
};

struct HostileCase {
    std::string name;
    std::string base;  ///< of GoodImages; empty: there is no image yet
    std::function<void(HostileFolder&)> change;
    /// What standard error says: the field, the value and the limit.
    std::vector<std::string> expected;
    /// Commands that all end like that; %f in an argument is the folder.
    std::vector<Command> commands = {{"info", "--output=json"}, {"map", "--output=json"}, {"check", "--output=json"}};
    /// What the message is about: a file of the folder, an absolute path, or a name that is none as it is.
    std::string file = "image.qcow2";
    int exitCode = 1;
    /// Bytes of memory above those of an ordinary image.
    std::uint64_t largestGrowth = 64 << 20;
    /// What standard output says, and what it does not.
    std::vector<std::string> output = {};
    std::vector<std::string> notInOutput = {};
};

std::vector<HostileCase> hostileHeaders();
std::vector<HostileCase> hostileTables();
std::vector<HostileCase> hostileNames();
std::vector<HostileCase> hostileContent();
std::vector<HostileCase> hostileGiants();

}  // namespace testsupport
