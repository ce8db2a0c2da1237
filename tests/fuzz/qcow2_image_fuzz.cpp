#include "image/qcow2/image.h"
#include "memory_file.h"

#include <algorithm>
#include <array>

using namespace engine;
using fuzz::require;

namespace {

/// Content that one input may make us read.
constexpr std::uint64_t mostContent = 4 << 20;
constexpr std::size_t mostSnapshots = 4;
constexpr std::array guard{std::byte{0x5a}, std::byte{0xc3}, std::byte{0x3c}, std::byte{0xa5}};

void requireOrder(const ExtentMap& map, std::uint64_t virtualSize)
{
    GuestOffset position;
    for (const Extent& extent : map.extents()) {
        require(extent.start >= position && extent.length > 0 && extent.length <= virtualSize - extent.start.bytes());
        require(extent.state != ExtentState::Unallocated || extent.hasHost());
        require(!extent.isStored() || extent.hasHost());
        position = extent.end();
    }
}

/// A part of the map is the map of that part.
void compareWindows(const Image& image, const ExtentMap& whole)
{
    const std::uint64_t size = whole.size();
    for (const std::uint64_t cut : {std::uint64_t{2}, std::uint64_t{3}, std::uint64_t{7}}) {
        const GuestRange window{GuestOffset(size / cut), std::min<std::uint64_t>(size - size / cut, 1 << 20)};
        require(image.map(window, {}) == whole.restrictedTo(window));
    }
}

void readContent(const Image& image, const ExtentMap& map)
{
    std::uint64_t left = mostContent;
    std::vector<std::byte> buffer;
    for (const Extent& extent : map.extents()) {
        if (!extent.isStored())
            continue;
        const Extent part = extent.within({extent.start, std::min(extent.length, left)});
        left -= part.length;
        if (part.length == 0)
            return;
        // The libraries that unpack are not instrumented: what they write too much shows behind the buffer.
        buffer.assign(part.length + guard.size(), {});
        std::copy(guard.begin(), guard.end(), buffer.end() - guard.size());
        try {
            image.read(part, std::span(buffer).first(part.length));
        } catch (const Error&) {
        }
        require(std::equal(guard.begin(), guard.end(), buffer.end() - guard.size()));
    }
}

void walk(const Image& image)
{
    const std::uint64_t size = image.info().virtualSize;
    const ExtentMap whole = image.map({GuestOffset(0), size}, {});
    require(whole.size() == size);
    requireOrder(whole, size);
    compareWindows(image, whole);
    readContent(image, whole);
}

void openImage(File file)
{
    try {
        const auto image = qcow2::Qcow2Image::open(std::move(file), "/nowhere/image.qcow2", OpenPolicy());
        image->hostDataBelow({});
        const auto& snapshots = image->info().snapshots;
        for (std::size_t index = 0; index < std::min(snapshots.size(), mostSnapshots); ++index) {
            try {
                walk(*image->snapshot(snapshots[index].id));
            } catch (const Error&) {
            }
        }
        walk(*image);
    } catch (const Error&) {
    }
}

}  // namespace

/// Any answer is right but these: a crash, a hang, another exception, a map that contradicts itself.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    openImage(fuzz::MemoryFile(data, size).open());
    return 0;
}
