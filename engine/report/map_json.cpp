#include "chain/read_map.h"
#include "report/json.h"
#include "report/text_block.h"

namespace engine::report {

namespace {

void addEntry(TextBlock& block, const ReadMapEntry& entry)
{
    block.add("{ \"start\": ");
    block.add(entry.range.start.bytes());
    block.add(", \"length\": ");
    block.add(entry.range.length);
    block.add(", \"depth\": ");
    block.add(std::uint64_t{entry.depth});
    block.add(", \"present\": ");
    block.add(entry.present);
    block.add(", \"zero\": ");
    block.add(entry.zero);
    block.add(", \"data\": ");
    block.add(entry.data);
    if (entry.host != Extent::nowhere) {
        block.add(", \"offset\": ");
        block.add(entry.host.bytes());
    }
    block.add("}");
}

}  // namespace

void writeMapJson(const Chain& chain, std::stop_token stop, const std::function<void(std::string_view)>& write)
{
    TextBlock block(write);
    std::string_view before = "[";
    visitReadMap(chain, std::move(stop), [&](const ReadMapEntry& entry) {
        block.reserveEntry();
        block.add(before);
        addEntry(block, entry);
        before = ",\n";
    });
    if (before == "[") {
        // A disk of no size: QEMU writes one entry of no length.
        block.add(before);
        addEntry(block, ReadMapEntry());
    }
    block.add("]\n");
    block.flush();
}

}  // namespace engine::report
