#pragma once

#include "support/generated_chain.h"
#include "support/luks_template.h"

namespace testsupport {

/// 1 to 12 layers below `folder`, which is empty; the same seed makes the same chain. Throws std::runtime_error.
GeneratedChain generateChain(const std::filesystem::path& folder, std::uint64_t seed, LuksTemplate& luks);

}  // namespace testsupport
