#include "guest/fat/hibernation.h"

#include "guest/doubt.h"
#include "guest/fat/directory.h"

#include <algorithm>
#include <array>

namespace engine::fat {

namespace {

bool isHibernationFile(const DirectoryEntry& entry)
{
    constexpr std::string_view name = "HIBERFIL.SYS";
    return std::equal(name.begin(), name.end(), entry.name.begin(), entry.name.end(), [](char upper, char stored) {
        return upper == (stored >= 'a' && stored <= 'z' ? static_cast<char>(stored - 'a' + 'A') : stored);
    });
}

/// Every cluster holds at least that much.
using Header = std::array<std::byte, 512>;

bool isDead(const Header& header)
{
    const std::string_view signature(reinterpret_cast<const char*>(header.data()), 4);
    return signature == "wake" || signature == "WAKE" ||
           std::all_of(header.begin(), header.end(), [](std::byte byte) { return byte == std::byte{0}; });
}

}  // namespace

void checkHibernation(const BlockSource& source, const Superblock& block, const std::vector<VolumeRange>& root)
{
    Directory directory(source, root, block.type);
    while (const auto entry = directory.next()) {
        if (!isHibernationFile(*entry) || entry->folder || !block.heap.contains(entry->firstCluster))
            continue;
        Header header;
        source.read(block.heap.range(entry->firstCluster, 1).start.bytes(), header);
        if (!isDead(header))
            throw volumeHibernated("HIBERFIL.SYS");
    }
}

}  // namespace engine::fat
