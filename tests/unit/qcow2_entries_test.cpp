#include "image/qcow2/entries.h"
#include "image/qcow2/refcounts.h"

#include <QTest>

#include <random>
#include <vector>

using namespace engine::qcow2;

namespace {

/// The specification read bit by bit: below a byte from the least significant bit of each byte on, from a byte on
/// big-endian.
std::uint64_t modelRefcount(const std::vector<std::byte>& block, std::uint64_t index, unsigned width)
{
    std::uint64_t value = 0;
    for (unsigned bit = 0; bit < width; ++bit) {
        const std::uint64_t place = index * width + bit;
        const unsigned shift = width < 8 ? place % 8 : 7 - place % 8;
        const std::uint64_t set = std::to_integer<unsigned>(block[place / 8]) >> shift & 1;
        value |= set << (width < 8 ? bit : width - 1 - bit);
    }
    return value;
}

std::vector<std::byte> randomBytes(std::size_t count)
{
    std::mt19937_64 random(7);
    std::vector<std::byte> bytes(count);
    for (std::byte& byte : bytes)
        byte = static_cast<std::byte>(random());
    return bytes;
}

}  // namespace

class Qcow2EntriesTest : public QObject {
    Q_OBJECT

private slots:
    void refcounts_data();
    void refcounts();
    void setRefcounts_data() { refcounts_data(); }
    void setRefcounts();
    void compressed_data();
    void compressed();
    void geometry();
};

void Qcow2EntriesTest::refcounts_data()
{
    QTest::addColumn<unsigned>("order");
    for (unsigned order = 0; order <= 6; ++order)
        QTest::addRow("%u bits", 1U << order) << order;
}

void Qcow2EntriesTest::refcounts()
{
    QFETCH(unsigned, order);
    const std::vector<std::byte> block = randomBytes(512);
    const std::uint64_t count = 512 * 8 >> order;
    std::vector<std::uint64_t> decoded(count - 3);
    decodeRefcounts(block, 3, order, decoded);
    for (std::uint64_t i = 0; i < count; ++i) {
        QCOMPARE(refcountAt(block.data(), i, order), modelRefcount(block, i, 1U << order));
        QVERIFY(refcountAt(block.data(), i, order) <= largestRefcount(order));
        if (i >= 3)
            QCOMPARE(decoded[i - 3], refcountAt(block.data(), i, order));
    }
}

void Qcow2EntriesTest::setRefcounts()
{
    QFETCH(unsigned, order);
    const std::vector<std::byte> before = randomBytes(512);
    const std::uint64_t count = 512 * 8 >> order;
    for (std::uint64_t i = 0; i < count; i += 5) {
        std::vector<std::byte> block = before;
        const std::uint64_t value = (0x0123'4567'89ab'cdefULL * (i + 1)) & largestRefcount(order);
        setRefcountAt(block.data(), i, order, value);
        QCOMPARE(modelRefcount(block, i, 1U << order), value);
        for (const std::uint64_t other : {i == 0 ? count - 1 : i - 1, (i + 1) % count})
            QCOMPARE(refcountAt(block.data(), other, order), refcountAt(before.data(), other, order));
        setRefcountAt(block.data(), i, order, refcountAt(before.data(), i, order));
        QVERIFY(block == before);
    }
}

void Qcow2EntriesTest::compressed_data()
{
    QTest::addColumn<unsigned>("clusterBits");
    for (unsigned bits = 9; bits <= 21; ++bits)
        QTest::addRow("clusters of 2^%u", bits) << bits;
}

void Qcow2EntriesTest::compressed()
{
    QFETCH(unsigned, clusterBits);
    const unsigned offsetBits = 62 - (clusterBits - 8);
    const std::uint64_t mostSectors = (std::uint64_t{1} << (clusterBits - 8)) - 1;
    for (const std::uint64_t offset :
         {std::uint64_t{0x200}, std::uint64_t{0x12345}, (std::uint64_t{1} << offsetBits) - 1}) {
        for (const std::uint64_t more : {std::uint64_t{0}, std::uint64_t{1}, mostSectors}) {
            const CompressedPlace place = compressedPlace(entryCompressed | more << offsetBits | offset, clusterBits);
            QCOMPARE(place.offset, offset);
            QCOMPARE(place.offset + place.length, (offset / 512 + more + 1) * 512);
        }
    }
}

void Qcow2EntriesTest::geometry()
{
    const Geometry plain{16, 4, false};
    QCOMPARE(plain.l2Entries(), std::uint64_t{8192});
    QCOMPARE(plain.bytesPerL2(), std::uint64_t{512} << 20);
    QCOMPARE(plain.refcountsPerBlock(), std::uint64_t{32768});
    const Geometry extended{16, 0, true};
    QCOMPARE(extended.l2Entries(), std::uint64_t{4096});
    QCOMPARE(extended.subclusterSize(), std::uint64_t{2048});
    QCOMPARE(extended.refcountsPerBlock(), std::uint64_t{524288});
}

QTEST_GUILESS_MAIN(Qcow2EntriesTest)
#include "qcow2_entries_test.moc"
