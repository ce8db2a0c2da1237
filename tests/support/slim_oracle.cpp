#include "support/slim_oracle.h"

#include "support/guest_tree.h"
#include "support/map_json.h"
#include "support/process.h"
#include "support/qemu.h"
#include "support/scratch.h"

#include <algorithm>
#include <cstring>
#include <stdexcept>

namespace testsupport {

namespace {

namespace fs = std::filesystem;
using engine::GuestOffset;
using engine::GuestRange;
using engine::GuestRangeSet;

void require(bool condition, const std::string& what)
{
    if (!condition)
        throw std::runtime_error(what);
}

void requireEqual(std::string_view found, std::string_view expected, const std::string& what, std::uint64_t start = 0)
{
    require(found.size() == expected.size(),
            what + ": " + std::to_string(found.size()) + " bytes instead of " + std::to_string(expected.size()));
    const auto at = std::mismatch(found.begin(), found.end(), expected.begin()).first - found.begin();
    require(found == expected, what + ": differs at " + std::to_string(start + static_cast<std::uint64_t>(at)));
}

bool isZero(std::string_view bytes)
{
    return bytes.find_first_not_of('\0') == std::string_view::npos;
}

std::vector<MapEntry> mapOf(const fs::path& image)
{
    return parseMap(runChecked({"qemu-img", "map", "--output=json", image.string()}));
}

std::string described(const char* what, const GuestRangeSet& planned, const GuestRangeSet& found)
{
    const GuestRangeSet more = differenceOf(found, planned);
    const GuestRangeSet less = differenceOf(planned, found);
    const GuestRangeSet& other = more.empty() ? less : more;
    return std::string("qemu-img map: ") + what + (more.empty() ? " is missing at " : " was not planned at ") +
           (other.empty() ? "?" : std::to_string(other.ranges().front().start.bytes()));
}

bool isSound(const GuestVolume& volume, const std::string& disk, std::string* why = nullptr)
{
    const Scratch scratch;
    writeFile(scratch / "volume", disk.substr(volume.start, volume.length));
    try {
        volume.tools.check(scratch / "volume");
        return true;
    } catch (const std::exception& error) {
        if (why)
            *why = error.what();
        return false;
    }
}

std::map<std::string, std::string> treeOf(const GuestVolume& volume, const std::string& disk)
{
    const Scratch scratch;
    writeFile(scratch / "volume", disk.substr(volume.start, volume.length));
    return volume.tools.tree(scratch / "volume");
}

void dropSystemFiles(std::map<std::string, std::string>& tree)
{
    if (const auto found = tree.find("pagefile.sys"); found != tree.end())
        found->second = found->second.substr(0, found->second.rfind(' '));
}

/// What the guest is to read: see `requireContent`.
std::string expectedOf(const NewContent& expected)
{
    const engine::ResultMap& map = expected.plan.result;
    const GuestRangeSet own = unionOf(map.data, map.zero);
    std::string disk = keptOf(expected.before, intersectionOf(expected.plan.free, own));
    const GuestRangeSet fallingThrough = differenceOf(expected.plan.free, own);
    for (const GuestRange& range : fallingThrough.ranges()) {
        for (std::uint64_t at = range.start.bytes(); at < std::min(range.end().bytes(), disk.size()); ++at)
            disk[at] = at < expected.backing.size() ? expected.backing[at] : '\0';
    }
    return disk;
}

}  // namespace

std::string diskOf(const fs::path& image, const std::string& format)
{
    const Scratch scratch;
    runChecked({"qemu-img", "convert", "-f", format, "-O", "raw", image.string(), (scratch / "disk.raw").string()});
    return readFile(scratch / "disk.raw");
}

TemplateBefore::TemplateBefore(const GeneratedChain& chain, const GuestDisk& guest)
    : chain_(chain), guest_(guest), disk_(diskOf(chain.top(), chain.layers.back().format()))
{
    for (const GuestVolume& volume : guest_.volumes()) {
        trees_.emplace_back();
        if (volume.tools.tree)
            trees_.back() = treeOf(volume, disk_);
        sound_.push_back(!volume.untouchable && isSound(volume, disk_));
    }
}

GuestRangeSet TemplateBefore::coveredFrom(std::size_t firstMerged) const
{
    GuestRangeSet covered;
    for (const MapEntry& entry : mapOf(chain_.top())) {
        if (entry.present && entry.depth + firstMerged < chain_.layers.size())
            covered.append({GuestOffset(entry.start), entry.length});
    }
    return covered;
}

void TemplateBefore::requireGuest(const std::string& after, const GuestRangeSet& free, bool systemFilesGone) const
{
    for (std::size_t index = 0; index < trees_.size(); ++index) {
        const GuestVolume& volume = guest_.volumes()[index];
        const std::string what = "volume " + std::to_string(index) + " (" + volume.kind + ")";
        if (volume.untouchable) {
            const bool gone = volume.swap && systemFilesGone;
            const std::uint64_t kept = gone ? 4096 : volume.length;
            require(free.restrictedTo({GuestOffset(volume.start), kept}).empty(), what + " counts as free");
            requireEqual(std::string_view(after).substr(volume.start, kept),
                         std::string_view(disk_).substr(volume.start, kept), what, volume.start);
            continue;
        }
        auto before = trees_[index];
        std::string why;
        require(!sound_[index] || isSound(volume, after, &why), what + ": " + why);
        auto now = treeOf(volume, after);
        if (systemFilesGone) {
            dropSystemFiles(before);
            dropSystemFiles(now);
        }
        const std::string differs = difference(before, now);
        require(differs.empty(), what + ": " + differs);
    }
}

void requireNewFile(const engine::ImagePlan& plan, const fs::path& path)
{
    const std::uint64_t length = fs::file_size(path);
    require(length == plan.fileLength,
            "the file is " + std::to_string(length) + " bytes long, planned " + std::to_string(plan.fileLength));
    const QemuCheck check = qemuCheck(QString::fromStdString(path.string()));
    require(check.completed && check.leaks + check.corruptions + check.checkErrors == 0,
            "qemu-img check: " + check.messages.toStdString());
    GuestRangeSet data;
    GuestRangeSet zero;
    for (const MapEntry& entry : mapOf(path)) {
        if (entry.depth == 0 && entry.present)
            (entry.data ? data : zero).append({GuestOffset(entry.start), entry.length});
    }
    require(data == plan.result.data, described("data", plan.result.data, data));
    require(zero == plan.result.zero, described("a zero entry", plan.result.zero, zero));
}

void requireContent(const NewContent& expected, const std::string& after)
{
    const engine::ResultMap& map = expected.plan.result;
    require(after.size() == map.virtualSize, "the disk has another size");
    requireEqual(after, expectedOf(expected), "the disk");
    std::string backing = expected.backing;
    backing.resize(std::max(backing.size(), after.size()));
    const std::string seen = keptOf(backing, expected.plan.free);
    for (std::uint64_t at = 0; at < after.size(); at += expected.unit) {
        const GuestRange unit{GuestOffset(at), std::min<std::uint64_t>(expected.unit, after.size() - at)};
        const std::string_view now = std::string_view(after).substr(at, unit.length);
        const std::string where = " at " + std::to_string(at);
        if (expected.plan.free.restrictedTo(unit).total() == unit.length) {
            // Beside it the backing image may show its own garbage, as before.
            const GuestRangeSet covered = expected.covered.restrictedTo(unit);
            for (const GuestRange& dropped : covered.ranges())
                require(isZero(std::string_view(after).substr(dropped.start.bytes(), dropped.length)),
                        "what was dropped does not read as zero at " + std::to_string(dropped.start.bytes()));
        }
        if (!map.data.restrictedTo(unit).empty()) {
            require(!isZero(now), "zeros are stored" + where);
            require(now != std::string_view(seen).substr(at, unit.length),
                    "the backing image's content is stored" + where);
        }
        if (!map.zero.restrictedTo(unit).empty())
            require(!isZero(std::string_view(backing).substr(at, unit.length)), "a zero entry above zeros" + where);
    }
}

std::string keptOf(std::string disk, const GuestRangeSet& free)
{
    const GuestRangeSet inside = free.restrictedTo({GuestOffset(0), disk.size()});
    for (const GuestRange& range : inside.ranges())
        std::memset(disk.data() + range.start.bytes(), 0, range.length);
    return disk;
}

}  // namespace testsupport
