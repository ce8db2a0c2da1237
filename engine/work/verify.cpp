#include "work/verify.h"

#include "bytes/checked.h"
#include "bytes/parallel.h"
#include "image/qcow2/check.h"
#include "plan/kept_content.h"

#include <algorithm>
#include <cstring>
#include <vector>

namespace engine {

namespace {

constexpr std::uint64_t windowSize = 2 << 20;

void checkStructure(const TemporaryFile& written, const ImagePlan& plan, const std::stop_token& stop)
{
    const File file = written.folder()->open(written.name(), File::Access::ReadOnly);
    if (file.status().identity != written.file().status().identity)
        throw Error(ErrorKind::Refused, "file.exchanged").at(written.path());
    if (file.length() != plan.fileLength)
        throw Error(ErrorKind::Corrupt, "verify.length", {{"planned", plan.fileLength}, {"actual", file.length()}});
    const qcow2::CheckReport report = qcow2::check(file, stop);
    if (!report.clean())
        throw Error(ErrorKind::Corrupt, "verify.structure",
                    {{"leaks", report.leaks}, {"corruptions", report.corruptions + report.checkErrors}});
}

/// The new image on what it was planned on. Where its name leads only its final name can tell: verifyNames.
Chain openAgain(const TemporaryFile& written, const ImagePlan& plan, const Chain* backing)
{
    ChainOptions options;
    options.format = "qcow2";
    const Chain alone = Chain::open(written.path(), options);
    const Layer& top = alone.top();
    if (!top.usable())
        throw *top.reason;
    if (top.status->identity != written.file().status().identity)
        throw Error(ErrorKind::Refused, "file.exchanged").at(written.path());
    const BackingReference named = top.image->info().backing.value_or(BackingReference{});
    if (named.name != plan.backingName || (backing && named.format != plan.backingFormat))
        throw Error(ErrorKind::Corrupt, "verify.backing", {{"planned", plan.backingName}, {"actual", named.name}});
    return backing ? Chain::onTop(*backing, top) : alone;
}

void compareWindow(const Chain& chain, const Verification& verification, const GuestRangeSet& free, GuestRange range)
{
    std::vector<std::byte> expected(range.length);
    std::vector<std::byte> found(range.length);
    verification.content.read(range.start, expected);
    chain.read(range.start, found);
    clear(free, range.start, found);
    if (std::memcmp(expected.data(), found.data(), expected.size()) == 0)
        return;
    const auto differs = std::mismatch(expected.begin(), expected.end(), found.begin()).first - expected.begin();
    throw Error(ErrorKind::Corrupt, "verify.content",
                {{"guestOffset", range.start.bytes() + static_cast<std::uint64_t>(differs)}});
}

}  // namespace

void verifyImage(const TemporaryFile& file, const Verification& verification, Progress& progress, std::stop_token stop)
{
    const ImagePlan& plan = verification.plan;
    checkStructure(file, plan, stop);
    const Chain chain = openAgain(file, plan, verification.backing);
    const GuestRangeSet own = unionOf(plan.result.data, plan.result.zero);
    const GuestRangeSet compared = unionOf(own, plan.covered).restrictedTo({GuestOffset(0), plan.result.virtualSize});
    // What the image itself says is compared to the last byte; what falls through, only where the guest uses it.
    const GuestRangeSet notMissed = differenceOf(plan.free, own);

    std::vector<GuestRange> windows;
    for (const GuestRange& range : compared.ranges()) {
        for (GuestOffset at = range.start; at < range.end(); at = at + windowSize)
            windows.push_back({at, std::min(windowSize, range.end() - at)});
    }
    progress.total += compared.total();
    parallelFor(windows.size(), [&](std::size_t index) {
        throwIfStopped(stop);
        compareWindow(chain, verification, notMissed, windows[index]);
        progress.done += windows[index].length;
    });
}

}  // namespace engine
