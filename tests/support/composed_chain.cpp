#include "support/composed_chain.h"

#include "bytes/checked.h"
#include "storage/file.h"
#include "support/ext_tools.h"
#include "support/image_editor.h"
#include "support/map_json.h"
#include "support/process.h"
#include "support/random.h"
#include "support/scratch.h"

#include <map>
#include <sstream>

namespace testsupport {

namespace {

namespace fs = std::filesystem;
using engine::GuestOffset;
using engine::GuestRange;
using engine::GuestRangeSet;

constexpr std::uint64_t cluster = ComposedChain::cluster;
/// The guest's own unit: half a cluster, so that a file can end inside one.
constexpr std::uint64_t guestUnit = cluster / 2;
constexpr std::uint64_t block = 4096;
constexpr std::uint64_t leakedClusters = 4;
constexpr std::uint64_t garbageClusters = 6;

class Composer {
public:
    Composer(fs::path folder, std::uint64_t diskSize, std::uint64_t scale)
        : folder_(std::move(folder)), diskSize_(diskSize), scale_(scale)
    {
    }

    ComposedChain run()
    {
        makeGuest();
        makeBase();
        makeDiff();
        makeTop();
        describeBase();
        fs::remove(disk());
        fs::remove(folder_ / "before.raw");
        return std::move(chain_);
    }

private:
    fs::path disk() const { return folder_ / "disk.raw"; }
    ComposedLayer& base() { return chain_.layers[0]; }
    ComposedLayer& diff() { return chain_.layers[1]; }
    ComposedLayer& top() { return chain_.layers[2]; }

    void makeGuest();
    void addFile(const std::string& name, std::uint64_t bytes);
    GuestRangeSet placeOf(const std::string& name) const;
    void makeBase();
    void makeDiff();
    void makeTop();
    void leak(const fs::path& image) const;
    void describeBase();
    GuestRangeSet changedClusters() const;
    void create(ComposedLayer& layer, const std::string& name, const fs::path& backing);
    void write(const fs::path& image, const GuestRangeSet& ranges, const std::string& how) const;

    fs::path folder_;
    std::uint64_t diskSize_;
    std::uint64_t scale_;
    std::map<std::string, GuestRangeSet> files_;
    GuestRangeSet free_;      ///< in the end, by dumpe2fs
    GuestRangeSet metadata_;  ///< clusters that deleting a file changed
    ComposedChain chain_;
};

GuestRangeSet onDisk(const engine::VolumeRangeSet& set)
{
    GuestRangeSet result;
    for (const auto& range : set.ranges())
        result.append({GuestOffset(range.start.bytes()), range.length});
    return result;
}

void Composer::makeGuest()
{
    makeExt(disk(),
            {"ext4",
             {"-t", "ext4", "-b", "4096", "-O", "bigalloc,^has_journal", "-C", std::to_string(guestUnit), "-N", "1024"},
             diskSize_});
    const GuestRangeSet atFirst = onDisk(dumpe2fsFree(disk()));
    if (atFirst.ranges().front().start.bytes() % cluster != 0)
        addFile("filler", guestUnit);
    const std::pair<const char*, std::uint64_t> sizes[] = {{"live", 5},  {"doomed", 7}, {"twice", 4},
                                                           {"zeros", 3}, {"over", 2},   {"kept", 3}};
    for (const auto& [name, clusters] : sizes)
        addFile(name, clusters * scale_ * cluster);
    addFile("half", guestUnit);
    runChecked({"cp", "--sparse=always", disk().string(), (folder_ / "before.raw").string()});
    debugfs(disk(), {"rm doomed"});
    requireCleanExt(disk());
    free_ = onDisk(dumpe2fsFree(disk()));
}

void Composer::addFile(const std::string& name, std::uint64_t bytes)
{
    Random random(files_.size() + 1);
    std::string content(bytes, '\0');
    for (char& byte : content)
        byte = static_cast<char>(1 + random.below(255));
    writeFile(folder_ / "content", content);
    debugfs(disk(), {"write " + (folder_ / "content").string() + ' ' + name});
    fs::remove(folder_ / "content");
    files_[name] = placeOf(name);
    const bool wholeClusters = bytes % cluster == 0;
    if (files_[name].total() != bytes ||
        files_[name].ranges().front().start.bytes() % (wholeClusters ? cluster : guestUnit) != 0)
        throw std::runtime_error("debugfs has put " + name + " somewhere else");
}

GuestRangeSet Composer::placeOf(const std::string& name) const
{
    std::istringstream blocks(runChecked({"debugfs", "-R", "blocks /" + name, disk().string()}));
    GuestRangeSet places;
    for (std::uint64_t number = 0; blocks >> number;)
        places.append({GuestOffset(number * block), block});
    return places;
}

void Composer::makeBase()
{
    base().path = folder_ / "base.qcow2";
    runChecked({"qemu-img", "convert", "-f", "raw", "-O", "qcow2", "-o", "cluster_size=64k",
                (folder_ / "before.raw").string(), base().path.string()});
    for (const MapEntry& entry : parseMap(runChecked({"qemu-img", "map", "--output=json", base().path.string()}))) {
        if (entry.data)
            base().stored.append({GuestOffset(entry.start), entry.length});
    }
    metadata_ = changedClusters();
}

/// Clusters in which the guest's disk is another one since the base was made.
GuestRangeSet Composer::changedClusters() const
{
    const engine::File before = engine::File::open(folder_ / "before.raw");
    const engine::File after = engine::File::open(disk());
    const engine::HostRange whole{engine::HostOffset(0), diskSize_};
    const engine::HostRangeSet written = unionOf(before.dataRanges(whole), after.dataRanges(whole));
    GuestRangeSet changed;
    std::vector<std::byte> old(cluster);
    std::vector<std::byte> now(cluster);
    std::uint64_t at = 0;
    for (const engine::HostRange& range : written.ranges()) {
        for (at = std::max(at, engine::alignDown(range.start.bytes(), cluster)); at < range.end().bytes();
             at += cluster) {
            before.readPadded(at, old);
            after.readPadded(at, now);
            if (old != now)
                changed.append({GuestOffset(at), cluster});
        }
    }
    return changed;
}

void Composer::create(ComposedLayer& layer, const std::string& name, const fs::path& backing)
{
    layer.path = folder_ / name;
    runChecked({"qemu-img", "create", "-q", "-f", "qcow2", "-o", "cluster_size=64k", "-F", "qcow2", "-b",
                backing.filename().string(), layer.path.string()});
}

/// @param how options of qemu-io's write; "file" writes what the guest's disk has there
void Composer::write(const fs::path& image, const GuestRangeSet& ranges, const std::string& how) const
{
    Command command{"qemu-io", "-f", "qcow2"};
    std::vector<fs::path> contents;
    const engine::File raw = engine::File::open(folder_ / (how == "before" ? "before.raw" : "disk.raw"));
    for (const GuestRange& range : ranges.ranges()) {
        std::string options = how;
        if (how == "before" || how == "now") {
            std::string content(range.length, '\0');
            raw.readPadded(range.start.bytes(), std::as_writable_bytes(std::span(content)));
            contents.push_back(folder_ / ("content" + std::to_string(contents.size())));
            writeFile(contents.back(), content);
            options = "-s " + contents.back().string();
        }
        command.insert(command.end(), {"-c", "write -q " + options + ' ' + std::to_string(range.start.bytes()) + ' ' +
                                                 std::to_string(range.length)});
    }
    command.push_back(image.string());
    runChecked(command);
    for (const fs::path& content : contents)
        fs::remove(content);
}

void Composer::makeDiff()
{
    create(diff(), "diff.qcow2", base().path);
    ComposedLayer& layer = diff();
    const GuestRange last = free_.ranges().back();
    const std::uint64_t start = engine::alignDown(last.end().bytes(), cluster) - garbageClusters * scale_ * cluster;
    layer.garbage = GuestRangeSet::of({{GuestOffset(start), garbageClusters * scale_ * cluster}});
    layer.duplicate = files_["twice"];
    layer.zero = files_["zeros"];
    layer.hidden = files_["over"];
    layer.live = unionOf(files_["live"], metadata_);
    layer.metadata = 5 * cluster;  // header, refcount table and block, L1 and L2 table
    write(layer.path, metadata_, "now");
    write(layer.path, files_["live"], "-P 0x31");
    write(layer.path, layer.duplicate, "before");
    write(layer.path, layer.zero, "-P 0");
    write(layer.path, layer.hidden, "-P 0x32");
    write(layer.path, layer.garbage, "-P 0x33");
    if (layer.garbage.ranges().front().start.bytes() / (cluster * cluster / 8) !=
        files_["live"].ranges().front().start.bytes() / (cluster * cluster / 8))
        layer.metadata += cluster;  // the end of a large disk has an L2 table of its own
    for (const GuestRangeSet* set : {&layer.garbage, &layer.duplicate, &layer.zero, &layer.hidden, &layer.live})
        layer.stored = unionOf(layer.stored, *set);
}

void Composer::makeTop()
{
    create(top(), "top.qcow2", diff().path);
    ComposedLayer& layer = top();
    layer.live = layer.stored = unionOf(files_["over"], files_["kept"]);
    write(layer.path, files_["over"], "-P 0x41");
    write(layer.path, files_["kept"], "-P 0x42");
    runChecked({"qemu-img", "snapshot", "-c", "s1", layer.path.string()});
    write(layer.path, files_["kept"], "-P 0x43");
    runChecked({"qemu-img", "bitmap", "--add", layer.path.string(), "b"});
    write(layer.path, files_["kept"], "-P 0x44");
    leak(layer.path);
    layer.snapshots = files_["kept"].total() + 2 * cluster;  // and the snapshot's L1 and L2 table
    layer.bitmaps = 3 * cluster;                             // directory, table, and one cluster of bits
    layer.leaked = leakedClusters * cluster;
    layer.metadata = 6 * cluster;  // header, refcount table and block, L1 and L2 table, snapshot table
}

/// Refcounts for clusters behind the end, which nothing refers to.
void Composer::leak(const fs::path& image) const
{
    ImageEditor editor(image);
    const std::uint64_t end = engine::divideUp(editor.length(), cluster);
    const std::uint64_t refcounts = editor.read(editor.refcountTable());
    for (std::uint64_t number = end; number < end + leakedClusters; ++number)
        editor.write(refcounts + number * 2, 1, 2);
    editor.resize((end + leakedClusters) * cluster);
}

/// What is left of the base when all else has its name.
void Composer::describeBase()
{
    ComposedLayer& layer = base();
    layer.hidden = intersectionOf(layer.stored, unionOf(diff().stored, top().stored));
    layer.garbage = files_["doomed"];
    const GuestRangeSet rest = differenceOf(layer.stored, unionOf(layer.hidden, layer.garbage));
    layer.rounding = intersectionOf(rest, free_);
    layer.live = differenceOf(rest, free_);
    if (layer.rounding.total() < guestUnit)
        throw std::runtime_error("no file ends inside a cluster");
}

}  // namespace

ComposedChain composeChain(const fs::path& folder, std::uint64_t diskSize, std::uint64_t scale)
{
    return Composer(folder, diskSize, scale).run();
}

}  // namespace testsupport
