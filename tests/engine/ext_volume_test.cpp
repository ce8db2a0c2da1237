// shards: 3
#include "support/ext_tools.h"
#include "support/guest_tree.h"
#include "support/scratch.h"

#include <QTest>

#include <sys/xattr.h>

using namespace testsupport;
using engine::VolumeOffset;
using engine::VolumeRange;
using engine::VolumeRangeSet;

namespace {

/// Everything that belongs to a file.
class Owned : public engine::FileVisitor {
public:
    void file(const engine::GuestFile& file) override
    {
        ranges_.insert(ranges_.end(), file.stored.begin(), file.stored.end());
    }
    void named(std::uint64_t, std::uint64_t, std::string_view) override {}
    VolumeRangeSet set() const { return VolumeRangeSet::of(ranges_); }

private:
    std::vector<VolumeRange> ranges_;
};

std::string text(const VolumeRangeSet& set)
{
    std::string text;
    for (const VolumeRange& range : set.ranges())
        text += std::to_string(range.start.bytes()) + '+' + std::to_string(range.length) + ' ';
    return text;
}

/// Compares everything that the tools of the file system say with what our reader says.
void requireSameAsTools(const std::filesystem::path& image)
{
    const auto fileSystem = openGuestImage(image);
    const engine::VolumeFacts& facts = fileSystem->facts();
    if (facts.reason)
        throw *facts.reason;
    QCOMPARE(facts.type, blkidValue(image, "TYPE"));
    QCOMPARE(facts.label, blkidValue(image, "LABEL"));
    QCOMPARE(facts.uuid, blkidValue(image, "UUID"));
    const std::uint64_t blockSize = std::stoull(dumpe2fsField(image, "Block size"));
    const std::string clusterSize = dumpe2fsField(image, "Cluster size");
    QCOMPARE(facts.blockSize, clusterSize.empty() ? blockSize : std::stoull(clusterSize));
    QCOMPARE(facts.length, std::stoull(dumpe2fsField(image, "Block count")) * blockSize);

    const VolumeRangeSet free = fileSystem->freeSpace();
    QCOMPARE(text(free), text(dumpe2fsFree(image)));
    Owned owned;
    fileSystem->visitFiles(engine::WalkScope::All, owned);
    QCOMPARE(text(owned.set()), text(free.complementIn({VolumeOffset(0), facts.length})));
}

}  // namespace

class ExtVolumeTest : public QObject {
    Q_OBJECT

private slots:
    void equalsTheTools_data();
    void equalsTheTools();
    void freeIsFree_data();
    void freeIsFree();
    void badBlocksAreUsed();
    void unusualAllocationsAreUsed();

private:
    void recipes(bool mountable);
};

void ExtVolumeTest::recipes(bool mountable)
{
    QTest::addColumn<int>("index");
    const int shard = qEnvironmentVariableIntValue("LAMELLA_SHARD");
    const int shards = std::max(1, qEnvironmentVariableIntValue("LAMELLA_SHARDS"));
    for (int index = shard; index < static_cast<int>(extRecipes().size()); index += shards) {
        const ExtRecipe& recipe = extRecipes()[static_cast<std::size_t>(index)];
        if (recipe.mounts || !mountable)
            QTest::newRow(recipe.name.c_str()) << index;
    }
}

void ExtVolumeTest::equalsTheTools_data()
{
    recipes(false);
}

void ExtVolumeTest::equalsTheTools()
{
    QFETCH(int, index);
    const Scratch scratch;
    const auto image = scratch / "guest.raw";
    std::filesystem::create_directory(scratch / "tree");
    Random random(static_cast<std::uint64_t>(index));
    age(scratch / "tree", random, {.mostBytes = 6 << 20, .steps = 50});
    Command extra{"-d", (scratch / "tree").string()};
    const ExtRecipe& recipe = extRecipes()[static_cast<std::size_t>(index)];
    try {
        makeExt(image, recipe);
        requireSameAsTools(image);
        makeExt(image, recipe, extra);
        requireSameAsTools(image);
    } catch (const std::exception& error) {
        QFAIL(error.what());
    }
}

void ExtVolumeTest::freeIsFree_data()
{
    recipes(true);
}

void ExtVolumeTest::freeIsFree()
{
    if (const std::string why = whyNoMounts(); !why.empty())
        QSKIP(why.c_str());
    QFETCH(int, index);
    const ExtRecipe& recipe = extRecipes()[static_cast<std::size_t>(index)];
    const auto oracle = [](const std::filesystem::path& image) {
        requireSameAsTools(image);
        return dumpe2fsFree(image).total();
    };
    try {
        requireFreeIsFree(extTools(recipe), recipe.size, 1000 + static_cast<std::uint64_t>(index), oracle);
    } catch (const std::exception& error) {
        QFAIL(error.what());
    }
}

void ExtVolumeTest::badBlocksAreUsed()
{
    const Scratch scratch;
    const auto image = scratch / "guest.raw";
    writeFile(scratch / "bad", "9000\n9001\n12345\n");
    makeExt(image, {"bad blocks", {"-t", "ext4", "-b", "1024"}}, {"-l", (scratch / "bad").string()});
    requireSameAsTools(image);
    const VolumeRangeSet free = openGuestImage(image)->freeSpace();
    for (const std::uint64_t block : {9000, 9001, 12345})
        QVERIFY(!free.contains(VolumeOffset(block * 1024)));
}

void ExtVolumeTest::unusualAllocationsAreUsed()
{
    if (const std::string why = whyNoMounts(); !why.empty())
        QSKIP(why.c_str());
    const Scratch scratch;
    const auto image = scratch / "guest.raw";
    makeExt(image, {"", {"-t", "ext4", "-b", "1024", "-O", "ea_inode"}});
    {
        const Mount mount(image, {"mount", "-o", "loop"});
        const std::string file = (mount.folder() / "file").string();
        writeFile(file, "content");
        // Beyond the end, not written, with a hole; an attribute that needs an inode of its own.
        runChecked({"fallocate", "--keep-size", "--length", "3MiB", file});
        runChecked({"fallocate", "--punch-hole", "--offset", "1MiB", "--length", "1MiB", file});
        const std::string value(20'000, 'v');
        QCOMPARE(::setxattr(file.c_str(), "user.large", value.data(), value.size(), 0), 0);
    }
    requireSameAsTools(image);
}

QTEST_GUILESS_MAIN(ExtVolumeTest)
#include "ext_volume_test.moc"
