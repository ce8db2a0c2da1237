#pragma once

#include "guest/file_table.h"

#include <QString>

namespace widgets {

/// The path of a file of a guest; of what its file system keeps for itself, and that has no name, what that is.
QString fileText(const engine::FileTable& files, engine::FileTable::Index file);

}  // namespace widgets
