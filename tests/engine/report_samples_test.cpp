#include "report/json.h"
#include "support/process.h"
#include "support/report_forms.h"
#include "support/report_sums.h"
#include "support/scratch.h"

#include <QtTest>

#include <algorithm>
#include <sstream>

using namespace testsupport;
namespace fs = std::filesystem;
using engine::report::Json;

namespace {

Finished cli(Command arguments)
{
    arguments.insert(arguments.begin(), LAMELLA_CLI);
    return run(arguments);
}

std::string mustRun(Command arguments)
{
    arguments.insert(arguments.begin(), LAMELLA_CLI);
    return runChecked(arguments);
}

void requireTotals(const Json& report)
{
    const Json& diagnosis = report["diagnosis"];
    std::int64_t waterfall = 0;
    for (const Json& step : diagnosis["waterfall"])
        waterfall += step["bytes"].get<std::int64_t>();
    if (diagnosis["complete"])
        QCOMPARE(waterfall, diagnosis["sizes"]["fileLength"].get<std::int64_t>());
}

/// As a version before them wrote it.
void eraseNewerKeys(Json& receipt)
{
    for (const char* key : {"openedAs", "overlaySearch", "returnedBytes", "returnedExact", "originalsReturnBytes"})
        if (receipt.is_object())
            receipt.erase(key);
    for (Json& part : receipt)
        if (part.is_structured())
            eraseNewerKeys(part);
}

}  // namespace

/// Every report of every sample template, without a display: well-formed HTML and SVG, JSON as the schemas say, CSV
/// with the same figures, bundles that unpack to the same.
class ReportSamplesTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everyForm_data();
    void everyForm();
    void plansAndReceipts_data();
    void plansAndReceipts();
    void sharing();
    void bundles_data();
    void bundles();
    void fleet();
    void badReceipts_data();
    void badReceipts();

private:
    void addTemplates() const;
    void checkOperation(const Command& command, const std::string& option);
    Json checkForms(const fs::path& image, const Command& more);

    Scratch scratch_;
    std::vector<std::pair<std::string, fs::path>> templates_;  ///< the code of the sample, its active layer
};

void ReportSamplesTest::initTestCase()
{
    const Json made = Json::parse(mustRun({"sample", "--output=json", (scratch_ / "samples").string()}));
    for (const Json& sample : made["samples"])
        templates_.emplace_back(sample["code"], sample["layers"].back().get<std::string>());
    for (const char* code : {"sample.classic", "sample.garbage", "sample.fragmented", "sample.fleet", "sample.windows",
                             "sample.dirtyVolume", "sample.brokenLink"})
        QVERIFY2(std::any_of(templates_.begin(), templates_.end(), [&](auto& each) { return each.first == code; }),
                 code);
    QVERIFY(fs::create_directory(scratch_ / "new"));
}

void ReportSamplesTest::addTemplates() const
{
    for (const auto& [code, path] : templates_) {
        const std::string name = path.lexically_relative(scratch_ / "samples").string();
        QTest::newRow(name.c_str()) << QString::fromStdString(code) << QString::fromStdString(path.string());
    }
}

/// @return the report as JSON
Json ReportSamplesTest::checkForms(const fs::path& image, const Command& more)
{
    std::map<std::string, std::string> forms;
    for (const char* form : {"html", "json", "csv"}) {
        const fs::path target = scratch_ / (std::string("report.") + form);
        Command command{"report", "--overwrite", "--to", target.string(), image.string()};
        command.insert(command.end(), more.begin(), more.end());
        mustRun(command);
        forms[form] = readFile(target);
    }
    requireSchema(forms["json"], "report.json");
    Json report = Json::parse(forms["json"]);
    // The file of the report is not where the plans would put an image.
    if (report["plans"].dump().find("report.json") != std::string::npos)
        throw std::runtime_error("the plans are about the file of the report");
    requireTotals(report);
    if (sumsOfCsv(forms["csv"]) != sumsOfJson(report))
        throw std::runtime_error("the CSV says something else:\n" + forms["csv"]);
    const std::string text = textOfXml(forms["html"]);
    if (text.find(image.filename().string()) == std::string::npos)
        throw std::runtime_error("the page does not name the image");
    return report;
}

/// The document of a plan in all forms.
/// @param option which names its file
void ReportSamplesTest::checkOperation(const Command& command, const std::string& option)
{
    std::map<std::string, std::string> forms;
    for (const char* form : {"html", "json", "csv"}) {
        const fs::path target = scratch_ / (std::string("operation.") + form);
        Command whole = command;
        whole.insert(whole.end(), {"-q", "--overwrite", option, target.string()});
        mustRun(whole);
        forms[form] = readFile(target);
        fs::remove(target);
    }
    const Json operation = Json::parse(forms["json"]);
    requireSchema(forms["json"],
                  operation["operation"] == "share" ? "report.json#/$defs/sharePlan" : "report.json#/$defs/slimPlan");
    QVERIFY(sumsOfCsv(forms["csv"]) == sumsOfOperation(operation));
    const std::string text = textOfXml(forms["html"]);
    for (const Json& file : operation["before"]["files"])
        QVERIFY(text.find(file["path"].get<std::string>()) != std::string::npos);
}

void ReportSamplesTest::everyForm_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("image");
    addTemplates();
}

void ReportSamplesTest::everyForm()
{
    QFETCH(QString, code);
    QFETCH(QString, image);
    for (const Command& depth : {Command{}, Command{"--exact"}}) {
        const Json report = checkForms(image.toStdString(), depth);
        const Json& diagnosis = report["diagnosis"];
        const bool complete = diagnosis["complete"].get<bool>();
        QCOMPARE(complete, code != "sample.brokenLink");
        QCOMPARE(report["plans"].size(), complete ? diagnosis["layers"].size() > 1 ? 2U : 1U : 0U);
        if (code == "sample.dirtyVolume")
            QCOMPARE(diagnosis["volumes"][0]["state"].get<std::string>(), std::string("dirty"));
        if (code == "sample.dirtyVolume" || code == "sample.brokenLink")
            QVERIFY(!diagnosis["symptoms"].empty());
    }
    const fs::path drawing = scratch_ / "map.svg";
    const fs::path picture = scratch_ / "map.png";
    if (code == "sample.brokenLink") {
        const Finished refused = cli({"report", "--to", drawing.string(), image.toStdString()});
        QCOMPARE(refused.exitCode, 1);
        QVERIFY(refused.err.find("no map") != std::string::npos);
        QVERIFY(!fs::exists(drawing));
        return;
    }
    mustRun({"report", "--overwrite", "--to", drawing.string(), image.toStdString()});
    const std::string svg = readFile(drawing);
    QVERIFY(textOfXml(svg).find("Live guest data") != std::string::npos);
    mustRun({"report", "--overwrite", "--to", picture.string(), image.toStdString()});
    std::istringstream facts(runChecked({"identify", "-format", "%m %w %h %k", picture.string()}));
    std::istringstream box(svg.substr(svg.find("viewBox=\"0 0 ") + 13));
    std::string format;
    int width = 0, height = 0, colours = 0, boxWidth = 0, boxHeight = 0;
    facts >> format >> width >> height >> colours;
    box >> boxWidth >> boxHeight;
    QCOMPARE(format, std::string("PNG"));
    QCOMPARE(std::pair(width, height), std::pair(2 * boxWidth, 2 * boxHeight));
    // White, the colour of live data, frames and words.
    QVERIFY(boxWidth > 0 && colours > 4);
    fs::remove(drawing);
    fs::remove(picture);
}

void ReportSamplesTest::plansAndReceipts_data()
{
    everyForm_data();
}

void ReportSamplesTest::plansAndReceipts()
{
    QFETCH(QString, code);
    QFETCH(QString, image);
    int ran = 0;
    for (const char* kind : {"standard", "deep"}) {
        const fs::path result = scratch_ / "new" / kind;
        const Finished plan =
            cli({"plan", kind, "--exact", "--output=json", "--to", result.string(), image.toStdString()});
        if (code == "sample.brokenLink") {
            QCOMPARE(plan.exitCode, 1);
            continue;
        }
        requireSchema(plan.out, "report.json#/$defs/slimPlan");
        if (!Json::parse(plan.out)["blockers"].empty())
            continue;
        checkOperation({"plan", kind, "--exact", "--to", result.string(), image.toStdString()}, "--report");
        const fs::path receipt = scratch_ / "receipt.json";
        mustRun({"slim", kind, "-q", "--to", result.string(), "--receipt", receipt.string(), image.toStdString()});
        requireSchema(readFile(receipt), "report.json#/$defs/receipt");
        const Json report = checkForms(result, {"--receipt", receipt.string()});
        QVERIFY(report["receipt"] == Json::parse(readFile(receipt)));
        QVERIFY(report["receipt"]["actual"]["fileLength"] == Json::parse(plan.out)["after"]["fileLength"]);
        fs::remove(result);
        fs::remove(receipt);
        ++ran;
    }
    QVERIFY(ran > 0 || code == "sample.brokenLink");
}

void ReportSamplesTest::sharing()
{
    const fs::path folder = scratch_ / "shared";
    fs::create_directory(folder);
    Command images;
    for (const auto& [code, path] : templates_) {
        if (code == "sample.fleet")
            images.push_back(path.string());
    }
    QVERIFY(images.size() >= 2);
    const auto with = [&](Command command) {
        command.insert(command.end(), {"--base", "auto", "--to", folder.string()});
        command.insert(command.end(), images.begin(), images.end());
        return command;
    };
    requireSchema(mustRun(with({"plan", "share", "--output=json", "--exact"})), "report.json#/$defs/sharePlan");
    checkOperation(with({"plan", "share"}), "--report");
    checkOperation(with({"plan", "share", "--exact"}), "--report");
    const fs::path receipt = scratch_ / "receipt.json";
    mustRun(with({"share", "-q", "--overwrite", "--receipt", receipt.string()}));
    requireSchema(readFile(receipt), "report.json#/$defs/receipt");
    const fs::path result = folder / fs::path(images.back()).filename();
    const Json report = checkForms(result, {"--receipt", receipt.string(), "--allow", (scratch_ / "samples").string()});
    QCOMPARE(report["receipt"]["operation"].get<std::string>(), std::string("share"));

    Json older = report["receipt"];
    eraseNewerKeys(older);
    QVERIFY(older != report["receipt"]);
    writeFile(receipt, older.dump());
    const fs::path page = scratch_ / "older.html";
    mustRun({"report", "--to", page.string(), "--receipt", receipt.string(), "--allow", (scratch_ / "samples").string(),
             result.string()});
    QVERIFY(fs::exists(page));
}

void ReportSamplesTest::bundles_data()
{
    everyForm_data();
}

void ReportSamplesTest::bundles()
{
    QFETCH(QString, code);
    QFETCH(QString, image);
    for (const std::string ending : {".zip", ".tar.zst"}) {
        const fs::path bundle = scratch_ / ("bundle" + ending);
        const fs::path out = scratch_ / "out";
        fs::create_directory(out);
        mustRun({"bundle", "-q", "--overwrite", "--to", bundle.string(), image.toStdString()});
        if (ending == ".zip")
            runChecked({"unzip", "-q", bundle.string(), "-d", out.string()});
        else
            runChecked({"tar", "--zstd", "-xf", bundle.string(), "-C", out.string()});
        const std::string json = readFile(out / "report.json");
        requireSchema(json, "report.json");
        textOfXml(readFile(out / "report.html"));
        const Json report = Json::parse(json);
        requireTotals(report);
        const std::size_t layers = report["diagnosis"]["layers"].size();
        QVERIFY(fs::exists(out / "layers" / std::to_string(layers - 1) / "header.json"));
        fs::remove_all(out);
    }
}

void ReportSamplesTest::fleet()
{
    const std::string samples = (scratch_ / "samples").string();
    for (const Command& depth : {Command{}, Command{"--exact"}, Command{"--similar"}}) {
        Command command{"fleet", "--output=json", samples};
        command.insert(command.end(), depth.begin(), depth.end());
        const std::string json = mustRun(command);
        requireSchema(json, "fleet.json");
        QCOMPARE(Json::parse(json)["templates"].size(), templates_.size());
    }
    const Json fleet = Json::parse(mustRun({"fleet", "--output=json", samples}));
    const auto rows = parseCsv(mustRun({"fleet", "--csv", samples}));
    QCOMPARE(rows.size(), templates_.size() + 1);
    const auto column = [&](const std::string& title) {
        return static_cast<std::size_t>(std::find(rows[0].begin(), rows[0].end(), title) - rows[0].begin());
    };
    for (std::size_t at = 0; at < templates_.size(); ++at) {
        const Json& one = fleet["templates"][at];
        QCOMPARE(rows[at + 1][column("path")], one["path"].get<std::string>());
        for (const char* title : {"virtualSize", "chainLength", "chainDiskSize", "ownLength", "garbageBytes"})
            QCOMPARE(rows[at + 1][column(title)], one[title].is_null() ? std::string() : one[title].dump());
    }
}

void ReportSamplesTest::badReceipts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("no JSON") << QByteArray("receipt") << QByteArray("it is no JSON text");
    QTest::newRow("something else") << QByteArray("[]")
                                    << QByteArray("$ is not of the type that is needed there: object");
    QTest::newRow("numbers for everything")
        << QByteArray(R"({"operation": 1, "before": 1, "actual": 1})") << QByteArray("operation");
    QTest::newRow("a plan") << QByteArray(R"({"operation": "deep"})") << QByteArray("exact is missing");
    QTest::newRow("deep") << QByteArray(100000, '[') << QByteArray("nested");
}

/// What is no receipt is refused with the field that says so, before anything is read of it.
void ReportSamplesTest::badReceipts()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, message);
    writeFile(scratch_ / "bad.json", text.toStdString());
    const Finished refused = cli({"report", "--to", (scratch_ / "bad.html").string(), "--receipt",
                                  (scratch_ / "bad.json").string(), templates_.front().second.string()});
    QCOMPARE(refused.exitCode, 1);
    QVERIFY2(refused.err.find(message.toStdString()) != std::string::npos, refused.err.c_str());
    QVERIFY(!fs::exists(scratch_ / "bad.html"));
}

QTEST_GUILESS_MAIN(ReportSamplesTest)
#include "report_samples_test.moc"
