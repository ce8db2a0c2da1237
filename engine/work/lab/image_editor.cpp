#include "work/lab/image_editor.h"

#include "bytes/byte_reader.h"
#include "bytes/error.h"

#include <algorithm>
#include <charconv>
#include <fcntl.h>

namespace engine::lab {

using qcow2::entryCopied;
using qcow2::entryOffsetMask;

namespace {

constexpr std::uint64_t snapshotCountAt = 60;
constexpr std::uint64_t snapshotsOffsetAt = 64;
constexpr std::size_t snapshotExtraBytes = 16;
/// The snapshots of a practice replayed elsewhere are the same: 2020-01-01 00:00 UTC.
constexpr std::uint32_t snapshotTime = 1577836800;

template <class Number>
void put(std::vector<std::byte>& out, Number value)
{
    out.resize(out.size() + sizeof(Number));
    storeBigEndian(value, out.data() + out.size() - sizeof(Number));
}

void put(std::vector<std::byte>& out, const std::string& text)
{
    const auto* bytes = reinterpret_cast<const std::byte*>(text.data());
    out.insert(out.end(), bytes, bytes + text.size());
}

/// Specification, "Snapshots".
void putSnapshot(std::vector<std::byte>& out, const PracticeSnapshot& snapshot)
{
    const Snapshot& facts = snapshot.entry.snapshot;
    put(out, snapshot.entry.l1Offset);
    put(out, snapshot.entry.l1Entries);
    put(out, static_cast<std::uint16_t>(facts.id.size()));
    put(out, static_cast<std::uint16_t>(facts.name.size()));
    put(out, snapshotTime);
    put(out, std::uint32_t{0});  // nanoseconds
    put(out, std::uint64_t{0});  // the guest's clock
    put(out, std::uint32_t{0});  // no machine state
    put(out, std::uint32_t{snapshotExtraBytes});
    put(out, std::uint64_t{0});  // no machine state
    put(out, facts.virtualSize);
    put(out, facts.id);
    put(out, facts.name);
    out.resize(divideUp(out.size(), 8) * 8);
}

}  // namespace

ImageEditor::ImageEditor(File image) : file_(std::move(image)), tables_(Tables::read(file_))
{
    for (const PracticeSnapshot& snapshot : tables_.snapshots) {
        std::uint64_t id = 0;
        const std::string& text = snapshot.entry.snapshot.id;
        std::from_chars(text.data(), text.data() + text.size(), id);
        nextSnapshotId_ = std::max(nextSnapshotId_, id + 1);
    }
}

std::uint64_t ImageEditor::allocate()
{
    const auto clusters = tables_.countReferences();
    const auto free = std::find_if(clusters.begin(), clusters.end(),
                                   [](const HostCluster& cluster) { return cluster.references == 0; });
    const auto number = static_cast<std::uint64_t>(free - clusters.begin());
    if (number / tables_.header.geometry.refcountsPerBlock() >= tables_.refcountTable.size() ||
        tables_.refcountTable[number / tables_.header.geometry.refcountsPerBlock()] == 0)
        throw Error(ErrorKind::Refused, "lab.imageFull").at(file_.path());
    return number * tables_.clusterSize();
}

L2Table& ImageEditor::ownTable(std::uint64_t guestCluster)
{
    std::uint64_t& entry = tables_.l1.at(guestCluster / tables_.header.geometry.l2Entries());
    const std::uint64_t offset = entry & entryOffsetMask;
    const auto clusters = tables_.countReferences();
    if (offset != 0 && clusters[offset / tables_.clusterSize()].references == 1)
        return tables_.l2.at(offset);
    const std::uint64_t own = allocate();
    const L2Table content = offset == 0 ? L2Table(tables_.header.geometry.l2Entries()) : tables_.l2.at(offset);
    entry = own;
    return tables_.l2[own] = content;
}

void ImageEditor::setEntry(std::uint64_t guestCluster, std::uint64_t entry)
{
    if (tables_.entry(guestCluster) == entry)
        return;
    ownTable(guestCluster).at(guestCluster % tables_.header.geometry.l2Entries()) = entry;
}

void ImageEditor::store(std::uint64_t guestCluster, std::span<const std::byte> content)
{
    const std::uint64_t old = tables_.entry(guestCluster) & entryOffsetMask;
    ownTable(guestCluster);
    const bool inPlace = old != 0 && tables_.countReferences()[old / tables_.clusterSize()].references == 1;
    const std::uint64_t place = inPlace ? old : allocate();
    file_.write(place, content);
    ownTable(guestCluster).at(guestCluster % tables_.header.geometry.l2Entries()) = place;
}

std::size_t ImageEditor::indexOf(const std::string& name) const
{
    const auto found = std::find_if(tables_.snapshots.begin(), tables_.snapshots.end(),
                                    [&](const auto& snapshot) { return snapshot.entry.snapshot.name == name; });
    if (found == tables_.snapshots.end())
        throw Error(ErrorKind::Refused, "lab.noSnapshot", {{"name", name}});
    return static_cast<std::size_t>(found - tables_.snapshots.begin());
}

void ImageEditor::takeSnapshot(const std::string& name)
{
    if (name.empty() || name.size() > mostNameBytes)
        throw Error(ErrorKind::Refused, "lab.name", {{"name", name}, {"limit", std::uint64_t{mostNameBytes}}});
    const auto same = [&](const auto& snapshot) { return snapshot.entry.snapshot.name == name; };
    if (std::any_of(tables_.snapshots.begin(), tables_.snapshots.end(), same))
        throw Error(ErrorKind::Refused, "lab.snapshotExists", {{"name", name}});
    if (tables_.snapshots.size() == mostSnapshots)
        throw Error(ErrorKind::Refused, "lab.tooManySnapshots", {{"limit", std::uint64_t{mostSnapshots}}});
    if (tables_.snapshots.empty())
        tables_.header.snapshotsOffset = allocate();
    PracticeSnapshot snapshot;
    snapshot.entry.snapshot.id = std::to_string(nextSnapshotId_++);
    snapshot.entry.snapshot.name = name;
    snapshot.entry.snapshot.virtualSize = tables_.header.virtualSize;
    snapshot.entry.l1Entries = tables_.header.l1Entries;
    tables_.snapshots.push_back(snapshot);
    // With the table counted, the next free cluster is another one.
    tables_.snapshots.back().entry.l1Offset = allocate();
    tables_.snapshots.back().l1 = tables_.l1;
}

void ImageEditor::revertTo(const std::string& name)
{
    tables_.l1 = tables_.snapshots[indexOf(name)].l1;
}

void ImageEditor::deleteSnapshot(const std::string& name)
{
    tables_.snapshots.erase(tables_.snapshots.begin() + static_cast<std::ptrdiff_t>(indexOf(name)));
}

void ImageEditor::finish()
{
    const auto clusters = tables_.countReferences();
    tables_.fileLength = std::max(tables_.fileLength, clusters.size() * tables_.clusterSize());
    file_.resize(tables_.fileLength);
    punch(clusters);
    setFlags(clusters);
    writeTables();
    writeSnapshots();
    writeRefcounts(clusters);
    tables_.refcounts.resize(clusters.size());
    std::transform(clusters.begin(), clusters.end(), tables_.refcounts.begin(),
                   [](const HostCluster& cluster) { return cluster.references; });
}

void ImageEditor::setFlags(const std::vector<HostCluster>& clusters)
{
    const auto flagged = [&](std::uint64_t entry) {
        const std::uint64_t place = entry & entryOffsetMask;
        const bool one = place != 0 && clusters[place / tables_.clusterSize()].references == 1;
        return one ? entry | entryCopied : entry & ~entryCopied;
    };
    for (std::uint64_t& entry : tables_.l1) {
        entry = flagged(entry);
        if (entry == 0)
            continue;
        for (std::uint64_t& below : tables_.l2.at(entry & entryOffsetMask))
            below = flagged(below);
    }
    for (PracticeSnapshot& snapshot : tables_.snapshots) {
        for (std::uint64_t& entry : snapshot.l1)
            entry &= ~entryCopied;
    }
}

void ImageEditor::writeTable(std::uint64_t offset, std::span<const std::uint64_t> entries) const
{
    std::vector<std::byte> bytes;
    bytes.reserve(entries.size() * 8);
    for (const std::uint64_t entry : entries)
        put(bytes, entry);
    file_.write(offset, bytes);
}

void ImageEditor::writeTables()
{
    const auto clusters = tables_.countReferences();
    for (const auto& [offset, table] : tables_.l2) {
        if (clusters[offset / tables_.clusterSize()].references > 0)
            writeTable(offset, table);
    }
    writeTable(tables_.header.l1Offset, tables_.l1);
}

void ImageEditor::writeSnapshots()
{
    std::vector<std::byte> directory;
    for (const PracticeSnapshot& snapshot : tables_.snapshots) {
        writeTable(snapshot.entry.l1Offset, snapshot.l1);
        putSnapshot(directory, snapshot);
    }
    if (directory.empty())
        tables_.header.snapshotsOffset = 0;
    else
        file_.write(tables_.header.snapshotsOffset, directory);
    tables_.header.snapshotCount = static_cast<std::uint32_t>(tables_.snapshots.size());
    std::vector<std::byte> fields;
    put(fields, tables_.header.snapshotCount);
    file_.write(snapshotCountAt, fields);
    fields.clear();
    put(fields, tables_.header.snapshotsOffset);
    file_.write(snapshotsOffsetAt, fields);
}

void ImageEditor::writeRefcounts(const std::vector<HostCluster>& clusters)
{
    const qcow2::Geometry& geometry = tables_.header.geometry;
    std::vector<std::byte> block(tables_.clusterSize());
    for (std::size_t number = 0; number < tables_.refcountTable.size(); ++number) {
        if (tables_.refcountTable[number] == 0)
            continue;
        std::fill(block.begin(), block.end(), std::byte{0});
        const std::uint64_t first = number * geometry.refcountsPerBlock();
        for (std::uint64_t at = first; at < std::min(first + geometry.refcountsPerBlock(), clusters.size()); ++at)
            qcow2::setRefcountAt(block.data(), at - first, geometry.refcountOrder, clusters[at].references);
        file_.write(tables_.refcountTable[number], block);
    }
}

void ImageEditor::punch(const std::vector<HostCluster>& clusters) const
{
    for (std::uint64_t cluster = 0; cluster < std::min(clusters.size(), tables_.refcounts.size()); ++cluster) {
        if (clusters[cluster].references != 0 || tables_.refcounts[cluster] == 0)
            continue;
        // Without support for it the clusters are free all the same, and only the disk size stays.
        const auto offset = static_cast<off_t>(cluster * tables_.clusterSize());
        (void)::fallocate(file_.descriptor(), FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, offset,
                          static_cast<off_t>(tables_.clusterSize()));
    }
}

}  // namespace engine::lab
