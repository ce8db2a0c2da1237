#include "bytes/size_text.h"

#include <array>
#include <charconv>
#include <cmath>

namespace engine {

namespace {

constexpr std::string_view suffixes = "kmgtpe";

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

std::optional<std::uint64_t> parseSize(std::string_view text)
{
    double number = 0;
    std::uint64_t whole = 0;
    const char* const end = text.data() + text.size();
    const auto wholeResult = std::from_chars(text.data(), end, whole);
    const auto result = std::from_chars(text.data(), end, number, std::chars_format::fixed);
    if (result.ec != std::errc{} || !(number >= 0))
        return std::nullopt;
    const bool exact = wholeResult.ec == std::errc{} && wholeResult.ptr == result.ptr;

    std::string_view unit(result.ptr, static_cast<std::size_t>(end - result.ptr));
    unsigned shift = 0;
    if (!unit.empty()) {
        const auto at = suffixes.find(lower(unit.front()));
        if (at != std::string_view::npos) {
            shift = 10 * (static_cast<unsigned>(at) + 1);
            unit.remove_prefix(1);
            if (!unit.empty() && unit.front() == 'i')
                unit.remove_prefix(1);
        }
        if (unit == "B" || unit == "b")
            unit.remove_prefix(1);
        if (!unit.empty())
            return std::nullopt;
    }
    if (exact)
        return whole <= UINT64_MAX >> shift ? std::optional(whole << shift) : std::nullopt;
    const double bytes = std::ldexp(number, static_cast<int>(shift));
    return bytes < 0x1p64 ? std::optional(static_cast<std::uint64_t>(bytes)) : std::nullopt;
}

std::string formatSize(std::uint64_t bytes)
{
    static constexpr std::array units{"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    if (bytes < 1024)
        return std::to_string(bytes) + " B";
    std::size_t unit = 0;
    double value = static_cast<double>(bytes);
    // 1023.95 would print as "1024.0": such a value belongs to the next unit.
    while (value >= 1023.95 && unit + 1 < units.size()) {
        value /= 1024;
        ++unit;
    }
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.begin(), digits.end(), value, std::chars_format::fixed, 1).ptr;
    return std::string(digits.begin(), end) + ' ' + units[unit];
}

}  // namespace engine
