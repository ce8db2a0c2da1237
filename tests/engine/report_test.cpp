#include "plan/diagnosis/diagnosis.h"
#include "report/markup.h"
#include "report/report_csv.h"
#include "report/report_html.h"
#include "support/composed_chain.h"
#include "support/ext_tools.h"
#include "support/process.h"
#include "support/qemu.h"
#include "support/scratch.h"

#include <QFile>
#include <QXmlStreamReader>
#include <QtTest>

#include <nlohmann/json.hpp>

// What the command line writes of a chain: valid, complete, the same figures in each form, safe with hostile names, and
// in a bundle nothing of what the guest stores.

using namespace engine;
using namespace testsupport;

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

/// Rows of a table in which every text is quoted.
std::vector<std::vector<std::string>> parseCsv(const std::string& text)
{
    std::vector<std::vector<std::string>> rows;
    std::vector<std::string> row(1);
    bool quoted = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char character = text[at];
        if (quoted && character == '"' && at + 1 < text.size() && text[at + 1] == '"') {
            row.back() += '"';
            ++at;
        } else if (character == '"') {
            quoted = !quoted;
        } else if (quoted || (character != ',' && character != '\r' && character != '\n')) {
            row.back() += character;
        } else if (character == ',') {
            row.emplace_back();
        } else if (character == '\n') {
            rows.push_back(std::exchange(row, std::vector<std::string>(1)));
        }
    }
    return rows;
}

/// Well-formed, to its end; all text in it.
QString textOfXml(const std::string& document)
{
    QXmlStreamReader reader(QByteArray::fromStdString(document));
    QString text;
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isCharacters())
            text += reader.text();
        if (reader.isStartElement() && reader.name() == QLatin1String("script"))
            throw std::runtime_error("a script");
        for (const QXmlStreamAttribute& attribute : reader.attributes()) {
            const bool elsewhere =
                attribute.name() == QLatin1String("src") || attribute.name() == QLatin1String("href");
            if (elsewhere || attribute.name().startsWith(QLatin1String("on")))
                throw std::runtime_error("the page needs, or runs, something else");
        }
    }
    if (reader.hasError())
        throw std::runtime_error(reader.errorString().toStdString());
    return text;
}

std::string cli(Command arguments)
{
    arguments.insert(arguments.begin(), LAMELLA_CLI);
    return runChecked(arguments);
}

/// Each form of a report of an image, by its ending.
std::map<std::string, std::string> reportsOf(const fs::path& image, const fs::path& folder, const Command& more = {})
{
    std::map<std::string, std::string> reports;
    for (const char* format : {"html", "json", "csv"}) {
        const fs::path target = folder / (std::string("report.") + format);
        Command command{"report", "--exact", "--to", target.string(), image.string()};
        command.insert(command.end(), more.begin(), more.end());
        cli(command);
        reports[format] = readFile(target);
        fs::remove(target);
    }
    return reports;
}

void requireSchema(const std::string& json, const fs::path& folder)
{
    writeFile(folder / "document.json", json);
    runChecked({"python3", "-c",
                "import json, sys, jsonschema\n"
                "schema = json.load(open(sys.argv[1]))\n"
                "jsonschema.Draft202012Validator.check_schema(schema)\n"
                "jsonschema.Draft202012Validator(schema).validate(json.load(open(sys.argv[2])))",
                LAMELLA_TEST_DATA "/../../resources/schema/report.json", (folder / "document.json").string()});
    fs::remove(folder / "document.json");
}

void requireSameFigures(const Json& report, const std::string& csv)
{
    const Json& diagnosis = report["diagnosis"];
    std::map<std::string, std::int64_t> sums;
    for (const std::vector<std::string>& row : parseCsv(csv)) {
        QCOMPARE(row.size(), std::size_t{6});
        if (row[0] == "waterfall" || row[0] == "layerWaterfall" || (row[0] == "chain" && row[4] == "fileLength") ||
            (row[0] == "largestFile" && row[4] == "storedBytes"))
            sums[row[0]] += std::stoll(row[5]);
    }
    const auto length = diagnosis["sizes"]["fileLength"].get<std::int64_t>();
    QCOMPARE(sums["chain"], length);
    if (!diagnosis["complete"].get<bool>())
        return;
    QCOMPARE(sums["waterfall"], length);
    QCOMPARE(sums["layerWaterfall"], length);
    std::int64_t stored = 0;
    for (const Json& file : diagnosis["largestFiles"])
        stored += file["storedBytes"].get<std::int64_t>();
    QCOMPARE(sums["largestFile"], stored);
}

}  // namespace

class ReportTest : public QObject {
    Q_OBJECT

private slots:
    void samples();
    void receipt();
    void hostileNames();
    void escapes_data();
    void escapes();
    void bundle_data();
    void bundle();
    void bundleOfABrokenChain();
};

void ReportTest::samples()
{
    const Scratch scratch;
    cli({"sample", "-q", (scratch / "samples").string()});
    std::size_t seen = 0;
    for (const auto& entry : fs::recursive_directory_iterator(scratch / "samples")) {
        if (entry.path().extension() != ".qcow2" || entry.path().filename() == "base.qcow2")
            continue;
        ++seen;
        const auto reports = reportsOf(entry.path(), scratch.path());
        requireSchema(reports.at("json"), scratch.path());
        const Json report = Json::parse(reports.at("json"));
        requireSameFigures(report, reports.at("csv"));
        const QString text = textOfXml(reports.at("html"));
        QVERIFY(text.contains(QString::fromStdString(entry.path().filename().string())));
        const bool complete = report["diagnosis"]["complete"].get<bool>();
        QCOMPARE(report["plans"].size(), complete ? report["diagnosis"]["layers"].size() > 1 ? 2U : 1U : 0U);
        if (complete) {
            cli({"report", "--to", (scratch / "map.svg").string(), entry.path().string()});
            QVERIFY(textOfXml(readFile(scratch / "map.svg")).contains("Live guest data"));
        }
    }
    QVERIFY(seen >= 8);
}

void ReportTest::receipt()
{
    const Scratch scratch;
    const ComposedChain chain = composeChain(scratch.path(), 64 << 20, 1);
    cli({"slim", "standard", "-q", "--to", (scratch / "new.qcow2").string(), "--receipt",
         (scratch / "receipt").string(), chain.layers[1].path.string()});
    const auto reports =
        reportsOf(scratch / "new.qcow2", scratch.path(), {"--receipt", (scratch / "receipt").string()});
    requireSchema(reports.at("json"), scratch.path());
    const Json receipt = Json::parse(reports.at("json"))["receipt"];
    QVERIFY(receipt["actual"]["savedBytes"] > 0);
    QVERIFY(textOfXml(reports.at("html")).contains("What was done"));
    writeFile(scratch / "receipt", "{\"operation\": 1}");
    QCOMPARE(run({LAMELLA_CLI, "report", "--receipt", (scratch / "receipt").string(), (scratch / "new.qcow2").string()})
                 .exitCode,
             1);
}

/// Names that would be markup, a formula, or drive a terminal.
void ReportTest::hostileNames()
{
    const Scratch scratch;
    makeExt(scratch / "disk", {"ext4", {"-t", "ext4", "-L", "<b>&\"'label"}, 32 << 20});
    writeFile(scratch / "content", std::string(100000, 'c'));
    const std::string content = (scratch / "content").string();
    debugfs(scratch / "disk", {"write " + content + " \"<script>alert(1)\"", "write " + content + " =cmd()",
                               "write " + content + " \"]]>\xff\xfe\x1b[31m\"", "write " + content + " a,b"});
    runChecked({"qemu-img", "convert", "-f", "raw", "-O", "qcow2", (scratch / "disk").string(),
                (scratch / "a<b>&.qcow2").string()});
    const auto reports = reportsOf(scratch / "a<b>&.qcow2", scratch.path());
    requireSchema(reports.at("json"), scratch.path());
    QVERIFY(textOfXml(reports.at("html")).contains("a<b>&.qcow2"));
    QVERIFY(reports.at("html").find("alert(1)") != std::string::npos);
    QVERIFY(reports.at("html").find('\x1b') == std::string::npos);
    QVERIFY(reports.at("csv").find('\x1b') == std::string::npos);
    QVERIFY(reports.at("csv").find("\"=") == std::string::npos);
    requireSameFigures(Json::parse(reports.at("json")), reports.at("csv"));
}

void ReportTest::escapes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("marks") << QByteArray("a<b>&\"'") << QByteArray("a&lt;b&gt;&amp;&quot;&#39;");
    QTest::newRow("good characters") << QByteArray("\xc3\xa4 \xe4\xb8\xad \xf0\x9f\x98\x80")
                                     << QByteArray("\xc3\xa4 \xe4\xb8\xad \xf0\x9f\x98\x80");
    QTest::newRow("control characters") << QByteArray("\x1b[0m\n") << QByteArray("\\x1b[0m\\x0a");
    QTest::newRow("no character") << QByteArray("\xff") << QByteArray("\xef\xbf\xbd");
    QTest::newRow("cut off") << QByteArray("a\xe4\xb8") << QByteArray("a\xef\xbf\xbd\xef\xbf\xbd");
    QTest::newRow("overlong") << QByteArray("\xe0\x80\xaf") << QByteArray("\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
    QTest::newRow("surrogate") << QByteArray("\xed\xa0\x80") << QByteArray("\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
    QTest::newRow("U+FFFF") << QByteArray("\xef\xbf\xbf") << QByteArray("\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
}

void ReportTest::escapes()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    QCOMPARE(QByteArray::fromStdString(report::markup(text.toStdString())), expected);
}

void ReportTest::bundle_data()
{
    QTest::addColumn<QString>("ending");
    QTest::addColumn<bool>("hashed");
    QTest::newRow("zip") << ".zip" << false;
    QTest::newRow("zip, hashed") << ".zip" << true;
    QTest::newRow("tar.zst") << ".tar.zst" << false;
    QTest::newRow("tar.zst, hashed") << ".tar.zst" << true;
}

void ReportTest::bundle()
{
    QFETCH(QString, ending);
    QFETCH(bool, hashed);
    const Scratch scratch;
    const fs::path folder = scratch / "SECRETfolder";
    fs::create_directories(folder);
    makeExt(scratch / "disk", {"ext4", {"-t", "ext4", "-L", "SECRETlabel"}, 32 << 20});
    std::string content;
    for (int line = 0; line < 20000; ++line)
        content += "MARKER of what the guest stores\n";
    writeFile(scratch / "content", content);
    debugfs(scratch / "disk", {"mkdir SECRETdir", "write " + (scratch / "content").string() + " SECRETdir/SECRETfile"});
    const fs::path base = folder / "SECRETbase.qcow2";
    const fs::path top = folder / "SECRETtop.qcow2";
    runChecked({"qemu-img", "convert", "-f", "raw", "-O", "qcow2", (scratch / "disk").string(), base.string()});
    runChecked(
        {"qemu-img", "create", "-q", "-f", "qcow2", "-F", "qcow2", "-b", base.filename().string(), top.string()});
    qemuIo(QString::fromStdString(top.string()), {"write -P 0x4d 20M 1M"});
    runChecked({"qemu-img", "snapshot", "-c", "SECRETsnapshot", top.string()});

    const fs::path target = scratch / ("bundle" + ending.toStdString());
    Command command{"bundle", "--exact", "--to", target.string(), top.string()};
    if (hashed)
        command.push_back("--hash-names");
    cli(command);
    const fs::path out = scratch / "out";
    fs::create_directories(out);
    if (ending == ".zip")
        runChecked({"unzip", "-q", target.string(), "-d", out.string()});
    else
        runChecked({"tar", "--zstd", "-xf", target.string(), "-C", out.string()});
    std::size_t secrets = 0;
    std::size_t files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(out)) {
        if (!entry.is_regular_file())
            continue;
        ++files;
        const std::string text = readFile(entry.path());
        QVERIFY2(text.find("MARKER") == std::string::npos, entry.path().c_str());
        QVERIFY2(text.find("MMMMMMMM") == std::string::npos, entry.path().c_str());
        secrets += text.find("SECRET") != std::string::npos ? 1 : 0;
    }
    QCOMPARE(secrets == 0, hashed);
    // The list names every file, with its length.
    std::istringstream list(readFile(out / "contents.txt"));
    std::uint64_t length = 0;
    std::size_t listed = 1;
    for (std::string name; list >> length && list.ignore() && std::getline(list, name); ++listed)
        QCOMPARE(fs::file_size(out / name), length);
    QCOMPARE(listed, files);
    requireSchema(readFile(out / "report.json"), scratch.path());
    textOfXml(readFile(out / "report.html"));
    QCOMPARE(Json::parse(readFile(out / "layers/0/header.json"))["clusterBits"], Json(16));
    const std::string extents = readFile(out / "layers/1/extents.csv");
    QVERIFY2(extents.find("20971520,1048576,data,") != std::string::npos, extents.c_str());
}

void ReportTest::bundleOfABrokenChain()
{
    const Scratch scratch;
    createQcow2(QString::fromStdString((scratch / "base.qcow2").string()), "1M");
    runChecked({"qemu-img", "create", "-q", "-f", "qcow2", "-F", "qcow2", "-b", "base.qcow2",
                (scratch / "top.qcow2").string()});
    fs::remove(scratch / "base.qcow2");
    cli({"bundle", "--to", (scratch / "b.zip").string(), (scratch / "top.qcow2").string()});
    const std::string names = runChecked({"unzip", "-Z1", (scratch / "b.zip").string()});
    QVERIFY(names.find("layers/1/header.json") != std::string::npos);
    QVERIFY(names.find("layers/0/") == std::string::npos);
}

QTEST_GUILESS_MAIN(ReportTest)
#include "report_test.moc"
