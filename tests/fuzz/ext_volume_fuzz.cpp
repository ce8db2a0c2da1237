#include "guest/ext/file_system.h"
#include "sparse_source.h"
#include "walk_volume.h"

#include <memory>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto source = std::make_shared<fuzz::SparseSource>(data, size);
    try {
        if (engine::ext::recognises(*source))
            fuzz::VolumeWalk(source->size()).run(*engine::ext::open(source));
    } catch (const engine::Error&) {
    }
    return 0;
}
