#pragma once

#include "bytes/checked.h"
#include "bytes/error.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace engine {

/// An unsigned integer from its first sizeof(Number) bytes, big-endian; the span is at least that long.
template <class Number>
constexpr Number loadBigEndian(const std::byte* bytes) noexcept
{
    Number value = 0;
    for (std::size_t i = 0; i < sizeof(Number); ++i)
        value =
            static_cast<Number>((static_cast<std::uint64_t>(value) << 8) | std::to_integer<std::uint64_t>(bytes[i]));
    return value;
}

template <class Number>
constexpr Number loadLittleEndian(const std::byte* bytes) noexcept
{
    Number value = 0;
    for (std::size_t i = sizeof(Number); i-- > 0;)
        value =
            static_cast<Number>((static_cast<std::uint64_t>(value) << 8) | std::to_integer<std::uint64_t>(bytes[i]));
    return value;
}

template <class Number>
constexpr void storeBigEndian(Number value, std::byte* bytes) noexcept
{
    for (std::size_t i = sizeof(Number); i-- > 0;) {
        bytes[i] = static_cast<std::byte>(value & 0xff);
        value = static_cast<Number>(static_cast<std::uint64_t>(value) >> 8);
    }
}

/// Decodes a buffer front to back: each call advances, or throws Error(Refused, "file.truncated") and stays. The buffer
/// belongs to the caller and outlives the reader.
class ByteReader {
public:
    /// @param fileOffset where the buffer starts in its file, for messages
    /// @param structure what is being read, for messages ("qcow2 header"); a literal
    ByteReader(std::span<const std::byte> bytes, std::uint64_t fileOffset, std::string_view structure)
        : bytes_(bytes), fileOffset_(fileOffset), structure_(structure)
    {
    }

    std::size_t remaining() const noexcept { return bytes_.size() - position_; }
    std::size_t position() const noexcept { return position_; }

    std::span<const std::byte> take(std::size_t count)
    {
        if (count > remaining())
            throw Error(ErrorKind::Refused, "file.truncated",
                        {{"structure", std::string(structure_)},
                         {"needed", std::uint64_t{count}},
                         {"available", std::uint64_t{remaining()}}})
                .at(fileOffset_ + position_);
        const auto taken = bytes_.subspan(position_, count);
        position_ += count;
        return taken;
    }
    void skip(std::size_t count) { take(count); }

    template <class Number>
    Number bigEndian()
    {
        return loadBigEndian<Number>(take(sizeof(Number)).data());
    }
    template <class Number>
    Number littleEndian()
    {
        return loadLittleEndian<Number>(take(sizeof(Number)).data());
    }
    /// The bytes as they are, unterminated; they may hold anything.
    std::string text(std::size_t count)
    {
        const auto taken = take(count);
        return {reinterpret_cast<const char*>(taken.data()), taken.size()};
    }

private:
    std::span<const std::byte> bytes_;
    std::size_t position_ = 0;
    std::uint64_t fileOffset_;
    std::string_view structure_;
};

}  // namespace engine
