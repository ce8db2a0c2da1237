#include "image/qcow2/image.h"

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

}  // namespace

Qcow2Image::Qcow2Image(std::shared_ptr<const Shared> shared, ImageInfo info, L1Table l1)
    : shared_(std::move(shared)), info_(std::move(info)), l1_(std::move(l1))
{
}

Qcow2Image::DataFile Qcow2Image::openDataFile(const Header& header, const std::filesystem::path& path,
                                              const OpenPolicy& policy)
{
    if (!header.has(Incompatible::ExternalDataFile))
        return {};
    try {
        return {policy.open(OpenPolicy::resolve(header.dataFileName, path), NameRole::ExternalDataFile), {}};
    } catch (const Error& error) {
        return {{}, error.path().empty() ? error.at(path) : error};
    }
}

std::unique_ptr<Qcow2Image> Qcow2Image::open(File file, const std::filesystem::path& path, const OpenPolicy& policy)
{
    Header header = readHeader(file);
    DataFile dataFile = openDataFile(header, path, policy);
    SnapshotTable snapshots = readSnapshots(file, header);
    ImageInfo info = imageFacts(file, header, snapshots);
    L1Table l1 = L1Table::read(file, header, header.l1Offset, header.virtualSize);
    auto shared = std::make_shared<const Shared>(
        Shared{std::move(file), std::move(header), std::move(dataFile), std::move(snapshots)});
    return std::unique_ptr<Qcow2Image>(new Qcow2Image(std::move(shared), std::move(info), std::move(l1)));
}

std::uint64_t Qcow2Image::memoryBytes() const noexcept
{
    return l1_.memoryBytes() + factsBytes(info_, shared_->header, shared_->snapshots);
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
        const std::uint64_t l2Offset = l1_.l2Offset(table);
        const HostRange part{HostOffset(l2Offset + inTable * geometry.l2EntryBytes()), count * geometry.l2EntryBytes()};
        // A table in a hole of the file holds zeros only: nothing is allocated.
        if (l2Offset != 0 && !(sparse && file().isHole(part))) {
            entries.resize(part.length);
            file().read(part.start.bytes(), entries);
            try {
                decoder.decode(entries, GuestOffset(cluster << geometry.clusterBits), map);
            } catch (const Error& error) {
                throw error.at(file().path()).at(l2Offset).during("qcow2.l2");
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
    if (const auto reason = unreadable())
        throw *reason;
    if (extent.state == ExtentState::Compressed)
        readCompressed(extent, out);
    else
        dataFile().readPadded(extent.host.bytes(), out);
}

const File* Qcow2Image::plainFile() const noexcept
{
    return info_.encryption.empty() && !shared_->dataFile.reason ? &dataFile() : nullptr;
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
    info.virtualSize = wholeSectors(found->snapshot.virtualSize);
    L1Table l1 = L1Table::read(file(), shared_->header, found->l1Offset, info.virtualSize);
    return std::unique_ptr<Image>(new Qcow2Image(shared_, std::move(info), std::move(l1)));
}

}  // namespace engine::qcow2
