#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace engine::clusters {

/// UTF-8; a surrogate without its other half becomes U+FFFD.
std::string toUtf8(std::u16string_view text);

/// A volume's serial number as blkid spells it ("1234-ABCD"); empty where it is 0.
std::string serialText(std::uint32_t serial);

}  // namespace engine::clusters
