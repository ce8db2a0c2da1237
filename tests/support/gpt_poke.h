#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace testsupport {

/// Fields of a GPT header and entry by their offset (UEFI 2.10, tables 5-5 and 5-6).
namespace gpt {
inline constexpr std::size_t headerSize = 12;
inline constexpr std::size_t myLba = 24;
inline constexpr std::size_t alternateLba = 32;
inline constexpr std::size_t firstUsable = 40;
inline constexpr std::size_t lastUsable = 48;
inline constexpr std::size_t entriesLba = 72;
inline constexpr std::size_t entryCount = 80;
inline constexpr std::size_t entrySize = 84;
inline constexpr std::size_t entryFirst = 32;
inline constexpr std::size_t entryLast = 40;
}  // namespace gpt

/// The little-endian bytes of a number.
template <class Number>
std::string littleEndian(Number value)
{
    std::string bytes;
    for (std::size_t i = 0; i < sizeof(Number); ++i)
        bytes += static_cast<char>(static_cast<std::uint64_t>(value) >> (8 * i));
    return bytes;
}

/// Lets `edit` change the header (one sector) and the entries (128 of 128 bytes) of the copy at `lba`, and makes both
/// checksums right again.
void pokeGpt(const std::filesystem::path& image, std::uint64_t lba,
             const std::function<void(std::string& header, std::string& entries)>& edit);

}  // namespace testsupport
