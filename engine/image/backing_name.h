#pragma once

#include "storage/file.h"

#include <string>

namespace engine {

/// The name that an image's header gives its backing file, without opening the image: two reads. Of the formats that
/// can rest on raw and qcow2 files, all three: qcow, qcow2, QED. Empty where there is none, or none that QEMU would
/// take. Nothing else in the header is judged: an image that we refuse may be a machine's disk all the same.
/// Throws Error(Io).
std::string readBackingName(const File& file);

}  // namespace engine
