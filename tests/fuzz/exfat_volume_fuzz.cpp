#include "guest/exfat/file_system.h"
#include "sparse_source.h"
#include "walk_volume.h"

#include <memory>

/// A volume that is one of exFAT, or not quite.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto source = std::make_shared<fuzz::SparseSource>(data, size);
    try {
        if (!engine::exfat::recognises(*source))
            return 0;
        fuzz::VolumeWalk(source->size()).run(*engine::exfat::open(source));
    } catch (const engine::Error&) {
    }
    return 0;
}
