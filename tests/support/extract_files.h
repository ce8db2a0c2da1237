#pragma once

#include "guest/file_system.h"

#include <filesystem>

namespace testsupport {

/// Writes what a file system lists (not its metadata) as files and folders below `folder`, which is empty: content from
/// the places in the raw image where the listing says it is stored. Throws std::runtime_error where an id comes twice,
/// a name's parent or file is missing, or a file is stored nowhere.
void extractFiles(engine::FileSystem& fileSystem, const std::filesystem::path& image,
                  const std::filesystem::path& folder);

}  // namespace testsupport
