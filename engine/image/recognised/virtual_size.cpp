#include "image/recognised/virtual_size.h"

#include "bytes/byte_reader.h"
#include "bytes/checked.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

namespace engine::recognised {

namespace {

using namespace std::string_view_literals;

constexpr std::uint64_t sectorSize = 512;
/// A descriptor is a page of text, a JSON area 4 MiB at most (LUKS2, 2.2).
constexpr std::uint64_t mostText = 4 << 20;

/// Numbers and texts of a file; 0 and nothing where they would lie behind its end.
class Fields {
public:
    explicit Fields(const File& file) : file_(file) {}

    std::uint64_t length() const noexcept { return file_.length(); }
    template <class Number>
    std::uint64_t little(std::uint64_t offset) const
    {
        std::array<std::byte, sizeof(Number)> bytes{};
        return load(offset, bytes) ? loadLittleEndian<Number>(bytes.data()) : 0;
    }
    template <class Number>
    std::uint64_t big(std::uint64_t offset) const
    {
        std::array<std::byte, sizeof(Number)> bytes{};
        return load(offset, bytes) ? loadBigEndian<Number>(bytes.data()) : 0;
    }
    std::string text(std::uint64_t offset, std::uint64_t most) const
    {
        std::string text(offset < length() ? std::min({most, mostText, length() - offset}) : 0, '\0');
        if (!text.empty())
            file_.read(offset, std::as_writable_bytes(std::span(text)));
        return text;
    }

private:
    bool load(std::uint64_t offset, std::span<std::byte> bytes) const
    {
        if (!fits(offset, bytes.size(), file_.length()))
            return false;
        file_.read(offset, bytes);
        return true;
    }

    const File& file_;
};

std::uint64_t times(std::uint64_t count, std::uint64_t unit)
{
    return checkedMultiply(count, unit).value_or(0);
}

std::uint64_t numberAt(std::string_view text)
{
    std::uint64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

/// block/qcow.c, docs/interop/qed_spec
std::uint64_t ofQcow(const Fields& fields)
{
    return fields.big<std::uint64_t>(24);
}
std::uint64_t ofQed(const Fields& fields)
{
    return fields.little<std::uint64_t>(48);
}

/// Version 1.1, the only one that QEMU reads too (block/vdi.c).
std::uint64_t ofVdi(const Fields& fields)
{
    return fields.little<std::uint32_t>(0x44) == 0x00010001 ? fields.little<std::uint64_t>(0x170) : 0;
}

/// "RW 4192256 SPARSE "disk-s001.vmdk"": the disk is what its extents are in a row (VMDK specification 5.0, "The
/// Extent Description").
std::uint64_t ofDescriptor(std::string_view text)
{
    std::uint64_t sectors = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size() - 1);
        const std::string_view line = text.substr(0, end + 1);
        text.remove_prefix(end + 1);
        for (const std::string_view access : {"RW "sv, "RDONLY "sv, "NOACCESS "sv})
            if (line.starts_with(access))
                sectors = checkedAdd(sectors, numberAt(line.substr(access.size()))).value_or(0);
    }
    return times(sectors, sectorSize);
}

/// A hosted sparse extent, one of ESX, or a descriptor that names extents.
std::uint64_t ofVmdk(const Fields& fields)
{
    const std::string magic = fields.text(0, 4);
    if (magic == "COWD")
        return times(fields.little<std::uint32_t>(12), sectorSize);
    if (magic != "KDMV")
        return ofDescriptor(fields.text(0, mostText));
    const std::uint64_t capacity = fields.little<std::uint64_t>(12);
    if (capacity > 0)
        return times(capacity, sectorSize);
    return ofDescriptor(fields.text(times(fields.little<std::uint64_t>(28), sectorSize),
                                    times(fields.little<std::uint64_t>(36), sectorSize)));
}

/// The footer, of which dynamic and differencing disks have a copy at the start, and fixed ones do not.
std::uint64_t ofVhd(const Fields& fields)
{
    constexpr std::uint64_t footer = 512;
    constexpr std::uint64_t currentSize = 48;
    if (fields.text(0, 8) == "conectix")
        return fields.big<std::uint64_t>(currentSize);
    return fields.length() < footer ? 0 : fields.big<std::uint64_t>(fields.length() - footer + currentSize);
}

/// [MS-VHDX] 2.2.3: the region table or its copy leads to the metadata region.
std::uint64_t metadataRegion(const Fields& fields)
{
    constexpr std::uint64_t mostEntries = 2047;
    constexpr auto metadata = "\x06\xa2\x7c\x8b\x90\x47\x9a\x4b\xb8\xfe\x57\x5f\x05\x0f\x88\x6e"sv;
    for (const std::uint64_t table : {192U << 10, 256U << 10}) {
        if (fields.text(table, 4) != "regi")
            continue;
        const std::uint64_t count = std::min(fields.little<std::uint32_t>(table + 8), mostEntries);
        for (std::uint64_t entry = table + 16; entry < table + 16 + 32 * count; entry += 32)
            if (fields.text(entry, metadata.size()) == metadata)
                return fields.little<std::uint64_t>(entry + 16);
    }
    return 0;
}

/// 2.6.1.2 and 2.6.2.2: the item "Virtual Disk Size".
std::uint64_t ofVhdx(const Fields& fields)
{
    constexpr std::uint64_t mostEntries = 2047;
    constexpr auto diskSize = "\x24\x42\xa5\x2f\x1b\xcd\x76\x48\xb2\x11\x5d\xbe\xd8\x3b\xf4\xb8"sv;
    const std::uint64_t region = metadataRegion(fields);
    if (region == 0 || region >= fields.length() || fields.text(region, 8) != "metadata")
        return 0;
    const std::uint64_t count = std::min(fields.little<std::uint16_t>(region + 10), mostEntries);
    for (std::uint64_t entry = region + 32; entry < region + 32 + 32 * count; entry += 32)
        if (fields.text(entry, diskSize.size()) == diskSize)
            return fields.little<std::uint64_t>(region + fields.little<std::uint32_t>(entry + 16));
    return 0;
}

/// Of the older kind only half of the field counts (block/parallels.c).
std::uint64_t ofParallels(const Fields& fields)
{
    const bool older = fields.text(0, 16) == "WithoutFreeSpace";
    return times(older ? fields.little<std::uint32_t>(36) : fields.little<std::uint64_t>(36), sectorSize);
}

/// Whole sectors; the second version has a reserved field before (block/bochs.c).
std::uint64_t ofBochs(const Fields& fields)
{
    const std::uint64_t version = fields.little<std::uint32_t>(64);
    const std::uint64_t size = version == 0x00010000   ? fields.little<std::uint64_t>(84)
                               : version == 0x00020000 ? fields.little<std::uint64_t>(88)
                                                       : 0;
    return size / sectorSize * sectorSize;
}

/// Size and number of its blocks (block/cloop.c).
std::uint64_t ofCloop(const Fields& fields)
{
    return times(fields.big<std::uint32_t>(128), fields.big<std::uint32_t>(132));
}

/// Sectors by the trailer.
std::uint64_t ofDmg(const Fields& fields)
{
    constexpr std::uint64_t trailer = 512;
    constexpr std::uint64_t sectorCount = 492;
    return fields.length() < trailer
               ? 0
               : times(fields.big<std::uint64_t>(fields.length() - trailer + sectorCount), sectorSize);
}

/// Where the payload begins: in sectors in the first version, in the JSON of the second as the offset of its segment,
/// which reaches to the end of the file where its size is "dynamic".
std::uint64_t ofLuks(const Fields& fields)
{
    std::uint64_t payload = 0;
    const std::uint64_t version = fields.big<std::uint16_t>(6);
    if (version == 1) {
        payload = times(fields.big<std::uint32_t>(104), sectorSize);
    } else if (version == 2) {
        constexpr std::uint64_t binaryHeader = 4096;
        const std::string json = fields.text(binaryHeader, fields.big<std::uint64_t>(8));
        const std::size_t segments = json.find("\"segments\"");
        const std::size_t offset = segments == std::string::npos ? segments : json.find("\"offset\":\"", segments);
        if (offset == std::string::npos || json.find("\"size\":\"dynamic\"", segments) == std::string::npos)
            return 0;
        payload = numberAt(std::string_view(json).substr(offset + "\"offset\":\""sv.size()));
    }
    return payload == 0 || payload > fields.length() ? 0 : fields.length() - payload;
}

/// A guest sees the whole file: what a volume descriptor says of its own part can be less.
std::uint64_t ofIso(const Fields& fields)
{
    return fields.length();
}

struct SizeReader {
    std::string_view format;
    std::uint64_t (*read)(const Fields&);
};

constexpr std::array readers{
    SizeReader{"qcow", ofQcow},   SizeReader{"qed", ofQed},   SizeReader{"vdi", ofVdi},
    SizeReader{"vmdk", ofVmdk},   SizeReader{"vpc", ofVhd},   SizeReader{"vhdx", ofVhdx},
    SizeReader{"bochs", ofBochs}, SizeReader{"dmg", ofDmg},   SizeReader{"parallels", ofParallels},
    SizeReader{"cloop", ofCloop}, SizeReader{"luks", ofLuks}, SizeReader{"iso", ofIso},
};

}  // namespace

std::uint64_t virtualSizeOf(const File& file, std::string_view format)
{
    const auto reader =
        std::find_if(readers.begin(), readers.end(), [&](const SizeReader& one) { return one.format == format; });
    return reader == readers.end() ? 0 : reader->read(Fields(file));
}

}  // namespace engine::recognised
