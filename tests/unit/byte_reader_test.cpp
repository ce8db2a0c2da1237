#include "bytes/byte_reader.h"

#include <QtTest>

#include <array>

using namespace engine;

namespace {

constexpr std::array<std::byte, 12> sample{std::byte{0x01}, std::byte{0x82}, std::byte{0x03}, std::byte{0xf4},
                                           std::byte{0x05}, std::byte{0x06}, std::byte{0x07}, std::byte{0x08},
                                           std::byte{'a'},  std::byte{0},    std::byte{0xff}, std::byte{'z'}};

ByteReader readerOfSample()
{
    return {sample, 1000, "sample"};
}

std::uint64_t number(const Error& error, std::string_view name)
{
    return std::get<std::uint64_t>(*error.find(name));
}

}  // namespace

class ByteReaderTest : public QObject {
    Q_OBJECT

private slots:
    void readsBothByteOrders();
    void advancesFrontToBack();
    void textKeepsEveryByte();
    void refusesBeyondTheEndAndStays();
    void refusesTheLargestCount();
    void storesWhatItLoads();
};

void ByteReaderTest::readsBothByteOrders()
{
    QCOMPARE(readerOfSample().bigEndian<std::uint8_t>(), std::uint8_t(0x01));
    QCOMPARE(readerOfSample().bigEndian<std::uint16_t>(), std::uint16_t(0x0182));
    QCOMPARE(readerOfSample().bigEndian<std::uint32_t>(), 0x018203f4U);
    QCOMPARE(readerOfSample().bigEndian<std::uint64_t>(), std::uint64_t(0x018203f405060708));
    QCOMPARE(readerOfSample().littleEndian<std::uint16_t>(), std::uint16_t(0x8201));
    QCOMPARE(readerOfSample().littleEndian<std::uint32_t>(), 0xf4038201U);
    QCOMPARE(readerOfSample().littleEndian<std::uint64_t>(), std::uint64_t(0x08070605f4038201));
}

void ByteReaderTest::advancesFrontToBack()
{
    ByteReader reader = readerOfSample();
    reader.skip(1);
    QCOMPARE(reader.bigEndian<std::uint16_t>(), std::uint16_t(0x8203));
    QCOMPARE(reader.position(), std::size_t(3));
    QCOMPARE(reader.remaining(), std::size_t(9));
    QCOMPARE(reader.take(9).data(), sample.data() + 3);
    QCOMPARE(reader.remaining(), std::size_t(0));
    QCOMPARE(reader.take(0).size(), std::size_t(0));
}

void ByteReaderTest::textKeepsEveryByte()
{
    ByteReader reader = readerOfSample();
    reader.skip(8);
    QCOMPARE(reader.text(4), std::string("a\0\xffz", 4));
}

void ByteReaderTest::refusesBeyondTheEndAndStays()
{
    ByteReader reader = readerOfSample();
    reader.skip(9);
    bool refused = false;
    try {
        reader.bigEndian<std::uint32_t>();
    } catch (const Error& error) {
        refused = true;
        QCOMPARE(error.kind(), ErrorKind::Refused);
        QCOMPARE(error.code(), std::string_view("file.truncated"));
        QCOMPARE(error.fileOffset(), std::optional<std::uint64_t>(1009));
        QCOMPARE(number(error, "needed"), std::uint64_t(4));
        QCOMPARE(number(error, "available"), std::uint64_t(3));
        QCOMPARE(std::get<std::string>(*error.find("structure")), std::string("sample"));
    }
    QVERIFY(refused);
    QCOMPARE(reader.position(), std::size_t(9));
    QCOMPARE(reader.text(3), std::string("\0\xffz", 3));
}

void ByteReaderTest::refusesTheLargestCount()
{
    ByteReader reader = readerOfSample();
    reader.skip(1);
    QVERIFY_THROWS_EXCEPTION(Error, reader.take(SIZE_MAX));
    QVERIFY_THROWS_EXCEPTION(Error, reader.skip(12));
    QCOMPARE(reader.position(), std::size_t(1));
}

void ByteReaderTest::storesWhatItLoads()
{
    std::array<std::byte, 8> bytes{};
    storeBigEndian<std::uint64_t>(0xfedcba9876543210, bytes.data());
    QCOMPARE(std::to_integer<int>(bytes[0]), 0xfe);
    QCOMPARE(std::to_integer<int>(bytes[7]), 0x10);
    QCOMPARE(loadBigEndian<std::uint64_t>(bytes.data()), std::uint64_t(0xfedcba9876543210));
    storeBigEndian<std::uint16_t>(0x1234, bytes.data());
    QCOMPARE(loadBigEndian<std::uint32_t>(bytes.data()), 0x1234ba98U);
    storeBigEndian<std::uint8_t>(0x80, bytes.data());
    QCOMPARE(loadBigEndian<std::uint8_t>(bytes.data()), std::uint8_t(0x80));
}

QTEST_GUILESS_MAIN(ByteReaderTest)
#include "byte_reader_test.moc"
