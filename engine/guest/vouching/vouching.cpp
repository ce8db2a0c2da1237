#include "guest/vouching/vouching.h"

#include "guest/recognised/prober.h"
#include "guest/volume_source.h"
#include "guest/vouching/hash_tree.h"
#include "guest/vouching/partition_types.h"
#include "guest/vouching/verified_boot.h"

#include <algorithm>
#include <functional>

namespace engine::vouching {

namespace {

/// @param offset of the evidence on the disk
Error vouchedBy(std::string_view code, std::uint64_t offset)
{
    return Error(ErrorKind::Unsupported, code, {{"offset", offset}});
}

Error vouchedByType(std::string_view type)
{
    return Error(ErrorKind::Unsupported, "volume.verityType", {{"type", std::string(type)}});
}

class Reader {
public:
    Reader(const std::shared_ptr<const BlockSource>& disk, const PartitionTable& table, std::vector<Volume>& volumes)
        : disk_(disk), table_(table), volumes_(volumes)
    {
    }

    /// What says most comes first: a volume keeps its first reason.
    void run()
    {
        for (Volume& volume : volumes_)
            heedContent(volume);
        for (const Volume& volume : volumes_)
            heedBeside(volume);
        for (const Partition& partition : table_.partitions)
            heedType(partition);
        for (Volume& volume : volumes_)
            heedOwnPartition(volume);
    }

private:
    using Chosen = std::function<bool(const Volume&)>;

    VolumeSource sourceOf(const Volume& volume) const { return {disk_, volume.mapping, UINT64_MAX}; }
    const Partition* partitionOf(const Volume& volume) const
    {
        const auto found = std::find_if(table_.partitions.begin(), table_.partitions.end(), [&](const Partition& each) {
            return volume.partition != 0 && each.number == volume.partition;
        });
        return found == table_.partitions.end() ? nullptr : &*found;
    }

    static void refuse(Volume& volume, const Error& reason)
    {
        if (!volume.trimmable())
            return;
        volume.reason = reason;
        volume.free = {};
    }
    void refuseAll(const Chosen& chosen, const Error& reason)
    {
        for (Volume& volume : volumes_) {
            if (chosen(volume))
                refuse(volume, reason);
        }
    }

    /// What the volume shows of itself.
    void heedContent(Volume& volume) const
    {
        if (!volume.trimmable())
            return;
        const VolumeSource source = sourceOf(volume);
        if (hasFooter(source))
            refuse(volume, vouchedBy("volume.verifiedBoot", placeOf(volume, source.size() - 1)));
        else if (const auto tree = findTreeBehind(source, volume.facts.length))
            refuse(volume, vouchedBy("volume.verity", placeOf(volume, *tree)));
    }

    void heedOwnPartition(Volume& volume) const
    {
        const Partition* const partition = partitionOf(volume);
        if (partition && isSignedType(partition->type))
            refuse(volume, vouchedByType(partition->type));
        else if (partition && partition->readOnly)
            refuse(volume, Error(ErrorKind::Unsupported, "volume.readOnlyPartition",
                                 {{"partition", std::uint64_t{partition->number}}}));
    }

    /// A partition of hashes, of a signature or of a signed kernel means those of its type; without one, any.
    void heedType(const Partition& partition)
    {
        const VerityTypes* const types = verityTypesOf(partition.type);
        if (!types && !isSignedKernelType(partition.type))
            return;
        const auto isMeant = [&](const Partition& other) {
            return types ? other.type == types->data : isSignedType(other.type);
        };
        const bool known = std::any_of(table_.partitions.begin(), table_.partitions.end(), isMeant);
        const auto isChosen = [&](const Volume& volume) {
            const Partition* const own = partitionOf(volume);
            return !known || (own && isMeant(*own));
        };
        refuseAll(isChosen, vouchedByType(partition.type));
    }

    /// What a volume shows of others.
    void heedBeside(const Volume& volume)
    {
        if (volume.mapping.size() == 0)
            return;
        const VolumeSource source = sourceOf(volume);
        const std::uint64_t place = volume.mapping.start().bytes();
        if (const auto tree = readHashTree(source, 0))
            heedTree(volume, *tree);
        else if (volume.facts.type == "DM_integrity")
            heedIntegrity(volume, source);
        else if (volume.facts.type == "DM_snapshot_cow")
            refuseAll([](const Volume&) { return true; }, vouchedBy("volume.snapshotOrigin", place));
        else if (const auto vbmeta = readVbmeta(source))
            refuseAll([&](const Volume& other) { return isNamed(*vbmeta, other); },
                      vouchedBy("volume.verifiedBoot", place));
    }

    bool isNamed(const std::string& vbmeta, const Volume& volume) const
    {
        const Partition* const partition = partitionOf(volume);
        return namesPartition(vbmeta, partition ? std::string_view(partition->name) : "");
    }

    /// The volume whose first block has the hash in the tree; where none has, all that are large enough.
    void heedTree(const Volume& hashes, const HashTree& tree)
    {
        const VolumeSource hashSource = sourceOf(hashes);
        const auto isLargeEnough = [&](const Volume& other) {
            return &other != &hashes && other.mapping.size() >= std::max<std::uint64_t>(tree.dataBytes(), 1);
        };
        const auto isItsOwn = [&](const Volume& other) {
            return isLargeEnough(other) && isOf(tree, hashSource, sourceOf(other));
        };
        const bool known = std::any_of(volumes_.begin(), volumes_.end(), isItsOwn);
        refuseAll(known ? Chosen(isItsOwn) : Chosen(isLargeEnough),
                  vouchedBy("volume.verity", hashes.mapping.start().bytes()));
    }

    /// Tags and data on different devices: only then do tags not interleave (struct superblock of dm-integrity).
    void heedIntegrity(const Volume& tags, const BlockSource& source)
    {
        const recognised::Prober prober(source);
        const auto interleaved = prober.little<std::uint8_t>(9);
        const auto dataSectors = prober.little<std::uint64_t>(16);
        if (interleaved != 0)
            return;
        refuseAll(
            [&](const Volume& other) {
                return &other != &tags && other.mapping.size() > 0 && other.mapping.size() / 512 >= dataSectors;
            },
            vouchedBy("volume.integrity", tags.mapping.start().bytes()));
    }

    static std::uint64_t placeOf(const Volume& volume, std::uint64_t offset)
    {
        std::uint64_t place = 0;
        volume.mapping.visit({VolumeOffset(offset), 1}, [&](GuestRange piece) { place = piece.start.bytes(); });
        return place;
    }

    const std::shared_ptr<const BlockSource>& disk_;
    const PartitionTable& table_;
    std::vector<Volume>& volumes_;
};

}  // namespace

void heedVouching(const std::shared_ptr<const BlockSource>& disk, const PartitionTable& table,
                  std::vector<Volume>& volumes)
{
    Reader(disk, table, volumes).run();
}

}  // namespace engine::vouching
