#pragma once

#include "plan/image_plan.h"

#include <QString>

#include <cstdint>
#include <optional>

namespace widgets {

/// "about 1.4 GiB", "at least 1.4 GiB": a figure of disk space.
/// @param planned whether it is known to the byte what is written: content was read
/// @param told whether the file system tells exactly what comes back
QString diskText(std::uint64_t bytes, bool planned, bool told);
/// "Gives back about 1.4 GiB on disk", "Takes 3.0 MiB more on disk".
QString returnedText(const engine::ReturnedBytes& returned, bool planned);
/// "Gives back about 1.4 GiB", "Takes 3.0 MiB more": where there is no room to say of what.
QString shortReturnedText(const engine::ReturnedBytes& returned, bool planned);
/// "saves 1.4 GiB", of file lengths, or "grows by 3.0 MiB".
QString lengthText(std::int64_t saved, bool planned);

}  // namespace widgets
