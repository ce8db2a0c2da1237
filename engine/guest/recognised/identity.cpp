#include "guest/recognised/identity.h"

#include "guest/recognised/prober.h"

#include <array>
#include <cstdio>

namespace engine::recognised {

namespace {

std::string formatted(const char* format, std::uint64_t first, std::uint64_t second = 0)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), format, static_cast<unsigned long long>(first),
                  static_cast<unsigned long long>(second));
    return text.data();
}

std::string serial(const Prober& volume, std::uint64_t offset)
{
    const auto number = volume.little<std::uint32_t>(offset);
    return formatted("%04llX-%04llX", number >> 16, number & 0xffff);
}

/// By the features that tell the three apart.
std::string_view extType(const Prober& volume)
{
    constexpr std::uint64_t superblock = 1024;
    constexpr std::uint32_t journal = 0x4;
    constexpr std::uint32_t oldIncompatible = 0x2 | 0x4 | 0x8 | 0x10;
    constexpr std::uint32_t oldReadOnly = 0x1 | 0x2 | 0x4;
    if ((volume.little<std::uint32_t>(superblock + 96) & ~oldIncompatible) != 0 ||
        (volume.little<std::uint32_t>(superblock + 100) & ~oldReadOnly) != 0)
        return "ext4";
    return (volume.little<std::uint32_t>(superblock + 92) & journal) != 0 ? "ext3" : "ext2";
}

void addFat(const Prober& volume, VolumeFacts& facts)
{
    // FAT32 has no count of sectors a FAT in the old place.
    const bool isFat32 = volume.little<std::uint16_t>(22) == 0;
    facts.uuid = serial(volume, isFat32 ? 67 : 39);
    facts.label = volume.label(isFat32 ? 71 : 43, 11);
}

}  // namespace

VolumeFacts identityOf(std::string_view type, const BlockSource& source)
{
    const Prober volume(source);
    VolumeFacts facts;
    facts.type = type;
    facts.length = source.size();
    if (type == "ext") {
        facts.type = extType(volume);
        facts.uuid = volume.uuid(1024 + 104);
        facts.label = volume.label(1024 + 120, 16);
    } else if (type == "xfs") {
        facts.uuid = volume.uuid(32);
        facts.label = volume.label(108, 12);
    } else if (type == "btrfs") {
        facts.uuid = volume.uuid(0x10020);
        facts.label = volume.label(0x1012b, 256);
    } else if (type == "ntfs") {
        facts.uuid = formatted("%016llX", volume.little<std::uint64_t>(72));
    } else if (type == "exfat") {
        facts.uuid = serial(volume, 100);
    } else if (type == "vfat") {
        addFat(volume, facts);
    }
    return facts;
}

}  // namespace engine::recognised
