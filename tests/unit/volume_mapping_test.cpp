#include "guest/volume_mapping.h"
#include "support/random.h"

#include <QTest>

#include <map>

using engine::GuestOffset;
using engine::GuestRange;
using engine::VolumeMapping;
using engine::VolumeOffset;
using engine::VolumeRange;
using engine::VolumeRangeSet;

namespace {

/// Where each byte of a volume lies, one by one.
std::vector<std::uint64_t> naive(const std::vector<VolumeMapping::Segment>& segments)
{
    std::vector<std::uint64_t> places;
    for (const VolumeMapping::Segment& segment : segments) {
        std::vector<std::uint64_t> used(segment.stripes.size(), 0);
        std::size_t stripe = 0;
        for (std::uint64_t byte = 0; byte < segment.length; ++byte) {
            places.push_back(segment.stripes[stripe].bytes() + used[stripe]++);
            if (segment.stripes.size() > 1 && used[stripe] % segment.stripeSize == 0)
                stripe = (stripe + 1) % segment.stripes.size();
        }
    }
    return places;
}

/// Pieces of a disk in any order, none shared.
std::vector<VolumeMapping::Segment> randomSegments(testsupport::Random& random)
{
    struct Piece {
        std::size_t segment;
        std::size_t stripe;
        std::uint64_t length;
    };
    std::vector<VolumeMapping::Segment> segments(random.between(1, 5));
    std::vector<Piece> pieces;
    for (std::size_t index = 0; index < segments.size(); ++index) {
        VolumeMapping::Segment& segment = segments[index];
        segment.stripes.resize(random.chance(40) ? 1 : random.between(2, 5));
        segment.stripeSize = segment.stripes.size() > 1 ? random.between(1, 9) : 0;
        const std::uint64_t stripeLength = std::max<std::uint64_t>(segment.stripeSize, 1) * random.below(9);
        segment.length = stripeLength * segment.stripes.size();
        for (std::size_t stripe = 0; stripe < segment.stripes.size(); ++stripe)
            pieces.push_back({index, stripe, stripeLength});
    }
    std::uint64_t position = random.below(20);
    while (!pieces.empty()) {
        const auto at = pieces.begin() + static_cast<std::ptrdiff_t>(random.below(pieces.size()));
        segments[at->segment].stripes[at->stripe] = GuestOffset(position);
        position += at->length + (random.chance(50) ? random.below(5) : 0);
        pieces.erase(at);
    }
    return segments;
}

VolumeRangeSet randomSet(testsupport::Random& random, std::uint64_t size)
{
    std::vector<VolumeRange> ranges;
    for (std::uint64_t count = random.below(5); count > 0; --count) {
        const std::uint64_t start = random.below(size + 1);
        ranges.push_back({VolumeOffset(start), random.below(size - start + 1)});
    }
    return VolumeRangeSet::of(std::move(ranges));
}

}  // namespace

class VolumeMappingTest : public QObject {
    Q_OBJECT

private slots:
    void agreesWithEachByte();
    void mapsAPartition();
    void mapsHugeStripesAtOnce();
    void mapsManyRangesOverManySegments();
};

void VolumeMappingTest::agreesWithEachByte()
{
    for (std::uint64_t seed = 0; seed < 3000; ++seed) {
        testsupport::Random random(seed);
        const auto segments = randomSegments(random);
        const std::vector<std::uint64_t> places = naive(segments);
        const VolumeMapping mapping(segments);
        QCOMPARE(mapping.size(), std::uint64_t{places.size()});
        QCOMPARE(mapping.start(), segments.front().stripes.front());

        std::map<std::uint64_t, std::uint64_t> volumeByDisk;
        for (std::uint64_t byte = 0; byte < places.size(); ++byte)
            volumeByDisk[places[byte]] = byte;
        QCOMPARE(volumeByDisk.size(), places.size());
        const std::uint64_t end = volumeByDisk.empty() ? 40 : volumeByDisk.rbegin()->first + 40;
        for (std::uint64_t disk = 0; disk < end; ++disk) {
            const auto found = volumeByDisk.find(disk);
            const auto offset = mapping.toVolume(GuestOffset(disk));
            QCOMPARE(offset.has_value(), found != volumeByDisk.end());
            if (offset)
                QCOMPARE(offset->bytes(), found->second);
        }

        const VolumeRangeSet set = randomSet(random, places.size());
        std::vector<GuestRange> bytes;
        for (const VolumeRange& range : set.ranges()) {
            std::vector<std::uint64_t> visited;
            mapping.visit(range, [&](GuestRange piece) {
                QVERIFY(!piece.empty());
                for (std::uint64_t byte = 0; byte < piece.length; ++byte)
                    visited.push_back(piece.start.bytes() + byte);
            });
            const auto first = places.begin() + static_cast<std::ptrdiff_t>(range.start.bytes());
            const std::vector<std::uint64_t> expected(first, first + static_cast<std::ptrdiff_t>(range.length));
            QCOMPARE(visited, expected);
            for (const std::uint64_t place : expected)
                bytes.push_back({GuestOffset(place), 1});
        }
        QVERIFY(mapping.toDisk(set) == engine::GuestRangeSet::of(std::move(bytes)));
    }
}

void VolumeMappingTest::mapsAPartition()
{
    const VolumeMapping mapping(GuestRange{GuestOffset(100), 50});
    QCOMPARE(mapping.size(), std::uint64_t{50});
    QCOMPARE(mapping.start(), GuestOffset(100));
    QVERIFY(!mapping.toVolume(GuestOffset(99)) && !mapping.toVolume(GuestOffset(150)));
    QCOMPARE(mapping.toVolume(GuestOffset(149))->bytes(), std::uint64_t{49});
    QVERIFY(mapping.toDisk({}).empty());
    const VolumeMapping empty(GuestRange{GuestOffset(100), 0});
    QVERIFY(!empty.toVolume(GuestOffset(100)));
    QCOMPARE(empty.size(), std::uint64_t{0});
}

void VolumeMappingTest::mapsHugeStripesAtOnce()
{
    // 2^61 stripes of 4 bytes on two halves of the largest disk: never walked one by one.
    const std::uint64_t half = std::uint64_t{1} << 62;
    const VolumeMapping mapping({{2 * half, {GuestOffset(0), GuestOffset(half)}, 4}});
    VolumeRangeSet set;
    set.append({VolumeOffset(2), 2 * half - 4});
    const engine::GuestRangeSet disk = mapping.toDisk(set);
    QCOMPARE(disk.total(), 2 * half - 4);
    QCOMPARE(disk.ranges().size(), std::size_t{1});
    QCOMPARE(disk.ranges().front().start, GuestOffset(2));
    QCOMPARE(mapping.toVolume(GuestOffset(2 * half - 1))->bytes(), 2 * half - 1);
}

void VolumeMappingTest::mapsManyRangesOverManySegments()
{
    constexpr std::uint64_t count = 100'000;
    constexpr std::uint64_t length = 8;
    std::vector<VolumeMapping::Segment> segments;
    VolumeRangeSet set;
    for (std::uint64_t index = 0; index < count; ++index) {
        segments.push_back({length, {GuestOffset((count - index) * length)}, 0});
        set.append({VolumeOffset(index * length + 1), 1});
    }
    // A second for a search; minutes where each range looks at each segment.
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(VolumeMapping(std::move(segments)).toDisk(set).total(), count);
    QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
}

QTEST_GUILESS_MAIN(VolumeMappingTest)
#include "volume_mapping_test.moc"
