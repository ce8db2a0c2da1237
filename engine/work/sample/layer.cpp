#include "work/sample/layer.h"

#include "chain/chain.h"
#include "plan/kept_content.h"
#include "work/qcow2_writer.h"
#include "work/sample/recipes.h"

#include <algorithm>
#include <optional>

namespace engine::sample {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t clusterSize = 65536;

Chain openBacking(const fs::path& path)
{
    ChainOptions options;
    options.policy.openFolder(path.parent_path());
    options.format = "qcow2";
    Chain chain = Chain::open(path, options);
    chain.requireComplete();
    return chain;
}

ResultMap differences(const ContentSource& disk, const Chain* below, const std::stop_token& stop)
{
    ResultMap map;
    map.virtualSize = diskSize;
    map.clusterSize = clusterSize;
    std::vector<std::byte> now(clusterSize);
    std::vector<std::byte> before(clusterSize);
    for (GuestOffset at(0); at.bytes() < diskSize; at = at + clusterSize) {
        throwIfStopped(stop);
        disk.read(at, now);
        if (below != nullptr)
            below->read(at, before);
        if (now != before)
            (isZero(now) ? map.zero : map.data).append({at, clusterSize});
    }
    return map;
}

}  // namespace

Disk::Disk(PartitionTableBytes table, File volume) : table_(std::move(table)), volume_(std::move(volume)) {}

void Disk::read(GuestOffset offset, std::span<std::byte> out) const
{
    const GuestRange wanted{offset, out.size()};
    const auto partOf = [&](std::uint64_t start, std::uint64_t length) {
        return intersection(wanted, {GuestOffset(start), length});
    };
    const auto copy = [&](const std::vector<std::byte>& bytes, std::uint64_t start) {
        const GuestRange part = partOf(start, bytes.size());
        if (!part.empty())
            std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(part.start.bytes() - start), part.length,
                        out.begin() + static_cast<std::ptrdiff_t>(part.start - offset));
    };
    std::fill(out.begin(), out.end(), std::byte{0});
    copy(table_.head, 0);
    copy(table_.tail, diskSize - table_.tail.size());
    const GuestRange part = partOf(volumeStart, volumeSize);
    if (!part.empty())
        volume_.read(part.start.bytes() - volumeStart, out.subspan(part.start - offset, part.length));
}

void writeLayer(const Disk& disk, const Folder& folder, const std::string& name, const std::string& backingName,
                const std::stop_token& stop)
{
    std::optional<Chain> below;
    Qcow2Options options;
    if (!backingName.empty()) {
        below = openBacking(folder / backingName);
        options.backingName = backingName;
        options.backingFormat = "qcow2";
    }
    const Qcow2Layout layout(differences(disk, below ? &*below : nullptr, stop), options);
    Progress progress;
    writeQcow2(layout, disk, folder.create(name), progress, stop);
}

}  // namespace engine::sample
