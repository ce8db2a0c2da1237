#include "guest/lvm/volume_group.h"

#include "guest/doubt.h"
#include "guest/lvm/config.h"
#include "image/field_check.h"

#include <algorithm>

namespace engine::lvm {

namespace {

/// The kernel's and LVM2's own limit of stripes is lower.
constexpr std::uint64_t mostStripes = 128;

void appendTexts(const ConfigNode& list, std::vector<std::string>& texts)
{
    for (const ConfigValue& value : list.values) {
        if (const auto* const text = std::get_if<std::string>(&value))
            texts.push_back(*text);
    }
}

std::vector<std::string> flagsOf(const ConfigNode& section)
{
    std::vector<std::string> flags;
    for (const char* key : {"status", "flags"}) {
        if (const ConfigNode* const list = section.find(key))
            appendTexts(*list, flags);
    }
    return flags;
}

VolumeGroup::PhysicalVolume parsePhysical(const ConfigNode& section)
{
    VolumeGroup::PhysicalVolume volume;
    volume.name = section.key;
    volume.uuid = section.text("id");
    volume.flags = flagsOf(section);
    if (section.find("device"))
        volume.device = section.text("device");
    if (section.find("dev_size"))
        volume.deviceSectors = section.number("dev_size");
    volume.startSector = section.number("pe_start");
    volume.extents = section.number("pe_count");
    return volume;
}

/// Names and first extents in turn.
std::vector<VolumeGroup::Area> parseStripes(const ConfigNode& section)
{
    const ConfigNode* const list = section.find("stripes");
    const std::uint64_t count = section.number("stripe_count");
    requireAtLeast("stripe_count", count, 1);
    requireAtMost("stripe_count", count, mostStripes);
    if (!list || list->values.size() != 2 * count)
        throw Error(ErrorKind::Refused, "field.missing", {{"field", std::string("stripes")}});
    std::vector<VolumeGroup::Area> stripes;
    for (std::size_t i = 0; i < list->values.size(); i += 2) {
        const auto* const name = std::get_if<std::string>(&list->values[i]);
        const auto* const extent = std::get_if<std::uint64_t>(&list->values[i + 1]);
        if (!name || !extent)
            throw Error(ErrorKind::Refused, "field.missing", {{"field", std::string("stripes")}});
        stripes.push_back({*name, *extent});
    }
    return stripes;
}

void collectNames(const ConfigNode& section, std::vector<std::string>& names)
{
    for (const ConfigNode& child : section.children) {
        if (child.key != "type")
            appendTexts(child, names);
        collectNames(child, names);
    }
}

VolumeGroup::Segment parseSegment(const ConfigNode& section)
{
    VolumeGroup::Segment segment;
    segment.firstExtent = section.number("start_extent");
    segment.extents = section.number("extent_count");
    segment.type = section.text("type");
    if (segment.type == "striped") {
        segment.stripes = parseStripes(section);
        if (segment.stripes.size() > 1)
            segment.stripeSectors = section.number("stripe_size");
    }
    collectNames(section, segment.names);
    return segment;
}

void requireWithoutGaps(const std::vector<VolumeGroup::Segment>& segments)
{
    std::uint64_t next = 0;
    for (const VolumeGroup::Segment& segment : segments) {
        const auto end = checkedAdd(segment.firstExtent, segment.extents);
        if (segment.firstExtent != next || segment.extents == 0 || !end)
            throw fieldError("field.notAllowed", "start_extent", segment.firstExtent, next);
        next = *end;
    }
}

VolumeGroup::LogicalVolume parseLogical(const ConfigNode& section)
{
    VolumeGroup::LogicalVolume volume;
    volume.name = section.key;
    volume.uuid = section.text("id");
    volume.flags = flagsOf(section);
    for (const ConfigNode& child : section.children) {
        if (child.isSection)
            volume.segments.push_back(parseSegment(child));
    }
    const std::uint64_t count = section.number("segment_count");
    if (count != volume.segments.size())
        throw fieldError("field.notAllowed", "segment_count", count, volume.segments.size());
    std::sort(volume.segments.begin(), volume.segments.end(),
              [](const auto& a, const auto& b) { return a.firstExtent < b.firstExtent; });
    requireWithoutGaps(volume.segments);
    return volume;
}

const ConfigNode& onlySection(const ConfigNode& root)
{
    const ConfigNode* found = nullptr;
    for (const ConfigNode& child : root.children) {
        if (!child.isSection)
            continue;
        if (found)
            throw fieldError("field.notAllowed", "volume groups in a text", 2, 1);
        found = &child;
    }
    if (!found)
        throw Error(ErrorKind::Refused, "field.missing", {{"field", std::string("volume group")}});
    return *found;
}

void requireKnownFormat(const ConfigNode& root, const ConfigNode& group)
{
    if (root.text("contents") != "Text Format Volume Group")
        throw volumeNotRead(root.text("contents"));
    if (root.number("version") != 1)
        throw fieldError("field.notAllowed", "version", root.number("version"), 1);
    if (group.find("format") && group.text("format") != "lvm2")
        throw volumeNotRead(group.text("format"));
}

}  // namespace

VolumeGroup parseVolumeGroup(std::string_view text)
{
    const ConfigNode root = parseConfig(text);
    const ConfigNode& section = onlySection(root);
    requireKnownFormat(root, section);
    VolumeGroup group;
    group.name = section.key;
    group.uuid = section.text("id");
    group.sequenceNumber = section.number("seqno");
    group.extentSectors = section.number("extent_size");
    group.flags = flagsOf(section);
    for (const ConfigNode& volume : section.section("physical_volumes").children)
        group.physicalVolumes.push_back(parsePhysical(volume));
    if (section.find("logical_volumes")) {
        for (const ConfigNode& volume : section.section("logical_volumes").children)
            group.logicalVolumes.push_back(parseLogical(volume));
    }
    return group;
}

}  // namespace engine::lvm
