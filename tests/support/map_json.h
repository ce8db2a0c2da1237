#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace testsupport {

/// One entry of `map --output=json`.
struct MapEntry {
    std::uint64_t start = 0;
    std::uint64_t length = 0;
    std::uint64_t depth = 0;
    bool present = false;
    bool zero = false;
    bool data = false;
    std::optional<std::uint64_t> offset;

    bool operator==(const MapEntry&) const = default;
    std::string text() const;
};

/// The entries, equal neighbours merged; throws std::runtime_error where the text is not such a map.
std::vector<MapEntry> parseMap(std::string_view json);

/// The first entry that differs, as text; empty where the maps are equal.
std::string difference(const std::vector<MapEntry>& ours, const std::vector<MapEntry>& theirs);

}  // namespace testsupport
