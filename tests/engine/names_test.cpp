#include "report/json_text.h"
#include "report/lab/document.h"
#include "report/receipt_json.h"
#include "support/odd_names.h"
#include "support/process.h"
#include "support/report_forms.h"
#include "support/scratch.h"

#include <QTest>

#include <filesystem>
#include <set>

using namespace testsupport;
using engine::report::Json;
namespace fs = std::filesystem;

namespace {

constexpr const char* noName = "";

/// All texts of a document, as bytes.
void collect(const Json& value, std::set<std::string>& texts)
{
    if (value.is_string())
        texts.insert(value.get<std::string>());
    for (const Json& element : value.is_structured() ? value : Json::array())
        collect(element, texts);
}

std::set<std::string> textsOf(const std::string& json)
{
    std::set<std::string> texts;
    collect(engine::report::Field::parse(json), texts);
    return texts;
}

std::size_t countOf(const std::string& text, std::string_view part)
{
    std::size_t count = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size()))
        ++count;
    return count;
}

}  // namespace

/// Names with all that is harmful, in a chain (base first: a name a layer), in its guest, its snapshots: what every
/// command says of them on a terminal, as JSON, HTML, CSV and SVG.
class NamesTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init() { made_.clear(); }
    void reachNobodyRaw_data();
    void reachNobodyRaw();
    void errorsToo();
    void comeBackFromJson();
    void otherProgramsCanReadThem();
    void receiptsFindTheFiles();

private:
    fs::path image(std::size_t layer) const { return scratch_ / (names_[layer] + ".qcow2"); }
    fs::path top() const { return image(names_.size() - 1); }
    std::string cli(Command arguments, const std::string& made = noName);
    void makeChain() const;

    Scratch scratch_;
    std::vector<std::string> names_ = oddNames();
    std::string made_;  ///< the text of the file that a command wrote
};

/// Both streams.
std::string NamesTest::cli(Command arguments, const std::string& made)
{
    arguments.insert(arguments.begin(), LAMELLA_CLI);
    const Finished done = run(arguments);
    if (done.signal != 0)
        throw std::runtime_error("signal");
    if (!made.empty())
        made_ = readFile(made);
    return done.out + done.err;
}

void NamesTest::makeChain() const
{
    const fs::path files = scratch_ / "files";
    fs::create_directory(files);
    for (const std::string& name : names_)
        writeFile(files / name, std::string(20'000, 'x'));
    runChecked({"mke2fs", "-q", "-t", "ext4", "-L", "l\\ \x1b\xff\u202e\u2028", "-d", files.string(),
                (scratch_ / "disk").string(), "16M"});
    fs::remove_all(files);
    runChecked({"qemu-img", "convert", "-f", "raw", "-O", "qcow2", (scratch_ / "disk").string(), image(0).string()});
    fs::remove(scratch_ / "disk");
    for (std::size_t layer = 1; layer < names_.size(); ++layer)
        runChecked({"qemu-img", "create", "-q", "-f", "qcow2", "-u", "-F", "qcow2", "-b",
                    "./" + image(layer - 1).filename().string(), image(layer).string(), "16M"});
    for (const std::string& name : names_)
        runChecked({"qemu-img", "snapshot", "-c", name.substr(0, 60), top().string()});
}

void NamesTest::initTestCase()
{
    makeChain();
}

void NamesTest::reachNobodyRaw_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("ending");
    // In the place of TOP comes the image, in that of BASE its lowest layer, in that of DIR the folder, in that of FILE
    // a file with that ending.
    const auto row = [](const QString& line, const char* ending = "") {
        QTest::addRow("%s%s%s", qPrintable(line), *ending ? " " : "", ending) << line.split(' ') << QString(ending);
    };
    for (const char* form : {"", " --output=json"}) {
        for (const char* line :
             {"scan DIR", "fleet DIR", "fleet --similar DIR", "info TOP", "map TOP", "layers TOP",
              "guest --files --owner 0 TOP", "check TOP", "compare TOP TOP", "recover DIR", "plan standard TOP",
              "plan deep TOP", "plan share --base BASE TOP", "report TOP", "doctor TOP"})
            row(QString(line) + form);
    }
    row("fleet --csv DIR");
    row("bundle --list TOP");
    for (const char* ending : {".html", ".csv", ".json"})
        row("plan deep --report FILE TOP", ending);
    for (const char* ending : {".html", ".csv", ".json", ".svg"})
        row("report --to FILE TOP", ending);
}

void NamesTest::reachNobodyRaw()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, ending);
    const std::string made = ending.isEmpty() ? std::string() : (scratch_ / ("made" + ending.toStdString())).string();
    Command command;
    for (const QString& argument : arguments)
        command.push_back(argument == "TOP"    ? top().string()
                          : argument == "BASE" ? image(0).string()
                          : argument == "DIR"  ? scratch_.path().string()
                          : argument == "FILE" ? made
                                               : argument.toStdString());
    const std::string said = cli(command, made);
    QVERIFY2(!said.empty() || !made_.empty(), "it says nothing");
    for (const std::string& text : {said, made_}) {
        QVERIFY2(rawIn(text).empty(), rawIn(text).c_str());
        // Escaped, and once: in a row stand two, whatever the form.
        QVERIFY2(text.find("back\\slash") == std::string::npos, "a backslash is not escaped");
        QVERIFY2(text.find("\\\\\\") == std::string::npos, "a name is escaped twice");
        QVERIFY2(text.find("\\\\x") == std::string::npos, "an escape is escaped");
        QVERIFY2(text.find("\\\\u") == std::string::npos, "an escape is escaped");
    }
    if (ending == ".html" || ending == ".svg")
        QVERIFY(textOfXml(made_).find("back\\\\slash") != std::string::npos);
    fs::remove(made);
}

void NamesTest::errorsToo()
{
    const Scratch folder;
    for (const std::string& name : names_) {
        const fs::path orphan = folder / (name + ".qcow2");
        runChecked({"qemu-img", "create", "-q", "-f", "qcow2", "-u", "-F", "qcow2", "-b", "./gone" + name,
                    orphan.string(), "1M"});
        for (const Command& command :
             {Command{"info", orphan.string()},
              {"info", "--output=json", orphan.string()},
              {"info", (folder / ("gone" + name)).string()},
              {"plan", "deep", orphan.string()},
              {"doctor", orphan.string()},
              {"report", orphan.string()},
              {"slim", "deep", "--replace", "--receipt", (folder / name / "r").string(), orphan.string()}}) {
            const std::string text = cli(command);
            QVERIFY2(rawIn(text).empty(), rawIn(text).c_str());
            QVERIFY2(text.find("\\\\\\") == std::string::npos, text.c_str());
        }
    }
    for (const std::string& name : names_)
        writeFile(folder / ('.' + name + ".lamella-abcdef.tmp"), "");
    const std::string recovered = cli({"recover", folder.path().string()});
    QVERIFY2(rawIn(recovered).empty(), rawIn(recovered).c_str());
    QVERIFY(countOf(recovered, ".back\\\\slash.lamella-abcdef.tmp") > 0);
    const std::string scanned = cli({"scan", folder.path().string()});
    QVERIFY2(rawIn(scanned).empty(), rawIn(scanned).c_str());
    QVERIFY(countOf(scanned, "goneback\\\\slash") > 0);
}

void NamesTest::comeBackFromJson()
{
    std::set<std::string> layers;
    for (std::size_t layer = 0; layer < names_.size(); ++layer)
        layers.insert(image(layer).string());
    for (const Command& command : {Command{"scan", scratch_.path().string()},
                                   {"info", top().string()},
                                   {"layers", top().string()},
                                   {"plan", "deep", top().string()},
                                   {"report", top().string()}}) {
        Command json{LAMELLA_CLI, command[0], "--output=json"};
        if (command[0] == "plan")
            json = {LAMELLA_CLI, "plan", command[1], "--output=json"};
        json.push_back(command.back());
        const std::set<std::string> texts = textsOf(run(json).out);
        for (const std::string& path : layers)
            QVERIFY2(texts.contains(path), (command[0] + ": " + engine::report::toText(path)).c_str());
    }
    const std::set<std::string> files = textsOf(cli({"guest", "--files", "--output=json", top().string()}));
    for (const std::string& name : names_)
        QVERIFY2(files.contains('/' + name), engine::report::toText(name).c_str());
}

/// With what README says of bytes that are not UTF-8.
void NamesTest::otherProgramsCanReadThem()
{
    const fs::path json = scratch_ / "info.json";
    writeFile(json, runChecked({LAMELLA_CLI, "info", "--output=json", top().string()}));
    const std::string found = runChecked(
        {"python3", "-c",
         "import json,os,re,sys\n"
         "name=lambda s: b''.join(bytes([ord(c)-0x10fe00]) if 0x10fe80<=ord(c)<=0x10feff else c.encode() for c in s)\n"
         "print(sum(os.path.exists(name(l['path'])) for l in json.load(open(sys.argv[1]))['layers']))",
         json.string()});
    QCOMPARE(found, std::to_string(names_.size()) + '\n');
    fs::remove(json);
}

void NamesTest::receiptsFindTheFiles()
{
    const fs::path receipt = scratch_ / "receipt.json";
    const std::string said = cli(
        {"slim", "standard", "--replace", "--alone", "--receipt", receipt.string(), top().string()}, receipt.string());
    QVERIFY2(rawIn(said).empty(), rawIn(said).c_str());
    QVERIFY2(rawIn(made_).empty(), rawIn(made_).c_str());
    const Json read = engine::report::readReceipt(receipt);
    QVERIFY(!read["originals"].empty());
    for (const Json& original : read["originals"])
        QVERIFY(fs::exists(original["keptAs"].get<std::string>()));
    for (const Json& file : read["actual"]["files"])
        QVERIFY(fs::exists(file["path"].get<std::string>()));
    for (const char* ending : {"html", "csv", "json"}) {
        const std::string report = scratch_ / (std::string("report.") + ending);
        cli({"report", "--receipt", receipt.string(), "--to", report, top().string()}, report);
        QVERIFY2(rawIn(made_).empty(), rawIn(made_).c_str());
        QVERIFY(made_.find("back\\\\slash.qcow2") != std::string::npos);
        QVERIFY(made_.find("\\\\\\") == std::string::npos);
        // What was told is not escaped again.
        if (std::string_view(ending) == "json")
            QVERIFY(textsOf(made_).contains(read["originals"].back()["keptAs"].get<std::string>()));
    }
}

QTEST_GUILESS_MAIN(NamesTest)
#include "names_test.moc"
