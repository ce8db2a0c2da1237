#pragma once

#include "bytes/byte_reader.h"
#include "guest/block_source.h"
#include "guest/volume_space.h"

#include <array>
#include <optional>
#include <vector>

namespace engine::clusters {

/// A directory entry as it is stored.
struct RawEntry {
    static constexpr std::size_t size = 32;

    std::uint64_t offset = 0;  ///< bytes from the start of the volume
    std::array<std::byte, size> bytes{};

    std::uint8_t byte(std::size_t at) const { return std::to_integer<std::uint8_t>(bytes.at(at)); }
    /// Little-endian; `at` leaves room for the number.
    template <class Number>
    Number number(std::size_t at) const
    {
        return loadLittleEndian<Number>(bytes.data() + at);
    }
};

/// Reads a directory entry by entry; what ends it is for the caller to know. Throws what the source throws.
class EntryReader {
public:
    /// @param ranges where the directory is stored, in its order; multiples of the entries' size, inside the source
    EntryReader(const BlockSource& source, std::vector<VolumeRange> ranges);

    std::optional<RawEntry> next();

private:
    bool fill();

    const BlockSource& source_;
    std::vector<VolumeRange> ranges_;
    std::size_t range_ = 0;
    std::uint64_t inRange_ = 0;  ///< bytes of the range that are in the buffer, or were
    std::vector<std::byte> buffer_;
    std::size_t position_ = 0;
    std::uint64_t bufferOffset_ = 0;
};

}  // namespace engine::clusters
