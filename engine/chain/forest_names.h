#pragma once

#include "chain/forest_links.h"

#include <vector>

namespace engine {

/// One image a file, whatever its names (hard links, links): the one whose chain is complete, else the first; the
/// others become names of it. "backing.otherName" for a name under which it rests on something else.
std::vector<ScannedImage> joinNames(std::vector<ScannedImage> images);

}  // namespace engine
