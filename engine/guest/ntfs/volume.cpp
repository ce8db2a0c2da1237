#include "guest/ntfs/volume.h"

#include "bytes/byte_reader.h"
#include "guest/doubt.h"

#include <algorithm>
#include <set>

namespace engine::ntfs {

namespace {

/// What Windows and libntfs-3g allow.
constexpr std::uint64_t longestAttributeList = 0x40000;

}  // namespace

bool Stream::isPlain() const noexcept
{
    constexpr std::uint16_t changed = Attribute::compressedMask | Attribute::encrypted;
    return (flags & changed) == 0 &&
           std::none_of(runs.begin(), runs.end(), [](const Run& run) { return run.isHole(); });
}

Volume::Volume(std::shared_ptr<const BlockSource> source) : source_(std::move(source)), boot_(readBootSector(*source_))
{
    loadMft();
}

std::uint64_t Volume::recordOffset(std::uint64_t number) const
{
    const std::uint64_t position = number * boot_.recordSize;
    const std::uint64_t vcn = position / boot_.clusterSize;
    const auto after = std::upper_bound(mft_.runs.begin(), mft_.runs.end(), vcn,
                                        [](std::uint64_t wanted, const Run& run) { return wanted < run.vcn; });
    if (after == mft_.runs.begin())
        return boot_.mftCluster * boot_.clusterSize;
    const Run& run = *std::prev(after);
    return (run.lcn + (vcn - run.vcn)) * boot_.clusterSize + position % boot_.clusterSize;
}

/// The first record says where the others are; its attribute list names records in parts that came before.
void Volume::loadMft()
{
    const std::uint64_t offset = boot_.mftCluster * boot_.clusterSize;
    std::vector<std::byte> bytes(boot_.recordSize);
    if (!fits(offset, bytes.size(), boot_.length()))
        throw contradiction("$MFT", offset);
    source_->read(offset, bytes);
    const OwnedRecord base(mftNumber, std::move(bytes), offset);
    const auto first = base->find(AttributeType::Data, "");
    if (!base->inUse() || base->isExtension() || !first || !first->nonResident || first->lowestVcn != 0)
        throw contradiction("$MFT", offset);
    appendPart(mft_, *first, *base);
    for (const FileReference& reference : listed(mftNumber, *base, AttributeType::Data)) {
        const OwnedRecord further = extension(reference, mftNumber, *base);
        further->visitAttributes([&](const Attribute& attribute) {
            if (attribute.is(AttributeType::Data, ""))
                appendPart(mft_, attribute, *further);
        });
    }
    require(mft_, first->allocatedSize, offset);
    if (!mft_.isPlain() || mft_.runs.empty() || mft_.runs.front().lcn != boot_.mftCluster ||
        recordCount() < firstOrdinaryNumber)
        throw contradiction("$MFT", offset);
}

OwnedRecord Volume::record(std::uint64_t number) const
{
    if (number >= recordCount())
        throw contradiction("MFT record", boot_.mftCluster * boot_.clusterSize);
    std::vector<std::byte> bytes(boot_.recordSize);
    read(mft_, number * boot_.recordSize, bytes);
    return {number, std::move(bytes), recordOffset(number)};
}

std::vector<OwnedRecord> Volume::file(std::uint64_t number) const
{
    std::vector<OwnedRecord> records;
    records.push_back(record(number));
    const Record& base = *records.front();
    if (!base.inUse() || base.isExtension())
        throw contradiction("MFT record", base.offset());
    for (OwnedRecord& further : extensions(number, base))
        records.push_back(std::move(further));
    return records;
}

std::vector<OwnedRecord> Volume::extensions(std::uint64_t number, const Record& base) const
{
    std::vector<OwnedRecord> records;
    for (const FileReference& reference : listed(number, base, std::nullopt))
        records.push_back(extension(reference, number, base));
    return records;
}

OwnedRecord Volume::extension(FileReference reference, std::uint64_t number, const Record& base) const
{
    OwnedRecord further = record(reference.number);
    const bool belongs = further->inUse() && further->sequence() == reference.sequence &&
                         further->base() == FileReference{number, base.sequence()};
    if (!belongs)
        throw contradiction("$ATTRIBUTE_LIST", base.offset());
    return further;
}

std::vector<std::byte> Volume::attributeList(const Record& base, const Attribute& list) const
{
    if (!list.nonResident)
        return {list.value.begin(), list.value.end()};
    Stream stream;
    appendPart(stream, list, base);
    require(stream, list.allocatedSize, base.offset());
    if (!stream.isPlain() || stream.dataSize > longestAttributeList)
        throw contradiction("$ATTRIBUTE_LIST", base.offset());
    std::vector<std::byte> bytes(stream.dataSize);
    read(stream, 0, bytes);
    return bytes;
}

/// Each extension record once, in the list's order: those with attributes of the type `only`, or all.
std::vector<FileReference> Volume::listed(std::uint64_t number, const Record& base,
                                          std::optional<AttributeType> only) const
{
    constexpr std::size_t shortest = 26;
    std::vector<FileReference> references;
    const auto list = base.find(AttributeType::AttributeList, "");
    if (!list)
        return references;
    std::set<std::uint64_t> seen{number};
    const std::vector<std::byte> bytes = attributeList(base, *list);
    for (std::size_t position = 0; position < bytes.size();) {
        if (bytes.size() - position < shortest)
            throw contradiction("$ATTRIBUTE_LIST", base.offset());
        const std::byte* const entry = bytes.data() + position;
        const std::size_t length = loadLittleEndian<std::uint16_t>(entry + 4);
        if (length < shortest || length % 8 != 0)
            throw contradiction("$ATTRIBUTE_LIST", base.offset());
        const auto reference = FileReference::of(loadLittleEndian<std::uint64_t>(entry + 16));
        const auto type = static_cast<AttributeType>(loadLittleEndian<std::uint32_t>(entry));
        if ((!only || type == *only) && seen.insert(reference.number).second)
            references.push_back(reference);
        position += length;
    }
    return references;
}

void Volume::appendPart(Stream& stream, const Attribute& part, const Record& record) const
{
    const std::uint64_t next = stream.runs.empty() ? 0 : stream.runs.back().vcn + stream.runs.back().length;
    if (!part.nonResident || part.lowestVcn != next)
        throw contradiction("MFT record", record.offset());
    if (part.lowestVcn == 0) {
        stream.dataSize = part.dataSize;
        stream.initializedSize = part.initializedSize;
        stream.flags = part.flags;
    }
    appendRuns(stream.runs, part.mappingPairs, part.lowestVcn, part.clusters, boot_.clusters(), record.offset());
}

/// That the runs of a stream are all there, and have room on the volume.
void Volume::require(const Stream& stream, std::uint64_t allocatedSize, std::uint64_t offset) const
{
    std::uint64_t left = boot_.clusters();
    for (const Run& run : stream.runs) {
        if (run.isHole())
            continue;
        if (run.length > left)
            throw contradiction("MFT record", offset);
        left -= run.length;
    }
    const std::uint64_t clusters = stream.runs.empty() ? 0 : stream.runs.back().vcn + stream.runs.back().length;
    if (allocatedSize % boot_.clusterSize != 0 || allocatedSize / boot_.clusterSize != clusters ||
        stream.dataSize > allocatedSize)
        throw contradiction("MFT record", offset);
}

std::optional<Stream> Volume::stream(const std::vector<OwnedRecord>& file, AttributeType type,
                                     std::string_view name) const
{
    struct Part {
        Attribute attribute;
        const Record* record;
    };
    std::vector<Part> parts;
    for (const OwnedRecord& record : file)
        record->visitAttributes([&](const Attribute& attribute) {
            if (attribute.is(type, name))
                parts.push_back({attribute, &*record});
        });
    if (parts.empty())
        return std::nullopt;
    Stream stream;
    if (!parts.front().attribute.nonResident) {
        const auto value = parts.front().attribute.value;
        stream.resident.assign(value.begin(), value.end());
        stream.dataSize = stream.initializedSize = value.size();
        stream.flags = parts.front().attribute.flags;
        return stream;
    }
    std::sort(parts.begin(), parts.end(),
              [](const Part& a, const Part& b) { return a.attribute.lowestVcn < b.attribute.lowestVcn; });
    for (const Part& part : parts)
        appendPart(stream, part.attribute, *part.record);
    require(stream, parts.front().attribute.allocatedSize, file.front()->offset());
    return stream;
}

Stream Volume::plainStream(std::uint64_t number, AttributeType type, std::string_view name) const
{
    auto found = stream(file(number), type, name);
    if (!found || !found->isPlain())
        throw contradiction("MFT record", recordOffset(number));
    return std::move(*found);
}

void Volume::appendStored(const Record& record, std::vector<VolumeRange>& stored,
                          std::vector<VolumeRange>* content) const
{
    record.visitAttributes([&](const Attribute& attribute) {
        if (!attribute.nonResident)
            return;
        const bool plain = attribute.is(AttributeType::Data, "") &&
                           (attribute.flags & (Attribute::compressedMask | Attribute::encrypted)) == 0;
        std::vector<Run> runs;
        appendRuns(runs, attribute.mappingPairs, attribute.lowestVcn, attribute.clusters, boot_.clusters(),
                   record.offset());
        for (const Run& run : runs) {
            if (run.isHole())
                continue;
            stored.push_back({VolumeOffset(run.lcn * boot_.clusterSize), run.length * boot_.clusterSize});
            if (content && plain)
                content->push_back(stored.back());
        }
    });
}

void Volume::read(const Stream& stream, std::uint64_t offset, std::span<std::byte> out) const
{
    std::fill(out.begin(), out.end(), std::byte{0});
    if (offset >= stream.initializedSize)
        return;
    out = out.first(std::min<std::uint64_t>(out.size(), stream.initializedSize - offset));
    if (stream.runs.empty()) {
        std::copy_n(stream.resident.begin() + static_cast<std::ptrdiff_t>(offset), out.size(), out.begin());
        return;
    }
    auto run = std::upper_bound(stream.runs.begin(), stream.runs.end(), offset / boot_.clusterSize,
                                [](std::uint64_t vcn, const Run& candidate) { return vcn < candidate.vcn; });
    for (--run; !out.empty(); ++run) {
        const std::uint64_t inner = run == stream.runs.end() ? 0 : offset - run->vcn * boot_.clusterSize;
        if (run == stream.runs.end() || inner / boot_.clusterSize >= run->length)
            throw contradiction("mapping pairs", offset);
        const std::uint64_t length = std::min<std::uint64_t>(out.size(), run->length * boot_.clusterSize - inner);
        if (!run->isHole())
            source_->read(run->lcn * boot_.clusterSize + inner, out.first(length));
        out = out.subspan(length);
        offset += length;
    }
}

}  // namespace engine::ntfs
