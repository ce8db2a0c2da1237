#include "support/small_templates.h"

#include "support/ext_tools.h"
#include "support/guest_tree.h"
#include "support/process.h"
#include "support/random.h"
#include "support/scratch.h"

namespace testsupport {

namespace fs = std::filesystem;

namespace {

std::string randomText(std::uint64_t seed, std::size_t fileBytes)
{
    Random random(seed);
    std::string text(fileBytes, '\0');
    for (char& byte : text)
        byte = static_cast<char>(random.next());
    return text;
}

/// A raw disk that is all file system, with a file a seed: file1, file2, ...
void makeDisk(const fs::path& disk, const std::vector<std::uint64_t>& seeds, std::size_t fileBytes)
{
    const Scratch content;
    for (std::size_t at = 0; at < seeds.size(); ++at)
        writeFile(content / ("file" + std::to_string(at + 1)), randomText(seeds[at], fileBytes));
    // Equal but for the files: every number that is drawn at random is given.
    const std::string uuid = "11111111-2222-3333-4444-555555555555";
    runChecked({"env", "E2FSPROGS_FAKE_TIME=1700000000", "mke2fs", "-q", "-t", "ext4", "-b", "1024", "-O",
                "^has_journal,^metadata_csum", "-U", uuid, "-E", "hash_seed=" + uuid, "-d", content.path().string(),
                disk.string(), "2M"});
}

void exchangeFiles(const fs::path& disk, const std::string& removed, const std::string& added, std::uint64_t seed,
                   std::size_t fileBytes)
{
    const Scratch content;
    writeFile(content / "content", randomText(seed, fileBytes));
    debugfs(disk, {"rm " + removed, "write " + (content / "content").string() + ' ' + added});
}

}  // namespace

void makeBase(const fs::path& disk, const fs::path& image)
{
    runChecked(
        {"qemu-img", "convert", "-f", "raw", "-O", "qcow2", "-o", "cluster_size=4k", disk.string(), image.string()});
}

void makeOverlay(const fs::path& disk, const fs::path& image, const std::string& backing)
{
    runChecked({"qemu-img", "create", "-q", "-f", "qcow2", "-o", "cluster_size=4k", "-b", disk.string(), "-F", "raw",
                image.string()});
    // From now on it is on another image; what differs is copied into it.
    runChecked({"qemu-img", "rebase", "-f", "qcow2", "-b", backing, "-F", "qcow2", image.string()});
}

void makeSmallChain(const fs::path& folder, const std::string& backingName, std::size_t fileBytes)
{
    const Scratch work;
    const fs::path disk = work / "disk";
    makeDisk(disk, {1, 2, 3}, fileBytes);
    makeBase(disk, folder / "base.qcow2");
    exchangeFiles(disk, "file2", "file4", 4, fileBytes);
    makeOverlay(disk, folder / "diff.qcow2", backingName);
    exchangeFiles(disk, "file4", "file5", 5, fileBytes);
    debugfs(disk, {"rm file1"});
    makeOverlay(disk, folder / "top.qcow2", "diff.qcow2");
}

void makeSmallCopies(const fs::path& folder)
{
    const Scratch work;
    const fs::path disk = work / "disk";
    std::uint64_t odd = 0;
    for (const char* name : {"a.qcow2", "b.qcow2", "c.qcow2"}) {
        std::vector<std::uint64_t> seeds{1, 2, 3};
        seeds[odd] += 10;
        ++odd;
        makeDisk(disk, seeds, 60000);
        makeBase(disk, folder / name);
        fs::remove(disk);
    }
}

std::map<std::string, std::string> guestFiles(const fs::path& image)
{
    const Scratch work;
    const fs::path disk = work / "disk";
    const fs::path files = work / "files";
    runChecked({"qemu-img", "convert", "-O", "raw", image.string(), disk.string()});
    requireCleanExt(disk);
    fs::create_directory(files);
    runChecked({"debugfs", "-R", "rdump / " + files.string(), disk.string()});
    return hashTree(files);
}

}  // namespace testsupport
