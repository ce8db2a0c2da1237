#include "image/qcow2/image.h"

#include "image/field_check.h"
#include "image/qcow2/check.h"
#include "image/qcow2/image_facts.h"
#include "image/qcow2/inflate.h"
#include "image/qcow2/l2_decoder.h"
#include "image/qcow2/preallocation.h"

#include <algorithm>

namespace engine::qcow2 {

namespace {

/// Room that a map asks for at once, however large the file claims to be: 256 MiB of address space.
constexpr std::uint64_t mostReservedExtents = 8 << 20;

void checkL2Offset(std::uint64_t offset, const Header& header, const File& file)
{
    const std::uint64_t clusterSize = header.geometry.clusterSize();
    requireAligned("L1 entry", offset, clusterSize);
    requireInside("L1 entry", offset, clusterSize, file.length());
    const HostRange table{HostOffset(offset), clusterSize};
    const auto forbid = [&](std::string_view other, std::uint64_t start, std::uint64_t length) {
        if (!intersection(table, HostRange{HostOffset(start), length}).empty())
            throw Error(ErrorKind::Refused, "field.overlap",
                        {{"field", std::string("L1 entry")},
                         {"value", offset},
                         {"limit", start},
                         {"other", std::string(other)}});
    };
    forbid("header", 0, clusterSize);
    forbid("l1_table_offset", header.l1Offset, header.l1Bytes());
    forbid("refcount_table_offset", header.refcountTableOffset, header.refcountTableBytes());
}

/// A table that two entries name would make a walk longer than the file, and two guest ranges one.
void checkDistinct(std::vector<std::uint64_t> offsets)
{
    std::erase(offsets, 0);
    std::sort(offsets.begin(), offsets.end());
    const auto twice = std::adjacent_find(offsets.begin(), offsets.end());
    if (twice != offsets.end())
        throw Error(ErrorKind::Refused, "qcow2.l2Shared",
                    {{"field", std::string("L1 entry")}, {"value", *twice}, {"limit", std::uint64_t{1}}});
}

std::vector<std::uint64_t> readL1(const File& file, const Header& header, std::uint64_t offset, std::uint32_t entries)
{
    std::vector<std::uint64_t> l1 = readTable(file, offset, entries);
    for (std::size_t index = 0; index < l1.size(); ++index) {
        l1[index] &= entryOffsetMask;
        if (l1[index] == 0)
            continue;
        try {
            checkL2Offset(l1[index], header, file);
        } catch (const Error& error) {
            throw error.at(file.path()).at(offset + index * 8).during("qcow2.l1");
        }
    }
    try {
        checkDistinct(l1);
    } catch (const Error& error) {
        throw error.at(file.path()).at(offset).during("qcow2.l1");
    }
    return l1;
}

}  // namespace

Qcow2Image::Qcow2Image(std::shared_ptr<const Shared> shared, ImageInfo info, std::vector<std::uint64_t> l1)
    : shared_(std::move(shared)), info_(std::move(info)), l1_(std::move(l1))
{
}

std::unique_ptr<Qcow2Image> Qcow2Image::open(File file, const std::filesystem::path& path, const OpenPolicy& policy)
{
    Header header = readHeader(file);
    std::optional<File> dataFile;
    if (header.has(Incompatible::ExternalDataFile))
        dataFile = policy.open(OpenPolicy::resolve(header.dataFileName, path), NameRole::ExternalDataFile);
    SnapshotTable snapshots = readSnapshots(file, header);
    ImageInfo info = imageFacts(file, header, snapshots);
    std::vector<std::uint64_t> l1 = readL1(file, header, header.l1Offset, header.l1Entries);
    auto shared = std::make_shared<const Shared>(
        Shared{std::move(file), std::move(header), std::move(dataFile), std::move(snapshots)});
    return std::unique_ptr<Qcow2Image>(new Qcow2Image(std::move(shared), std::move(info), std::move(l1)));
}

std::uint64_t Qcow2Image::memoryBytes() const noexcept
{
    return l1_.size() * sizeof(l1_[0]) + factsBytes(info_, shared_->header, shared_->snapshots);
}

ExtentMap Qcow2Image::map(GuestRange window, std::stop_token stop) const
{
    const Geometry& geometry = shared_->header.geometry;
    window = intersection(window, GuestRange{GuestOffset(0), info_.virtualSize});
    ExtentMap map(info_.virtualSize);
    if (window.empty())
        return map;
    const L2Decoder decoder(shared_->header, dataFile().length());
    const bool sparse = file().status().diskSize < file().length();
    const std::uint64_t firstCluster = window.start.bytes() >> geometry.clusterBits;
    const std::uint64_t endCluster = divideUp(window.end().bytes(), geometry.clusterSize());
    map.reserve(std::min({endCluster - firstCluster, file().length() >> geometry.clusterBits, mostReservedExtents}));
    std::vector<std::byte> entries;
    for (std::uint64_t cluster = firstCluster; cluster < endCluster;) {
        throwIfStopped(stop);
        const std::uint64_t table = cluster / geometry.l2Entries();
        const std::uint64_t inTable = cluster % geometry.l2Entries();
        const std::uint64_t count = std::min(geometry.l2Entries() - inTable, endCluster - cluster);
        const HostRange part{HostOffset(l1_[table] + inTable * geometry.l2EntryBytes()),
                             count * geometry.l2EntryBytes()};
        // A table in a hole of the file holds zeros only: nothing is allocated.
        if (l1_[table] != 0 && !(sparse && file().isHole(part))) {
            entries.resize(part.length);
            file().read(part.start.bytes(), entries);
            try {
                decoder.decode(entries, GuestOffset(cluster << geometry.clusterBits), map);
            } catch (const Error& error) {
                throw error.at(file().path()).at(l1_[table]).during("qcow2.l2");
            }
        }
        cluster += count;
    }
    const bool whole = geometry.isClusterAligned(window.start.bytes()) &&
                       (geometry.isClusterAligned(window.end().bytes()) || window.end().bytes() == info_.virtualSize);
    if (whole)
        return map;
    return map.restrictedTo(window);
}

void Qcow2Image::read(const Extent& extent, std::span<std::byte> out) const
{
    if (!info_.encryption.empty())
        throw Error(ErrorKind::Unsupported, "content.encrypted", {{"method", std::string(info_.encryption)}})
            .at(file().path());
    if (extent.state == ExtentState::Compressed)
        readCompressed(extent, out);
    else
        dataFile().readPadded(extent.host.bytes(), out);
}

void Qcow2Image::readCompressed(const Extent& extent, std::span<std::byte> out) const
{
    const std::uint64_t clusterSize = info_.clusterSize;
    std::vector<std::byte> packed(extent.storedLength);
    file().readPadded(extent.host.bytes(), packed);
    try {
        if (out.size() == clusterSize)
            return unpackCluster(shared_->header.compression, packed, out);
        std::vector<std::byte> cluster(clusterSize);
        unpackCluster(shared_->header.compression, packed, cluster);
        const std::size_t skip = extent.start.bytes() % clusterSize;
        std::copy_n(cluster.begin() + static_cast<std::ptrdiff_t>(skip), out.size(), out.begin());
    } catch (const Error& error) {
        throw error.at(file().path()).at(extent.host.bytes()).during("qcow2.unpack");
    }
}

StorageUse Qcow2Image::storageUse(std::stop_token stop) const
{
    return qcow2::storageUse(shared_->file, shared_->header, std::move(stop));
}

std::optional<HostRangeSet> Qcow2Image::hostDataBelow(std::stop_token stop) const
{
    if (!hasPreallocatedMetadata(file(), shared_->header))
        return std::nullopt;
    return dataFile().dataRanges({HostOffset(0), dataFile().length()}, stop);
}

std::unique_ptr<Image> Qcow2Image::snapshot(std::string_view idOrName) const
{
    const auto& entries = shared_->snapshots.entries;
    auto found = std::find_if(entries.begin(), entries.end(),
                              [&](const SnapshotEntry& entry) { return entry.snapshot.id == idOrName; });
    if (found == entries.end())
        found = std::find_if(entries.begin(), entries.end(),
                             [&](const SnapshotEntry& entry) { return entry.snapshot.name == idOrName; });
    if (found == entries.end())
        return Image::snapshot(idOrName);
    ImageInfo info = info_;
    info.virtualSize = found->snapshot.virtualSize;
    std::vector<std::uint64_t> l1 = readL1(file(), shared_->header, found->l1Offset, found->l1Entries);
    return std::unique_ptr<Image>(new Qcow2Image(shared_, std::move(info), std::move(l1)));
}

}  // namespace engine::qcow2
