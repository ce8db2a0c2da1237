#include "plan/doctor/inheritance.h"
#include "support/random.h"

#include <QElapsedTimer>
#include <QTest>

#include <map>

using engine::FileTable;
using engine::Guest;
using engine::GuestOffset;
using engine::GuestRange;
using engine::GuestRangeSet;
using engine::Inheritance;
using engine::inheritanceOf;
using engine::VolumeMapping;
using engine::VolumeOffset;
using engine::VolumeRange;

namespace {

constexpr std::uint64_t tebibyte = 1ULL << 40;

/// Runs of files, by the ids of those.
using Runs = std::vector<std::pair<std::uint64_t, VolumeRange>>;

class Files : public engine::FileSystem {
public:
    explicit Files(const Runs& runs)
    {
        for (const auto& [id, range] : runs)
            stored_[id].push_back(range);
    }

    const engine::VolumeFacts& facts() const noexcept override { return facts_; }
    engine::VolumeRangeSet freeSpace() override { return {}; }
    bool listsFiles() const noexcept override { return true; }
    void visitFiles(engine::WalkScope, engine::FileVisitor& visitor) override
    {
        for (const auto& [id, stored] : stored_) {
            visitor.file({id, engine::FileKind::File, 1, stored, stored});
            visitor.named(id, 0, "file" + std::to_string(id));
        }
    }

private:
    engine::VolumeFacts facts_;
    std::map<std::uint64_t, std::vector<VolumeRange>> stored_;
};

class Nothing : public engine::BlockSource {
public:
    std::uint64_t size() const noexcept override { return 0; }
    void read(std::uint64_t, std::span<std::byte>) const override {}
};

Guest guestWith(const VolumeMapping& mapping, const Runs& runs)
{
    Guest guest;
    engine::Volume& volume = guest.volumes.emplace_back(mapping);
    Files files(runs);
    volume.files = std::make_shared<const FileTable>(FileTable::read(files, Nothing()));
    return guest;
}

VolumeRange run(std::uint64_t start, std::uint64_t length)
{
    return {VolumeOffset(start), length};
}

/// Runs that do not overlap.
Runs randomRuns(testsupport::Random& random, std::uint64_t size)
{
    Runs runs;
    for (std::uint64_t at = random.below(5); at < size;) {
        const std::uint64_t length = std::min(random.between(1, 20), size - at);
        runs.emplace_back(random.between(1, 3), run(at, length));
        at += length + random.below(6);
    }
    return runs;
}

/// The file of each byte; 0: none.
std::vector<std::uint64_t> ownersOf(const Runs& runs, std::uint64_t size)
{
    std::vector<std::uint64_t> owners(size);
    for (const auto& [id, range] : runs)
        std::fill_n(owners.begin() + static_cast<std::ptrdiff_t>(range.start.bytes()), range.length, id);
    return owners;
}

VolumeMapping twoStripes(std::uint64_t size, std::uint64_t stripeSize)
{
    return VolumeMapping({{size, {GuestOffset(stripeSize), GuestOffset(size)}, stripeSize}});
}

}  // namespace

class InheritanceTest : public QObject {
    Q_OBJECT

private slots:
    void isCountedByteByByte();
    void smallStripesCostNothing();
};

void InheritanceTest::isCountedByteByByte()
{
    testsupport::Random random(14);
    constexpr std::uint64_t size = 240;
    const VolumeMapping mapping = twoStripes(size, 4);
    bool found = false;
    for (int round = 0; round < 300; ++round) {
        const Runs below = randomRuns(random, size);
        const Runs through = random.chance(30) ? below : randomRuns(random, size);
        std::vector<GuestRange> written;
        for (std::uint64_t count = random.below(12); count > 0; --count)
            written.push_back({GuestOffset(random.below(2 * size)), random.between(1, 15)});
        const GuestRangeSet set = GuestRangeSet::of(written);
        Inheritance expected;
        const auto before = ownersOf(below, size);
        const auto after = ownersOf(through, size);
        for (std::uint64_t byte = 0; byte < size; ++byte) {
            GuestOffset place;
            mapping.visit(run(byte, 1), [&](GuestRange piece) { place = piece.start; });
            if (after[byte] != 0 && !set.contains(place))
                ++(before[byte] == after[byte] ? expected.own : expected.foreign);
        }
        const Inheritance counted = inheritanceOf(guestWith(mapping, below), guestWith(mapping, through), set);
        QCOMPARE(counted.own, expected.own);
        QCOMPARE(counted.foreign, expected.foreign);
        found = found || (counted.own > 0 && counted.foreign > 0);
    }
    QVERIFY(found);
}

/// Of a file of 8 TiB in stripes of 4 KiB: one by one these are two thousand million.
void InheritanceTest::smallStripesCostNothing()
{
    constexpr std::uint64_t size = 8 * tebibyte;
    const Guest guest = guestWith(twoStripes(size, 4096), {{1, run(0, size)}});
    QElapsedTimer timer;
    timer.start();
    const Inheritance counted = inheritanceOf(guest, guest, GuestRangeSet::of({{GuestOffset(4096), 8192}}));
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(counted.own, size - 8192);
    QCOMPARE(counted.foreign, std::uint64_t{0});
}

QTEST_GUILESS_MAIN(InheritanceTest)
#include "inheritance_test.moc"
