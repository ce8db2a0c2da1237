#include "bytes/size_text.h"

#include <QtTest>

using namespace engine;

class SizeTextTest : public QObject {
    Q_OBJECT

private slots:
    void parses_data();
    void parses();
    void refuses_data();
    void refuses();
    void formats_data();
    void formats();
};

void SizeTextTest::parses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<quint64>("bytes");
    const auto row = [](const char* text, quint64 bytes) { QTest::newRow(text) << QByteArray(text) << bytes; };
    row("0", 0);
    row("512", 512);
    row("4096B", 4096);
    row("64k", 65536);
    row("64K", 65536);
    row("64KiB", 65536);
    row("64kB", 65536);
    row("1M", 1 << 20);
    row("1.5G", 1610612736);
    row("0.5k", 512);
    row("2T", quint64(2) << 40);
    row("8PiB", quint64(8) << 50);
    row("15E", quint64(15) << 60);
    // Exact where a double is not.
    row("18446744073709551615", UINT64_MAX);
    row("9007199254740993", 9007199254740993);
}

void SizeTextTest::parses()
{
    QFETCH(QByteArray, text);
    QFETCH(quint64, bytes);
    const auto parsed = parseSize(text.toStdString());
    QVERIFY(parsed.has_value());
    QCOMPARE(quint64(*parsed), bytes);
}

void SizeTextTest::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"", " ", "k", "B", "-1", "+1", "1 k", " 1", "1x", "1kk", "1kiBB", "1ki B", "1i", "0x10",
                             "1e3", "inf", "nan", "16E", "18446744073709551616", "17592186044416M", "1,5G", "1.5.5"})
        QTest::newRow(text) << QByteArray(text);
}

void SizeTextTest::refuses()
{
    QFETCH(QByteArray, text);
    QVERIFY(!parseSize(text.toStdString()).has_value());
}

void SizeTextTest::formats_data()
{
    QTest::addColumn<quint64>("bytes");
    QTest::addColumn<QString>("text");
    const auto row = [](quint64 bytes, const char* text) { QTest::newRow(text) << bytes << QString(text); };
    row(0, "0 B");
    row(1023, "1023 B");
    row(1024, "1.0 KiB");
    row(1536, "1.5 KiB");
    row(1048524, "1023.9 KiB");
    row(1048575, "1.0 MiB");
    row(quint64(3) << 30, "3.0 GiB");
    row(quint64(1500) << 30, "1.5 TiB");
    row(quint64(1) << 50, "1.0 PiB");
    row(UINT64_MAX, "16.0 EiB");
}

void SizeTextTest::formats()
{
    QFETCH(quint64, bytes);
    QFETCH(QString, text);
    QCOMPARE(QString::fromStdString(formatSize(bytes)), text);
}

QTEST_GUILESS_MAIN(SizeTextTest)
#include "size_text_test.moc"
