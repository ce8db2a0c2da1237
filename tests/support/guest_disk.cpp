#include "support/guest_disk.h"

#include "support/guest_tree.h"
#include "support/guest_volumes.h"
#include "support/process.h"
#include "support/scratch.h"

#include <algorithm>

namespace testsupport {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t sector = 512;
/// A table's own sectors at either end.
constexpr std::uint64_t tableBytes = 34 * sector;

}  // namespace

GuestDisk::GuestDisk(const fs::path& folder, Random& random) : folder_(folder)
{
    const std::uint64_t dice = random.below(100);
    layout_ = dice < 35 ? "whole" : dice < 60 ? "dos" : "gpt";
    addVolumes(random);
    if (layout_ == "whole") {
        size_ = volumes_.front().length + (random.chance(50) ? 0 : random.below(3000) * sector);
        frame_.assign(size_, '\0');
    } else {
        addTable();
    }
    fillGaps(random);
}

GuestDisk::GuestDisk(const GuestDisk& other, const fs::path& folder) : GuestDisk(other)
{
    folder_ = folder;
    for (GuestVolume& volume : volumes_) {
        const fs::path copy = folder / volume.image.filename();
        fs::copy_file(volume.image, copy);
        volume.image = copy;
    }
}

void GuestDisk::addVolumes(Random& random)
{
    const std::uint64_t count = layout_ == "whole" ? 1 : random.between(1, 3);
    std::uint64_t at = layout_ == "whole" ? 0 : tableBytes + random.below(3000) * sector;
    while (volumes_.size() < count) {
        const fs::path image = folder_ / ("volume" + std::to_string(volumes_.size()));
        GuestVolume volume = makeVolume(image, random, volumes_.empty());
        volume.start = at;
        at += (volume.length + sector - 1) / sector * sector + (random.chance(50) ? random.below(5000) * sector : 0);
        volumes_.push_back(std::move(volume));
    }
    size_ = end() + tableBytes + random.below(4000) * sector;
}

void GuestDisk::addTable()
{
    const fs::path disk = folder_ / "table";
    const fs::path script = folder_ / "script";
    createSparse(disk, size_);
    // With a larger grain sfdisk finds no place for small partitions at the end of a disk.
    std::string text = "label: " + layout_ + "\ngrain: 512\n";
    if (layout_ == "gpt")
        text += "first-lba: 34\n";
    for (const GuestVolume& volume : volumes_) {
        const std::string type = layout_ == "dos" ? (volume.swap ? "82" : "83") : (volume.swap ? "S" : "L");
        text += "start=" + std::to_string(volume.start / sector) +
                ", size=" + std::to_string((volume.length + sector - 1) / sector) + ", type=" + type + "\n";
    }
    writeFile(script, text);
    runChecked(
        {"sh", "-c",
         "sfdisk -q --no-reread --no-tell-kernel --wipe never '" + disk.string() + "' < '" + script.string() + "'"});
    frame_ = readFile(disk);
}

void GuestDisk::fillGaps(Random& random)
{
    std::uint64_t at = layout_ == "whole" ? volumes_.front().length : tableBytes;
    const std::uint64_t last = layout_ == "gpt" ? size_ - tableBytes : size_;
    for (std::size_t next = layout_ == "whole" ? 1 : 0; next <= volumes_.size(); ++next) {
        const std::uint64_t gapEnd = next < volumes_.size() ? volumes_[next].start : last;
        if (gapEnd > at) {
            const std::uint64_t start = at + random.below(gapEnd - at);
            const std::uint64_t length = random.below(gapEnd - start + 1);
            std::generate_n(frame_.begin() + static_cast<std::ptrdiff_t>(start), length,
                            [&] { return static_cast<char>(random.next()); });
        }
        if (next < volumes_.size())
            at = volumes_[next].start + volumes_[next].length;
    }
}

void GuestDisk::use(Random& random)
{
    for (const GuestVolume& volume : volumes_) {
        if (uses_ > 0 && random.chance(20))
            continue;
        volume.tools.age(volume.image, random);
        if (volume.tools.tree && random.chance(60))
            leaveGarbage(volume, random);
    }
    if (random.chance(40))
        fillGaps(random);
    ++uses_;
}

void GuestDisk::crash(Random& random)
{
    for (GuestVolume& volume : volumes_) {
        if (!volume.crash || !(volume.untouchable || random.chance(15)))
            continue;
        volume.crash(volume.image, random);
        volume.untouchable = true;
        volume.tools.tree = {};
        volume.tools.check = {};
    }
}

std::string GuestDisk::content() const
{
    std::string disk = frame_;
    for (const GuestVolume& volume : volumes_) {
        const std::string bytes = readFile(volume.image);
        disk.replace(volume.start, bytes.size(), bytes);
    }
    return disk;
}

std::uint64_t GuestDisk::end() const noexcept
{
    return volumes_.back().start + (volumes_.back().length + sector - 1) / sector * sector;
}

}  // namespace testsupport
