#pragma once

#include "guest/block_source.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>

namespace engine::ntfs {

/// The volume as libntfs-3g reads it: a second opinion that shares no code with ours. It checks $MFTMirr, $LogFile,
/// $UpCase, $AttrDef and $Secure while it mounts. Made only of what our own reader found sound, since the library
/// trusts what it reads more than we do. Never writes. Lives on the library's global state, so that one thread at a
/// time is in it.
class Library {
public:
    /// Throws Error(Corrupt, "ntfs.libraryRefuses") where the library does not take the volume or calls $LogFile
    /// unclean; what the source throws.
    explicit Library(std::shared_ptr<const BlockSource> source);
    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;
    ~Library();

    /// Clusters of the volume.
    std::uint64_t clusters() const noexcept;
    /// Fills `out` with the content of $Bitmap from `offset` on. Throws like the constructor.
    void readBitmap(std::uint64_t offset, std::span<std::byte> out);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace engine::ntfs
