#include "resources/remedies.h"
#include "resources/report_words.h"

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
    void everyCodeHasARemedy();
    void everyRemedyHasItsCode();
    void areSortedByCode();

private:
    QSet<QString> codes_;
};

void SentencesTest::initTestCase()
{
    // Operations and failed system calls are no codes with a sentence: they show as "(at ...)" and as the system's
    // text.
    static const QRegularExpression literal(
        R"re((during\(|systemError\([^"]*|adopt\([^"]*)?"([a-z][A-Za-z0-9]*\.[a-z][A-Za-z0-9]+)")re");
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
    const QSet<QString> own{"check.format",        "doctor.ambiguous", "doctor.noCandidate", "doctor.noneProven",
                            "originals.partOfRun", "repair.blocked",   "report.notDrawn"};
    for (const lamella::Sentence& sentence : lamella::sentences) {
        const QString code = QString::fromLatin1(sentence.code.data());
        QVERIFY2(codes_.contains(code) || own.contains(code), sentence.code.data());
    }
}

void SentencesTest::everyCodeHasARemedy()
{
    struct Group {
        const char* why;
        QSet<QString> codes;  ///< or a family, with its dot
    };
    static const QList<Group> without{
        {"its sentence says what to do",
         {"backing.formatUnknown", "bundle.format", "check.format", "doctor.ambiguous", "doctor.noCandidate",
          "doctor.noneProven", "exchange.interrupted", "exchange.journalLeft", "format.unknown", "name.dataFile",
          "name.outsideFolders", "recover.outsideFolders", "repair.blocked", "restore.needed", "restore.overlay",
          "restore.resultLeft", "tool.failed", "tool.missing"}},
        {"it tells what was done, and asks for nothing",
         {"lab.", "recover.finished", "recover.needed", "recover.removed", "recover.renamed", "recover.rolledBack",
          "restore.noOriginals", "restore.resultMissing", "sample.", "suspicion.more"}},
        {"a symptom has a remedy of its own kind", {"diagnosis."}},
        {"there is no picture of such an image", {"report.noMap", "report.notDrawn"}},
    };
    for (const lamella::Sentence& one : lamella::sentences) {
        const std::string_view family = one.code.substr(0, one.code.find('.') + 1);
        const bool has = lamella::remedyFor(one.code) != nullptr || lamella::remedyFor(family) != nullptr;
        const auto named = std::count_if(without.begin(), without.end(), [&](const Group& group) {
            return group.codes.contains(QString::fromLatin1(one.code)) ||
                   group.codes.contains(QString::fromLatin1(family));
        });
        QVERIFY2(has != (named > 0), one.code.data());
    }
}

void SentencesTest::everyRemedyHasItsCode()
{
    for (const lamella::Sentence& one : lamella::remedies) {
        // Of a family, of a type of volume, or of the system's own errors.
        const std::string_view code = one.code.substr(0, one.code.find('/'));
        const bool known = std::any_of(lamella::sentences.begin(), lamella::sentences.end(), [&](const auto& sentence) {
            return code.ends_with('.') ? sentence.code.starts_with(code) : sentence.code == code;
        });
        QVERIFY2(known || code == "system", one.code.data());
        QVERIFY2(std::string_view(one.text).ends_with('.'), one.text);
    }
}

void SentencesTest::areSortedByCode()
{
    const auto sorted = [](const auto& texts) {
        for (std::size_t i = 1; i < texts.size(); ++i)
            QVERIFY2(texts[i - 1].code < texts[i].code, texts[i].code.data());
    };
    sorted(lamella::sentences);
    sorted(lamella::remedies);
    sorted(lamella::reportWords);
}

QTEST_GUILESS_MAIN(SentencesTest)
#include "sentences_test.moc"
