#include "widgets/words/words.h"

#include "opened_window.h"
#include "resources/sentences.h"
#include "widgets/trust/trust_question.h"
#include "widgets/words/remedies.h"
#include "widgets/words/window_sentences.h"

#include <QMenu>
#include <QMenuBar>
#include <QRegularExpression>

#include <cerrno>
#include <system_error>

using namespace windowtest;

/// What the window says can be done in the window, and reads well in both languages.
class WordsTest : public QObject {
    Q_OBJECT

private slots:
    void namesNoOption_data();
    void namesNoOption();
    void namesWhatThereIs();
    void reasonsAreWords();
    void systemErrorsAreWords();
    void joinsAsTheLanguageDoes();
};

void WordsTest::namesNoOption_data()
{
    QTest::addColumn<QString>("language");
    QTest::newRow("English") << "en";
    QTest::newRow("Chinese") << "zh_CN";
}

void WordsTest::namesNoOption()
{
    QFETCH(QString, language);
    Appearance appearance;
    appearance.setLanguage(language);
    for (const auto& one : lamella::sentences)
        for (const QString& text : {sentence(one.code, {}), noteText({one.code, {}}), remedy({one.code, {}})})
            QVERIFY2(!text.contains("--") && !text.contains("lamella-cli"), qPrintable(text));
}

void WordsTest::namesWhatThereIs()
{
    const Scratch scratch;
    Opened opened(scratch / "");
    QStringList commands{askText(TrustQuestion::Kind::AllowFile), askText(TrustQuestion::Kind::NameFormat)};
    QStringList menus;
    for (const QAction* menu : opened.window.menuBar()->actions()) {
        menus += menu->text().remove('&');
        for (const QAction* action : menu->menu()->actions())
            commands += action->text().remove('&');
    }
    commands.replaceInStrings("...", "");
    static const QRegularExpression quoted("\"([^\"]+)\"");
    static const QRegularExpression inMenu("in the menu (\\w+)");
    int found = 0;
    for (const auto& one : lamella::sentences) {
        const char* text = windowSentence(one.code);
        for (auto matches = quoted.globalMatch(text); matches.hasNext(); ++found) {
            const QString name = matches.next().captured(1);
            QVERIFY2(commands.contains(name), qPrintable(name));
        }
        for (auto matches = inMenu.globalMatch(text); matches.hasNext();) {
            const QString name = matches.next().captured(1);
            QVERIFY2(menus.contains(name), qPrintable(name));
        }
    }
    QVERIFY(found >= 5);
}

void WordsTest::reasonsAreWords()
{
    const QString text = sentence("exchange.interrupted", {{"reason", std::string("image.inUse")}});
    QVERIFY2(text.contains("another process has it open for writing"), qPrintable(text));
}

void WordsTest::systemErrorsAreWords()
{
    const auto text = [](int error) { return describe(engine::systemError(error, "file.open")); };
    QCOMPARE(text(ENOENT), QString("Not found: there is no such file or folder"));
    // One that nobody meets keeps the system's words.
    QVERIFY(text(EXDEV).contains(QString::fromStdString(std::generic_category().message(EXDEV))));
    Appearance appearance;
    appearance.setLanguage("zh_CN");
    for (const int error : {EACCES, EIO, ENOENT, ENOSPC, EROFS}) {
        static const QRegularExpression english("[A-Za-z]");
        QVERIFY2(!text(error).contains(english), qPrintable(text(error)));
    }
}

void WordsTest::joinsAsTheLanguageDoes()
{
    QCOMPARE(joined({"a", "b", "c"}), QString("a, b, c"));
    QCOMPARE(clauses({"a", "b"}), QString("a; b"));
    QCOMPARE(wholeSentence("it is so"), QString("It is so."));
    QCOMPARE(wholeSentence("/a is so."), QString("/a is so."));
    QCOMPARE(paragraph({"One.", "", "Two."}), QString("One. Two."));
    Appearance appearance;
    appearance.setLanguage("zh_CN");
    QCOMPARE(joined({"a", "b", "c"}), QString("a、b、c"));
    QCOMPARE(clauses({"a", "b"}), QString("a；b"));
    QCOMPARE(wholeSentence("a"), QString("A。"));
    QCOMPARE(paragraph({"一。", "二。"}), QString("一。二。"));
}

QTEST_MAIN(WordsTest)
#include "words_test.moc"
