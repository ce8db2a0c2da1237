// shards: 2
#include "work/qcow2_writer.h"

#include "chain/chain.h"
#include "image/qcow2/check.h"
#include "plan/measure_compression.h"
#include "support/guest_tree.h"
#include "support/map_json.h"
#include "support/process.h"
#include "support/qemu.h"
#include "support/result_maps.h"
#include "support/scratch.h"

#include <QtTest>

#include <nlohmann/json.hpp>

#include <chrono>
#include <filesystem>
#include <thread>

using namespace engine;
using namespace testsupport;

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t imagesInAll = 320;

std::uint64_t numberFromEnvironment(const char* name, std::uint64_t otherwise)
{
    return qEnvironmentVariableIsSet(name) ? qEnvironmentVariable(name).toULongLong() : otherwise;
}

GuestRange diskOf(const ResultMap& map)
{
    return {GuestOffset(0), map.virtualSize};
}

/// Zeros, a pattern and noise behind the disk's data, as a raw file.
void writeRaw(const fs::path& path, std::uint64_t size, const GuestRangeSet& ranges, const ContentSource& content)
{
    const File file = File::create(path);
    file.resize(size);
    std::vector<std::byte> buffer;
    for (const GuestRange& range : ranges.ranges()) {
        buffer.resize(range.length);
        content.read(range.start, buffer);
        file.write(range.start.bytes(), buffer);
    }
}

/// What the guest is to read: the content, the backing image where nothing is said.
void writeExpected(const fs::path& path, const RandomResult& result, const ContentSource& backing)
{
    const GuestRangeSet said = unionOf(result.map.data, result.map.zero);
    const GuestRangeSet shown =
        said.complementIn(diskOf(result.map)).restrictedTo({GuestOffset(0), result.backingSize});
    writeRaw(path, result.map.virtualSize, result.map.data, result.content);
    const File file = File::open(path, File::Access::ReadWrite);
    std::vector<std::byte> buffer;
    for (const GuestRange& range : shown.ranges()) {
        buffer.resize(range.length);
        backing.read(range.start, buffer);
        file.write(range.start.bytes(), buffer);
    }
}

WrittenBytes writeImage(const fs::path& path, const Qcow2Layout& layout, const ContentSource& content,
                        const std::stop_token& stop = {})
{
    Progress progress;
    const WrittenBytes written = writeQcow2(layout, content, File::create(path), progress, stop);
    if (progress.done != progress.total || progress.total != layout.contentBytes() ||
        written.read != layout.contentBytes())
        throw std::runtime_error("progress does not end with the content");
    return written;
}

/// Everything that the brief promises of a finished file; throws std::runtime_error with what is wrong.
void require(bool condition, const std::string& what)
{
    if (!condition)
        throw std::runtime_error(what);
}

void requireCleanStructure(const fs::path& path, const Qcow2Layout& layout)
{
    require(fs::file_size(path) == layout.fileLength(), "the file's length is not the predicted one");
    const QemuCheck theirs = qemuCheck(QString::fromStdString(path.string()));
    require(theirs.completed && theirs.leaks + theirs.corruptions + theirs.checkErrors == 0,
            "qemu-img check: " + theirs.messages.toStdString());
    require(theirs.imageEndOffset == layout.fileLength(), "qemu-img check sees another end");
    const qcow2::CheckReport ours = qcow2::check(File::open(path), {});
    require(ours.clean() && ours.imageEndOffset == layout.fileLength(), "our check finds something");
    require(ours.use.metadataBytes == layout.metadataBytes(), "metadataBytes is not what our check counts");
}

void requireStates(const fs::path& path, const Chain& chain, const ResultMap& map)
{
    const ExtentMap extents = chain.top().image->map(diskOf(map), {});
    require(extents.select({ExtentState::Data, ExtentState::Compressed}) == map.data, "our map of data differs");
    require(extents.select({ExtentState::Zero}) == map.zero, "our map of zeros differs");
    const auto packed = [](std::uint32_t length) { return length > 0; };
    const auto compressed = std::count_if(map.compressedLengths.begin(), map.compressedLengths.end(), packed);
    const auto found = std::count_if(extents.extents().begin(), extents.extents().end(),
                                     [](const Extent& e) { return e.state == ExtentState::Compressed; });
    require(compressed == found, "another number of compressed clusters");

    GuestRangeSet present;
    GuestRangeSet data;
    GuestRangeSet zero;
    const Command command{"qemu-img", "map", "--output=json", path.string()};
    for (const MapEntry& entry : parseMap(runChecked(command))) {
        if (entry.depth != 0 || !entry.present)
            continue;
        const GuestRange range{GuestOffset(entry.start), entry.length};
        present.append(range);
        (entry.data ? data : zero).append(range);
    }
    require(present == unionOf(map.data, map.zero), "qemu-img map: another allocation");
    // Holes under data may count as zeros (an image that looks preallocated).
    require(differenceOf(data, map.data).empty(), "qemu-img map: data that was not promised");
    require(differenceOf(map.zero, zero).empty(), "qemu-img map: zeros that were not promised");
}

void requireContent(const fs::path& path, const Chain& chain, const fs::path& expected)
{
    runChecked({"qemu-img", "compare", "-q", "-f", "raw", "-F", "qcow2", expected.string(), path.string()});
    std::string content(chain.virtualSize(), '?');
    chain.read(GuestOffset(0), std::as_writable_bytes(std::span(content)));
    require(content == readFile(expected), "our reader reads something else");
}

std::string summaryOf(const RandomResult& result)
{
    return "cluster size " + std::to_string(result.map.clusterSize) + ", size " +
           std::to_string(result.map.virtualSize) + (result.map.extendedL2 ? ", extended L2" : "") +
           (result.options.compression ? ", compressed" : "") + (result.backingSize > 0 ? ", backed" : "") + ", " +
           std::to_string(result.map.data.ranges().size()) + " ranges of data, " +
           std::to_string(result.map.sharedClusters.size()) + " shared";
}

/// The code of the Error with which writing ends, behind its kind; the file is left.
std::string codeOfWriting(const fs::path& path, const Qcow2Layout& layout, const ContentSource& content,
                          const std::stop_token& stop = {})
{
    try {
        writeImage(path, layout, content, stop);
        return {};
    } catch (const Error& error) {
        return std::string(name(error.kind())) + ' ' + std::string(error.code());
    }
}

ResultMap plainMap(std::uint64_t bytes, std::uint64_t clusterSize = 64 << 10)
{
    ResultMap map;
    map.virtualSize = bytes;
    map.clusterSize = clusterSize;
    map.data.append({GuestOffset(0), bytes});
    return map;
}

/// Fails, or asks to stop, when a certain offset is read.
class Interrupting final : public ContentSource {
public:
    Interrupting(std::uint64_t at, std::function<void()> act) : at_(at), act_(std::move(act)) {}
    void read(GuestOffset offset, std::span<std::byte> out) const override
    {
        if (GuestRange{offset, out.size()}.contains(GuestOffset(at_)))
            act_();
        content_.read(offset, out);
    }

private:
    SeededContent content_{5};
    std::uint64_t at_;
    std::function<void()> act_;
};

}  // namespace

class Qcow2WriterTest : public QObject {
    Q_OBJECT

private slots:
    void randomImages();
    void sharesBeyondARefcount();
    void reachesFarIntoHugeDisks();
    void emptyDisks();
    void ordersTheFile();
    void keepsHoles();
    void failingContent();
    void contentThatChanged();
    void stopsSoon();
    void fullDisk();

private:
    void checkRandomImage(std::uint64_t seed);
};

void Qcow2WriterTest::checkRandomImage(std::uint64_t seed)
{
    const Scratch scratch;
    const fs::path path = scratch / "new.qcow2";
    RandomResult result = randomResult(seed, "backing.raw");
    const SeededContent backing(seed + 1);
    try {
        if (result.backingSize > 0)
            writeRaw(scratch / "backing.raw", result.backingSize,
                     GuestRangeSet::of({{GuestOffset(0), result.backingSize}}), backing);
        writeExpected(scratch / "expected.raw", result, backing);
        if (result.options.compression) {
            Progress progress;
            result.map.compressedLengths =
                measureCompression(result.content, result.map, *result.options.compression, progress, {});
        }
        const Qcow2Layout layout(result.map, result.options);
        writeImage(path, layout, result.content);
        requireCleanStructure(path, layout);
        ChainOptions options;
        options.policy.allow(scratch / "backing.raw");
        const Chain chain = Chain::open(path, options);
        chain.requireComplete();
        requireStates(path, chain, result.map);
        requireContent(path, chain, scratch / "expected.raw");
    } catch (const std::exception& problem) {
        QFAIL(qPrintable(QString("seed %1 (%2): %3")
                             .arg(seed)
                             .arg(QString::fromStdString(summaryOf(result)), QString::fromUtf8(problem.what()))));
    }
}

/// LAMELLA_SEED and LAMELLA_IMAGES choose others and more.
void Qcow2WriterTest::randomImages()
{
    const std::uint64_t first = numberFromEnvironment("LAMELLA_SEED", 1);
    const std::uint64_t count = numberFromEnvironment("LAMELLA_IMAGES", imagesInAll);
    const std::uint64_t shards = numberFromEnvironment("LAMELLA_SHARDS", 1);
    for (std::uint64_t i = numberFromEnvironment("LAMELLA_SHARD", 0); i < count; i += shards) {
        checkRandomImage(first + i);
        if (QTest::currentTestFailed())
            return;
    }
}

void Qcow2WriterTest::sharesBeyondARefcount()
{
    constexpr std::uint64_t clusters = 70'000;
    const Scratch scratch;
    ResultMap map = plainMap(clusters * 512, 512);
    SeededContent content(3);
    for (std::uint64_t cluster = 1; cluster < clusters; ++cluster) {
        map.sharedClusters.emplace_back(cluster, cluster - 1);
        content.alias(cluster, cluster - 1, 512);
    }
    const Qcow2Layout layout(map, {});
    QCOMPARE(layout.fileLength() - layout.metadataBytes(), std::uint64_t{2 * 512});
    writeImage(scratch / "new.qcow2", layout, content);
    requireCleanStructure(scratch / "new.qcow2", layout);
    writeRaw(scratch / "expected.raw", map.virtualSize, map.data, content);
    requireContent(scratch / "new.qcow2", Chain::open(scratch / "new.qcow2", {}), scratch / "expected.raw");
}

void Qcow2WriterTest::reachesFarIntoHugeDisks()
{
    const Scratch scratch;
    for (const bool extended : {false, true}) {
        const fs::path path = scratch / (extended ? "extended.qcow2" : "standard.qcow2");
        ResultMap map;
        map.virtualSize = 100ULL << 40;
        map.clusterSize = 64 << 10;
        map.extendedL2 = extended;
        for (const std::uint64_t at : {0ULL, 7ULL << 40, 100ULL << 40})
            map.data.append({GuestOffset(std::min(at, map.virtualSize - map.unit())), map.unit()});
        map.zero.append({GuestOffset(50ULL << 40), 1 << 20});
        const Qcow2Layout layout(map, {});
        writeImage(path, layout, SeededContent(1));
        requireCleanStructure(path, layout);
        requireStates(path, Chain::open(path, {}), map);
        writeRaw(scratch / "expected.raw", 8ULL << 40, map.data.restrictedTo({GuestOffset(0), 8ULL << 40}),
                 SeededContent(1));
        const auto firstPart =
            std::string("json:{\"driver\":\"raw\",\"size\":8796093022208,\"file\":{\"driver\":\"qcow2\","
                        "\"file\":{\"driver\":\"file\",\"filename\":\"") +
            path.string() + "\"}}}";
        runChecked({"qemu-img", "compare", "-q", "-f", "raw", (scratch / "expected.raw").string(), firstPart});
        fs::remove(scratch / "expected.raw");
    }
}

void Qcow2WriterTest::emptyDisks()
{
    const Scratch scratch;
    for (const std::uint64_t size : {0, 512, 1 << 30}) {
        const fs::path path = scratch / std::to_string(size);
        ResultMap map;
        map.virtualSize = size;
        map.clusterSize = 64 << 10;
        const Qcow2Layout layout(map, {});
        QCOMPARE(layout.fileLength(), std::uint64_t{size > 0 ? 4U : 3U} << 16);
        writeImage(path, layout, SeededContent(1));
        requireCleanStructure(path, layout);
    }
}

/// A second look at the format: the offsets of data go up with the guest's, compressed clusters come last.
void Qcow2WriterTest::ordersTheFile()
{
    const Scratch scratch;
    ResultMap map = plainMap(8 << 20);
    const SeededContent content(11);
    Progress progress;
    map.compressedLengths = measureCompression(content, map, qcow2::CompressionType::Zlib, progress, {});
    map.compressedLengths[3] = 0;
    map.compressedLengths[70] = 0;
    const Qcow2Layout layout(map, {qcow2::CompressionType::Zlib, {}, {}});
    writeImage(scratch / "new.qcow2", layout, content);
    requireCleanStructure(scratch / "new.qcow2", layout);
    std::uint64_t data = layout.metadataBytes();
    std::uint64_t packed = layout.metadataBytes() + (2 << 16);
    const ExtentMap extents = Chain::open(scratch / "new.qcow2", {}).top().image->map(diskOf(map), {});
    std::size_t cluster = 0;
    for (const Extent& extent : extents.extents()) {
        std::uint64_t& next = extent.state == ExtentState::Data ? data : packed;
        QCOMPARE(extent.host.bytes(), next);
        next += extent.state == ExtentState::Data ? map.clusterSize : map.compressedLengths[cluster];
        ++cluster;
    }
    QCOMPARE(cluster, map.compressedLengths.size());
    QCOMPARE(layout.fileLength(), (packed + 0xffff) >> 16 << 16);
}

void Qcow2WriterTest::keepsHoles()
{
    const Scratch scratch;
    class OneBlock final : public ContentSource {
        void read(GuestOffset offset, std::span<std::byte> out) const override
        {
            std::fill(out.begin(), out.end(), std::byte{0});
            if (GuestRange{offset, out.size()}.contains(GuestOffset(5 << 20)))
                out[(5 << 20) - offset.bytes()] = std::byte{1};
        }
    };
    const Qcow2Layout layout(plainMap(64 << 20), {});
    const WrittenBytes written = writeImage(scratch / "new.qcow2", layout, OneBlock());
    QVERIFY(written.written <= 4096 * 7);
    QVERIFY(statusOf(scratch / "new.qcow2").diskSize < (1 << 20));
    requireCleanStructure(scratch / "new.qcow2", layout);
}

void Qcow2WriterTest::failingContent()
{
    const Scratch scratch;
    const Interrupting content(20 << 20, [] { throw Error(ErrorKind::Io, "file.read"); });
    const fs::path path = scratch / "new.qcow2";
    QCOMPARE(codeOfWriting(path, Qcow2Layout(plainMap(40 << 20), {}), content), std::string("io file.read"));
    QVERIFY(run({"qemu-img", "info", "-f", "qcow2", path.string()}).exitCode != 0);
}

void Qcow2WriterTest::contentThatChanged()
{
    const Scratch scratch;
    for (const auto type : {qcow2::CompressionType::Zlib, qcow2::CompressionType::Zstd}) {
        ResultMap map = plainMap(8 << 20);
        Progress progress;
        map.compressedLengths = measureCompression(SeededContent(1), map, type, progress, {});
        const fs::path path = scratch / (type == qcow2::CompressionType::Zlib ? "zlib" : "zstd");
        QCOMPARE(codeOfWriting(path, Qcow2Layout(map, {type, {}, {}}), SeededContent(2)),
                 std::string("refused plan.outdated"));
    }
}

void Qcow2WriterTest::stopsSoon()
{
    using Clock = std::chrono::steady_clock;
    const Scratch scratch;
    ResultMap map = plainMap(128 << 20);
    std::stop_source stop;
    Clock::time_point asked;
    const Interrupting content(30 << 20, [&] {
        asked = Clock::now();
        stop.request_stop();
    });
    QCOMPARE(codeOfWriting(scratch / "plain", Qcow2Layout(map, {}), content, stop.get_token()),
             std::string("cancelled cancelled"));
    QVERIFY(Clock::now() - asked < std::chrono::milliseconds(200));
    Progress progress;
    stop = {};
    QVERIFY_EXCEPTION_THROWN(measureCompression(content, map, qcow2::CompressionType::Zlib, progress, stop.get_token()),
                             Error);
    QVERIFY(Clock::now() - asked < std::chrono::milliseconds(200));
}

void Qcow2WriterTest::fullDisk()
{
    if (const std::string why = whyNoMounts(); !why.empty())
        QSKIP(why.c_str());
    const Scratch scratch;
    createSparse(scratch / "small.img", 8 << 20);
    runChecked({"mkfs.ext4", "-q", (scratch / "small.img").string()});
    const Mount mount(scratch / "small.img", {"mount", "-o", "loop"});
    const fs::path path = mount.folder() / "new.qcow2";
    const std::string code = codeOfWriting(path, Qcow2Layout(plainMap(32 << 20), {}), SeededContent(1, false));
    QCOMPARE(code, std::string("io file.write"));
    fs::remove(path);
    const Qcow2Layout small(plainMap(2 << 20), {});
    QCOMPARE(codeOfWriting(path, small, SeededContent(1)), std::string());
    requireCleanStructure(path, small);
}

QTEST_GUILESS_MAIN(Qcow2WriterTest)
#include "qcow2_writer_test.moc"
