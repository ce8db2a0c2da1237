#include "memory_file.h"
#include "work/lab/outcome.h"

using namespace engine;
using namespace engine::lab;

namespace {

/// Larger ones than a practice makes are read too, and take longer to go through than they are worth.
constexpr std::uint64_t mostClusters = 1 << 16;

void readAll(const File& file)
{
    const ImageState state = readImageState(file);
    const Tables& tables = state.tables;
    fuzz::require(tables.countReferences().size() >= tables.hostClusters());
    fuzz::require(!headerFields(tables).empty());
    if (tables.guestClusters() > mostClusters)
        return;
    for (std::uint64_t cluster = 0; cluster < tables.guestClusters(); ++cluster)
        tables.entry(cluster);
    fuzz::require(compareImages({{"image", state}}, {{"image", state}}).empty());
    fuzz::require(compareImages({}, {{"image", state}}).size() == 1);
}

}  // namespace

/// The images of a practice lie in a folder where others can change them: what is no such image is refused.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    try {
        readAll(fuzz::MemoryFile(data, size).open());
    } catch (const Error&) {
    }
    return 0;
}
