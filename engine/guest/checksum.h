#pragma once

#include <cstdint>

namespace engine {

/// Compares a checksum of a guest's structure with the one stored in it. Fuzz targets are built without the comparison:
/// a changed input would never get past it.
constexpr bool checksumMatches([[maybe_unused]] std::uint64_t computed, [[maybe_unused]] std::uint64_t stored) noexcept
{
#ifdef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION
    return true;
#else
    return computed == stored;
#endif
}

}  // namespace engine
