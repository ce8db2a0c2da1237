#pragma once

#include "image/image.h"

namespace engine {

/// The file that holds the image's content where that is another than the image's own (qcow2: external data file). Null
/// where there is none, and where it is not open or its content is not plain.
inline const File* externalDataFile(const Image& image) noexcept
{
    const File* plain = image.plainFile();
    return plain == &image.file() ? nullptr : plain;
}

}  // namespace engine
