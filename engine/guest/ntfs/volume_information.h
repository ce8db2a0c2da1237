#pragma once

#include "bytes/error.h"
#include "guest/ntfs/volume.h"

#include <optional>
#include <string>

namespace engine::ntfs {

/// What the file $Volume says.
struct VolumeInformation {
    std::string label;  ///< UTF-8
    std::uint8_t majorVersion = 0;
    std::uint8_t minorVersion = 0;
    std::uint16_t flags = 0;
};

/// Throws Error(Corrupt) where the file does not say it.
VolumeInformation readVolumeInformation(const Volume& volume);

/// A version that is not read; nothing for 3.0 and 3.1.
std::optional<Error> unknownVersion(const VolumeInformation& information);

/// The flags that say that the volume is in use or needs chkdsk; 0 where it is clean.
std::uint16_t dirtyFlags(const VolumeInformation& information) noexcept;

}  // namespace engine::ntfs
