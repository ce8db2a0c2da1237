#include "bytes/plain_text.h"

#include "support/odd_names.h"

#include <QtTest>

#include <random>

using namespace engine;
using namespace testsupport;

class PlainTextTest : public QObject {
    Q_OBJECT

private slots:
    void showsWhatIsHarmful();
    void leavesTheRest();
    void bytesThatAreNoText_data();
    void bytesThatAreNoText();
    void comesBack();
};

void PlainTextTest::showsWhatIsHarmful()
{
    for (const std::string& character : harmfulCharacters()) {
        const std::string shown = escaped("a" + character + "b");
        QCOMPARE(shown.size(), 2 + 4 * character.size());
        QVERIFY2(rawIn(shown).empty(), shown.c_str());
        QCOMPARE(unescaped(shown), "a" + character + "b");
    }
    QCOMPARE(escaped("\u202e"), std::string("\\xe2\\x80\\xae"));
    QCOMPARE(escaped("a\\b"), std::string("a\\\\b"));
    QCOMPARE(escaped(std::string(1, '\0')), std::string("\\x00"));
}

/// Neighbours of what is harmful, selectors of variants, combining marks, right-to-left letters.
void PlainTextTest::leavesTheRest()
{
    const std::string good = " ~\u00a0\u00ac\u00ae\u061b\u061d\u180d\u200a\u2010\u2027\u202f\u205f\u2070\u3000\u4e2d"
                             "\ufe0f\uff00\ufffc\ufffd\U0001f600\U000e0100\u05d0\u0301";
    QCOMPARE(escaped(good), good);
}

void PlainTextTest::bytesThatAreNoText_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("C1 byte") << QByteArray("\x9b");
    QTest::newRow("never a first byte") << QByteArray("\xff\xfe\xc0\xc1\xf5");
    QTest::newRow("cut off") << QByteArray("\xe4\xb8");
    QTest::newRow("overlong") << QByteArray("\xe0\x80\xaf");
    QTest::newRow("surrogate") << QByteArray("\xed\xa0\x80");
    QTest::newRow("above Unicode") << QByteArray("\xf4\x90\x80\x80");
    QTest::newRow("no character") << QByteArray("\xef\xbf\xbf");
}

void PlainTextTest::bytesThatAreNoText()
{
    QFETCH(QByteArray, bytes);
    QCOMPARE(escaped(bytes.toStdString() + "x"), "\\x" + bytes.toHex(' ').replace(" ", "\\x").toStdString() + "x");
}

/// Two different names are never shown alike.
void PlainTextTest::comesBack()
{
    std::mt19937 random(14);
    const std::vector<std::string> harmful = harmfulCharacters();
    for (int round = 0; round < 3000; ++round) {
        std::string name;
        for (int part = 0; part < 12; ++part) {
            switch (random() % 4) {
            case 0:
                name += static_cast<char>(random());
                break;
            case 1:
                name += harmful[random() % harmful.size()];
                break;
            default:
                name += "\\x9b\u00e4"[random() % 6];
            }
        }
        const std::string shown = escaped(name);
        QVERIFY2(rawIn(shown).empty(), shown.c_str());
        QCOMPARE(unescaped(shown), name);
    }
}

QTEST_APPLESS_MAIN(PlainTextTest)
#include "plain_text_test.moc"
