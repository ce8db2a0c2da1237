#include "support/ext_tools.h"

#include "support/guest_tree.h"
#include "support/scratch.h"

#include <sstream>
#include <stdexcept>

namespace testsupport {

namespace fs = std::filesystem;
using engine::VolumeOffset;
using engine::VolumeRange;

namespace {

const Command mountOptions{"mount", "-o", "loop"};

/// "12-40" or "7", in blocks; the last one stands for all blocks of its cluster.
VolumeRange blockRange(const std::string& text, std::uint64_t blockSize, std::uint64_t clusterSize)
{
    const std::size_t dash = text.find('-');
    const std::uint64_t first = std::stoull(text);
    const std::uint64_t last = dash == std::string::npos ? first : std::stoull(text.substr(dash + 1));
    return {VolumeOffset(first * blockSize), (last - first) * blockSize + clusterSize};
}

std::string trimmed(const std::string& text)
{
    const std::size_t first = text.find_first_not_of(" \n");
    return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(" \n") - first + 1);
}

}  // namespace

const std::vector<ExtRecipe>& extRecipes()
{
    static const std::vector<ExtRecipe> all{
        {"ext2 1k", {"-t", "ext2", "-b", "1024"}, 40 << 20},
        {"ext2 2k", {"-t", "ext2", "-b", "2048"}, (40 << 20) + 5000},
        {"ext2 4k", {"-t", "ext2", "-b", "4096"}},
        {"ext2 revision 0", {"-t", "ext2", "-r", "0", "-b", "1024"}, 30 << 20},
        {"ext2 without sparse_super", {"-t", "ext2", "-b", "1024", "-O", "^sparse_super,^resize_inode"}, 50 << 20},
        {"ext2 small groups", {"-t", "ext2", "-b", "1024", "-g", "1024"}, 20 << 20},
        {"ext3 1k", {"-t", "ext3", "-b", "1024"}},
        {"ext3 4k", {"-t", "ext3", "-b", "4096", "-J", "size=4"}},
        {"ext4", {"-t", "ext4"}, 200 << 20},
        {"ext4 1k", {"-t", "ext4", "-b", "1024"}, 77 << 20},
        {"ext4 2k", {"-t", "ext4", "-b", "2048"}},
        {"ext4 odd size", {"-t", "ext4", "-b", "1024"}, (33 << 20) + 7 * 1024},
        {"ext4 without journal", {"-t", "ext4", "-O", "^has_journal"}},
        {"ext4 without extents", {"-t", "ext4", "-O", "^extents,^64bit"}},
        {"ext4 32 bits", {"-t", "ext4", "-b", "1024", "-O", "^64bit"}},
        {"ext4 uninit_bg", {"-t", "ext4", "-b", "1024", "-O", "^metadata_csum,uninit_bg"}, 150 << 20},
        {"ext4 no checksums", {"-t", "ext4", "-O", "^metadata_csum,^uninit_bg"}},
        {"ext4 checksum seed", {"-t", "ext4", "-b", "1024", "-O", "metadata_csum_seed"}},
        {"ext4 without flex_bg", {"-t", "ext4", "-b", "1024", "-O", "^flex_bg"}, 90 << 20},
        {"ext4 meta_bg", {"-t", "ext4", "-b", "1024", "-O", "meta_bg,^resize_inode"}, 150 << 20},
        {"ext4 meta_bg without flex_bg",
         {"-t", "ext4", "-b", "1024", "-g", "256", "-O", "meta_bg,^resize_inode,^flex_bg"},
         40 << 20},
        {"ext4 sparse_super2", {"-t", "ext4", "-b", "1024", "-O", "sparse_super2,^resize_inode"}, 100 << 20},
        {"ext4 one backup", {"-t", "ext4", "-b", "1024", "-O", "sparse_super2,^resize_inode", "-E", "num_backup_sb=1"}},
        {"ext4 without resize_inode", {"-t", "ext4", "-b", "1024", "-O", "^resize_inode"}},
        {"ext4 room to grow", {"-t", "ext4", "-b", "1024", "-E", "resize=4G"}, 80 << 20},
        {"bigalloc 16k", {"-t", "ext4", "-O", "bigalloc", "-C", "16384"}, 100 << 20},
        {"bigalloc 64k", {"-t", "ext4", "-O", "bigalloc", "-C", "65536"}, (300 << 20) + 12345},
        {"bigalloc 1k blocks", {"-t", "ext4", "-b", "1024", "-O", "bigalloc", "-C", "8192"}, 130 << 20},
        {"bigalloc uninit_bg",
         {"-t", "ext4", "-b", "1024", "-O", "bigalloc,^metadata_csum,uninit_bg", "-C", "4096"},
         90 << 20},
        {"inline_data", {"-t", "ext4", "-O", "inline_data", "-I", "256"}},
        {"inline_data, large inodes", {"-t", "ext4", "-O", "inline_data", "-I", "1024"}},
        {"small inodes", {"-t", "ext4", "-b", "1024", "-I", "128"}},
        {"few inodes", {"-t", "ext4", "-b", "1024", "-N", "64"}},
        {"many inodes", {"-t", "ext4", "-b", "1024", "-i", "1024"}},
        {"orphan_file", {"-t", "ext4", "-O", "orphan_file"}},
        {"fast_commit", {"-t", "ext4", "-O", "fast_commit"}},
        {"quota and project",
         {"-t", "ext4", "-O", "quota,project", "-E", "quotatype=usrquota:grpquota:prjquota"},
         64 << 20,
         false},
        {"mmp", {"-t", "ext4", "-O", "mmp", "-E", "mmp_update_interval=1"}},
        {"ea_inode, large_dir, verity, encrypt", {"-t", "ext4", "-O", "ea_inode,large_dir,verity,encrypt"}},
        {"casefold", {"-t", "ext4", "-O", "casefold"}, 64 << 20, false},
        {"64k blocks", {"-t", "ext4", "-b", "65536"}, 512 << 20, false},
        {"64k blocks, inline_data", {"-t", "ext4", "-b", "65536", "-O", "inline_data"}, 512 << 20, false},
        {"tables written at once", {"-t", "ext4", "-E", "lazy_itable_init=0,lazy_journal_init=0"}},
        {"grown", {"-t", "ext4", "-b", "1024"}, 150 << 20, true, "20M"},
        {"grown beyond its reserve", {"-t", "ext4", "-b", "1024", "-E", "resize=70M"}, 400 << 20, true, "60M"},
        {"grown with meta_bg", {"-t", "ext4", "-b", "1024", "-O", "meta_bg,^resize_inode"}, 90 << 20, true, "20M"},
        {"packed metadata", {"-t", "ext4", "-b", "1024", "-G", "64", "-E", "packed_meta_blocks=1"}, 200 << 20},
    };
    return all;
}

void makeExt(const fs::path& image, const ExtRecipe& recipe, const Command& extra)
{
    createSparse(image, recipe.size);
    Command command{"mke2fs", "-q", "-F", "-L", "tests"};
    command.insert(command.end(), recipe.options.begin(), recipe.options.end());
    command.insert(command.end(), extra.begin(), extra.end());
    command.push_back(image.string());
    if (!recipe.grownFrom.empty())
        command.push_back(recipe.grownFrom);
    runChecked(command);
    if (!recipe.grownFrom.empty())
        runChecked({"resize2fs", "-f", image.string()});
}

engine::VolumeRangeSet dumpe2fsFree(const fs::path& image)
{
    const std::uint64_t blockSize = std::stoull(dumpe2fsField(image, "Block size"));
    const std::string clusterField = dumpe2fsField(image, "Cluster size");
    const std::uint64_t clusterSize = clusterField.empty() ? blockSize : std::stoull(clusterField);
    std::istringstream lines(runChecked({"dumpe2fs", image.string()}));
    engine::VolumeRangeSet free;
    const std::string start = "  Free blocks: ";
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with(start))
            continue;
        std::istringstream parts(line.substr(start.size()));
        for (std::string part; std::getline(parts, part, ',');) {
            if (!trimmed(part).empty())
                free.append(blockRange(trimmed(part), blockSize, clusterSize));
        }
    }
    const std::uint64_t length = std::stoull(dumpe2fsField(image, "Block count")) * blockSize;
    return free.restrictedTo({VolumeOffset(0), length});
}

std::string dumpe2fsField(const fs::path& image, const std::string& name)
{
    std::istringstream lines(runChecked({"dumpe2fs", "-h", image.string()}));
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with(name + ":"))
            return trimmed(line.substr(name.size() + 1));
    }
    return {};
}

void requireCleanExt(const fs::path& image)
{
    const Finished done = run({"e2fsck", "-fn", image.string()});
    if (done.exitCode != 0)
        throw std::runtime_error("e2fsck: " + done.out + done.err);
}

std::string blkidValue(const fs::path& image, const std::string& tag)
{
    return trimmed(run({"blkid", "-p", "-o", "value", "-s", tag, image.string()}).out);
}

void debugfs(const fs::path& image, const std::vector<std::string>& commands)
{
    const Scratch scratch;
    std::string script;
    for (const std::string& command : commands)
        script += command + "\n";
    writeFile(scratch / "script", script);
    runChecked({"debugfs", "-w", "-f", (scratch / "script").string(), image.string()});
}

FileSystemTools extTools(const ExtRecipe& recipe)
{
    FileSystemTools tools;
    tools.make = [recipe](const fs::path& image, Random&) { makeExt(image, recipe); };
    tools.age = [](const fs::path& image, Random& random) {
        const Mount mount(image, mountOptions);
        Ageing ageing;
        ageing.mostBytes = fs::file_size(image) / 3;
        ageing.steps = static_cast<unsigned>(random.between(100, 500));
        age(mount.folder(), random, ageing);
    };
    tools.tree = [](const fs::path& image) {
        const Mount mount(image, {"mount", "-o", "loop,ro"});
        return hashTree(mount.folder());
    };
    tools.check = requireCleanExt;
    return tools;
}

}  // namespace testsupport
