#pragma once

#include "guest/file_system.h"

#include <memory>

/// Linux swap volumes. Their content is a class of its own: nothing of it is free, and one file of the kind SwapSpace
/// names what the user may ask to drop, all but the first page. A suspended system forbids even that.
namespace engine::swap {

bool recognises(const BlockSource& source);
std::unique_ptr<engine::FileSystem> open(std::shared_ptr<const BlockSource> source);

}  // namespace engine::swap
