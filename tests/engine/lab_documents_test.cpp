#include "report/lab/lesson_folder.h"
#include "report/lab/practice_json.h"
#include "support/random.h"
#include "support/scratch.h"
#include "work/document_file.h"
#include "work/lab/practice.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace engine;
using namespace engine::report;
using namespace testsupport;

namespace {

/// What a lesson needs at least, with room for more behind `tasks`.
std::string lessonWith(const std::string& task, const std::string& more = {})
{
    return R"({"format": "lamella-lesson", "version": 1, "title": {"en": "T"}, "about": {"en": "A"},
        "practice": {"clusterSize": 4096, "clusters": 64, "fileSystem": true}, "tasks": [)" +
           task + "]" + more + "}";
}

std::string taskWith(const std::string& check)
{
    return R"({"text": {"en": "x"}, "checks": [)" + check + "]}";
}

QString codeOf(const std::function<void()>& work, std::string* field = nullptr)
{
    try {
        work();
    } catch (const Error& error) {
        const Error::Value* named = error.find("field");
        if (field && named)
            *field = std::get<std::string>(*named);
        return QString::fromLatin1(error.code().data());
    }
    return {};
}

}  // namespace

class LabDocumentsTest : public QObject {
    Q_OBJECT

private slots:
    void ourLessonsAreWhole();
    void badLessonsAreRefused_data();
    void badLessonsAreRefused();
    void damagedLessonsNeverDoMoreThanThrow();
    void practicesAreKept();
    void badPracticesAreRefused_data();
    void badPracticesAreRefused();
    void foldersKeepTheGoodLessons();
    void lessonsThatAreLeftOutAreTold();
};

/// Five lessons, every text in both languages, and what is prepared can be done.
void LabDocumentsTest::ourLessonsAreWhole()
{
    const LessonFolder found = readLessonFolder(std::filesystem::path(LAMELLA_TEST_DATA) / "../../resources/lessons");
    QCOMPARE(found.refused.size(), std::size_t{0});
    QCOMPARE(found.lessons.size(), std::size_t{5});
    const Scratch scratch;
    for (const auto& lesson : found.lessons) {
        std::vector<const lab::Texts*> texts{&lesson->title, &lesson->about};
        for (const lab::Task& task : lesson->tasks) {
            texts.push_back(&task.text);
            for (const lab::Texts* each : {&task.hint, &task.done}) {
                if (!each->empty())
                    texts.push_back(each);
            }
        }
        for (const lab::Texts* each : texts) {
            QCOMPARE(each->size(), std::size_t{2});
            QVERIFY(!lab::textIn(*each, "en").empty() && lab::textIn(*each, "zh_CN") != lab::textIn(*each, "en"));
        }
        lab::Practice practice(scratch / lesson->title.at("en"), lesson->practice);
        for (const lab::Step& step : lesson->prepared)
            practice.run(step);
        QCOMPARE(practice.done(), lesson->prepared.size());
    }
}

void LabDocumentsTest::badLessonsAreRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("field");
    const auto row = [](const char* what, const std::string& text, const char* code, const char* field) {
        QTest::newRow(what) << QByteArray::fromStdString(text) << code << field;
    };
    const std::string good = R"({"text": {"en": "x"}})";
    row("nothing", "", "document.syntax", "");
    row("no JSON", "{\"format\": lesson}", "document.syntax", "");
    row("deep", std::string(500000, '['), "document.deep", "");
    row("a number beyond all", R"({"format": 1e999})", "document.range", "");
    row("deep and whole", std::string(200000, '[') + std::string(200000, ']'), "document.deep", "");
    row("deep where a word belongs", "{\"format\": " + std::string(100000, '[') + std::string(100000, ']') + "}",
        "document.deep", "");
    row("a list where a word belongs", R"({"format": [[[1]]]})", "document.type", "format");
    row("an array", "[]", "document.type", "$");
    row("another format", R"({"format": "x"})", "document.value", "format");
    row("another version", R"({"format": "lamella-lesson", "version": 2})", "document.number", "version");
    row("a negative version", R"({"format": "lamella-lesson", "version": -1})", "document.type", "version");
    row("no title", R"({"format": "lamella-lesson", "version": 1})", "document.missing", "title");
    row("no English", R"({"format": "lamella-lesson", "version": 1, "title": {"de": "x"}})", "document.missing",
        "title.en");
    row("a misspelled key", lessonWith(good, ", \"tsaks\": []"), "document.unknown", "tsaks");
    row("no tasks", lessonWith(""), "document.value", "tasks");
    row("a task without a text", lessonWith(good + ", {}"), "document.missing", "tasks[1].text");
    row("a text that is a number", lessonWith(R"({"text": {"en": 1}})"), "document.type", "tasks[0].text.en");
    row("a long text", lessonWith(R"({"text": {"en": ")" + std::string(5000, 'x') + "\"}}"), "document.long",
        "tasks[0].text.en");
    row("an unknown check", lessonWith(taskWith(R"({"check": "magic"})")), "document.value",
        "tasks[0].checks[0].check");
    row("a check without its number", lessonWith(taskWith(R"({"check": "layers"})")), "document.missing",
        "tasks[0].checks[0].is");
    row("a check without its layer", lessonWith(taskWith(R"({"check": "stored", "is": 1})")), "document.missing",
        "tasks[0].checks[0].layer");
    row("a layer beyond", lessonWith(taskWith(R"({"check": "stored", "layer": 8, "is": 1})")), "document.number",
        "tasks[0].checks[0].layer");
    row("a foreign field", lessonWith(taskWith(R"({"check": "files", "files": [], "is": 1})")), "document.unknown",
        "tasks[0].checks[0].is");
    row("an unknown action", lessonWith(taskWith(R"({"check": "did", "action": "format"})")), "document.value",
        "tasks[0].checks[0].action");
    row("a truth that is none", lessonWith(taskWith(R"({"check": "complete", "is": 1})")), "document.type",
        "tasks[0].checks[0].is");
    row("steps that are none", lessonWith(good, ", \"prepare\": [{\"action\": 7}]"), "document.type",
        "prepare[0].action");
    std::string tasks = good;
    for (int at = 0; at < 60; ++at)
        tasks += ", " + good;
    row("too many tasks", lessonWith(tasks), "document.long", "tasks");
    std::string large = lessonWith(good);
    large.replace(large.find("4096"), 4, "4095");
    row("clusters that are none", large, "lab.option", "clusterSize");
}

void LabDocumentsTest::badLessonsAreRefused()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, code);
    QFETCH(QString, field);
    std::string told;
    QCOMPARE(codeOf([&] { parseLesson(text.toStdString()); }, &told), code);
    QCOMPARE(QString::fromStdString(told), field);
}

void LabDocumentsTest::damagedLessonsNeverDoMoreThanThrow()
{
    Random random(6);
    QDir folder(QString(LAMELLA_TEST_DATA) + "/../../resources/lessons");
    int refused = 0;
    for (const QString& name : folder.entryList({"*.json"})) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const std::string good = file.readAll().toStdString();
        for (int at = 0; at < 300; ++at) {
            std::string bad = good;
            for (std::uint64_t damage = random.between(1, 3); damage > 0; --damage) {
                const std::size_t place = random.below(bad.size());
                if (random.chance(50))
                    bad[place] = static_cast<char>(random.below(256));
                else
                    bad.erase(place, random.between(1, 40));
            }
            refused += codeOf([&] { parseLesson(bad); }).isEmpty() ? 0 : 1;
        }
    }
    QVERIFY(refused > 300);
}

void LabDocumentsTest::practicesAreKept()
{
    SavedPractice saved{{16384, 128, false}, {}};
    for (std::size_t at = 0; at < lab::actionCount; ++at)
        saved.steps.push_back({static_cast<lab::Action>(at), at % 3, {}, at * 4096, at, at % 5, "name"});
    saved.steps[3].layer = 0;
    const SavedPractice again = parsePractice(practiceText(saved));
    QCOMPARE(again.options, saved.options);
    QVERIFY(again.steps == saved.steps);

    const Scratch scratch;
    testsupport::writeFile(scratch / "kept", "what was there before");
    QCOMPARE(codeOf([&] { writeDocument(scratch / "kept", practiceText(saved), {}); }), QString("target.exists"));
    QCOMPARE(testsupport::readFile(scratch / "kept"), "what was there before");
    writeDocument(scratch / "kept", practiceText(saved), {.overwrite = true});
    QVERIFY(parsePractice(readDocument(scratch / "kept")).steps == saved.steps);
    testsupport::writeFile(scratch / "large", std::string(2 << 20, ' '));
    QCOMPARE(codeOf([&] { readDocument(scratch / "large"); }), QString("document.long"));
    QVERIFY(!codeOf([&] { readDocument(scratch / "none"); }).isEmpty());
    QVERIFY(!codeOf([&] { writeDocument(scratch / "no/folder", "", {}); }).isEmpty());
}

void LabDocumentsTest::badPracticesAreRefused_data()
{
    QTest::addColumn<QByteArray>("options");
    QTest::addColumn<QByteArray>("steps");
    QTest::addColumn<QString>("code");
    const QByteArray good = R"({"clusterSize": 65536, "clusters": 64, "fileSystem": true})";
    QTest::newRow("cluster size") << QByteArray(R"({"clusterSize": 1099511627776, "clusters": 64, "fileSystem": true})")
                                  << QByteArray("[]") << "lab.option";
    QTest::newRow("clusters") << QByteArray(R"({"clusterSize": 4096, "clusters": 1000000, "fileSystem": true})")
                              << QByteArray("[]") << "lab.option";
    QTest::newRow("no truth") << QByteArray(R"({"clusterSize": 4096, "clusters": 64, "fileSystem": 1})")
                              << QByteArray("[]") << "document.type";
    QTest::newRow("steps") << good << QByteArray("{}") << "document.type";
    QTest::newRow("an action") << good << QByteArray(R"([{"action": "shell"}])") << "document.value";
    QTest::newRow("a key") << good << QByteArray(R"([{"action": "write", "path": "/etc"}])") << "document.unknown";
    QTest::newRow("an offset") << good << QByteArray(R"([{"action": "write", "offset": 18446744073709551615}])")
                               << "document.number";
    QTest::newRow("too many") << good
                              << "[" + QByteArray(R"({"action": "trim"},)").repeated(600) + R"({"action": "trim"}])"
                              << "document.long";
}

void LabDocumentsTest::badPracticesAreRefused()
{
    QFETCH(QByteArray, options);
    QFETCH(QByteArray, steps);
    QFETCH(QString, code);
    const QByteArray text =
        R"({"format": "lamella-practice", "version": 1, "options": )" + options + R"(, "steps": )" + steps + "}";
    QCOMPARE(codeOf([&] { parsePractice(text.toStdString()); }), code);
}

void LabDocumentsTest::foldersKeepTheGoodLessons()
{
    const Scratch scratch;
    testsupport::writeFile(scratch / "b.json", lessonWith(R"({"text": {"en": "x"}})"));
    testsupport::writeFile(scratch / "a.json", "{}");
    testsupport::writeFile(scratch / "notes.txt", "no lesson");
    std::filesystem::create_directory(scratch / "folder.json");
    const LessonFolder found = readLessonFolder(scratch.path());
    QCOMPARE(found.lessons.size(), std::size_t{1});
    QCOMPARE(found.refused.size(), std::size_t{2});
    QCOMPARE(found.refused[0].path(), scratch / "a.json");
    QVERIFY(!codeOf([&] { readLessonFolder(scratch / "none"); }).isEmpty());
}

void LabDocumentsTest::lessonsThatAreLeftOutAreTold()
{
    const Scratch scratch;
    const auto add = [&](std::size_t number) {
        testsupport::writeFile(scratch / (std::to_string(1000 + number) + ".json"),
                               lessonWith(R"({"text": {"en": "x"}})"));
    };
    for (std::size_t number = mostLessons; number > 0; --number)
        add(number);
    QVERIFY(readLessonFolder(scratch.path()).refused.empty());
    add(0);
    add(200);
    const LessonFolder found = readLessonFolder(scratch.path());
    QCOMPARE(found.lessons.size(), mostLessons);
    QCOMPARE(found.refused.size(), std::size_t{1});
    QCOMPARE(found.refused[0].path(), scratch.path());
    QCOMPARE(QString::fromStdString(std::string(found.refused[0].code())), QString("lesson.leftOut"));
    const engine::Error::Values expected{{"count", std::uint64_t{2}}, {"limit", std::uint64_t{mostLessons}}};
    QVERIFY(found.refused[0].values() == expected);
}

QTEST_GUILESS_MAIN(LabDocumentsTest)
#include "lab_documents_test.moc"
