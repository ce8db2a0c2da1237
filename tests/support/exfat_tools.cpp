#include "support/exfat_tools.h"

#include "support/exfat_editor.h"
#include "support/guest_tree.h"
#include "support/scratch.h"

#include <algorithm>
#include <fstream>
#include <regex>
#include <stdexcept>

namespace testsupport {

namespace fs = std::filesystem;

namespace {

/// An image as a block device while the object lives.
class LoopDevice {
public:
    LoopDevice(const fs::path& image, unsigned sectorSize)
        : name_(runChecked({"losetup", "-f", "--show", "-b", std::to_string(sectorSize), image.string()}))
    {
        name_.erase(name_.find_last_not_of('\n') + 1);
    }
    LoopDevice(const LoopDevice&) = delete;
    LoopDevice& operator=(const LoopDevice&) = delete;
    ~LoopDevice() { run({"losetup", "-d", name_}); }

    const std::string& name() const { return name_; }

private:
    std::string name_;
};

void makeRandom(const fs::path& image, Random& random)
{
    const unsigned sectorSize = random.chance(25) ? 4096 : 512;
    const std::uint64_t clusterSize = std::max<std::uint64_t>(sectorSize, 512ULL << random.below(9));
    Command options{"-c", std::to_string(clusterSize)};
    const auto add = [&](unsigned percent, const Command& more) {
        if (random.chance(percent))
            options.insert(options.end(), more.begin(), more.end());
    };
    add(50, {"-L", "Volume " + std::to_string(random.below(100))});
    add(50, {"-b", std::to_string(4096ULL << random.below(9))});
    add(30, {"--pack-bitmap"});
    makeExfat(image, options, sectorSize);
}

}  // namespace

Command exfatMount(bool writable)
{
    return {"mount", "-t", "exfat-fuse", "-o", writable ? "loop" : "loop,ro"};
}

void makeExfat(const fs::path& image, const Command& options, unsigned sectorSize)
{
    Command command{"mkfs.exfat"};
    command.insert(command.end(), options.begin(), options.end());
    if (sectorSize == 512) {
        command.push_back(image.string());
        runChecked(command);
        return;
    }
    const LoopDevice device(image, sectorSize);
    command.push_back(device.name());
    runChecked(command);
}

FileSystemTools exfatTools()
{
    FileSystemTools tools;
    tools.make = makeRandom;
    tools.age = [](const fs::path& image, Random& random) {
        const std::uint64_t percentInUse = ExfatEditor(image).percentInUse();
        {
            const Mount mount(image, exfatMount(true));
            Ageing ageing;
            ageing.mostBytes = 14 << 20;
            ageing.steps = 300;
            ageing.posix = false;
            age(mount.folder(), random, ageing);
        }
        // The drivers of Linux and macOS leave the number as they found it.
        if (random.chance(50))
            ExfatEditor(image).setPercentInUse(percentInUse);
    };
    tools.tree = [](const fs::path& image) {
        const Mount mount(image, exfatMount(false));
        return hashTree(mount.folder());
    };
    tools.check = [](const fs::path& image) { runChecked({"fsck.exfat", "-n", image.string()}); };
    return tools;
}

void makeKnownExfat(const fs::path& image)
{
    createSparse(image, 8 << 20);
    makeExfat(image, {"-c", "4096", "-L", "Label"});
    const Mount mount(image, exfatMount(true));
    for (unsigned piece = 0; piece < 4; ++piece) {
        for (const char* name : {"apart", "between"})
            std::ofstream(mount.folder() / name, std::ios::app) << std::string(4096, 'x');
    }
    writeFile(mount.folder() / "whole", std::string(4 * 4096, 'y'));
    fs::create_directories(mount.folder() / "folder" / "inner");
}

std::uint64_t exfatFreeBytes(const fs::path& image)
{
    const std::string text = runChecked({"dump.exfat", image.string()});
    std::smatch cluster;
    std::smatch free;
    if (!std::regex_search(text, cluster, std::regex("Cluster size:\\s*([0-9]+)")) ||
        !std::regex_search(text, free, std::regex("Free Clusters:\\s*([0-9]+)")))
        throw std::runtime_error("dump.exfat: " + text);
    return std::stoull(cluster[1]) * std::stoull(free[1]);
}

}  // namespace testsupport
