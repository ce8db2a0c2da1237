#include "support/small_template.h"

#include "support/ext_tools.h"
#include "support/process.h"
#include "support/random.h"
#include "support/scratch.h"

namespace testsupport {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t mebibyte = 1 << 20;

std::string noise(std::uint64_t seed, std::size_t length)
{
    Random random(seed);
    std::string text(length, '\0');
    for (char& byte : text)
        byte = static_cast<char>(random.below(256));
    return text;
}

/// A file for the guest, beside its disk.
std::string writeCommand(const fs::path& disk, const std::string& name, const std::string& content)
{
    const fs::path file = disk.parent_path() / (name + ".content");
    writeFile(file, content);
    return "write " + file.string() + " " + name;
}

void removeContents(const fs::path& folder)
{
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.path().extension() == ".content" || entry.path().extension() == ".raw")
            fs::remove(entry.path());
    }
}

fs::path makeDisk(const fs::path& path)
{
    makeExt(path, {"ext4",
                   {"-t", "ext4", "-b", "1024", "-U", "clear", "-E", "hash_seed=00000000-0000-4000-8000-000000000000"},
                   32 << 20});
    return path;
}

void convert(const fs::path& disk, const fs::path& image, const Command& options)
{
    Command command{"qemu-img", "convert", "-f", "raw", "-O", "qcow2"};
    command.insert(command.end(), options.begin(), options.end());
    command.insert(command.end(), {disk.string(), image.string()});
    runChecked(command);
}

}  // namespace

SmallChain makeSmallChain(const fs::path& folder)
{
    const SmallChain chain{folder / "base.qcow2", folder / "diff.qcow2", folder / "second.qcow2"};
    const fs::path disk = makeDisk(folder / "disk.raw");
    debugfs(disk,
            {writeCommand(disk, "kept", noise(1, 3 * mebibyte)), writeCommand(disk, "old", noise(2, 2 * mebibyte))});
    convert(disk, chain.base, {});
    debugfs(disk, {"rm old", writeCommand(disk, "newer", noise(3, mebibyte + 4321)),
                   writeCommand(disk, "short", noise(4, 2 * mebibyte))});
    convert(disk, chain.diff, {"-B", chain.base.string(), "-F", "qcow2"});
    debugfs(disk, {"rm short", writeCommand(disk, "newest", noise(5, 70000)),
                   writeCommand(disk, "brief", noise(6, mebibyte)), "rm brief"});
    convert(disk, chain.second, {"-S", "0", "-B", chain.diff.string(), "-F", "qcow2"});
    removeContents(folder);
    return chain;
}

fs::path makeSmallTemplate(const fs::path& folder, const std::string& name, char own)
{
    const fs::path disk = makeDisk(folder / (name + ".raw"));
    debugfs(disk, {writeCommand(disk, "common", noise(1, 4 * mebibyte)),
                   writeCommand(disk, "own", noise(static_cast<unsigned char>(own), mebibyte))});
    const fs::path image = folder / (name + ".qcow2");
    convert(disk, image, {});
    removeContents(folder);
    return image;
}

}  // namespace testsupport
