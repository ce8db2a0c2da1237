#pragma once

#include "bytes/error.h"

namespace engine {

/// Why a path that is no regular file is not read: Error(Refused) "file.blockDevice", "file.folder", "file.notRegular".
/// Looks at it without opening it.
Error notRegular(const std::filesystem::path& path);

}  // namespace engine
