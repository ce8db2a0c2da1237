#include "support/random_fill.h"

#include "guest/chain_source.h"
#include "guest/probe.h"
#include "support/guest_tree.h"
#include "support/scratch.h"

#include <algorithm>
#include <fstream>
#include <stdexcept>
#include <vector>

namespace testsupport {

namespace {

/// Keeps the chain that the source reads.
class RawSource : public engine::BlockSource {
public:
    explicit RawSource(const std::filesystem::path& image) : chain_(open(image)), source_(chain_, {})
    {
        chain_.requireComplete();
    }
    std::uint64_t size() const noexcept override { return source_.size(); }
    void read(std::uint64_t offset, std::span<std::byte> out) const override { source_.read(offset, out); }

private:
    static engine::Chain open(const std::filesystem::path& image)
    {
        engine::ChainOptions options;
        options.format = "raw";
        options.policy.openFolder(image.parent_path());
        return engine::Chain::open(image, options);
    }

    engine::Chain chain_;
    engine::ChainSource source_;
};

/// Throws at the first block of a file that is free.
class LivesInUse : public engine::FileVisitor {
public:
    explicit LivesInUse(const engine::VolumeRangeSet& free) : free_(free) {}

    void file(const engine::GuestFile& file) override
    {
        ++files;
        for (const engine::VolumeRange& range : file.stored) {
            const auto next = free_.nextAt(range.start);
            if (next && next->start < range.end())
                throw std::runtime_error("file " + std::to_string(file.id) + " has free blocks at " +
                                         std::to_string(range.start.bytes()));
        }
    }
    void named(std::uint64_t, std::uint64_t, std::string_view) override { ++names; }

    std::size_t files = 0;
    std::size_t names = 0;

private:
    const engine::VolumeRangeSet& free_;
};

void require(bool condition, const std::string& message)
{
    if (!condition)
        throw std::runtime_error(message);
}

void requireFree(const FileSystemTools& tools, const std::filesystem::path& image, Random& random,
                 const std::function<std::uint64_t(const std::filesystem::path&)>& oracleFreeBytes)
{
    tools.check(image);
    const auto before = tools.tree(image);
    const auto fileSystem = openGuestImage(image);
    if (const auto& reason = fileSystem->facts().reason)
        throw *reason;
    const engine::VolumeRangeSet free = fileSystem->freeSpace();
    require(free.total() > 0, "nothing is free");
    if (oracleFreeBytes) {
        const std::uint64_t expected = oracleFreeBytes(image);
        require(free.total() == expected,
                std::to_string(free.total()) + " bytes are free, the oracle says " + std::to_string(expected));
    }
    if (fileSystem->listsFiles()) {
        LivesInUse all(free);
        fileSystem->visitFiles(engine::WalkScope::All, all);
        require(all.names >= before.size(), "fewer names than the tree has");
        LivesInUse sample(free);
        fileSystem->visitFiles(engine::WalkScope::Sample, sample);
        require(sample.files > 0, "the sample is empty");
    }
    fillWithRandom(image, free, random);
    tools.check(image);
    const std::string changed = difference(before, tools.tree(image));
    require(changed.empty(), "after the free space was filled: " + changed);
}

}  // namespace

std::unique_ptr<engine::FileSystem> openGuestImage(const std::filesystem::path& image)
{
    return engine::openFileSystem(std::make_shared<RawSource>(image));
}

void fillWithRandom(const std::filesystem::path& image, const engine::VolumeRangeSet& ranges, Random& random)
{
    std::fstream file(image, std::ios::in | std::ios::out | std::ios::binary);
    std::vector<std::uint64_t> noise(1 << 15);
    for (const engine::VolumeRange& range : ranges.ranges()) {
        file.seekp(static_cast<std::streamoff>(range.start.bytes()));
        for (std::uint64_t left = range.length; left > 0;) {
            const std::uint64_t part = std::min<std::uint64_t>(left, noise.size() * sizeof(std::uint64_t));
            std::generate_n(noise.begin(), (part + 7) / 8, [&] { return random.next(); });
            file.write(reinterpret_cast<const char*>(noise.data()), static_cast<std::streamsize>(part));
            left -= part;
        }
    }
    file.flush();
    require(file.good(), "cannot fill " + image.string());
}

void requireFreeIsFree(const FileSystemTools& tools, std::uint64_t size, std::uint64_t seed,
                       const std::function<std::uint64_t(const std::filesystem::path&)>& oracleFreeBytes)
{
    const Scratch scratch;
    const auto image = scratch / "guest.raw";
    Random random(seed);
    try {
        createSparse(image, size);
        tools.make(image, random);
        tools.age(image, random);
        requireFree(tools, image, random, oracleFreeBytes);
    } catch (const std::exception& error) {
        throw std::runtime_error("seed " + std::to_string(seed) + ": " + error.what());
    }
}

}  // namespace testsupport
