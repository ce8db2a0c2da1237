#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace engine {

/// 16 bytes in the order they are stored, as blkid spells a UUID; empty where all are zero.
inline std::string uuidText(std::span<const std::byte, 16> uuid)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    bool set = false;
    for (std::size_t i = 0; i < uuid.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            text += '-';
        const auto value = std::to_integer<std::size_t>(uuid[i]);
        text += digits[value >> 4];
        text += digits[value & 0xf];
        set = set || value != 0;
    }
    return set ? text : std::string();
}

}  // namespace engine
