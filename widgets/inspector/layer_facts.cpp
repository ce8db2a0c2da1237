#include "widgets/inspector/layer_facts.h"

#include "bytes/reason.h"
#include "guest/volume_place.h"
#include "image/image.h"
#include "widgets/basics/facts_table.h"
#include "widgets/words/remedies.h"
#include "widgets/words/words.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace widgets {

namespace {

/// The context that all texts of this file are translated in.
struct LayerFacts {
    Q_DECLARE_TR_FUNCTIONS(LayerFacts)
};

QString timeText(std::int64_t seconds)
{
    return QLocale().toString(QDateTime::fromSecsSinceEpoch(seconds), QLocale::ShortFormat);
}

QString timeText(engine::FileTime time)
{
    return timeText(std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count());
}

QString listText(const std::vector<std::string>& names)
{
    QStringList list;
    for (const std::string& name : names)
        list += plainText(name);
    return joined(list);
}

void addPlace(const engine::Layer& layer, FactsTable& table)
{
    table.addGroup(LayerFacts::tr("File"));
    table.addFact(LayerFacts::tr("Name"), fileNameText(layer.path), pathText(layer.path));
    table.addFact(LayerFacts::tr("Folder"), pathText(layer.path.parent_path()));
    table.addFact(LayerFacts::tr("State"), layer.reason ? describeWithRemedy(*layer.reason) : stateText(layer.state));
    if (!layer.status)
        return;
    table.addSize(LayerFacts::tr("File length"), layer.status->length);
    table.addSize(LayerFacts::tr("On disk"), layer.status->diskSize);
    table.addFact(LayerFacts::tr("Modified"), timeText(layer.status->modified));
}

void addHeader(const engine::ImageInfo& info, FactsTable& table)
{
    table.addGroup(LayerFacts::tr("Header"));
    QString format = plainText(info.format);
    if (info.version != 0)
        format = LayerFacts::tr("%1, version %2").arg(format).arg(info.version);
    table.addFact(LayerFacts::tr("Format"), format);
    table.addSize(LayerFacts::tr("Virtual size"), info.virtualSize);
    if (info.clusterSize != 0)
        table.addSize(LayerFacts::tr("Cluster size"), info.clusterSize);
    if (info.subclusterSize != info.clusterSize)
        table.addSize(LayerFacts::tr("Subcluster size"), info.subclusterSize);
    if (info.backing) {
        table.addFact(LayerFacts::tr("Backing image"), plainText(info.backing->name));
        table.addFact(LayerFacts::tr("Backing format"),
                      info.backing->format.empty() ? LayerFacts::tr("not named") : plainText(info.backing->format));
    }
    if (!info.dataFileName.empty())
        table.addFact(LayerFacts::tr("External data file"), plainText(info.dataFileName));
    if (!info.compression.empty())
        table.addFact(LayerFacts::tr("Compression"), plainText(info.compression));
    if (!info.encryption.empty())
        table.addFact(LayerFacts::tr("Encryption"), plainText(info.encryption));
    if (info.refcountBits != 0)
        table.addFact(LayerFacts::tr("Refcount width"), LayerFacts::tr("%1 bits").arg(info.refcountBits));
    if (!info.features.empty())
        table.addFact(LayerFacts::tr("Features"), listText(info.features));
    if (!info.extensions.empty())
        table.addFact(LayerFacts::tr("Header extensions"), listText(info.extensions));
}

void addClasses(const ChainAnalysis& analysis, std::size_t layer, FactsTable& table)
{
    const LaneMap& lane = *analysis.lanes[layer];
    const engine::LayerMap& map = analysis.maps[layer];
    const std::optional<engine::StorageUse> storage =
        analysis.storage.empty() ? std::nullopt : std::optional(analysis.storage[layer]);
    table.addGroup(LayerFacts::tr("What its bytes are"));
    for (const ClusterClass clusterClass : clusterClasses) {
        const std::uint64_t bytes = clusterClass == ClusterClass::SnapshotOnly
                                        ? storage.value_or(engine::StorageUse()).snapshotOnlyBytes
                                        : lane.totals()[static_cast<std::size_t>(clusterClass)];
        if (bytes != 0)
            table.addFact(className(clusterClass), sizeText(bytes),
                          exactSizeText(bytes) + '\n' + classMeaning(clusterClass));
    }
    const std::uint64_t compressed = lane.compressedBytes();
    if (compressed != 0)
        table.addFact(LayerFacts::tr("Compressed"),
                      LayerFacts::tr("%1 in %2").arg(sizeText(compressed), sizeText(map.compressedHostBytes)));
    if (storage)
        table.addSize(LayerFacts::tr("Metadata"), storage->metadataBytes);
    if (storage && storage->leakedBytes != 0)
        table.addSize(LayerFacts::tr("Leaked"), storage->leakedBytes);
    if (!analysis.uses.empty())
        table.addSize(LayerFacts::tr("Cluster rounding"), analysis.uses[layer].fragmentationLossBytes);
}

void addSnapshots(const engine::ImageInfo& info, FactsTable& table)
{
    if (!info.snapshots.empty())
        table.addGroup(LayerFacts::tr("Internal snapshots"));
    for (const engine::Snapshot& snapshot : info.snapshots)
        table.addFact(
            plainText(snapshot.name.empty() ? snapshot.id : snapshot.name),
            LayerFacts::tr("%1, disk %2, machine state %3")
                .arg(timeText(snapshot.created), sizeText(snapshot.virtualSize), sizeText(snapshot.vmStateSize)));
    if (!info.bitmaps.empty())
        table.addGroup(LayerFacts::tr("Dirty bitmaps"));
    for (const engine::Bitmap& bitmap : info.bitmaps)
        table.addFact(plainText(bitmap.name),
                      bitmap.inUse ? LayerFacts::tr("%1 a bit, not saved properly").arg(sizeText(bitmap.granularity))
                                   : LayerFacts::tr("%1 a bit").arg(sizeText(bitmap.granularity)));
}

QString titleOf(const engine::Volume& volume)
{
    const QString type =
        volume.facts.type.empty() ? LayerFacts::tr("no known file system") : plainText(volume.facts.type);
    const QString label = volume.facts.label.empty() ? QString() : ' ' + plainText(volume.facts.label);
    if (!volume.logicalVolume.empty())
        return LayerFacts::tr("Logical volume %1: %2").arg(plainText(volume.logicalVolume), type) + label;
    if (volume.partition == 0)
        return LayerFacts::tr("Whole disk: %1").arg(type) + label;
    return LayerFacts::tr("Partition %1: %2").arg(volume.partition).arg(type) + label;
}

/// A reason, and what can be done about it: as of the caution that a plan gives for it.
QString becauseOf(std::string_view caution, engine::Error::Values values, const engine::Error& reason)
{
    return paragraph({wholeSentence(sentence(reason.code(), reason.values())),
                      remedy({caution, withReason(std::move(values), reason)})});
}

void addVolume(const engine::Volume& volume, FactsTable& table)
{
    table.addGroup(titleOf(volume));
    table.addFact(LayerFacts::tr("State"), stateText(volume.facts.state));
    if (volume.reason && !holdsNoFiles(volume))
        table.addFact(LayerFacts::tr("Counts as used"),
                      becauseOf("plan.volumeUntrimmed", {{"type", volume.facts.type}}, *volume.reason));
    else if (!volume.reason && volume.facts.caution)
        table.addFact(LayerFacts::tr("Caution"),
                      sentence(volume.facts.caution->code(), volume.facts.caution->values()));
    table.addSize(LayerFacts::tr("Size"), volume.mapping.size());
    table.addSize(LayerFacts::tr("Used"), volume.usedBytes());
    table.addSize(LayerFacts::tr("Free"), volume.free.total());
    if (volume.facts.blockSize != 0)
        table.addSize(LayerFacts::tr("Block size"), volume.facts.blockSize);
    table.addFact(LayerFacts::tr("Starts at"), exactSizeText(volume.mapping.start().bytes()));
    if (!volume.facts.uuid.empty())
        table.addFact(LayerFacts::tr("UUID"), plainText(volume.facts.uuid));
    if (volume.filesReason)
        table.addFact(LayerFacts::tr("Files"), describe(*volume.filesReason));
}

}  // namespace

void showLayer(const ChainAnalysis& analysis, std::size_t layer, FactsTable& table)
{
    table.clear();
    const engine::Layer& shown = analysis.chain.layers()[layer];
    addPlace(shown, table);
    if (shown.image) {
        addHeader(shown.image->info(), table);
        if (analysis.has(ChainAnalysis::Stage::Mapped))
            addClasses(analysis, layer, table);
        addSnapshots(shown.image->info(), table);
    }
    table.finish();
}

void showGuest(const ChainAnalysis& analysis, FactsTable& table)
{
    table.clear();
    if (analysis.guest) {
        const engine::PartitionTable& partitions = analysis.guest->table;
        table.addGroup(LayerFacts::tr("Disk"));
        table.addFact(LayerFacts::tr("Partition table"), partitions.kind == engine::PartitionTableKind::None
                                                             ? LayerFacts::tr("none")
                                                             : plainText(name(partitions.kind)));
        if (partitions.refusal)
            table.addFact(LayerFacts::tr("Counts as used"), becauseOf("plan.diskUntrimmed", {}, *partitions.refusal));
        if (partitions.caution)
            table.addFact(LayerFacts::tr("Caution"), describeWithRemedy(*partitions.caution));
        table.addSize(LayerFacts::tr("Free between partitions"), partitions.free.total());
        for (const engine::Volume& volume : analysis.guest->volumes)
            addVolume(volume, table);
    }
    table.finish();
}

}  // namespace widgets
