#pragma once

#include "guest/ntfs/record.h"

#include <optional>
#include <string>

namespace engine::ntfs {

/// A $FILE_NAME attribute: the name of a file in one folder.
struct FileName {
    enum class Namespace : std::uint8_t { Posix, Win32, Dos, Win32AndDos };

    FileReference parent;
    Namespace space = Namespace::Posix;
    std::span<const std::byte> name;  ///< UTF-16, little-endian

    /// Nothing where the value is too short.
    static std::optional<FileName> read(std::span<const std::byte> value);
    /// Whether it is that name but for the case of ASCII letters.
    bool is(std::string_view lowerAscii) const noexcept;
};

/// UTF-16, little-endian, as UTF-8; U+FFFD for surrogates without their partner. An odd last byte is left out.
std::string utf8(std::span<const std::byte> utf16);

}  // namespace engine::ntfs
