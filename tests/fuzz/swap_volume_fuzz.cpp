#include "guest/recognised/file_system.h"
#include "guest/swap/file_system.h"
#include "sparse_source.h"
#include "walk_volume.h"

/// Swap, and all that is recognised by its signature.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto source = std::make_shared<fuzz::SparseSource>(data, size);
    if (engine::swap::recognises(*source))
        fuzz::VolumeWalk(source->size()).run(*engine::swap::open(source));
    if (engine::recognised::recognises(*source))
        fuzz::VolumeWalk(source->size()).run(*engine::recognised::open(source));
    return 0;
}
