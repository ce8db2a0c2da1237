#include "guest/fat/file_system.h"
#include "sparse_source.h"
#include "walk_volume.h"

#include <memory>

/// A volume that is one of FAT, or not quite.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto source = std::make_shared<fuzz::SparseSource>(data, size);
    try {
        if (!engine::fat::recognises(*source))
            return 0;
        fuzz::VolumeWalk(source->size()).run(*engine::fat::open(source));
    } catch (const engine::Error&) {
    }
    return 0;
}
