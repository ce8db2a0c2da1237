#include "image/qcow2/check.h"
#include "memory_file.h"
#include "work/lab/facts.h"

#include <array>
#include <span>

using namespace engine;
using namespace engine::lab;
using fuzz::require;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t mostTaken = 16;
constexpr std::size_t stepBytes = 5;

/// A folder of its own for each input.
class PracticeFolder {
public:
    PracticeFolder()
    {
        // Not in /dev/shm: backing images are not followed into the system's folders.
        std::string pattern = (fs::temp_directory_path() / "lamella-fuzz-XXXXXX").string();
        require(mkdtemp(pattern.data()) != nullptr);
        path_ = pattern;
    }
    PracticeFolder(const PracticeFolder&) = delete;
    PracticeFolder& operator=(const PracticeFolder&) = delete;
    ~PracticeFolder()
    {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    fs::path practice() const { return path_ / "practice"; }

private:
    fs::path path_;
};

/// Five bytes a step, as a saved practice could have it: what it asks for may be beyond everything.
Step stepOf(std::span<const std::uint8_t> bytes, const PracticeOptions& options)
{
    static const std::array<std::string, 8> names{"one", "two", "three", "", "lost+found", "..", "a/b", "one\n"};
    const std::uint64_t quarter = options.clusterSize / 4;
    Step step;
    step.action = static_cast<Action>(bytes[0] % actionCount);
    step.templateNumber = bytes[1] % 16 % 6;
    if ((bytes[1] & 0x80) != 0)
        step.layer = bytes[1] / 16 % 8;
    step.offset = bytes[2] * 2 * quarter;
    step.length = bytes[3] == 0xff ? 1ULL << 40 : bytes[3] * quarter / 2;
    step.pattern = bytes[4] % 4;
    step.name = names[bytes[4] / 4 % names.size()];
    return step;
}

/// Images that a practice writes are always right, whatever the guest's file system has become.
void requireSound(const Practice& practice, const std::vector<ImageChange>& changes)
{
    for (const ImageChange& change : changes) {
        if (!change.removed)
            require(qcow2::check(File::open(practice.images() / change.file), {}).clean());
    }
}

/// What the files take on disk is for the file system that holds them to decide.
bool sameImages(const ImageStates& a, const ImageStates& b)
{
    const auto changes = compareImages(a, b);
    return std::all_of(changes.begin(), changes.end(), [](const ImageChange& change) {
        return !change.made && !change.removed && change.header.empty() && change.l1.empty() && change.l2.empty() &&
               change.refcounts.empty() && change.before.length == change.after.length;
    });
}

/// A step that is refused has changed nothing.
void take(Practice& practice, const Step& step)
{
    const ImageStates before = practice.imageStates();
    const std::size_t done = practice.done();
    try {
        requireSound(practice, practice.run(step).images);
        require(practice.done() == done + 1);
    } catch (const Error&) {
        require(practice.done() == done && sameImages(practice.imageStates(), before));
    }
}

}  // namespace

/// A practice runs what its file says: every step is done or refused, the images are sound, and undone and done again
/// they are what they were.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size < 1 + stepBytes)
        return 0;
    const PracticeOptions options{std::uint64_t{4096} << (data[0] & 1U), 64, (data[0] & 2U) == 0};
    const PracticeFolder folder;
    Practice practice(folder.practice(), options);
    const ImageStates first = practice.imageStates();
    std::span<const std::uint8_t> left(data + 1, size - 1);
    for (std::size_t taken = 0; taken < mostTaken && left.size() >= stepBytes; ++taken) {
        take(practice, stepOf(left, options));
        left = left.subspan(stepBytes);
    }
    const ImageStates last = practice.imageStates();
    const std::size_t done = practice.done();
    require(readFacts(practice).templates.size() == practice.templates().size());
    practice.go(0);
    require(sameImages(practice.imageStates(), first));
    practice.go(done);
    require(sameImages(practice.imageStates(), last));
    return 0;
}
