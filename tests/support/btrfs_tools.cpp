#include "support/btrfs_tools.h"

#include "support/guest_tree.h"

#include <array>
#include <regex>
#include <stdexcept>

namespace testsupport::btrfs {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t mebibyte = 1 << 20;

std::string dump(const fs::path& image, const std::string& tree)
{
    return runChecked({"btrfs", "inspect-internal", "dump-tree", "-t", tree, image.string()});
}

/// Calls visit(match) for each match in the text.
template <class Visit>
void forEach(const std::string& text, const std::string& pattern, Visit&& visit)
{
    const std::regex expression(pattern);
    for (std::sregex_iterator match(text.begin(), text.end(), expression), end; match != end; ++match)
        visit(*match);
}

/// What newer tools make, where they are the ones that PATH finds.
std::string newerFeatures(Random& random)
{
    static const std::string known = run({"mkfs.btrfs", "-O", "list-all"}).err;
    std::string features;
    for (const std::string feature : {"block-group-tree", "squota"}) {
        if (known.find(feature) != std::string::npos && random.chance(60))
            features += (features.empty() ? "" : ",") + feature;
    }
    return features;
}

void copySome(const fs::path& from, const fs::path& to, Random& random)
{
    fs::create_directory(to);
    for (const auto& entry : fs::directory_iterator(from)) {
        if (entry.is_regular_file() && random.chance(40))
            runChecked({"cp", "--reflink=always", entry.path().string(), (to / entry.path().filename()).string()});
    }
}

/// What only btrfs has: subvolumes, snapshots that come and go, shared extents, balance.
void ageLikeBtrfs(const fs::path& folder, Random& random)
{
    Ageing ageing;
    ageing.mostBytes = 8 << 20;
    ageing.steps = 120;
    const fs::path subvolume = folder / "subvolume";
    runChecked({"btrfs", "subvolume", "create", subvolume.string()});
    std::vector<fs::path> snapshots;
    for (unsigned round = 0; round < 3; ++round) {
        age(subvolume, random, ageing);
        snapshots.push_back(folder / ("snapshot" + std::to_string(round)));
        runChecked({"btrfs", "subvolume", "snapshot", subvolume.string(), snapshots.back().string()});
        copySome(subvolume, folder / ("copies" + std::to_string(round)), random);
        if (random.chance(40))
            runChecked({"sync", "-f", folder.string()});
    }
    if (random.chance(30))
        run({"btrfs", "balance", "start", "-dusage=70", folder.string()});
    for (const fs::path& snapshot : snapshots) {
        if (random.chance(50))
            runChecked({"btrfs", "subvolume", "delete", snapshot.string()});
    }
    // Without it the deletion is cut short when the volume is unmounted.
    if (random.chance(50))
        runChecked({"btrfs", "subvolume", "sync", folder.string()});
    if (random.chance(20))
        run({"btrfs", "filesystem", "resize", "-" + std::to_string(4096 * random.between(1, 3000)), folder.string()});
}

/// Where snapshots were deleted, the kernel's counts are at times wrong until they are taken anew, and `btrfs check`
/// says so.
void settleQuotas(const fs::path& folder)
{
    if (run({"btrfs", "qgroup", "show", folder.string()}).exitCode != 0)
        return;
    runChecked({"btrfs", "subvolume", "sync", folder.string()});
    runChecked({"btrfs", "quota", "rescan", "-w", folder.string()});
}

}  // namespace

Variant variant(Random& random)
{
    static const std::array<std::string, 4> nodeSizes{"4096", "16384", "16384", "65536"};
    static const std::array<std::string, 2> profiles{"single", "dup"};
    static const std::array<std::string, 5> checksums{"crc32c", "crc32c", "xxhash", "sha256", "blake2"};
    static const std::array<std::string, 6> features{"",        "^no-holes",         "^skinny-metadata",
                                                     "^extref", "^no-holes,^extref", "^skinny-metadata,^no-holes"};
    // Without autodefrag: with it a kernel (6.18) lost itself in an unmount, and no sync(2) came back any more.
    static const std::array<std::string, 5> options{"", ",compress=zstd", ",compress-force=lzo", ",nodatacow",
                                                    ",flushoncommit"};
    Variant variant;
    const std::string profile = random.pick(profiles);
    if (random.chance(25))
        variant.make = {"-M", "-m", profile, "-d", profile};
    else
        variant.make = {"-m", random.pick(profiles), "-d", profile, "-n", random.pick(nodeSizes)};
    variant.make.insert(variant.make.end(), {"--csum", random.pick(checksums), "-L", "aged"});
    // They need what the others leave out.
    const std::string newer = newerFeatures(random);
    if (const std::string feature = newer.empty() ? random.pick(features) : newer; !feature.empty())
        variant.make.insert(variant.make.end(), {"-O", feature});
    if (newer.empty() && random.chance(30))
        variant.make.insert(variant.make.end(), {"-R", "^free-space-tree"});
    else if (newer.empty() && random.chance(20))
        variant.make.insert(variant.make.end(), {"-R", "quota"});
    variant.options = random.pick(options);
    return variant;
}

FileSystemTools tools()
{
    const auto options = std::make_shared<std::string>();
    FileSystemTools tools;
    tools.make = [options](const fs::path& image, Random& random) {
        const Variant chosen = variant(random);
        *options = chosen.options;
        makeVolume(image, fs::file_size(image), chosen.make);
    };
    tools.age = [options](const fs::path& image, Random& random) {
        for (unsigned mounts = 0; mounts < 2; ++mounts) {
            const Mount mount(image, {"mount", "-o", "loop,commit=1" + *options});
            const fs::path folder = mount.folder() / ("round" + std::to_string(mounts));
            fs::create_directory(folder);
            ageLikeBtrfs(folder, random);
            Ageing ageing;
            ageing.mostBytes = 12 << 20;
            ageing.steps = 200;
            age(mount.folder(), random, ageing);
            settleQuotas(mount.folder());
        }
    };
    tools.tree = [](const fs::path& image) {
        const Mount mount(image, {"mount", "-o", "loop,ro"});
        return hashTree(mount.folder());
    };
    tools.check = check;
    return tools;
}

std::uint64_t freeBytes(const fs::path& image)
{
    std::uint64_t taken = 0;
    forEach(dump(image, "dev"), R"(dev extent chunk_tree 3\s+chunk_objectid 256 chunk_offset \d+ length (\d+))",
            [&](const std::smatch& match) { taken += std::stoull(match[1]); });
    std::uint64_t freeInGroups = 0;
    // Block groups may have a tree of their own.
    const std::string groups = run({"btrfs", "inspect-internal", "dump-tree", "-t", "11", image.string()}).out;
    forEach(dump(image, "extent") + groups,
            R"(BLOCK_GROUP_ITEM (\d+)\) itemoff.*\s+block group used (\d+) chunk_objectid 256 flags (\S+))",
            [&](const std::smatch& match) {
                const std::uint64_t copies = match[3].str().find("DUP") == std::string::npos ? 1 : 2;
                freeInGroups += (std::stoull(match[1]) - std::stoull(match[2])) * copies;
            });
    std::uint64_t total = 0;
    forEach(runChecked({"btrfs", "inspect-internal", "dump-super", image.string()}), R"(dev_item.total_bytes\s+(\d+))",
            [&](const std::smatch& match) { total = std::stoull(match[1]); });
    if (taken == 0 || freeInGroups == 0 || total == 0)
        throw std::runtime_error("the dump of " + image.string() + " was not understood");
    const std::uint64_t copies = total > 64 * mebibyte ? std::min<std::uint64_t>(total - 64 * mebibyte, 65536) : 0;
    return total - taken + freeInGroups - mebibyte - copies;
}

void makeVolume(const fs::path& image, std::uint64_t size, const Command& options)
{
    createSparse(image, size);
    Command command{"mkfs.btrfs", "-q", "-f"};
    command.insert(command.end(), options.begin(), options.end());
    command.push_back(image.string());
    runChecked(command);
}

void check(const fs::path& image)
{
    const Finished done = run({"btrfs", "check", "--readonly", "--check-data-csum", image.string()});
    if (done.exitCode != 0)
        throw std::runtime_error("btrfs check: " + done.out + done.err);
}

}  // namespace testsupport::btrfs
