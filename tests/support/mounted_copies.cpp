#include "support/mounted_copies.h"

#include "support/guest_tree.h"
#include "support/random_fill.h"
#include "support/scratch.h"

#include <fcntl.h>
#include <stdexcept>
#include <unistd.h>

namespace testsupport {

namespace fs = std::filesystem;

void copyWithHoles(const fs::path& from, const fs::path& to)
{
    runChecked({"cp", "--sparse=always", from.string(), to.string()});
}

void syncFile(const fs::path& file)
{
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    const bool done = descriptor >= 0 && ::fsync(descriptor) == 0;
    ::close(descriptor);
    if (!done)
        throw std::runtime_error("cannot sync " + file.string());
}

OpenOrphan::OpenOrphan(const fs::path& file, std::size_t bytes)
{
    writeFile(file, std::string(bytes, 'o'));
    descriptor_ = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    fs::remove(file);
}

OpenOrphan::~OpenOrphan()
{
    ::close(descriptor_);
}

engine::VolumeRangeSet recoveredFree(const fs::path& image)
{
    const auto fileSystem = openGuestImage(image);
    const engine::VolumeFacts& facts = fileSystem->facts();
    if (facts.reason)
        throw *facts.reason;
    if (facts.state != engine::VolumeState::NeedsRecovery || !facts.caution)
        throw std::runtime_error("it is not told that it needs recovery");
    return fileSystem->freeSpace();
}

std::map<std::string, std::string> treeAfterMount(const fs::path& image)
{
    const Mount mount(image, {"mount", "-o", "loop"});
    return hashTree(mount.folder());
}

void requireInside(const engine::VolumeRangeSet& free, const engine::VolumeRangeSet& all, const std::string& whose)
{
    const engine::VolumeRangeSet more = differenceOf(free, all);
    if (!more.empty())
        throw std::runtime_error(whose + " does not call free: " + std::to_string(more.ranges().front().start.bytes()));
}

}  // namespace testsupport
