#pragma once

#include "chain/chain.h"
#include "report/json.h"

namespace engine::archive {

/// The system, its kernel and libraries, and the file systems that hold the layers (base first). No name of the
/// machine, of users, or of mounted things.
report::Json systemFacts(const Chain& chain);

}  // namespace engine::archive
