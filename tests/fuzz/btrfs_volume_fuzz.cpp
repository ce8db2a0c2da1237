#include "guest/btrfs/file_system.h"
#include "sparse_source.h"
#include "walk_volume.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto source = std::make_shared<fuzz::SparseSource>(data, size);
    if (!engine::btrfs::recognises(*source))
        return 0;
    try {
        fuzz::VolumeWalk(source->size()).run(*engine::btrfs::open(source));
    } catch (const engine::Error&) {
    }
    return 0;
}
