#pragma once

#include "support/random_fill.h"

#include <string>

namespace testsupport {

/// What our reader says of a volume, as one line: "free", or the state that it names ("clean" where only asking for the
/// free space raised the doubt), the code of the reason, and the code's first value.
inline std::string verdictOn(const std::filesystem::path& image)
{
    const auto line = [](engine::VolumeState state, const engine::Error& error) {
        std::string text = std::string(engine::name(state)) + ' ' + std::string(error.code());
        if (error.values().empty())
            return text;
        const auto& value = error.values().front().second;
        if (const auto* const word = std::get_if<std::string>(&value))
            return text + ' ' + *word;
        return text + ' ' + std::to_string(std::get<std::uint64_t>(value));
    };
    const auto fileSystem = openGuestImage(image);
    const engine::VolumeFacts& facts = fileSystem->facts();
    if (facts.reason)
        return line(facts.state, *facts.reason);
    try {
        fileSystem->freeSpace();
        return "free";
    } catch (const engine::Error& error) {
        return line(facts.state, error);
    }
}

}  // namespace testsupport
