#include "support/grown_inputs.h"
#include "support/guest_tree.h"
#include "support/lvm.h"
#include "support/scratch.h"

#include <fstream>

/// Guests whose file systems are sound, and expensive.
namespace testsupport {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t mebibyte = 1 << 20;

/// A file with a hole behind each block: so many extents, whatever file system it is copied to.
void makeHoles(const fs::path& path, std::size_t size)
{
    constexpr std::uint64_t block = 4096;
    std::ofstream file(path, std::ios::binary);
    for (std::size_t number = 0; number < size; ++number) {
        file.seekp(static_cast<std::streamoff>(2 * block * number));
        file.put('x');
    }
    file.close();
    fs::resize_file(path, 2 * block * size);
}

void makeFiles(const fs::path& folder, std::size_t size)
{
    fs::create_directory(folder);
    for (std::size_t number = 0; number < size; ++number)
        writeFile(folder / ("file" + std::to_string(number)), {});
}

fs::path newImage(const fs::path& folder, std::size_t size)
{
    const fs::path image = folder / "image.raw";
    createSparse(image, 256 * mebibyte + 16384 * size);
    return image;
}

void makeExtExtents(const fs::path& folder, std::size_t size)
{
    fs::create_directory(folder / "files");
    makeHoles(folder / "files/file", size);
    runChecked({"mke2fs", "-q", "-t", "ext4", "-d", (folder / "files").string(), newImage(folder, size).string()});
}

/// A file in as many runs, none beside another: every second block is taken while it is written.
void writeInRuns(const fs::path& image, const fs::path& folder, std::size_t size)
{
    writeFile(folder / "file", std::string(4096 * size, 'x'));
    const std::string said = runChecked({"debugfs", "-R", "ffb 1", image.string()});
    const std::size_t first = std::stoul(said.substr(said.rfind(':') + 1));
    std::string take;
    std::string give;
    for (std::size_t number = 0; number < size; ++number) {
        const std::string block = std::to_string(first + 2 * number + 1) + '\n';
        take += "setb " + block;
        give += "freeb " + block;
    }
    writeFile(folder / "script", take + "write " + (folder / "file").string() + " file\n" + give);
    runChecked({"debugfs", "-w", "-f", (folder / "script").string(), image.string()});
}

/// A guest that could be what an overlay misses.
void makeCandidateRuns(const fs::path& folder, std::size_t size)
{
    const fs::path image = newImage(folder, size);
    runChecked({"mke2fs", "-q", "-t", "ext4", "-b", "4096", "-O", "^has_journal,^resize_inode,sparse_super2", "-E",
                "num_backup_sb=0", "-G", "4096", "-N", "64", image.string()});
    writeInRuns(image, folder, size);
    fs::create_directory(folder / "candidates");
    runChecked({"qemu-img", "convert", "-f", "raw", "-O", "qcow2", image.string(),
                (folder / "candidates/base.qcow2").string()});
    runChecked({"qemu-img", "create", "-q", "-u", "-f", "qcow2", "-F", "qcow2", "-b", "gone.qcow2",
                (folder / "lost.qcow2").string(), std::to_string(fs::file_size(image))});
}

void makeExtDirectory(const fs::path& folder, std::size_t size)
{
    makeFiles(folder / "files", size);
    runChecked({"mke2fs", "-q", "-t", "ext4", "-N", std::to_string(size + 1000), "-d", (folder / "files").string(),
                newImage(folder, size).string()});
}

void makeBtrfs(const fs::path& folder, std::size_t size)
{
    makeFiles(folder / "files", size);
    makeHoles(folder / "files/file", size);
    runChecked({"mkfs.btrfs", "-q", "--rootdir", (folder / "files").string(), newImage(folder, size).string()});
}

void makeXfs(const fs::path& folder, std::size_t size)
{
    std::ofstream prototype(folder / "prototype");
    prototype << "/dev/null\n0 0\nd--755 0 0\nfolder d--755 0 0\n";
    for (std::size_t number = 0; number < size; ++number)
        prototype << "file" << number << " ---644 0 0 /dev/null\n";
    prototype << "$\n$\n";
    prototype.close();
    fs::path image = newImage(folder, size);
    fs::resize_file(image, fs::file_size(image) + 512 * mebibyte);
    runChecked({"mkfs.xfs", "-q", "-p", (folder / "prototype").string(), image.string()});
}

/// A file of as many runs, and a folder of as many files.
void makeNtfs(const fs::path& folder, std::size_t size)
{
    const fs::path image = newImage(folder, size);
    runChecked({"mkntfs", "-q", "-F", "-Q", "-c", "4096", image.string()});
    const Mount mount(image, {"ntfs-3g"});
    makeHoles(mount.folder() / "runs", size);
    makeFiles(mount.folder() / "files", size / 4);
}

void makeFat(const fs::path& folder, std::size_t size)
{
    const fs::path image = newImage(folder, size);
    runChecked({"mkfs.fat", "-F", "32", image.string()});
    makeFiles(folder / "files", size);
    runChecked({"mcopy", "-s", "-i", image.string(), (folder / "files").string(), "::/"});
}

void makeExfat(const fs::path& folder, std::size_t size)
{
    const fs::path image = newImage(folder, size);
    runChecked({"mkfs.exfat", image.string()});
    const Mount mount(image, {"mount", "-t", "exfat-fuse", "-o", "loop"});
    makeFiles(mount.folder() / "files", size);
}

/// Metadata with a segment that says as many things that nobody knows.
void makeLvmText(const fs::path& folder, std::size_t size)
{
    const fs::path image = folder / "image.raw";
    createSparse(image, 64 * mebibyte);
    const engine::GuestRange whole{engine::GuestOffset(0), 64 * mebibyte};
    {
        const LvmDisk disk(image, {whole});
        disk.run({"pvcreate", disk.device(0)});
        disk.run({"vgcreate", "group", disk.device(0)});
        disk.run({"lvcreate", "-an", "-Zn", "-Wn", "-l1", "-nvolume", "group"});
    }
    std::string more;
    for (std::size_t number = 0; number < size; ++number)
        more += "k" + std::to_string(number) + "=1\n";
    pokeLvmText(image, whole,
                [&](std::string& text) { replaceOnce(text, "type = \"striped\"", "type = \"striped\"\n" + more); });
}

}  // namespace

std::vector<GrownInput> grownGuests()
{
    const Command guest{"guest", "--format", "raw", "%f/image.raw"};
    const Command report{"report", "--output=json", "--format", "raw", "%f/image.raw"};
    return {{"extents of an ext4 file", 5000, 200'000, makeExtExtents, {guest, report}},
            {"runs of a candidate",
             4000,
             100'000,
             makeCandidateRuns,
             {{"doctor", "%f/lost.qcow2", "--search", "%f/candidates", "--output=json"}}},
            {"ext4 folder", 500, 10'000, makeExtDirectory, {guest, report}},
            {"btrfs folder and extents", 2000, 50'000, makeBtrfs, {guest, report}},
            {"xfs folder", 5000, 200'000, makeXfs, {guest, report}},
            {"ntfs runs and folder", 2000, 200'000, makeNtfs, {guest, report}},
            {"fat folder", 500, 8000, makeFat, {guest, report}},
            {"exfat folder", 500, 8000, makeExfat, {guest, report}},
            {"LVM text", 10'000, 45'000, makeLvmText, {guest}}};
}

}  // namespace testsupport
