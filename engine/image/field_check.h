#pragma once

#include "bytes/checked.h"
#include "bytes/error.h"

#include <cstdint>
#include <string>
#include <string_view>

/// Refusals that name the field, its value and the limit. `field` is the specification's name of it.
namespace engine {

inline Error fieldError(std::string_view code, std::string_view field, std::uint64_t value, std::uint64_t limit)
{
    return Error(ErrorKind::Refused, code, {{"field", std::string(field)}, {"value", value}, {"limit", limit}});
}

inline void requireAtMost(std::string_view field, std::uint64_t value, std::uint64_t limit)
{
    if (value > limit)
        throw fieldError("field.tooLarge", field, value, limit);
}

inline void requireAtLeast(std::string_view field, std::uint64_t value, std::uint64_t limit)
{
    if (value < limit)
        throw fieldError("field.tooSmall", field, value, limit);
}

/// The value is a multiple of `limit`, a power of two.
inline void requireAligned(std::string_view field, std::uint64_t value, std::uint64_t limit)
{
    if (!isAligned(value, limit))
        throw fieldError("field.unaligned", field, value, limit);
}

/// [offset, offset + length) lies inside a file of `fileLength` bytes.
inline void requireInside(std::string_view field, std::uint64_t offset, std::uint64_t length, std::uint64_t fileLength)
{
    if (!fits(offset, length, fileLength))
        throw Error(ErrorKind::Refused, "field.outsideFile",
                    {{"field", std::string(field)}, {"value", offset}, {"length", length}, {"limit", fileLength}});
}

}  // namespace engine
