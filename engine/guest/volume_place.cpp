#include "guest/volume_place.h"

#include <algorithm>
#include <array>

namespace engine {

Error::Values placeOf(const Volume& volume)
{
    return {{"partition", std::uint64_t{volume.partition}},
            {"logicalVolume", volume.logicalVolume},
            {"offset", volume.mapping.start().bytes()}};
}

bool isForBootLoader(const Partition& partition) noexcept
{
    constexpr std::array<std::string_view, 3> types{"21686148-6449-6e6f-744e-656564454649",
                                                    "9e1a2d38-c612-4316-aa26-8b49521e5a8b", "0x41"};
    return std::find(types.begin(), types.end(), partition.type) != types.end();
}

bool holdsNoFiles(const Volume& volume) noexcept
{
    return volume.reason && volume.reason->code() == "volume.notRead" &&
           (volume.facts.type == "msr" || volume.facts.type == bootLoaderType);
}

}  // namespace engine
