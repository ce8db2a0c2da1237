#include "resources/sentences.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

/// Every code that the engine throws or reports has an English sentence, and the other way round.
class SentencesTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everyCodeHasASentence();
    void everySentenceHasItsCode();
    void areSortedByCode();

private:
    QSet<QString> codes_;
};

void SentencesTest::initTestCase()
{
    // Operations and failed system calls are no codes with a sentence: they show as "(at ...)" and as the system's
    // text.
    static const QRegularExpression literal(
        R"re((during\(|systemError\([^"]*)?"([a-z][A-Za-z0-9]*\.[a-z][A-Za-z0-9]+)")re");
    QDirIterator files(QString(LAMELLA_TEST_DATA) + "/../../engine", {"*.cpp", "*.h"}, QDir::Files,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        auto matches = literal.globalMatch(QString::fromUtf8(file.readAll()));
        while (matches.hasNext()) {
            const auto match = matches.next();
            // Names of files, Windows' own and those of a bundle, are no codes.
            static const QRegularExpression fileName(R"(\.(sys|csv|html|json|svg|txt)$)");
            if (match.captured(1).isEmpty() && !fileName.match(match.captured(2)).hasMatch())
                codes_.insert(match.captured(2));
        }
    }
    QVERIFY(codes_.size() > 60);
}

void SentencesTest::everyCodeHasASentence()
{
    QSet<QString> missing = codes_;
    for (const lamella::Sentence& sentence : lamella::sentences)
        missing.remove(QString::fromLatin1(sentence.code.data()));
    QVERIFY2(missing.isEmpty(), qPrintable(missing.values().join(' ')));
}

void SentencesTest::everySentenceHasItsCode()
{
    // Codes of the command line itself.
    const QSet<QString> own{"check.format",       "doctor.ambiguous", "doctor.noCandidate", "doctor.noneProven",
                            "receipt.notWritten", "repair.blocked",   "report.notDrawn"};
    for (const lamella::Sentence& sentence : lamella::sentences) {
        const QString code = QString::fromLatin1(sentence.code.data());
        QVERIFY2(codes_.contains(code) || own.contains(code), sentence.code.data());
    }
}

void SentencesTest::areSortedByCode()
{
    for (std::size_t i = 1; i < lamella::sentences.size(); ++i)
        QVERIFY2(lamella::sentences[i - 1].code < lamella::sentences[i].code, lamella::sentences[i].code.data());
}

QTEST_GUILESS_MAIN(SentencesTest)
#include "sentences_test.moc"
