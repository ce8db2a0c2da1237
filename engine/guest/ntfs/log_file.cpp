#include "guest/ntfs/log_file.h"

#include "bytes/byte_reader.h"

#include <algorithm>
#include <bit>

namespace engine::ntfs {

namespace {

constexpr std::size_t smallestPage = 512;
constexpr std::size_t largestPage = 1 << 16;
constexpr std::uint32_t restartMagic = 0x52545352;  // "RSTR"

struct RestartPage {
    std::size_t pageSize = 0;
    std::uint64_t lsn = 0;
    bool clean = false;
};

bool isClean(std::span<const std::byte> area, std::uint16_t major, std::uint16_t minor)
{
    constexpr std::uint16_t noClient = 0xffff;
    constexpr std::uint16_t volumeIsClean = 2;
    const auto clients = loadLittleEndian<std::uint16_t>(area.data() + 12);
    const auto flags = loadLittleEndian<std::uint16_t>(area.data() + 14);
    return major == 1 && minor == 1 && (clients == noClient || (flags & volumeIsClean) != 0);
}

/// A restart page at the start of the bytes. What chkdsk has written ("CHKD") is none: it left something to do.
std::optional<RestartPage> readRestartPage(std::span<std::byte> bytes)
{
    constexpr std::size_t areaLength = 48;
    if (loadLittleEndian<std::uint32_t>(bytes.data()) != restartMagic)
        return std::nullopt;
    RestartPage page;
    page.pageSize = loadLittleEndian<std::uint32_t>(bytes.data() + 16);
    if (!std::has_single_bit(page.pageSize) || page.pageSize < smallestPage || page.pageSize > bytes.size())
        return std::nullopt;
    bytes = bytes.first(page.pageSize);
    undoFixups(bytes, "$LogFile", 0);
    const std::size_t place = loadLittleEndian<std::uint16_t>(bytes.data() + 24);
    if (place % 8 != 0 || !fits(place, areaLength, bytes.size()))
        return std::nullopt;
    const auto area = bytes.subspan(place);
    page.lsn = loadLittleEndian<std::uint64_t>(area.data());
    page.clean = isClean(area, loadLittleEndian<std::uint16_t>(bytes.data() + 28),
                         loadLittleEndian<std::uint16_t>(bytes.data() + 26));
    return page;
}

/// Room for both restart pages; empty where the log is shorter.
std::vector<std::byte> readStart(const Volume& volume)
{
    const Stream log = volume.plainStream(Volume::logFileNumber, AttributeType::Data, "");
    std::vector<std::byte> bytes(log.dataSize < 2 * largestPage ? 0 : 2 * largestPage);
    volume.read(log, 0, bytes);
    return bytes;
}

bool isEmptied(std::span<const std::byte> start)
{
    return !start.empty() &&
           std::all_of(start.begin(), start.end(), [](std::byte byte) { return byte == std::byte{0xff}; });
}

}  // namespace

bool logFileIsEmptied(const Volume& volume)
{
    return isEmptied(readStart(volume));
}

bool logFileIsClean(const Volume& volume)
{
    std::vector<std::byte> bytes = readStart(volume);
    if (bytes.empty())
        return false;
    if (isEmptied(bytes))
        return true;
    try {
        const auto first = readRestartPage(bytes);
        if (!first)
            return false;
        const auto second = readRestartPage(std::span(bytes).subspan(first->pageSize, first->pageSize));
        // A torn write leaves one page; the newer one counts.
        return second && second->pageSize == first->pageSize && (first->lsn < second->lsn || first->clean) &&
               (second->lsn < first->lsn || second->clean);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::Corrupt)
            throw;
        return false;
    }
}

}  // namespace engine::ntfs
