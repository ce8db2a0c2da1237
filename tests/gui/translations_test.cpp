#include "support/process.h"
#include "support/scratch.h"

#include <QDirIterator>
#include <QDomDocument>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using testsupport::Scratch;

namespace {

struct Message {
    QString context;
    QString source;
    QString translation;
    bool finished = false;
};

QList<Message> messagesOf(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        throw std::runtime_error("cannot open " + path.toStdString());
    QDomDocument document;
    document.setContent(&file);
    QList<Message> messages;
    const QDomNodeList all = document.elementsByTagName("message");
    for (int index = 0; index < all.size(); ++index) {
        const QDomElement message = all.at(index).toElement();
        const QDomElement translation = message.firstChildElement("translation");
        messages.append({message.parentNode().toElement().firstChildElement("name").text(),
                         message.firstChildElement("source").text(), translation.text(),
                         !translation.hasAttribute("type")});
    }
    return messages;
}

QStringList placeholdersOf(const QString& text)
{
    static const QRegularExpression placeholder(R"(%\d|%L\d|\{[A-Za-z.]+(:size)?\})");
    QStringList found;
    for (auto matches = placeholder.globalMatch(text); matches.hasNext();)
        found += matches.next().captured();
    found.sort();
    return found;
}

QString translationFile()
{
    return QString(LAMELLA_SOURCES) + "/translations/lamella_zh_CN.ts";
}

}  // namespace

/// Everything that a person reads is translated.
class TranslationsTest : public QObject {
    Q_OBJECT

private slots:
    void everyTextIsTranslated();
    void placeholdersSurvive();
    void noTextIsMissing();
};

void TranslationsTest::everyTextIsTranslated()
{
    const auto messages = messagesOf(translationFile());
    QVERIFY(messages.size() > 500);
    for (const Message& message : messages)
        QVERIFY2(message.finished && !message.translation.isEmpty(), qPrintable(message.source));
}

void TranslationsTest::placeholdersSurvive()
{
    for (const Message& message : messagesOf(translationFile()))
        QVERIFY2(placeholdersOf(message.source) == placeholdersOf(message.translation), qPrintable(message.source));
}

/// lupdate finds no text in the sources that the file does not have.
void TranslationsTest::noTextIsMissing()
{
    const Scratch scratch;
    const QString fresh = QString::fromStdString((scratch / "fresh.ts").string());
    testsupport::Command command{LAMELLA_LUPDATE, "-silent", "-I", LAMELLA_SOURCES, "-target-language", "zh_CN"};
    for (const char* folder : {"/widgets", "/app/window", "/resources"}) {
        QDirIterator files(LAMELLA_SOURCES + QString(folder), {"*.cpp", "*.h"}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext())
            command.push_back(files.next().toStdString());
    }
    command.insert(command.end(), {"-ts", fresh.toStdString()});
    testsupport::runChecked(command);
    QSet<std::pair<QString, QString>> known;
    for (const Message& message : messagesOf(translationFile()))
        known.insert({message.context, message.source});
    for (const Message& message : messagesOf(fresh))
        QVERIFY2(known.contains({message.context, message.source}),
                 qPrintable(message.context + ": " + message.source + " (build update_translations)"));
}

QTEST_GUILESS_MAIN(TranslationsTest)
#include "translations_test.moc"
