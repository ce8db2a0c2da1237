#include "guest/ntfs/hibernation.h"

#include "guest/ntfs/folder.h"

#include <algorithm>

namespace engine::ntfs {

bool isHibernated(const Volume& volume)
{
    constexpr std::size_t headerLength = 4096;
    const auto reference = findInFolder(volume, Volume::rootNumber, hibernationFile.substr(1));
    if (!reference)
        return false;
    const auto file = volume.file(reference->number);
    const auto content = volume.stream(file, AttributeType::Data, "");
    constexpr std::uint16_t unreadable = Attribute::compressedMask | Attribute::encrypted;
    if (file.front()->sequence() != reference->sequence || !content || (content->flags & unreadable) != 0)
        return true;
    std::vector<std::byte> header(headerLength);
    volume.read(*content, 0, header);
    return std::any_of(header.begin(), header.end(), [](std::byte byte) { return byte != std::byte{0}; });
}

}  // namespace engine::ntfs
