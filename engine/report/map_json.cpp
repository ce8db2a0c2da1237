#include "chain/read_map.h"
#include "report/json.h"

#include <charconv>

namespace engine::report {

namespace {

constexpr std::size_t blockBytes = 256 << 10;
/// More than the longest entry takes.
constexpr std::size_t entryBytes = 256;

/// Collects text in one block; a map can have millions of entries.
class TextBlock {
public:
    explicit TextBlock(const std::function<void(std::string_view)>& write) : write_(write), text_(blockBytes, '\0') {}

    void reserveEntry()
    {
        if (text_.size() - used_ < entryBytes)
            flush();
    }
    void add(std::string_view piece)
    {
        piece.copy(text_.data() + used_, piece.size());
        used_ += piece.size();
    }
    void add(std::uint64_t number)
    {
        used_ = static_cast<std::size_t>(
            std::to_chars(text_.data() + used_, text_.data() + text_.size(), number).ptr - text_.data());
    }
    void add(bool flag) { add(flag ? std::string_view("true") : std::string_view("false")); }
    void flush()
    {
        write_(std::string_view(text_).substr(0, used_));
        used_ = 0;
    }

private:
    const std::function<void(std::string_view)>& write_;
    std::string text_;
    std::size_t used_ = 0;
};

void addEntry(TextBlock& block, const ReadMapEntry& entry)
{
    using namespace std::string_view_literals;
    block.add("{ \"start\": "sv);
    block.add(entry.range.start.bytes());
    block.add(", \"length\": "sv);
    block.add(entry.range.length);
    block.add(", \"depth\": "sv);
    block.add(std::uint64_t{entry.depth});
    block.add(", \"present\": "sv);
    block.add(entry.present);
    block.add(", \"zero\": "sv);
    block.add(entry.zero);
    block.add(", \"data\": "sv);
    block.add(entry.data);
    if (entry.host != Extent::nowhere) {
        block.add(", \"offset\": "sv);
        block.add(entry.host.bytes());
    }
    block.add("}"sv);
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
    block.add(std::string_view("]\n"));
    block.flush();
}

}  // namespace engine::report
