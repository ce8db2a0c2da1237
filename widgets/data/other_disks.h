#pragma once

#include "chain/chain.h"
#include "guest/guest.h"
#include "plan/plan_note.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace widgets {

using OtherDisks = std::vector<std::shared_ptr<const engine::BlockSource>>;

/// The images that a person named as other disks of the same machine; their folders count as opened. They are read only
/// until `stop` is requested. Throws engine::Error.
OtherDisks openDisks(const std::vector<std::filesystem::path>& images, engine::ChainOptions options,
                     const std::stop_token& stop);

/// What a plan says of the first volume group that needs a disk that is not here; nothing where all are there.
std::optional<engine::PlanNote> missingDisk(const engine::Guest& guest);

}  // namespace widgets
