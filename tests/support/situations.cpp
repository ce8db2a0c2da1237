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

TwoDiskGroup::TwoDiskGroup(const fs::path& folder)
    : disk({{GuestOffset(0), 40 << 20}, {GuestOffset(40 << 20), 40 << 20}}, 80 << 20), first(folder / "first.raw"),
      second(folder / "second.raw")
{
    disk.lvm().run({"vgcreate", "-s", "1m", "group", disk.device(0), disk.device(1)});
    for (const auto& [name, part] : {std::pair{"root", 0}, std::pair{"data", 1}})
        disk.lvm().run({"lvcreate", "-an", "-Zn", "-Wn", "-L", "24m", "-n", name, "group",
                        disk.device(static_cast<std::size_t>(part))});
    disk.lvm().run({"lvcreate", "-an", "-Zn", "-Wn", "-l", "8", "-n", "both", "group", disk.device(0) + ":24-27",
                    disk.device(1) + ":24-27"});
    secondUuid = disk.lvm().report({"pvs", "-o", "pv_uuid", disk.device(1)}).at(0).at("pv_uuid");
    writeAt(disk.image(), 1 << 20, ext4WithLeftovers(folder, 24 << 20));
    const std::string content = readFile(disk.image());
    writeFile(first, content.substr(0, 40 << 20));
    writeFile(second, content.substr(40 << 20));
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
