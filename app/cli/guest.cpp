#include "bytes/reason.h"
#include "bytes/size_text.h"
#include "commands.h"
#include "english_words.h"
#include "error_text.h"
#include "guest/volume_place.h"
#include "progress_line.h"
#include "report/guest_json.h"
#include "state_words.h"
#include "table.h"

#include <iostream>

namespace cli {

namespace {

using engine::formatSize;

/// Files and folders that are named a volume.
constexpr std::size_t listedFiles = 10;

std::string placeText(const engine::Volume& volume)
{
    if (!volume.logicalVolume.empty())
        return escaped(volume.logicalVolume);
    return volume.partition == 0 ? "disk" : std::to_string(volume.partition);
}

std::string textOrDash(std::string_view text)
{
    return text.empty() ? "-" : escaped(text);
}

/// The path of a file, or what its file system keeps for itself and that has no name.
std::string fileText(const engine::FileTable& files, engine::FileTable::Index file)
{
    const engine::FileTable::Entry& entry = files.entries()[file];
    return entry.kind == engine::FileKind::Metadata && entry.nameLength == 0
               ? "the file system's own records (" + std::to_string(entry.id) + ')'
               : escaped(files.path(file));
}

std::string percentText(std::uint64_t part, std::uint64_t whole)
{
    const std::uint64_t percent = part * 100 / whole;
    return percent == 0 && part > 0 ? "<1 %" : std::to_string(percent) + " %";
}

/// Why a volume counts as used, and what can be done about it.
void addReason(Table& table, const engine::Volume& volume)
{
    table.add({"  ! counts as used: " + sentence(volume.reason->code(), volume.reason->values())});
    const std::string help = remedy("plan.volumeUntrimmed", withReason({{"type", volume.facts.type}}, *volume.reason));
    if (!help.empty())
        table.add({"    " + help});
}

void printVolumes(const engine::Guest& guest)
{
    Table table({{"volume", Align::Left},
                 {"start"},
                 {"size"},
                 {"type", Align::Left},
                 {"label", Align::Left},
                 {"state", Align::Left},
                 {"block"},
                 {"used"},
                 {"free"}});
    for (const engine::Volume& volume : guest.volumes) {
        // Not every logical volume has a place on this disk that is known.
        const bool placed = volume.mapping.size() > 0;
        table.add({placeText(volume), placed ? formatSize(volume.mapping.start().bytes()) : "-",
                   formatSize(placed ? volume.mapping.size() : volume.facts.length), textOrDash(volume.facts.type),
                   textOrDash(volume.facts.label), stateText(volume.facts.state),
                   volume.facts.blockSize == 0 ? "-" : formatSize(volume.facts.blockSize),
                   placed ? formatSize(volume.usedBytes()) : "-", placed ? formatSize(volume.free.total()) : "-"});
        if (volume.reason && !holdsNoFiles(volume))
            addReason(table, volume);
        else if (!volume.reason && volume.facts.caution)
            table.add({"  ! " + sentence(volume.facts.caution->code(), volume.facts.caution->values())});
        if (volume.filesReason)
            table.add({"  ! its files are not listed: " + describe(*volume.filesReason)});
    }
    table.print(std::cout);
}

void printTable(const engine::PartitionTable& table)
{
    std::cout << "partition table  " << name(table.kind) << ", " << formatSize(table.free.total())
              << " free between partitions\n";
    if (table.refusal) {
        std::cout << "  ! everything counts as used: " << sentence(table.refusal->code(), table.refusal->values())
                  << '\n';
        printRemedy(std::cout, "    ", remedy("plan.diskUntrimmed", withReason({}, *table.refusal)));
    }
    if (table.caution) {
        std::cout << "  ? " << sentence(table.caution->code(), table.caution->values()) << '\n';
        printRemedy(std::cout, "    ", remedy(table.caution->code(), table.caution->values()));
    }
}

/// "512.0 MiB in a.qcow2, 1.0 MiB in b.qcow2", top first.
std::string layersText(const engine::Chain& chain, const std::vector<std::uint64_t>& bytesByLayer)
{
    std::string text;
    for (std::size_t index = bytesByLayer.size(); index-- > 0;) {
        if (bytesByLayer[index] > 0)
            text += (text.empty() ? "" : ", ") + formatSize(bytesByLayer[index]) + " in " +
                    escaped(chain.layers()[index].path.filename().string());
    }
    return text.empty() ? "-" : text;
}

void printFiles(const engine::Chain& chain, const engine::Guest& guest, std::span<const engine::GuestRangeSet> visible)
{
    for (std::size_t number = 0; number < guest.volumes.size(); ++number) {
        const engine::Volume& volume = guest.volumes[number];
        if (!volume.files)
            continue;
        for (const bool folders : {false, true}) {
            std::cout << "\nlargest " << (folders ? "folders" : "files") << " of volume " << placeText(volume) << '\n';
            Table table({{"stored"}, {"path", Align::Left}, {"class", Align::Left}, {"layers", Align::Left}});
            for (const auto& share : engine::largestShares(guest, number, visible, listedFiles, folders)) {
                const engine::FileTable::Entry& entry = volume.files->entries()[share.file];
                table.add({formatSize(entry.belowBytes), fileText(*volume.files, share.file),
                           classText(entry.fileClass), layersText(chain, share.bytesByLayer)});
            }
            table.print(std::cout);
        }
    }
}

void printLayers(const engine::Chain& chain, const engine::Guest& guest, std::span<const engine::GuestRangeSet> visible)
{
    for (std::size_t index = visible.size(); index-- > 0;) {
        const std::uint64_t total = visible[index].total();
        std::cout << "\nlayer " << escaped(chain.layers()[index].path.filename().string()) << ", " << formatSize(total)
                  << " stored and not hidden\n";
        Table table({{"bytes"}, {"share"}, {"path", Align::Left}});
        for (const engine::LayerFile& file : engine::largestInLayer(guest, visible[index], listedFiles))
            table.add({formatSize(file.bytes), percentText(file.bytes, total),
                       fileText(*guest.volumes[file.volume].files, file.file)});
        table.print(std::cout);
    }
}

void printOwner(const engine::Guest& guest, engine::GuestOffset offset)
{
    const engine::Owner owner = engine::ownerOf(guest, offset);
    std::cout << "byte " << offset.bytes() << " of the disk: ";
    if (!owner.volume) {
        std::cout << (guest.free.contains(offset) ? "in no volume, free\n" : "in no volume\n");
        return;
    }
    std::cout << "volume " << placeText(*owner.volume) << ", byte " << owner.offset.bytes() << " of it, ";
    if (owner.file != engine::FileTable::none)
        std::cout << fileText(*owner.volume->files, owner.file) << '\n';
    else
        std::cout << (guest.free.contains(offset) ? "free\n" : "of the file system itself, or not known\n");
}

}  // namespace

Exit runGuest(const Options& options, std::stop_token stop)
{
    const engine::Chain chain = openChain(options.paths.front(), options.format, options);
    const engine::GuestOptions depth{
        .everyFile = options.exact, .listFiles = options.files || options.offset, .beside = besideDisks(options, stop)};
    engine::Progress progress;
    engine::Guest guest;
    std::vector<engine::LayerMap> maps;
    {
        const ProgressLine line(progress, options.progress);
        guest = engine::readGuest(chain, depth, progress, stop);
        if (options.files)
            maps = engine::readLayerMaps(chain, engine::MapDepth::Quick, progress, stop);
    }
    if (options.quiet)
        return Exit::Done;
    if (options.json) {
        auto json = engine::report::guestJson(chain, guest, maps, options.extents);
        if (options.offset)
            json["owner"] = engine::report::ownerJson(guest, engine::GuestOffset(*options.offset));
        std::cout << jsonText(json);
        return Exit::Done;
    }
    printTable(guest.table);
    printVolumes(guest);
    if (options.files) {
        const auto visible = engine::visibleInLayers(maps);
        printFiles(chain, guest, visible);
        printLayers(chain, guest, visible);
    }
    if (options.offset)
        printOwner(guest, engine::GuestOffset(*options.offset));
    return Exit::Done;
}

}  // namespace cli
