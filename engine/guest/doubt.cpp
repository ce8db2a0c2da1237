#include "guest/doubt.h"

namespace engine {

void requireKnownFeatures(std::string_view field, std::uint64_t bits, std::uint64_t known,
                          std::span<const NamedFeature> named)
{
    const std::uint64_t unknown = bits & ~known;
    if (unknown == 0)
        return;
    std::uint64_t unnamed = unknown;
    std::string features;
    for (const NamedFeature& feature : named) {
        if ((unknown & feature.bit) == 0)
            continue;
        unnamed &= ~feature.bit;
        features += features.empty() ? "" : ", ";
        features.append(feature.name).append(" (").append(feature.tool).append(")");
    }
    if (unnamed != 0)
        throw unknownFeature(field, unknown);
    throw Error(ErrorKind::Unsupported, "volume.unreadFeature",
                {{"field", std::string(field)}, {"bits", unknown}, {"features", features}});
}

}  // namespace engine
