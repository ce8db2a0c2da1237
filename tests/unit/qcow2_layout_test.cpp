#include "plan/qcow2_layout.h"

#include "bytes/byte_reader.h"
#include "image/qcow2/inflate.h"
#include "plan/cluster_compressor.h"
#include "plan/measure_compression.h"
#include "plan/qcow2_placements.h"
#include "support/result_maps.h"

#include <QtTest>

#include <chrono>

using namespace engine;
using namespace testsupport;

namespace {

constexpr std::uint64_t gibibyte = 1ULL << 30;

ResultMap mapOf(std::uint64_t virtualSize, std::uint64_t clusterSize, const std::vector<GuestRange>& data = {},
                const std::vector<GuestRange>& zero = {})
{
    ResultMap map;
    map.virtualSize = virtualSize;
    map.clusterSize = clusterSize;
    map.data = GuestRangeSet::of(data);
    map.zero = GuestRangeSet::of(zero);
    return map;
}

GuestRange range(std::uint64_t start, std::uint64_t length)
{
    return {GuestOffset(start), length};
}

/// The code of the Error, behind its kind.
std::string codeOf(ResultMap map, Qcow2Options options = {})
{
    try {
        const Qcow2Layout layout(std::move(map), std::move(options));
        return {};
    } catch (const Error& error) {
        return std::string(name(error.kind())) + ' ' + std::string(error.code());
    }
}

std::vector<std::byte> tablesOf(const Qcow2Layout& layout)
{
    std::vector<std::byte> bytes;
    layout.visitTables([&](HostOffset offset, std::span<const std::byte> part) {
        if (offset.bytes() != bytes.size() + layout.map().clusterSize || part.size() > (1 << 20))
            throw std::runtime_error("the parts do not follow one another");
        bytes.insert(bytes.end(), part.begin(), part.end());
    });
    return bytes;
}

std::vector<std::byte> contentOf(const SeededContent& content, std::uint64_t bytes)
{
    std::vector<std::byte> out(bytes);
    content.read(GuestOffset(0), out);
    return out;
}

}  // namespace

class Qcow2LayoutTest : public QObject {
    Q_OBJECT

private slots:
    void countsItsOwnRefcounts();
    void refuses_data();
    void refuses();
    void refusesLongNames();
    void refusesWrongMaps_data();
    void refusesWrongMaps();
    void takesTheLargestDisks();
    void startsNewClusterWhereARefcountIsFull();
    void placesInGuestOrder();
    void namesFeatures();
    void isFastWithFragments();
    void compressesTheSameAgain_data();
    void compressesTheSameAgain();
    void measuresEveryCluster();
};

/// With 512-byte clusters a block counts 256 clusters: every number of data clusters around many of its limits.
void Qcow2LayoutTest::countsItsOwnRefcounts()
{
    for (std::uint64_t clusters = 1; clusters < 20'000; ++clusters) {
        const Qcow2Layout layout(mapOf(clusters * 512, 512, {range(0, clusters * 512)}), {});
        const std::uint64_t total = layout.fileLength() / 512;
        const std::uint64_t blocks = divideUp(total, 256);
        const std::uint64_t tables = divideUp(clusters, 64);
        const std::uint64_t metadata = 1 + divideUp(blocks, 64) + blocks + divideUp(tables, 64) + tables;
        QCOMPARE(layout.metadataBytes(), metadata * 512);
        QCOMPARE(layout.fileLength(), (metadata + clusters) * 512);
    }
}

void Qcow2LayoutTest::refuses_data()
{
    QTest::addColumn<quint64>("virtualSize");
    QTest::addColumn<quint64>("clusterSize");
    QTest::addColumn<bool>("extended");
    QTest::addColumn<bool>("full");
    QTest::addColumn<QString>("code");
    const QString disk = "refused layout.diskTooLarge";
    const QString file = "refused layout.fileTooLarge";
    QTest::newRow("512: largest") << quint64(128 * gibibyte) << quint64(512) << false << false << QString();
    QTest::newRow("512: too large") << quint64(128 * gibibyte + 512) << quint64(512) << false << false << disk;
    QTest::newRow("512: full") << quint64(120 * gibibyte) << quint64(512) << false << true << QString();
    QTest::newRow("512: too full") << quint64(128 * gibibyte) << quint64(512) << false << true << file;
    QTest::newRow("2M: largest") << quint64(1ULL << 61) << quint64(2 << 20) << false << false << QString();
    QTest::newRow("2M: too large") << quint64((1ULL << 61) + 512) << quint64(2 << 20) << false << false << disk;
    QTest::newRow("2M: 64 PiB of data") << quint64(1ULL << 56) << quint64(2 << 20) << false << true << file;
    QTest::newRow("2M: 63 PiB of data") << quint64(63ULL << 50) << quint64(2 << 20) << false << true << QString();
    QTest::newRow("extended: largest") << quint64(1ULL << 60) << quint64(2 << 20) << true << false << QString();
    QTest::newRow("extended: too large") << quint64((1ULL << 60) + 512) << quint64(2 << 20) << true << false << disk;
    QTest::newRow("small") << quint64(512) << quint64(256) << false << false << "refused field.tooSmall";
    QTest::newRow("extended: small") << quint64(512) << quint64(8192) << true << false << "refused field.tooSmall";
    QTest::newRow("large") << quint64(512) << quint64(4 << 20) << false << false << "refused field.tooLarge";
    QTest::newRow("odd") << quint64(512) << quint64(1536) << false << false << "invalidArgument plan.inconsistent";
    QTest::newRow("half a sector") << quint64(256) << quint64(512) << false << false << "refused field.unaligned";
    QTest::newRow("2^63") << quint64(1ULL << 63) << quint64(65536) << false << false << "refused field.tooLarge";
    QTest::newRow("2^63 - 512") << quint64((1ULL << 63) - 512) << quint64(65536) << false << false << disk;
}

void Qcow2LayoutTest::refuses()
{
    QFETCH(quint64, virtualSize);
    QFETCH(quint64, clusterSize);
    QFETCH(bool, extended);
    QFETCH(bool, full);
    ResultMap map = mapOf(virtualSize, clusterSize);
    map.extendedL2 = extended;
    if (full)
        map.data.append(range(0, virtualSize));
    QTEST(QString::fromStdString(codeOf(map)), "code");
}

void Qcow2LayoutTest::refusesLongNames()
{
    const auto longest = [](std::uint64_t clusterSize, const std::string& format) {
        for (std::size_t length = 1;; ++length)
            if (!codeOf(mapOf(1 << 20, clusterSize), {{}, std::string(length, 'n'), format}).empty())
                return length - 1;
    };
    QCOMPARE(longest(512, {}), std::size_t{512 - 112 - 8});
    QCOMPARE(longest(512, "qcow2"), std::size_t{512 - 112 - 16 - 8});
    QCOMPARE(longest(1024, {}), std::size_t{1024 - 112 - 8});
    QCOMPARE(longest(65536, "qcow2"), std::size_t{1023});
    QCOMPARE(codeOf(mapOf(1 << 20, 512), {{}, "b", std::string(400, 'f')}), std::string("refused layout.nameTooLong"));
}

void Qcow2LayoutTest::refusesWrongMaps_data()
{
    constexpr std::uint64_t size = 1 << 20;
    constexpr std::uint64_t cluster = 64 << 10;
    QTest::addColumn<ResultMap>("map");
    QTest::newRow("unaligned start") << mapOf(size, cluster, {range(512, cluster)});
    QTest::newRow("unaligned end") << mapOf(size, cluster, {range(0, 512)});
    QTest::newRow("behind the end") << mapOf(size, cluster, {range(size, cluster)});
    QTest::newRow("data and zero") << mapOf(size, cluster, {range(0, size)}, {range(cluster, cluster)});
    ResultMap map = mapOf(size, cluster, {range(0, 2 * cluster)});
    map.compressedLengths = {1, 2, 3};
    QTest::newRow("more lengths than clusters") << map;
    map.compressedLengths = {1};
    QTest::newRow("fewer lengths than clusters") << map;
    map.compressedLengths = {1, cluster};
    QTest::newRow("not smaller") << map;
    map.compressedLengths.clear();
    map.sharedClusters = {{0, 1}};
    QTest::newRow("shares a later one") << map;
    map.sharedClusters = {{2, 1}};
    QTest::newRow("shares without data") << map;
    map.sharedClusters = {{1, 0}, {1, 0}};
    QTest::newRow("shares twice") << map;
    map = mapOf(size, cluster, {range(cluster, cluster)});
    map.sharedClusters = {{1, 0}};
    QTest::newRow("shares what is not stored") << map;
    map = mapOf(size, cluster, {range(0, 2 * cluster)});
    map.sharedClusters = {{1, 0}};
    map.extendedL2 = true;
    QTest::newRow("shares with extended L2") << map;
}

void Qcow2LayoutTest::refusesWrongMaps()
{
    QFETCH(ResultMap, map);
    const std::string code("invalidArgument plan.inconsistent");
    QCOMPARE(codeOf(map, {qcow2::CompressionType::Zlib, {}, {}}), code);
    if (!map.compressedLengths.empty())
        QCOMPARE(codeOf(map), code);
}

void Qcow2LayoutTest::takesTheLargestDisks()
{
    const std::uint64_t size = 1ULL << 61;
    const Qcow2Layout layout(mapOf(size, 2 << 20, {range(size - 512 - (2 << 20) + 512, 2 << 20)}), {});
    // The header, a table and a block of refcounts, 16 of L1, one L2 table, one of data.
    QCOMPARE(layout.fileLength(), std::uint64_t{21} << 21);
    QCOMPARE(tablesOf(layout).size(), std::size_t{19} << 21);
    // 100 TiB of zero entries take an entry each and nothing else.
    const Qcow2Layout zeros(mapOf(100 * 1024 * gibibyte, 2 << 20, {}, {range(0, 100 * 1024 * gibibyte)}), {});
    QCOMPARE(zeros.fileLength(), zeros.metadataBytes());
    QCOMPARE(zeros.metadataBytes(), std::uint64_t{1 + 1 + 1 + 1 + 200} << 21);
}

void Qcow2LayoutTest::startsNewClusterWhereARefcountIsFull()
{
    constexpr std::uint64_t clusters = 70'000;
    constexpr std::uint64_t size = 2 << 20;
    ResultMap map = mapOf(clusters * size, size, {range(0, clusters * size)});
    map.compressedLengths.assign(clusters, 1);
    const Qcow2Layout layout(map, {qcow2::CompressionType::Zlib, {}, {}});
    QCOMPARE(layout.fileLength() - layout.metadataBytes(), 2 * size);
    Qcow2Placements placements(layout);
    std::uint64_t inFirst = 0;
    while (const auto placement = placements.next(UINT64_MAX))
        inFirst += placement->host.bytes() < layout.metadataBytes() + size ? 1 : 0;
    QCOMPARE(inFirst, std::uint64_t{65'535});
    const std::vector<std::byte> tables = tablesOf(layout);
    const std::byte* refcounts = tables.data() + size;
    const std::uint64_t first = layout.metadataBytes() / size;
    QCOMPARE(qcow2::refcountAt(refcounts, first, 4), std::uint64_t{65'535});
    QCOMPARE(qcow2::refcountAt(refcounts, first + 1, 4), clusters - 65'535);
    QCOMPARE(qcow2::refcountAt(refcounts, first + 2, 4), std::uint64_t{0});
}

void Qcow2LayoutTest::placesInGuestOrder()
{
    constexpr std::uint64_t unit = 512;
    ResultMap map = mapOf(64 << 10, 16 << 10, {range(2 * unit, 3 * unit), range(31 * unit, 40 * unit)},
                          {range(5 * unit, 2 * unit)});
    map.extendedL2 = true;
    const Qcow2Layout layout(map, {});
    const std::uint64_t host = layout.metadataBytes();
    const std::vector<std::pair<GuestRange, std::uint64_t>> expected{
        {range(2 * unit, 3 * unit), host + 2 * unit},    {range(31 * unit, unit), host + 31 * unit},
        {range(32 * unit, 30 * unit), host + 32 * unit}, {range(62 * unit, 2 * unit), host + 62 * unit},
        {range(64 * unit, 7 * unit), host + 64 * unit},
    };
    Qcow2Placements placements(layout);
    for (const auto& [guest, at] : expected) {
        const auto placement = placements.next(30 * unit);
        QVERIFY(placement.has_value());
        QCOMPARE(placement->guest.start.bytes(), guest.start.bytes());
        QCOMPARE(placement->guest.length, guest.length);
        QCOMPARE(placement->host.bytes(), at);
    }
    QVERIFY(!placements.next(unit).has_value());
    QCOMPARE(layout.fileLength(), host + 3 * (16 << 10));
}

/// For programs that do not know what they see.
void Qcow2LayoutTest::namesFeatures()
{
    ResultMap map = mapOf(1 << 20, 16 << 10);
    map.extendedL2 = true;
    const std::vector<std::byte> header = Qcow2Layout(map, {qcow2::CompressionType::Zstd, "base", "raw"}).header();
    const std::string text(reinterpret_cast<const char*>(header.data()), header.size());
    QVERIFY(text.find("compression type") != std::string::npos);
    QVERIFY(text.find("extended L2 entries") != std::string::npos);
    QCOMPARE(text.substr(text.size() - 4), std::string("base"));
}

/// 1 TiB with 5 million separate clusters of data.
void Qcow2LayoutTest::isFastWithFragments()
{
#ifndef LAMELLA_SANITIZED
    ResultMap map = mapOf(1024 * gibibyte, 64 << 10);
    for (std::uint64_t i = 0; i < 5'000'000; ++i)
        map.data.append(range(i * 3 * (64 << 10), 64 << 10));
    const auto start = std::chrono::steady_clock::now();
    const Qcow2Layout layout(std::move(map), {});
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
    QVERIFY(layout.fileLength() > 5'000'000ULL << 16);
    qInfo("%.3f s", elapsed.count());
    QVERIFY(elapsed < std::chrono::seconds(2));
#endif
}

void Qcow2LayoutTest::compressesTheSameAgain_data()
{
    QTest::addColumn<int>("type");
    QTest::newRow("zlib") << static_cast<int>(qcow2::CompressionType::Zlib);
    QTest::newRow("zstd") << static_cast<int>(qcow2::CompressionType::Zstd);
}

void Qcow2LayoutTest::compressesTheSameAgain()
{
    QFETCH(int, type);
    const auto method = static_cast<qcow2::CompressionType>(type);
    Random random(7);
    ClusterCompressor reused(method);
    unsigned stored = 0;
    for (unsigned i = 0; i < 400; ++i) {
        const std::uint64_t size = 512ULL << random.below(10);
        const std::vector<std::byte> cluster = contentOf(SeededContent(random.next()), size);
        std::vector<std::byte> first(size);
        std::vector<std::byte> second(size);
        const std::size_t length = reused.compress(cluster, first);
        QCOMPARE(ClusterCompressor(method).compress(cluster, second), length);
        if (length == 0) {
            ++stored;
            continue;
        }
        QVERIFY(length < size);
        QVERIFY(std::equal(first.begin(), first.begin() + static_cast<std::ptrdiff_t>(length), second.begin()));
        std::vector<std::byte> unpacked(size);
        qcow2::unpackCluster(method, std::span(first).first(length), unpacked);
        QVERIFY(unpacked == cluster);
    }
    QVERIFY(stored > 20 && stored < 380);
}

void Qcow2LayoutTest::measuresEveryCluster()
{
    const SeededContent content(9);
    const ResultMap map = mapOf((5 << 20) + 512, 4096, {range(8192, 4096), range(65536, (5 << 20) + 512 - 65536)});
    Progress progress;
    const auto lengths = measureCompression(content, map, qcow2::CompressionType::Zlib, progress, {});
    QCOMPARE(progress.done.load(), map.data.total());
    QCOMPARE(progress.total.load(), map.data.total());
    ClusterCompressor compressor(qcow2::CompressionType::Zlib);
    std::vector<std::byte> packed(4096);
    std::size_t index = 0;
    for (const GuestRange& part : map.data.ranges()) {
        for (std::uint64_t at = part.start.bytes(); at < part.end().bytes(); at += 4096, ++index) {
            std::vector<std::byte> cluster(4096);
            content.read(GuestOffset(at),
                         std::span(cluster).first(std::min<std::uint64_t>(4096, map.virtualSize - at)));
            QCOMPARE(std::size_t{lengths.at(index)}, compressor.compress(cluster, packed));
        }
    }
    QCOMPARE(index, lengths.size());
}

QTEST_GUILESS_MAIN(Qcow2LayoutTest)
#include "qcow2_layout_test.moc"
