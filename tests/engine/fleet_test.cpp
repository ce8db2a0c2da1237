#include "plan/fleet.h"

#include "plan/content_sample.h"
#include "report/fleet_report.h"
#include "storage/file.h"
#include "support/process.h"
#include "support/random.h"
#include "support/scratch.h"
#include "work/sample/samples.h"

#include <QTest>

#include <algorithm>
#include <fstream>
#include <sstream>

using namespace engine;
using namespace testsupport;
namespace fs = std::filesystem;
using report::Json;

namespace {

constexpr std::uint64_t cluster = 64 << 10;

Json cliJson(Command arguments)
{
    arguments.insert(arguments.begin(), LAMELLA_CLI);
    arguments.emplace_back("--output=json");
    return Json::parse(run(arguments).out);
}

/// A raw disk; each number is the content of one cluster, 0 a hole.
void writeDisk(const fs::path& path, const std::vector<std::uint64_t>& contents)
{
    std::ofstream out(path, std::ios::binary);
    for (std::size_t at = 0; at < contents.size(); ++at) {
        if (contents[at] == 0)
            continue;
        Random random(contents[at]);
        std::string bytes(cluster, '\0');
        for (std::size_t word = 0; word < cluster; word += 64)
            bytes.replace(word, 8, std::to_string(random.next()).substr(0, 8));
        out.seekp(static_cast<std::streamoff>(at * cluster));
        out << bytes;
    }
    out.close();
    fs::resize_file(path, contents.size() * cluster);
}

ContentSample sampleOf(const fs::path& path)
{
    ChainOptions options;
    options.policy.openFolder(path.parent_path());
    options.format = path.extension() == ".raw" ? "raw" : "qcow2";
    Progress progress;
    return sampleContent(Chain::open(path, options), progress, {});
}

std::vector<std::string> fields(const std::string& line)
{
    std::vector<std::string> found;
    std::istringstream in(line);
    for (std::string field; std::getline(in, field, ',');)
        found.push_back(field);
    return found;
}

}  // namespace

/// Many templates at once: the same figures as one by one, every file once in the sums, copies are found.
class FleetTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void figuresAreThoseOfThePlans_data();
    void figuresAreThoseOfThePlans();
    void everyFileCountsOnce();
    void csvAddsUpToTheTotals();
    void aBrokenTemplateIsARowOfItsOwn();
    void canBeCancelled();
    void samplesOfAnySizeCompare_data();
    void samplesOfAnySizeCompare();
    void copiesAreFound();
    void whatIsSharedAlreadyIsNoGain();
    void theCommandLineTellsTheGroups();

private:
    Scratch scratch_;
};

void FleetTest::initTestCase()
{
    Progress progress;
    makeSamples(scratch_ / "samples", progress, {});
}

void FleetTest::figuresAreThoseOfThePlans_data()
{
    QTest::addColumn<bool>("exact");
    QTest::newRow("quick") << false;
    QTest::newRow("exact") << true;
}

void FleetTest::figuresAreThoseOfThePlans()
{
    QFETCH(bool, exact);
    const std::string samples = (scratch_ / "samples").string();
    const Json fleet = exact ? cliJson({"fleet", "--exact", samples}) : cliJson({"fleet", samples});
    int compared = 0;
    for (const Json& one : fleet["templates"]) {
        if (!one["reason"].is_null())
            continue;
        for (const std::string kind : {"standard", "deep"}) {
            Command command{LAMELLA_CLI, "plan", kind, "--replace", "--output=json", one["path"].get<std::string>()};
            if (exact)
                command.emplace_back("--exact");
            const Json plan = Json::parse(run(command).out);
            const Json& saving = one[kind];
            if (!plan["blockers"].empty()) {
                QCOMPARE(saving["blocker"].get<std::string>(), plan["blockers"][0]["code"].get<std::string>());
                QVERIFY(saving["savedBytes"].is_null());
                continue;
            }
            QCOMPARE(saving["savedBytes"].get<std::int64_t>(),
                     std::max<std::int64_t>(plan["savedBytes"].get<std::int64_t>(), 0));
            ++compared;
        }
        QCOMPARE(one["duplicateBytes"].is_null(), !exact);
    }
    QVERIFY(compared >= 9);
}

void FleetTest::everyFileCountsOnce()
{
    const fs::path folder = scratch_ / "shared";
    fs::create_directory(folder);
    writeDisk(folder / "base.raw", {1, 2, 3, 4});
    for (const char* name : {"a.qcow2", "b.qcow2"})
        runChecked(
            {"qemu-img", "create", "-q", "-f", "qcow2", "-b", "base.raw", "-F", "raw", (folder / name).string()});
    const Json fleet = cliJson({"fleet", folder.string()});
    const Json& totals = fleet["totals"];
    const std::uint64_t base = fs::file_size(folder / "base.raw");
    const std::uint64_t diff = fs::file_size(folder / "a.qcow2");
    QCOMPARE(totals["templates"].get<int>(), 2);
    QCOMPARE(totals["files"].get<int>(), 3);
    QCOMPARE(totals["fileLength"].get<std::uint64_t>(), base + 2 * diff);
    for (const Json& one : fleet["templates"]) {
        QCOMPARE(one["chainLength"].get<std::uint64_t>(), base + diff);
        QCOMPARE(one["ownLength"].get<std::uint64_t>(), diff);
        QCOMPARE(one["deep"]["blocker"].get<std::string>(), "plan.baseShared");
    }
}

void FleetTest::csvAddsUpToTheTotals()
{
    const std::string samples = (scratch_ / "samples").string();
    const Json totals = cliJson({"fleet", samples})["totals"];
    std::istringstream csv(run({LAMELLA_CLI, "fleet", "--csv", samples}).out);
    std::string line;
    std::getline(csv, line);
    line.pop_back();
    const std::vector<std::string> titles = fields(line);
    std::map<std::string, std::uint64_t> sums;
    std::size_t rows = 0;
    while (std::getline(csv, line)) {
        QVERIFY(line.ends_with('\r'));
        line.pop_back();
        const std::vector<std::string> cells = fields(line);
        for (std::size_t at = 0; at < cells.size(); ++at)
            if (!cells[at].empty() && cells[at].find_first_not_of("0123456789") == std::string::npos)
                sums[titles[at]] += std::stoull(cells[at]);
        ++rows;
    }
    QCOMPARE(rows, totals["templates"].get<std::size_t>());
    for (const std::string title :
         {"virtualSize", "garbageBytes", "standardSavedBytes", "deepSavedBytes", "bestSavedBytes"})
        QCOMPARE(sums[title], totals[title].get<std::uint64_t>());
    QVERIFY(sums["garbageBytes"] > 0);
}

void FleetTest::aBrokenTemplateIsARowOfItsOwn()
{
    const Json fleet = cliJson({"fleet", (scratch_ / "samples").string()});
    const auto broken = std::find_if(fleet["templates"].begin(), fleet["templates"].end(),
                                     [](const Json& one) { return one["state"] == "missing"; });
    QVERIFY(broken != fleet["templates"].end());
    QVERIFY(broken->at("path").get<std::string>().ends_with("broken-link/diff.qcow2"));
    QVERIFY(!broken->at("reason").is_null());
    QVERIFY(broken->at("garbageBytes").is_null());
}

void FleetTest::canBeCancelled()
{
    Progress progress;
    const Forest forest = Forest::scan({scratch_ / "samples"}, {}, progress, {});
    std::stop_source stop;
    stop.request_stop();
    QVERIFY_THROWS_EXCEPTION(Error, readFleet(forest, {}, MapDepth::Quick, progress, stop.get_token()));
}

void FleetTest::samplesOfAnySizeCompare_data()
{
    QTest::addColumn<int>("clusters");
    QTest::addColumn<int>("others");
    QTest::newRow("both are read wholly") << 200 << 200;
    QTest::newRow("both are sampled") << 1500 << 1500;
    QTest::newRow("one is sampled more coarsely") << 300 << 1500;
}

void FleetTest::samplesOfAnySizeCompare()
{
    QFETCH(int, clusters);
    QFETCH(int, others);
    std::vector<std::uint64_t> a;
    std::vector<std::uint64_t> b;
    std::uint64_t alike = 0;
    Random random(7);
    for (int at = 0; at < std::max(clusters, others); ++at) {
        const std::uint64_t content = random.next() | 1U;
        const bool same = random.chance(60);
        if (at < clusters)
            a.push_back(content);
        if (at < others)
            b.push_back(same ? content : content + 2);
        alike += at < clusters && at < others && same ? cluster : 0;
    }
    writeDisk(scratch_ / "one.raw", a);
    writeDisk(scratch_ / "other.raw", b);
    const ContentSample one = sampleOf(scratch_ / "one.raw");
    const ContentSample other = sampleOf(scratch_ / "other.raw");
    QVERIFY(one.disk.clusters.size() <= 2 * sampledClusters);
    QCOMPARE(one.storedBytes, a.size() * cluster);
    const std::uint64_t about = equalBytes(one, other);
    QCOMPARE(equalBytes(other, one), about);
    if (one.shift == 0 && other.shift == 0)
        QCOMPARE(about, alike);
    QVERIFY(about > alike - alike / 4 && about < alike + alike / 4);
}

void FleetTest::copiesAreFound()
{
    // Three copies of one system, two of another, one by itself; each has something of its own.
    std::vector<ContentSample> samples;
    for (const std::vector<int>& kind : {std::vector{1, 0}, {2, 0}, {1, 1}, {3, 0}, {2, 1}, {1, 2}}) {
        std::vector<std::uint64_t> contents;
        for (std::uint64_t at = 0; at < 100; ++at)
            contents.push_back(static_cast<std::uint64_t>(kind[0]) * 1000 + at +
                               (at >= 80 ? static_cast<std::uint64_t>(kind[1] + 1) * 100000 : 0));
        const fs::path path = scratch_ / ("copy" + std::to_string(samples.size()) + ".raw");
        writeDisk(path, contents);
        samples.push_back(sampleOf(path));
    }
    const std::vector<SharingGroup> groups = findSharingGroups(samples, {});
    QCOMPARE(groups.size(), std::size_t{2});
    QCOMPARE(groups[0].templates, (std::vector<std::size_t>{0, 2, 5}));
    QCOMPARE(groups[0].gainBytes, 2 * 80 * cluster);
    QCOMPARE(groups[1].templates, (std::vector<std::size_t>{1, 4}));
    QCOMPARE(groups[1].gainBytes, 80 * cluster);
}

void FleetTest::whatIsSharedAlreadyIsNoGain()
{
    const fs::path folder = scratch_ / "shared";
    std::vector<ContentSample> samples{sampleOf(folder / "a.qcow2"), sampleOf(folder / "b.qcow2")};
    QVERIFY(equalBytes(samples[0], samples[1]) > 0);
    QVERIFY(findSharingGroups(samples, {}).empty());
    // A full copy of the same content is one.
    runChecked(
        {"qemu-img", "convert", "-O", "qcow2", (folder / "a.qcow2").string(), (scratch_ / "full.qcow2").string()});
    samples.push_back(sampleOf(scratch_ / "full.qcow2"));
    const std::vector<SharingGroup> groups = findSharingGroups(samples, {});
    QCOMPARE(groups.size(), std::size_t{1});
    QCOMPARE(groups[0].gainBytes, 4 * cluster);
}

void FleetTest::theCommandLineTellsTheGroups()
{
    const Json fleet = cliJson({"fleet", "--similar", (scratch_ / "samples/fleet").string()});
    QCOMPARE(fleet["sharingGroups"].size(), std::size_t{1});
    QCOMPARE(fleet["sharingGroups"][0]["templates"].size(), std::size_t{4});
    QVERIFY(fleet["sharingGroups"][0]["gainBytes"].get<std::uint64_t>() > 1 << 20);
}

QTEST_GUILESS_MAIN(FleetTest)
#include "fleet_test.moc"
