#include "bytes/error.h"
#include "guest/ntfs/names.h"
#include "guest/ntfs/runs.h"

#include <QTest>

using namespace engine::ntfs;

namespace {

std::span<const std::byte> bytesOf(const QByteArray& bytes)
{
    return std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

}  // namespace

class NtfsStructuresTest : public QObject {
    Q_OBJECT

private slots:
    void decodesRuns();
    void refusesRuns_data();
    void refusesRuns();
    void convertsNames_data();
    void convertsNames();
    void undoesFixups();
};

void NtfsStructuresTest::decodesRuns()
{
    std::vector<Run> runs;
    const QByteArray pairs = QByteArray::fromHex("210a0001"
                                                 "0105"
                                                 "110380"
                                                 "00");
    appendRuns(runs, bytesOf(pairs), 7, 18, 1000, 0);
    QCOMPARE(runs.size(), std::size_t{3});
    QCOMPARE(runs[0].vcn, std::uint64_t{7});
    QCOMPARE(runs[0].lcn, std::uint64_t{256});
    QCOMPARE(runs[0].length, std::uint64_t{10});
    QVERIFY(runs[1].isHole());
    QCOMPARE(runs[1].vcn, std::uint64_t{17});
    QCOMPARE(runs[2].lcn, std::uint64_t{128});
    QCOMPARE(runs[2].vcn, std::uint64_t{22});
}

void NtfsStructuresTest::refusesRuns_data()
{
    QTest::addColumn<QByteArray>("pairs");
    QTest::addColumn<quint64>("clusters");
    const auto row = [](const char* name, const char* hex, quint64 clusters) {
        QTest::newRow(name) << QByteArray::fromHex(hex) << clusters;
    };
    row("too few",
        "110405"
        "00",
        5);
    row("too many",
        "110605"
        "00",
        5);
    row("none", "00", 1);
    row("no length",
        "1005"
        "00",
        0);
    row("length 0",
        "110005"
        "00",
        0);
    row("negative length",
        "1180"
        "05"
        "00",
        128);
    row("nine bytes of length",
        "19050505050505050505"
        "05"
        "00",
        5);
    row("cut short", "2104", 4);
    row("beyond the volume",
        "21040002"
        "00",
        4);
    row("over the end of the volume",
        "2105fc01"
        "00",
        5);
    row("before the volume",
        "1104ff"
        "00",
        4);
    row("sum that wraps",
        "8101ffffffffffffff7f"
        "8101ffffffffffffff7f"
        "00",
        2);
}

void NtfsStructuresTest::refusesRuns()
{
    QFETCH(QByteArray, pairs);
    QFETCH(quint64, clusters);
    std::vector<Run> runs;
    try {
        appendRuns(runs, bytesOf(pairs), 0, clusters, 512, 0);
        QFAIL("they were taken");
    } catch (const engine::Error& error) {
        QCOMPARE(std::string(error.code()), std::string("volume.contradiction"));
    }
}

void NtfsStructuresTest::convertsNames_data()
{
    QTest::addColumn<QByteArray>("utf16");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* hex, const char* expected) {
        QTest::newRow(name) << QByteArray::fromHex(hex) << QString::fromUtf8(expected);
    };
    row("plain", "61006200", "ab");
    row("two and three bytes", "e4002d4e", "\u00e4\u4e2d");
    row("pair", "3dd8bedc", "\U0001f4be");
    row("high alone", "3dd86100", "\ufffda");
    row("high at the end", "61003dd8", "a\ufffd");
    row("low alone", "bedc6100", "\ufffda");
    row("wrong way round", "bedc3dd8", "\ufffd\ufffd");
    row("odd byte", "610062", "a");
}

void NtfsStructuresTest::convertsNames()
{
    QFETCH(QByteArray, utf16);
    QFETCH(QString, expected);
    QCOMPARE(QString::fromStdString(utf8(bytesOf(utf16))), expected);
}

void NtfsStructuresTest::undoesFixups()
{
    std::vector<std::byte> block(1024);
    block[4] = std::byte{0x30};
    block[6] = std::byte{3};
    block[0x30] = block[510] = block[1022] = std::byte{9};
    block[0x32] = std::byte{1};
    block[0x34] = std::byte{2};
    auto torn = block;
    undoFixups(block, "block", 0);
    QCOMPARE(block[510], std::byte{1});
    QCOMPARE(block[1022], std::byte{2});
    torn[1022] = std::byte{8};
    QVERIFY_EXCEPTION_THROWN(undoFixups(torn, "block", 0), engine::Error);
    torn[4] = std::byte{0xff};
    torn[5] = std::byte{0xff};
    QVERIFY_EXCEPTION_THROWN(undoFixups(torn, "block", 0), engine::Error);
}

QTEST_APPLESS_MAIN(NtfsStructuresTest)
#include "ntfs_structures_test.moc"
