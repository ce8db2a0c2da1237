#include "guest/recognised/copies.h"

#include "bytes/sha256.h"
#include "guest/checksum.h"
#include "guest/mbr/boot_record.h"
#include "guest/recognised/prober.h"
#include "guest/recognised/raid.h"

#include <array>
#include <cstring>
#include <zlib.h>

namespace engine::recognised {

namespace {

using std::string_view_literals::operator""sv;
using Copies = std::vector<Copy>;

bool sha256Matches(std::string_view content, std::string_view stored)
{
    const Sha256 computed = sha256(std::as_bytes(std::span(content)));
    std::array<std::uint64_t, 4> own{};
    std::array<std::uint64_t, 4> other{};
    std::memcpy(own.data(), computed.data(), computed.size());
    std::memcpy(other.data(), stored.data(), computed.size());
    bool same = true;
    for (std::size_t i = 0; i < own.size(); ++i)
        same = checksumMatches(own[i], other[i]) && same;
    return same;
}

/// The header, with its area of JSON, follows the first, and is as long. The checksum covers both with zeros in its own
/// place (LUKS2 On-Disk Format Specification 1.1, section 2.1).
bool isSecondLuksHeader(const Prober& volume, std::uint64_t offset)
{
    constexpr std::uint64_t checksumAt = 448;
    constexpr std::size_t checksumLength = 64;
    if (!volume.has(offset, "SKUL\xba\xbe") || volume.big<std::uint16_t>(offset + 6) != 2 ||
        volume.big<std::uint64_t>(offset + 256) != offset || volume.big<std::uint64_t>(offset + 8) != offset)
        return false;
    std::string header = volume.text(offset, offset);
    if (header.empty())
        return false;
    const std::string stored = header.substr(checksumAt, sizeof(Sha256));
    header.replace(checksumAt, checksumLength, checksumLength, '\0');
    // What another algorithm would say is not known: such a header counts.
    return volume.label(offset + 72, 32) != "sha256" || sha256Matches(header, stored);
}

void addLuks(const Prober& volume, Copies& copies)
{
    for (std::uint64_t offset = 0x4000; offset <= 0x400000; offset *= 2) {
        if (isSecondLuksHeader(volume, offset))
            copies.push_back({"crypto_LUKS", offset, volume.label(offset + 168, 40), volume.label(offset + 24, 48)});
    }
}

/// An XDR list of pairs, the first of which is the version. The checksum at the end of the 112 KiB is made with the
/// place of the list in its own place (OpenZFS: zio_checksum_label_verifier); in the byte order of the machine.
bool isZfsLabel(const Prober& volume, std::uint64_t label)
{
    constexpr std::uint64_t listAt = 16 << 10;
    constexpr std::size_t length = 112 << 10;
    const std::uint64_t offset = label + listAt;
    if (const std::string start = volume.text(offset, 32); start.empty() || start[0] != 1 ||
                                                           static_cast<unsigned char>(start[1]) > 1 ||
                                                           start.substr(20, 11) != "\0\0\0\7version"sv)
        return false;
    std::string list = volume.text(offset, length);
    if (list.empty())
        return false;
    const std::string tail = list.substr(length - 40);
    const bool little = loadLittleEndian<std::uint64_t>(std::as_bytes(std::span(tail)).data()) == 0x0210da7ab10c7a11;
    std::string stored(sizeof(Sha256), '\0');
    list.replace(length - 32, 32, 32, '\0');
    for (std::size_t i = 0; i < 8; ++i)
        list[length - 32 + (little ? i : 7 - i)] = static_cast<char>(offset >> (8 * i));
    for (std::size_t i = 0; i < stored.size(); ++i)
        stored[i] = tail[8 + (little ? i / 8 * 8 + 7 - i % 8 : i)];
    return sha256Matches(list, stored);
}

/// The name and the number of the pool, from the list of pairs at `offset`: lengths, a name, and a value of one
/// element.
void nameZfs(const Prober& volume, std::uint64_t offset, Copy& copy)
{
    constexpr std::uint32_t number = 8;
    constexpr std::uint32_t string = 9;
    constexpr std::uint64_t mostPairs = 64;
    std::uint64_t at = offset + 12;
    for (std::uint64_t pairs = 0; pairs < mostPairs; ++pairs) {
        const auto length = volume.big<std::uint32_t>(at);
        const auto nameLength = volume.big<std::uint32_t>(at + 8);
        if (length < 24 || nameLength > 64)
            return;
        const std::string name = volume.text(at + 12, nameLength);
        const std::uint64_t value = at + 12 + divideUp(nameLength, 4) * 4;
        const auto type = volume.big<std::uint32_t>(value);
        if (name == "name" && type == string)
            copy.label = volume.text(value + 12, std::min(volume.big<std::uint32_t>(value + 8), 256U));
        else if (name == "pool_guid" && type == number)
            copy.uuid = std::to_string(volume.big<std::uint64_t>(value + 8));
        at += length;
    }
}

void addZfs(const Prober& volume, Copies& copies)
{
    constexpr std::uint64_t length = 256 << 10;
    if (volume.size() < 4 * length)
        return;
    const std::uint64_t end = alignDown(volume.size(), length);
    for (const std::uint64_t label : {std::uint64_t{0}, length, end - 2 * length, end - length}) {
        if (!isZfsLabel(volume, label))
            continue;
        copies.push_back({"zfs_member", label + (16 << 10), {}, {}});
        nameZfs(volume, label + (16 << 10), copies.back());
    }
}

/// struct nilfs_super_block of the kernel; the second one stands 4 KiB before the end.
void addNilfs(const Prober& volume, Copies& copies)
{
    constexpr std::size_t sumAt = 16;
    if (volume.size() < 8192)
        return;
    const std::uint64_t offset = alignDown(volume.size(), 512) - 4096;
    const auto bytes = volume.little<std::uint16_t>(offset + 8);
    if (volume.little<std::uint16_t>(offset + 6) != 0x3434 || bytes < 256 || bytes > 1024)
        return;
    std::string superblock = volume.text(offset, bytes);
    const auto seed = volume.little<std::uint32_t>(offset + 12);
    superblock.replace(sumAt, 4, 4, '\0');
    const auto* const data = reinterpret_cast<const Bytef*>(superblock.data());
    const auto sum = static_cast<std::uint32_t>(~crc32_z(static_cast<std::uint32_t>(~seed), data, bytes));
    if (checksumMatches(sum, volume.little<std::uint32_t>(offset + sumAt)))
        copies.push_back({"nilfs2", offset, volume.uuid(offset + 152), volume.label(offset + 168, 80)});
}

/// The second of two blocks of 4 KiB; sizes as the kernel demands them (f2fs: sanity_check_raw_super).
void addF2fs(const Prober& volume, Copies& copies)
{
    constexpr std::uint64_t offset = 4096 + 1024;
    const auto logBlockSize = volume.little<std::uint32_t>(offset + 16);
    if (volume.has(offset, "\x10\x20\xf5\xf2") && logBlockSize >= 12 && logBlockSize <= 16 &&
        volume.little<std::uint32_t>(offset + 20) == 9)
        copies.push_back({"f2fs", offset, volume.uuid(offset + 108), volume.utf16Label(offset + 124, 1024)});
}

void addStratis(const Prober& volume, Copies& copies)
{
    constexpr std::uint64_t offset = 9 * 512;
    if (volume.has(offset + 4, "!Stra0tis\x86\xff\x02^\x41rh"))
        copies.push_back({"stratis", offset, {}, {}});
}

/// Sector 7 lists the places of all superblocks (struct bch_sb_layout).
void addBcachefs(const Prober& volume, Copies& copies)
{
    constexpr std::uint64_t layout = 7 * 512;
    constexpr std::array magics{"\xc6\x85\x73\xf6\x4e\x1a\x45\xca\x82\x65\xf5\x7f\x48\xba\x6d\x81"sv,
                                "\xc6\x85\x73\xf6\x66\xce\x90\xa9\xd9\x6a\x60\xcf\x80\x3d\xf7\xef"sv};
    const auto hasMagic = [&](std::uint64_t offset) {
        return volume.has(offset, magics[0]) || volume.has(offset, magics[1]);
    };
    if (!hasMagic(layout))
        return;
    const std::uint64_t count = std::min<std::uint64_t>(volume.little<std::uint8_t>(layout + 18), 61);
    for (std::uint64_t i = 0; i < count; ++i) {
        const auto sector = volume.little<std::uint64_t>(layout + 24 + 8 * i);
        if (sector > 0 && sector < volume.size() / 512 && hasMagic(sector * 512 + 24))
            copies.push_back(
                {"bcachefs", sector * 512, volume.uuid(sector * 512 + 56), volume.label(sector * 512 + 72, 32)});
    }
}

/// A block lists the places of all three, its own among them; Windows puts the first one at 33 MiB. Where Windows made
/// a file system later, its boot sector took the place of BitLocker's, and the blocks are leftovers.
void addBitLocker(const Prober& volume, Copies& copies)
{
    constexpr std::uint64_t step = 1 << 20;
    constexpr std::uint64_t lookedAt = 64 << 20;
    constexpr std::uint16_t decrypted = 1;
    if (volume.size() < mbr::sectorSize || mbr::readBootRecord(volume.source(), 0).isFileSystemsStart)
        return;
    for (std::uint64_t offset = step; offset < std::min(lookedAt, volume.size()); offset += step) {
        if (!volume.has(offset, "-FVE-FS-") || volume.little<std::uint16_t>(offset + 12) == decrypted)
            continue;
        for (const unsigned place : {32U, 40U, 48U}) {
            if (volume.little<std::uint64_t>(offset + place) == offset)
                copies.push_back({"BitLocker", offset, {}, {}});
        }
    }
}

}  // namespace

std::vector<Copy> findCopies(const BlockSource& source)
{
    const Prober volume(source);
    Copies copies;
    for (const auto add :
         {addRaid, addLuks, addZfs, addNilfs, addF2fs, addStratis, addBcachefs, addBitLocker, addFirmwareRaid})
        add(volume, copies);
    return copies;
}

}  // namespace engine::recognised
