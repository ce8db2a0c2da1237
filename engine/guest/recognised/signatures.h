#pragma once

#include "guest/block_source.h"

#include <optional>
#include <string>
#include <string_view>

namespace engine::recognised {

/// What a signature says of a volume.
struct Recognition {
    std::string_view type;  ///< as blkid spells it
    std::string uuid;       ///< where it costs no more than reading it
    std::string label;
};

/// The first signature that stands at its place, containers before what may lie inside them; nothing for volumes that
/// show none. Throws only what the source throws.
std::optional<Recognition> findSignature(const BlockSource& source);

}  // namespace engine::recognised
