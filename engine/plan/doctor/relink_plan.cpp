#include "plan/doctor/relink_plan.h"

#include "bytes/byte_reader.h"
#include "image/qcow2/header.h"
#include "plan/file_names.h"
#include "plan/limits.h"

#include <algorithm>
#include <cstdint>

namespace engine {

namespace {

namespace fs = std::filesystem;

// Places in the header (qcow2 specification, "Header").
constexpr std::size_t backingOffsetAt = 8;
constexpr std::size_t backingSizeAt = 16;
constexpr std::size_t extensionHead = 8;
constexpr std::uint64_t knownAutoclear = qcow2::autoclearBitmaps | qcow2::autoclearRawExternalData;

std::size_t padded(std::size_t length)
{
    return (length + 7) & ~std::size_t{7};
}

void append(std::vector<std::byte>& bytes, std::string_view text)
{
    const auto* start = reinterpret_cast<const std::byte*>(text.data());
    bytes.insert(bytes.end(), start, start + text.size());
}

void appendExtension(std::vector<std::byte>& bytes, std::uint32_t type, std::string_view content)
{
    const std::size_t at = bytes.size();
    bytes.resize(at + extensionHead);
    storeBigEndian(type, bytes.data() + at);
    storeBigEndian(static_cast<std::uint32_t>(content.size()), bytes.data() + at + 4);
    append(bytes, content);
    bytes.resize(padded(bytes.size()));
}

/// Copies all extensions but the backing format.
void appendOthers(std::vector<std::byte>& bytes, std::span<const std::byte> area)
{
    for (std::size_t at = 0; at + extensionHead <= area.size();) {
        const auto type = loadBigEndian<std::uint32_t>(area.data() + at);
        const std::size_t length = loadBigEndian<std::uint32_t>(area.data() + at + 4);
        if (type == 0)
            return;
        const std::size_t whole = std::min(padded(extensionHead + length), area.size() - at);
        if (type != qcow2::extensionBackingFormat) {
            const auto part = area.subspan(at, whole);
            bytes.insert(bytes.end(), part.begin(), part.end());
            bytes.resize(padded(bytes.size()));
        }
        at += whole;
    }
}

bool hasFeature(const ImageInfo& info, std::string_view feature)
{
    return std::find(info.features.begin(), info.features.end(), feature) != info.features.end();
}

/// What the header has room for is told with numbers when it is made.
constexpr std::size_t anyLength = SIZE_MAX;

void nameBacking(const BackingSearch& search, bool absolute, RelinkPlan& plan)
{
    const Layer& overlay = search.overlay;
    ExpectedLayers whole{{overlay.path, overlay.status->identity, overlay.format}};
    whole.insert(whole.end(), plan.layers.begin(), plan.layers.end());
    const auto names = findOtherNames(overlay.path, overlay.status->identity, search.places, {});
    ResultPaths result = resultPaths(overlay.path, whole, names, true);
    PlanNotes notes;
    noteElsewhere(result, overlay.path, notes);
    plan.openedAs = std::move(result.paths);
    const auto name = nameOfBacking(plan.openedAs, plan.layers, {{}, absolute, anyLength});
    plan.newName = name.value_or(std::string());
    const Error::Values values{{"path", plan.overlay.string()}, {"base", plan.backing.string()}};
    if (!name)
        notes.blockers.push_back({"plan.noBackingName", values});
    else if (name->starts_with('/') && !absolute)
        notes.cautions.push_back({"plan.wholePath", values});
    plan.blockers = std::move(notes.blockers);
    plan.cautions = std::move(notes.cautions);
}

void noteOverlay(const Layer& overlay, RelinkPlan& plan)
{
    const auto block = [&](std::string_view code) {
        plan.blockers.push_back({code, {{"path", plan.overlay.string()}}});
    };
    if (overlay.state == LayerState::InUse)
        block("plan.imageInUse");
    if (hasFeature(overlay.image->info(), "corrupt"))
        block("plan.imageCorrupt");
    const qcow2::Header header = qcow2::readHeader(overlay.image->file());
    if ((header.autoclear & ~knownAutoclear) != 0)
        plan.blockers.push_back({"feature.unknownAutoclear", {{"value", header.autoclear & ~knownAutoclear}}});
}

void noteEvidence(const BackingCandidate& chosen, RelinkPlan& plan)
{
    const Error::Values values{{"path", chosen.path.string()}};
    if (!chosen.complete)
        plan.blockers.push_back({"relink.incomplete", values});
    if (chosen.evidence.verdict() == BackingEvidence::Verdict::Contradicted)
        plan.blockers.push_back({"relink.contradicted", values});
    else if (chosen.evidence.verdict() != BackingEvidence::Verdict::Proven)
        plan.cautions.push_back({"relink.unproven", values});
}

}  // namespace

std::vector<std::byte> relinkedHeader(const File& file, const std::string& backingName,
                                      const std::string& backingFormat)
{
    const qcow2::Header header = qcow2::readHeader(file);
    const std::size_t clusterSize = header.geometry.clusterSize();
    std::vector<std::byte> old(clusterSize);
    file.readPadded(0, old);
    const auto oldName = loadBigEndian<std::uint64_t>(old.data() + backingOffsetAt);
    const std::size_t areaEnd = oldName > header.headerLength && oldName < clusterSize ? oldName : clusterSize;
    std::vector<std::byte> bytes(old.begin(), old.begin() + header.headerLength);
    bytes.resize(padded(bytes.size()));
    appendExtension(bytes, qcow2::extensionBackingFormat, backingFormat);
    appendOthers(bytes, std::span(old).first(areaEnd).subspan(header.headerLength));
    appendExtension(bytes, 0, {});
    const std::size_t room =
        std::min<std::size_t>(clusterSize - std::min(bytes.size(), clusterSize), qcow2::maxBackingNameBytes);
    if (backingName.size() > room)
        throw Error(
            ErrorKind::Refused, "layout.nameTooLong",
            {{"name", backingName}, {"value", std::uint64_t{backingName.size()}}, {"limit", std::uint64_t{room}}})
            .at(file.path());
    storeBigEndian(std::uint64_t{bytes.size()}, bytes.data() + backingOffsetAt);
    storeBigEndian(static_cast<std::uint32_t>(backingName.size()), bytes.data() + backingSizeAt);
    append(bytes, backingName);
    bytes.resize(clusterSize);
    return bytes;
}

RelinkPlan planRelink(const BackingSearch& search, const BackingCandidate& chosen, bool absolute)
{
    RelinkPlan plan;
    plan.overlay = canonicalPath(search.overlay.path);
    plan.overlayStatus = *search.overlay.status;
    plan.backing = canonicalPath(chosen.path);
    plan.backingStatus = chosen.status;
    plan.oldName = search.name;
    plan.layers = chosen.layers;
    plan.newFormat = chosen.format;
    plan.neededBytes = plan.overlayStatus.diskSize;
    if (search.overlay.image->info().format != "qcow2") {
        plan.blockers.push_back(
            {"relink.format", {{"path", plan.overlay.string()}, {"format", search.overlay.format}}});
        return plan;
    }
    nameBacking(search, absolute, plan);
    noteOverlay(search.overlay, plan);
    noteEvidence(chosen, plan);
    PlanNotes folder;
    plan.folder = noteTarget(plan.overlay, search.overlay.path, true, plan.neededBytes, folder);
    plan.blockers.insert(plan.blockers.end(), folder.blockers.begin(), folder.blockers.end());
    try {
        plan.header = relinkedHeader(search.overlay.image->file(), plan.newName, plan.newFormat);
    } catch (const Error& error) {
        if (error.code() != "layout.nameTooLong")
            throw;
        plan.blockers.push_back({error.code(), error.values()});
    }
    return plan;
}

}  // namespace engine
