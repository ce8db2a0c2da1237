#include "report/markup.h"
#include "support/ext_tools.h"
#include "support/process.h"
#include "support/qemu.h"
#include "support/report_forms.h"
#include "support/scratch.h"

#include <QtTest>

#include <nlohmann/json.hpp>

// What the command line writes of a chain is safe with hostile names, and a bundle holds nothing of what the guest
// stores.

using namespace engine;
using namespace testsupport;

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

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

}  // namespace

class ReportTest : public QObject {
    Q_OBJECT

private slots:
    void hostileNames();
    void longLayerNames_data();
    void longLayerNames();
    void permissionsOfNewFiles();
    void escapes_data();
    void escapes();
    void bundle_data();
    void bundle();
    void bundleOfABrokenChain();
};

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
    requireSchema(reports.at("json"), "report.json");
    QVERIFY(textOfXml(reports.at("html")).find("a<b>&.qcow2") != std::string::npos);
    QVERIFY(reports.at("html").find("alert(1)") != std::string::npos);
    QVERIFY(reports.at("html").find('\x1b') == std::string::npos);
    QVERIFY(reports.at("csv").find('\x1b') == std::string::npos);
    QVERIFY(reports.at("csv").find("\"=") == std::string::npos);
}

void ReportTest::longLayerNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("drawn");
    // 182 units for a name: 26 characters of 7, or 15 of 12.
    QTest::newRow("fits") << "abcdefghijklmnopqrst.qcow2"
                          << "abcdefghijklmnopqrst.qcow2";
    QTest::newRow("long") << "office-2026-with-all-the-updates.qcow2" << QString::fromUtf8("office-2026-…pdates.qcow2");
    QTest::newRow("Chinese") << QString::fromUtf8("办公室模板基础镜像二零二六年十一月.qcow2")
                             << QString::fromUtf8("办公室模板基础…十一月.qcow2");
}

void ReportTest::longLayerNames()
{
    QFETCH(QString, name);
    QFETCH(QString, drawn);
    const Scratch scratch;
    const fs::path image = scratch / name.toStdString();
    runChecked({"qemu-img", "create", "-q", "-f", "qcow2", image.string(), "1M"});
    cli({"report", "--to", (scratch / "map.svg").string(), image.string()});
    const std::string text = textOfXml(readFile(scratch / "map.svg"));
    QVERIFY2(text.find(drawn.toStdString()) != std::string::npos, text.c_str());
}

void ReportTest::permissionsOfNewFiles()
{
    const Scratch scratch;
    const fs::path image = scratch / "image.qcow2";
    const fs::path report = scratch / "report.json";
    runChecked({"qemu-img", "create", "-q", "-f", "qcow2", image.string(), "1M"});
    for (const auto& [mask, mode] : {std::pair("022", 0644), {"027", 0640}, {"077", 0600}}) {
        runChecked({"sh", "-c", "umask $1 && exec $2 report --to $3 $4", "sh", mask, LAMELLA_CLI, report.string(),
                    image.string()});
        QCOMPARE(static_cast<int>(fs::status(report).permissions()), mode);
        fs::remove(report);
    }
    writeFile(report, "");
    fs::permissions(report, fs::perms{0666});
    cli({"report", "--overwrite", "--to", report.string(), image.string()});
    QCOMPARE(static_cast<int>(fs::status(report).permissions()), 0644);
}

void ReportTest::escapes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("marks") << QByteArray("a<b>&\"'") << QByteArray("a&lt;b&gt;&amp;&quot;&#39;");
    QTest::newRow("good characters") << QByteArray("\xc3\xa4 \xe4\xb8\xad \xf0\x9f\x98\x80")
                                     << QByteArray("\xc3\xa4 \xe4\xb8\xad \xf0\x9f\x98\x80");
    QTest::newRow("control characters") << QByteArray("\x1b[0m\n") << QByteArray("\\x1b[0m\\x0a");
    QTest::newRow("no character") << QByteArray("\xff") << QByteArray("\\xff");
    QTest::newRow("cut off") << QByteArray("a\xe4\xb8") << QByteArray("a\\xe4\\xb8");
    QTest::newRow("overlong") << QByteArray("\xe0\x80\xaf") << QByteArray("\\xe0\\x80\\xaf");
    QTest::newRow("surrogate") << QByteArray("\xed\xa0\x80") << QByteArray("\\xed\\xa0\\x80");
    QTest::newRow("U+FFFF") << QByteArray("\xef\xbf\xbf") << QByteArray("\\xef\\xbf\\xbf");
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
    requireSchema(readFile(out / "report.json"), "report.json");
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
