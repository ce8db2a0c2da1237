#include "guest/lvm/physical_volumes.h"
#include "sparse_source.h"

#include <array>
#include <cstdlib>

using namespace engine;

namespace {

void require(bool condition)
{
    if (!condition)
        std::abort();
}

}  // namespace

/// Two physical volumes, one in each half. Any answer is right but a crash, a hang, an exception, and what lies outside
/// the disk or belongs to two.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const fuzz::SparseSource disk(data, size);
    lvm::recognises(disk);
    const std::uint64_t half = alignDown(disk.size() / 2, 4096);
    const std::array places{GuestRange{GuestOffset(0), half}, GuestRange{GuestOffset(half), disk.size() - half}};
    for (const std::size_t count : {1U, 2U}) {
        const lvm::PhysicalVolumes read = lvm::read(disk, std::span(places).first(count));
        GuestRangeSet taken = read.free;
        std::uint64_t bytes = taken.total();
        for (const lvm::LogicalVolume& volume : read.volumes) {
            require(volume.mapping.has_value() != volume.reason.has_value());
            if (!volume.mapping)
                continue;
            VolumeRangeSet all;
            all.append({VolumeOffset(0), volume.mapping->size()});
            const GuestRangeSet own = volume.mapping->toDisk(all);
            require(own.total() == volume.mapping->size());
            taken = unionOf(taken, own);
            bytes += own.total();
        }
        require(taken.total() == bytes);
        require(taken.empty() || taken.ranges().back().end().bytes() <= disk.size());
        require(!read.reason || (read.volumes.empty() && taken.empty()));
    }
    return 0;
}
