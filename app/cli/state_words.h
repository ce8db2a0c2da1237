#pragma once

#include "chain/chain.h"
#include "guest/file_system.h"
#include "guest/file_table.h"

#include <string>

/// Plain words in tables for a person, where documents have codes (`name`).
namespace cli {

std::string stateText(engine::LayerState state);
/// What was looked at: the maps of free space, held against counts, checksums and files. Not all that a checker sees.
std::string stateText(engine::VolumeState state);
std::string classText(engine::FileClass fileClass);

}  // namespace cli
