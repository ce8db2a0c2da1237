#include "guest/ntfs/volume_information.h"

#include "bytes/byte_reader.h"
#include "guest/doubt.h"
#include "guest/ntfs/names.h"

namespace engine::ntfs {

VolumeInformation readVolumeInformation(const Volume& volume)
{
    constexpr std::size_t informationLength = 12;
    const auto file = volume.file(Volume::volumeNumber);
    const auto stated = volume.stream(file, AttributeType::VolumeInformation, "");
    if (!stated || stated->resident.size() < informationLength)
        throw contradiction("$VOLUME_INFORMATION", file.front()->offset());
    VolumeInformation information;
    information.majorVersion = std::to_integer<std::uint8_t>(stated->resident[8]);
    information.minorVersion = std::to_integer<std::uint8_t>(stated->resident[9]);
    information.flags = loadLittleEndian<std::uint16_t>(stated->resident.data() + 10);
    if (const auto label = volume.stream(file, AttributeType::VolumeName, ""))
        information.label = utf8(label->resident);
    return information;
}

std::optional<Error> unknownVersion(const VolumeInformation& information)
{
    if (information.majorVersion == 3 && information.minorVersion <= 1)
        return std::nullopt;
    return Error(
        ErrorKind::Unsupported, "ntfs.version",
        {{"major", std::uint64_t{information.majorVersion}}, {"minor", std::uint64_t{information.minorVersion}}});
}

std::uint16_t dirtyFlags(const VolumeInformation& information) noexcept
{
    // Undocumented; Windows sets it on many sound volumes (libfsntfs lists it as unknown).
    constexpr std::uint16_t harmless = 0x0080;
    return information.flags & static_cast<std::uint16_t>(~harmless);
}

}  // namespace engine::ntfs
