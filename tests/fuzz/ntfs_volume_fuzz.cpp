#include "guest/ntfs/file_system.h"
#include "sparse_source.h"
#include "walk_volume.h"

#include <memory>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto source = std::make_shared<fuzz::SparseSource>(data, size);
    if (!engine::ntfs::recognises(*source))
        return 0;
    const auto fileSystem = engine::ntfs::open(source);
    fuzz::VolumeWalk(source->size()).run(*fileSystem);
    return 0;
}
