#pragma once

#include <bit>
#include <cstdint>
#include <optional>

/// Unsigned 64-bit arithmetic that notices when it wraps. Everything that starts from an on-disk number goes through
/// here before it is used.
namespace engine {

constexpr std::optional<std::uint64_t> checkedAdd(std::uint64_t a, std::uint64_t b) noexcept
{
    std::uint64_t sum = 0;
    if (__builtin_add_overflow(a, b, &sum))
        return std::nullopt;
    return sum;
}

constexpr std::optional<std::uint64_t> checkedMultiply(std::uint64_t a, std::uint64_t b) noexcept
{
    std::uint64_t product = 0;
    if (__builtin_mul_overflow(a, b, &product))
        return std::nullopt;
    return product;
}

/// @param alignment a power of two
constexpr bool isAligned(std::uint64_t value, std::uint64_t alignment) noexcept
{
    return (value & (alignment - 1)) == 0;
}

constexpr std::uint64_t alignDown(std::uint64_t value, std::uint64_t alignment) noexcept
{
    return value & ~(alignment - 1);
}

/// Nothing where the result does not fit.
constexpr std::optional<std::uint64_t> checkedAlignUp(std::uint64_t value, std::uint64_t alignment) noexcept
{
    const auto padded = checkedAdd(value, alignment - 1);
    if (!padded)
        return std::nullopt;
    return alignDown(*padded, alignment);
}

/// How many pieces of `divisor` hold `value`; cannot overflow. `divisor` is not 0.
constexpr std::uint64_t divideUp(std::uint64_t value, std::uint64_t divisor) noexcept
{
    return value / divisor + (value % divisor != 0 ? 1 : 0);
}

/// Whether [offset, offset + length) lies inside [0, limit), without overflow.
constexpr bool fits(std::uint64_t offset, std::uint64_t length, std::uint64_t limit) noexcept
{
    return length <= limit && offset <= limit - length;
}

}  // namespace engine
