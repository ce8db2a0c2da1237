#include "state_words.h"

#include <array>

namespace cli {

std::string stateText(engine::LayerState state)
{
    return state == engine::LayerState::InUse ? "in use" : std::string(name(state));
}

std::string stateText(engine::VolumeState state)
{
    switch (state) {
    case engine::VolumeState::Clean:
        return "free space checked";
    case engine::VolumeState::NeedsRecovery:
        return "needs recovery";
    default:
        return std::string(name(state));
    }
}

std::string classText(engine::FileClass fileClass)
{
    constexpr std::array<const char*, engine::fileClassCount> words{"ordinary", "page file", "hibernation file", "swap",
                                                                    "recycle bin"};
    return words.at(static_cast<std::size_t>(fileClass));
}

}  // namespace cli
