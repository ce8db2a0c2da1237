#include "plan/merge_exact.h"

#include "bytes/checked.h"
#include "bytes/parallel.h"

#include <algorithm>
#include <cstring>
#include <vector>

namespace engine {

namespace {

/// Content is read in windows of this size; a multiple of every unit.
constexpr std::uint64_t windowSize = 2 << 20;
constexpr std::uint64_t diskBlock = 4 << 10;

/// What one window of the disk adds to the result.
struct WindowResult {
    GuestRangeSet data;
    GuestRangeSet zero;
    GuestRangeSet solid;
    GuestRangeSet zeros;
    GuestRangeSet duplicates;
    std::uint64_t diskBytes = 0;
};

class WindowReader {
public:
    WindowReader(const ContentSource& kept, const ContentSource* backing, const GuestRangeSet& free, std::uint64_t unit)
        : kept_(kept), backing_(backing), free_(free), unit_(unit)
    {
    }

    void judgeData(GuestRange range, WindowResult& into) const
    {
        std::vector<std::byte> mine(range.length);
        std::vector<std::byte> below(range.length);
        kept_.read(range.start, mine);
        if (backing_) {
            backing_->read(range.start, below);
            clear(free_, range.start, below);
        }
        for (std::uint64_t at = 0; at < range.length; at += unit_) {
            const std::uint64_t length = std::min(unit_, range.length - at);
            judgeUnit({range.start + at, length}, std::span(mine).subspan(at, length),
                      std::span(below).subspan(at, length), into);
        }
    }

    void judgeZero(GuestRange range, WindowResult& into) const
    {
        if (!backing_)
            return;
        std::vector<std::byte> below(range.length);
        backing_->read(range.start, below);
        for (std::uint64_t at = 0; at < range.length; at += unit_) {
            const std::uint64_t length = std::min(unit_, range.length - at);
            if (!isZero(std::span(below).subspan(at, length)))
                into.zero.append({range.start + at, length});
        }
    }

private:
    static void judgeUnit(GuestRange unit, std::span<const std::byte> mine, std::span<const std::byte> below,
                          WindowResult& into)
    {
        const bool zero = isZero(mine);
        if (std::memcmp(mine.data(), below.data(), mine.size()) == 0) {
            (zero ? into.zeros : into.duplicates).append(unit);
            return;
        }
        if (zero) {
            into.zeros.append(unit);
            into.zero.append(unit);
            return;
        }
        into.data.append(unit);
        std::uint64_t diskBytes = 0;
        for (std::uint64_t at = 0; at < mine.size(); at += diskBlock) {
            const auto block = mine.subspan(at, std::min<std::size_t>(diskBlock, mine.size() - at));
            diskBytes += isZero(block) ? 0 : block.size();
        }
        into.diskBytes += diskBytes;
        if (diskBytes == mine.size() && diskBytes % diskBlock == 0)
            into.solid.append(unit);
    }

    const ContentSource& kept_;
    const ContentSource* backing_;
    const GuestRangeSet& free_;
    std::uint64_t unit_;
};

/// The windows that a set touches, in order.
std::vector<GuestRange> windowsOf(const GuestRangeSet& set, std::uint64_t diskSize)
{
    std::vector<GuestRange> windows;
    for (const GuestRange& range : set.ranges()) {
        std::uint64_t at = alignDown(range.start.bytes(), windowSize);
        if (!windows.empty())
            at = std::max(at, windows.back().end().bytes());
        for (; at < range.end().bytes(); at += windowSize)
            windows.push_back({GuestOffset(at), std::min(windowSize, diskSize - at)});
    }
    return windows;
}

void append(GuestRangeSet& set, const GuestRangeSet& more)
{
    for (const GuestRange& range : more.ranges())
        set.append(range);
}

}  // namespace

ContentFindings refineByContent(ResultMap& result, const ContentSource& kept, const ContentSource* backing,
                                const GuestRangeSet& free, std::uint64_t unit, Progress& progress, std::stop_token stop)
{
    const std::vector<GuestRange> windows = windowsOf(unionOf(result.data, result.zero), result.virtualSize);
    progress.total += result.data.total() + result.zero.total();
    const WindowReader reader(kept, backing, free, unit);
    std::vector<WindowResult> found(windows.size());
    parallelFor(windows.size(), [&](std::size_t index) {
        throwIfStopped(stop);
        const GuestRangeSet data = result.data.restrictedTo(windows[index]);
        const GuestRangeSet zero = result.zero.restrictedTo(windows[index]);
        WindowResult& into = found[index];
        for (const GuestRange& range : data.ranges())
            reader.judgeData(range, into);
        WindowResult zeroEntries;
        for (const GuestRange& range : zero.ranges())
            reader.judgeZero(range, zeroEntries);
        into.zero = unionOf(into.zero, zeroEntries.zero);
        progress.done += data.total() + zero.total();
    });

    ContentFindings findings;
    result.data = {};
    result.zero = {};
    result.solid = {};
    for (const WindowResult& window : found) {
        append(result.data, window.data);
        append(result.zero, window.zero);
        append(result.solid, window.solid);
        append(findings.zeros, window.zeros);
        append(findings.duplicates, window.duplicates);
        findings.dataDiskBytes += window.diskBytes;
    }
    return findings;
}

}  // namespace engine
