#pragma once

#include "chain/chain.h"
#include "work/lab/practice.h"

#include <stop_token>
#include <string>
#include <vector>

namespace engine::lab {

/// What a layer holds, in guest clusters.
struct LayerFacts {
    std::string file;
    LayerState state = LayerState::Ok;
    Sizes sizes;  ///< nothing of an image that is not in its place
    std::uint64_t stored = 0;
    std::uint64_t hidden = 0;        ///< covered by upper layers
    std::uint64_t garbage = 0;       ///< not used by the guest, whether hidden or not
    std::uint64_t duplicate = 0;     ///< equal to what the layers below give
    std::uint64_t snapshots = 0;     ///< internal ones
    std::vector<std::string> files;  ///< of the guest, that the guest reads from this layer, by name
};

struct TemplateFacts {
    bool complete = false;
    std::vector<LayerFacts> layers;  ///< base first; where the chain is broken, from the broken one up
    std::vector<std::string> files;  ///< of the guest, by name
};

/// What can be said, and asked in a lesson, of a practice as it is.
struct Facts {
    PracticeOptions options;
    std::vector<TemplateFacts> templates;
    std::uint64_t length = 0;  ///< of all images in their place, bytes
    std::uint64_t onDisk = 0;
};

/// Reads the images as the rest of the program does. Throws Error (Cancelled).
Facts readFacts(const Practice& practice, const std::stop_token& stop = {});

}  // namespace engine::lab
