#include "work/sample/samples.h"

#include "storage/file.h"
#include "support/ext_tools.h"
#include "support/process.h"
#include "support/scratch.h"
#include "work/sample/recipes.h"

#include <QTest>

#include <nlohmann/json.hpp>

using namespace engine;
using namespace testsupport;
namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace {

constexpr std::uint64_t kib = 1024;

Json cliJson(Command arguments)
{
    arguments.insert(arguments.begin(), LAMELLA_CLI);
    arguments.emplace_back("--output=json");
    return Json::parse(run(arguments).out);
}

/// "name:state(children)"; missing ones too.
std::string treeText(const Json& node)
{
    std::string text =
        fs::path(node["path"].get<std::string>()).filename().string() + ':' + node["state"].get<std::string>();
    std::string children;
    for (const Json& child : node["children"])
        children += (children.empty() ? "" : " ") + treeText(child);
    return children.empty() ? text : text + '(' + children + ')';
}

}  // namespace

/// The demonstration templates are what they are said to be.
class SampleTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void allAreMade();
    void structuresAreSound();
    void chainsAreAsDesigned();
    void guestsAreAsDesigned_data();
    void guestsAreAsDesigned();
    void partitionTablesAreSound();
    void wasteIsAsDesigned();
    void theFleetSharesItsSystem();
    void ntfsHasItsFiles();
    void isRepeatable();

private:
    fs::path at(const std::string& name) const { return scratch_ / ("samples/" + name); }
    fs::path flattened(const std::string& name) const
    {
        const fs::path raw = scratch_ / "disk.raw";
        runChecked({"qemu-img", "convert", "-O", "raw", at(name).string(), raw.string()});
        return raw;
    }
    Json layers(const std::string& name) const { return cliJson({"layers", "--exact", at(name).string()})["layers"]; }

    Scratch scratch_;
    Samples samples_;
};

void SampleTest::initTestCase()
{
    Progress progress;
    samples_ = makeSamples(at(""), progress, {});
    QCOMPARE(progress.done.load(), progress.total.load());
}

void SampleTest::allAreMade()
{
    QCOMPARE(samples_.made.size(), sample::recipes().size());
    QVERIFY(samples_.leftOut.empty());
    std::uint64_t onDisk = 0;
    std::size_t files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(at(""))) {
        onDisk += entry.is_regular_file() ? statusOf(entry.path()).diskSize : 0;
        files += entry.is_regular_file() ? 1 : 0;
    }
    std::size_t named = 0;
    for (const Sample& sample : samples_.made)
        named += sample.layers.size();
    QCOMPARE(files, named);
    QVERIFY(onDisk < 60 * kib * kib);
}

void SampleTest::structuresAreSound()
{
    for (const Sample& sample : samples_.made) {
        for (const fs::path& layer : sample.layers) {
            // Without its backing image: one is lost.
            const Json report =
                Json::parse(runChecked({"qemu-img", "check", "--output=json", "--image-opts",
                                        "driver=qcow2,backing=,file.driver=file,file.filename=" + layer.string()}));
            QCOMPARE(report["check-errors"].get<int>(), 0);
            QVERIFY2(!report.contains("leaks") && !report.contains("corruptions"), layer.c_str());
        }
    }
}

void SampleTest::chainsAreAsDesigned()
{
    std::string trees;
    const Json forest = cliJson({"scan", at("").string()});
    for (const Json& root : forest["roots"])
        trees += treeText(root) + '\n';
    QCOMPARE(QString::fromStdString(trees), QString("golden-image.qcow2:missing(diff.qcow2:ok)\n"
                                                    "base.qcow2:ok(diff.qcow2:ok(second-diff.qcow2:ok))\n"
                                                    "base.qcow2:ok(diff.qcow2:ok)\n"
                                                    "accounting.qcow2:ok\n"
                                                    "call-centre.qcow2:ok\n"
                                                    "engineering.qcow2:ok\n"
                                                    "office.qcow2:ok\n"
                                                    "base.qcow2:ok(diff.qcow2:ok)\n"
                                                    "base.qcow2:ok(diff.qcow2:ok)\n"
                                                    "base.qcow2:ok(diff.qcow2:ok)\n"));
    const Json top = cliJson({"info", at("classic/second-diff.qcow2").string()})["layers"].back();
    QCOMPARE(top["backingName"].get<std::string>(), std::string("diff.qcow2"));
    QCOMPARE(top["backingFormat"].get<std::string>(), std::string("qcow2"));
}

void SampleTest::guestsAreAsDesigned_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("reason");
    for (const char* name : {"classic/base", "classic/diff", "classic/second-diff", "garbage/diff", "fragmented/diff",
                             "fleet/office", "fleet/accounting", "fleet/engineering", "fleet/call-centre"})
        QTest::newRow(name) << "ext4"
                            << "clean"
                            << "";
    QTest::newRow("dirty-volume/base") << "ext4"
                                       << "clean"
                                       << "";
    QTest::newRow("dirty-volume/diff") << "ext4"
                                       << "dirty"
                                       << "volume.dirty";
    QTest::newRow("windows/base") << "ntfs"
                                  << "clean"
                                  << "";
    QTest::newRow("windows/diff") << "ntfs"
                                  << "clean"
                                  << "";
}

void SampleTest::guestsAreAsDesigned()
{
    QFETCH(QString, type);
    QFETCH(QString, state);
    QFETCH(QString, reason);
    const std::string name = std::string(QTest::currentDataTag()) + ".qcow2";
    const Json guest = cliJson({"guest", at(name).string()});
    QCOMPARE(guest["partitionTable"].get<std::string>(), std::string("gpt"));
    QCOMPARE(guest["volumes"].size(), std::size_t{1});
    const Json& volume = guest["volumes"][0];
    QCOMPARE(QString::fromStdString(volume["type"]), type);
    QCOMPARE(QString::fromStdString(volume["state"]), state);
    QCOMPARE(volume["trimmable"].get<bool>(), reason.isEmpty());
    if (!reason.isEmpty())
        QVERIFY(volume["reason"].dump().find(reason.toStdString()) != std::string::npos);
    if (type == "ext4" && reason.isEmpty())
        requireCleanExt(flattened(name).string() + "?offset=" + std::to_string(sample::volumeStart));
}

void SampleTest::partitionTablesAreSound()
{
    for (const char* name : {"classic/base.qcow2", "windows/diff.qcow2"}) {
        const fs::path raw = flattened(name);
        QVERIFY(runChecked({"sfdisk", "--verify", raw.string()}).find("No errors detected") != std::string::npos);
        QVERIFY(runChecked({"sgdisk", "--verify", raw.string()}).find("No problems found") != std::string::npos);
    }
}

void SampleTest::wasteIsAsDesigned()
{
    const Json garbage = layers("garbage/diff.qcow2");
    QVERIFY(garbage[1]["garbageBytes"].get<std::uint64_t>() >= 20 * 256 * kib);
    QVERIFY(garbage[1]["garbageBytes"].get<std::uint64_t>() >= 4 * garbage[1]["uniqueBytes"].get<std::uint64_t>());
    QCOMPARE(garbage[0]["garbageBytes"].get<std::uint64_t>(), std::uint64_t{0});
    const Json fragmented = layers("fragmented/diff.qcow2");
    QVERIFY(fragmented[1]["fragmentationLossBytes"].get<std::uint64_t>() >= 79 * 60 * kib);
    const Json windows = layers("windows/diff.qcow2");
    QVERIFY(windows[1]["garbageBytes"].get<std::uint64_t>() >= 31 * 64 * kib);
    for (const Json& layer : layers("dirty-volume/diff.qcow2"))
        QCOMPARE(layer["garbageBytes"].get<std::uint64_t>(), std::uint64_t{0});
}

void SampleTest::theFleetSharesItsSystem()
{
    const auto images = {"fleet/office.qcow2", "fleet/accounting.qcow2", "fleet/engineering.qcow2",
                         "fleet/call-centre.qcow2"};
    Command command{"plan", "share", "--exact", "--base", "auto", "--to", scratch_.path().string()};
    for (const char* name : images)
        command.push_back(at(name).string());
    const Json plan = cliJson(command);
    QCOMPARE(plan["similarity"].size(), images.size());
    for (std::size_t row = 0; row < images.size(); ++row) {
        for (std::size_t column = 0; column < images.size(); ++column) {
            const auto alike = plan["similarity"][row][column].get<std::uint64_t>();
            const auto own = plan["similarity"][row][row].get<std::uint64_t>();
            QVERIFY(alike >= 2048 * kib);
            QVERIFY(row == column || alike + 256 * kib <= own);
        }
    }
}

void SampleTest::ntfsHasItsFiles()
{
    const std::string disk = readFile(flattened("windows/diff.qcow2"));
    const fs::path volume = scratch_ / "ntfs.volume";
    writeFile(volume, std::string_view(disk).substr(sample::volumeStart, sample::volumeSize));
    runChecked({"ntfsfix", "-n", volume.string()});
    const std::string report = runChecked({"ntfscat", volume.string(), "Report.docx"});
    QCOMPARE(report.size(), std::size_t{512 * kib});
    QVERIFY(report.starts_with("Report.docx "));
    QCOMPARE(runChecked({"ntfscat", volume.string(), "Setup.exe"}), std::string());
    QVERIFY(disk.find("Setup.exe           0000000000") != std::string::npos);
}

void SampleTest::isRepeatable()
{
    Progress progress;
    const Samples again = makeSamples(scratch_ / "again", progress, {});
    QCOMPARE(again.made.size(), samples_.made.size());
    for (std::size_t i = 0; i < again.made.size(); ++i) {
        // Times of now are in NTFS, and in what a guest's journal did not carry out.
        if (again.made[i].code == "sample.windows" || again.made[i].code == "sample.dirtyVolume")
            continue;
        for (std::size_t layer = 0; layer < again.made[i].layers.size(); ++layer)
            QVERIFY2(readFile(again.made[i].layers[layer]) == readFile(samples_.made[i].layers[layer]),
                     again.made[i].layers[layer].c_str());
    }
}

QTEST_GUILESS_MAIN(SampleTest)
#include "sample_test.moc"
