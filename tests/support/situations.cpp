#include "support/situations.h"

#include "support/file_source.h"
#include "support/guest_tree.h"
#include "support/process.h"
#include "support/random_fill.h"
#include "support/scratch.h"

namespace testsupport {

using namespace engine;
namespace fs = std::filesystem;

Guest guestOf(const fs::path& image, const std::vector<fs::path>& beside)
{
    GuestOptions options;
    for (const fs::path& path : beside)
        options.beside.push_back(std::make_shared<FileSource>(path));
    Progress progress;
    return readGuest(std::make_shared<FileSource>(image), UINT64_MAX, options, progress);
}

std::string codeOf(const std::optional<Error>& error)
{
    return error ? std::string(error->code()) : "";
}

std::string ext4WithLeftovers(const fs::path& folder, std::uint64_t length)
{
    const fs::path image = folder / "ext4";
    fs::remove(image);
    createSparse(image, length);
    writeFile(folder / "content", std::string(3 << 20, 'c'));
    runChecked({"mke2fs", "-q", "-F", "-t", "ext4", "-b", "4096", image.string()});
    const std::string file = (folder / "content").string();
    writeFile(folder / "commands", "write " + file + " keep\nwrite " + file + " gone\nrm gone\n");
    runChecked({"debugfs", "-w", "-f", (folder / "commands").string(), image.string()});
    return readFile(image);
}

void fillFree(const fs::path& image, const Guest& guest)
{
    Random random(7);
    VolumeRangeSet ranges;
    for (const GuestRange& range : guest.free.ranges())
        ranges.append({VolumeOffset(range.start.bytes()), range.length});
    fillWithRandom(image, ranges, random);
}

void makeThreePartitions(const fs::path& disk, const std::string& rootType, const std::string& hashType, bool readOnly)
{
    fs::remove(disk);
    createSparse(disk, 40 << 20);
    const auto at = [](std::uint64_t bytes) { return std::to_string(bytes / 512); };
    runChecked({"sgdisk", "-n", "1:" + at(rootAt) + ":" + at(rootAt + rootLength - 512), "-t", "1:" + rootType, "-c",
                "1:system_a", "-n", "2:" + at(hashesAt) + ":" + at(dataAt - 512), "-t", "2:" + hashType, "-c",
                "2:vbmeta_a", "-n", "3:" + at(dataAt) + ":0", "-c", "3:data", disk.string()});
    if (readOnly)
        runChecked({"sgdisk", "-A", "1:set:60", disk.string()});
    writeAt(disk, dataAt, ext4WithLeftovers(disk.parent_path(), dataLength));
}

}  // namespace testsupport
