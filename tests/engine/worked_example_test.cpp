#include "support/ext_tools.h"
#include "support/map_json.h"
#include "support/process.h"
#include "support/qemu.h"
#include "support/scratch.h"
#include "work/sample/layer.h"
#include "work/sample/samples.h"
#include "work/sample/volume.h"

#include <QTest>

#include <map>
#include <set>
#include <sstream>

using namespace engine;
using namespace testsupport;
namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t clusterSize = 65536;
constexpr std::uint64_t blockSize = 4096;
const std::vector<std::string> exampleFiles{"File1", "File2", "File3", "File4", "File5"};

using Clusters = std::set<std::uint64_t>;
using Holders = std::map<std::string, std::set<std::string>>;

/// The name that the content of a block of an example file begins with; empty for other blocks.
std::string fileOfBlock(const std::string& image, std::uint64_t offset)
{
    const std::string name = image.substr(offset, exampleFiles.front().size());
    const bool known = std::find(exampleFiles.begin(), exampleFiles.end(), name) != exampleFiles.end();
    return known && image.at(offset + name.size()) == ' ' ? name : std::string();
}

/// Which example files have blocks in a file of any kind: what a search for their content finds.
std::set<std::string> filesIn(const fs::path& path)
{
    const std::string image = readFile(path);
    std::set<std::string> found;
    for (std::uint64_t offset = 0; offset + blockSize <= image.size(); offset += blockSize)
        found.insert(fileOfBlock(image, offset));
    found.erase("");
    return found;
}

void flatten(const fs::path& image, const fs::path& raw)
{
    runChecked({"qemu-img", "convert", "-O", "raw", image.string(), raw.string()});
}

/// The disk's partition, for e2fsprogs.
fs::path partitionOf(const fs::path& raw)
{
    return raw.string() + "?offset=" + std::to_string(sample::volumeStart);
}

/// The clusters of the disk that a file of the guest lies in, as debugfs says; every one must be the file's alone.
Clusters clustersOf(const fs::path& raw, const std::string& name)
{
    std::istringstream blocks(runChecked({"debugfs", "-R", "blocks " + name, partitionOf(raw).string()}));
    const std::string disk = readFile(raw);
    Clusters clusters;
    for (std::uint64_t block = 0; blocks >> block;)
        clusters.insert((sample::volumeStart + block * blockSize) / clusterSize);
    for (const std::uint64_t cluster : clusters)
        for (std::uint64_t block = 0; block < clusterSize; block += blockSize)
            if (fileOfBlock(disk, cluster * clusterSize + block) != name)
                throw std::runtime_error(name + " does not fill cluster " + std::to_string(cluster));
    return clusters;
}

/// The layers (0 is the top) that store clusters, as qemu-img sees it; -1 for what no layer stores.
std::set<int> layersOf(const fs::path& image, const Clusters& clusters)
{
    std::set<int> layers;
    const auto map = parseMap(runChecked({"qemu-img", "map", "--output=json", image.string()}));
    for (const MapEntry& entry : map)
        for (auto at = clusters.lower_bound(entry.start / clusterSize);
             at != clusters.end() && *at * clusterSize < entry.start + entry.length; ++at)
            layers.insert(entry.data ? static_cast<int>(entry.depth) : -1);
    return layers;
}

}  // namespace

/// The worked examples of slimming, one by one: which layer holds which file's clusters, before and after.
class WorkedExampleTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanup();
    void everyLayerHoldsItsFiles();
    void standardSlimKeepsTheBase();
    void deepSlimMakesANewBase();

private:
    fs::path at(const std::string& name) const { return scratch_ / ("samples/classic/" + name); }
    /// The flattened disk of a chain of the example, made once.
    fs::path raw(const std::string& layer)
    {
        const fs::path path = scratch_ / (layer + ".raw");
        if (!fs::exists(path))
            flatten(at(layer + ".qcow2"), path);
        return path;
    }
    void deleteFile1(const std::string& overlay);

    Scratch scratch_;
};

void WorkedExampleTest::initTestCase()
{
    Progress progress;
    makeSamples(scratch_ / "samples", progress, {});
}

/// A result that stays would be one more template on the same base.
void WorkedExampleTest::cleanup()
{
    for (const char* name : {"new-diff.qcow2", "third-diff.qcow2", "new-base.qcow2"})
        fs::remove(at(name));
}

void WorkedExampleTest::everyLayerHoldsItsFiles()
{
    const fs::path top = at("second-diff.qcow2");
    QCOMPARE(layersOf(top, clustersOf(raw("second-diff"), "File1")), std::set<int>{2});
    QCOMPARE(layersOf(top, clustersOf(raw("second-diff"), "File2")), std::set<int>{1});
    QCOMPARE(layersOf(top, clustersOf(raw("second-diff"), "File5")), std::set<int>{0});
    // Deleted, and still stored. File4 came and went with the second diff: no layer below knows its blocks.
    QCOMPARE(layersOf(top, clustersOf(raw("diff"), "File3")), std::set<int>{1});
    QCOMPARE(filesIn(at("base.qcow2")), std::set<std::string>{"File1"});
    QCOMPARE(filesIn(at("diff.qcow2")), (std::set<std::string>{"File2", "File3"}));
    QCOMPARE(filesIn(at("second-diff.qcow2")), (std::set<std::string>{"File4", "File5"}));
    requireCleanExt(partitionOf(raw("second-diff")));
}

void WorkedExampleTest::standardSlimKeepsTheBase()
{
    const std::string baseBefore = readFile(at("base.qcow2"));
    const Clusters file3 = clustersOf(raw("diff"), "File3");
    runChecked({LAMELLA_CLI, "slim", "standard", at("second-diff.qcow2"), "--to", at("new-diff.qcow2")});

    QVERIFY(readFile(at("base.qcow2")) == baseBefore);
    QCOMPARE(filesIn(at("new-diff.qcow2")), (std::set<std::string>{"File2", "File5"}));
    const fs::path result = raw("new-diff");
    QCOMPARE(layersOf(at("new-diff.qcow2"), clustersOf(result, "File1")), std::set<int>{1});
    QCOMPARE(layersOf(at("new-diff.qcow2"), clustersOf(result, "File2")), std::set<int>{0});
    QCOMPARE(layersOf(at("new-diff.qcow2"), clustersOf(result, "File5")), std::set<int>{0});
    QCOMPARE(layersOf(at("new-diff.qcow2"), file3), std::set<int>{-1});
    QCOMPARE(filesIn(result), (std::set<std::string>{"File1", "File2", "File5"}));
    QCOMPARE(clustersOf(result, "File5"), clustersOf(raw("second-diff"), "File5"));
    requireCleanExt(partitionOf(result));
}

/// One more diff, in which the guest deletes File1.
void WorkedExampleTest::deleteFile1(const std::string& overlay)
{
    const fs::path volume = scratch_ / "volume";
    const std::string disk = readFile(raw("second-diff"));
    writeFile(volume, std::string_view(disk).substr(sample::volumeStart, sample::volumeSize));
    debugfs(volume, {"rm File1"});
    const sample::Disk guest(sample::partitionTable(sample::toolsOf(sample::VolumeType::Ext4).partitionType, "classic"),
                             File::open(volume));
    sample::writeLayer(guest, Folder::open(at(overlay).parent_path()), overlay, "second-diff.qcow2", {});
}

void WorkedExampleTest::deepSlimMakesANewBase()
{
    deleteFile1("third-diff.qcow2");
    QCOMPARE(filesIn(at("third-diff.qcow2")), std::set<std::string>{});
    QCOMPARE(filesIn(raw("third-diff")), (std::set<std::string>{exampleFiles.begin(), exampleFiles.end()}));
    runChecked({LAMELLA_CLI, "slim", "deep", at("third-diff.qcow2"), "--to", at("new-base.qcow2")});

    QCOMPARE(filesIn(at("new-base.qcow2")), (std::set<std::string>{"File2", "File5"}));
    const fs::path result = raw("new-base");
    QCOMPARE(layersOf(at("new-base.qcow2"), clustersOf(result, "File2")), std::set<int>{0});
    QCOMPARE(layersOf(at("new-base.qcow2"), clustersOf(result, "File5")), std::set<int>{0});
    for (const auto& [layer, name] : {std::pair("second-diff", "File1"), std::pair("diff", "File3")})
        QCOMPARE(layersOf(at("new-base.qcow2"), clustersOf(raw(layer), name)), std::set<int>{-1});
    QCOMPARE(clustersOf(raw("second-diff"), "File1").size(), std::size_t{32});
    const std::string chain = runChecked({"qemu-img", "info", "--backing-chain", at("new-base.qcow2")});
    QVERIFY(chain.find("backing file") == std::string::npos);
    requireCleanExt(partitionOf(result));
}

QTEST_GUILESS_MAIN(WorkedExampleTest)
#include "worked_example_test.moc"
