#pragma once

#include "guest/guest.h"

namespace engine {

/// Opens the volumes of a disk and judges what in them is free.
class VolumeReader {
public:
    /// What facts call a physical volume of LVM2, which holds volumes and no files.
    static constexpr std::string_view physicalVolume = "LVM2_member";

    VolumeReader(std::shared_ptr<const BlockSource> disk, std::uint64_t readLimit, const GuestOptions& options)
        : disk_(std::move(disk)), readLimit_(readLimit), options_(options)
    {
    }

    /// @param doubt about what the volume lies in: it is read, and nothing in it counts as free
    Volume read(VolumeMapping mapping, const std::optional<Error>& doubt) const;

    /// Nothing in the volume counts as free any more. A volume that was clean until now becomes Unknown, and one that
    /// somebody sleeps in Hibernated.
    static void refuse(Volume& volume, Error reason);

private:
    /// The walk over files finds a system that sleeps in a swap file: other volumes depend on it, even where this one
    /// is not trimmed anyway.
    static void lookForSleeper(Volume& volume, FileSystem& fileSystem);
    void judge(Volume& volume, FileSystem& fileSystem, const BlockSource& source) const;

    std::shared_ptr<const BlockSource> disk_;
    std::uint64_t readLimit_;
    GuestOptions options_;
};

}  // namespace engine
