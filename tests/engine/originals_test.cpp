#include "support/fault_runs.h"
#include "support/process.h"
#include "support/scratch.h"
#include "support/small_templates.h"

#include <QTest>

#include <nlohmann/json.hpp>
#include <set>

using namespace testsupport;
namespace fs = std::filesystem;
using Json = nlohmann::json;

/// What runs have kept: listed, restored and deleted later, with the receipts that they left and without.
class OriginalsTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void restoresTheRun();
    void deletesTheRun();
    void refusesAPart();
    void refusesWhatWasWrittenTo();
    void restoresByName();
    void restoresNoBrokenChain();
    void deletesByName();
    void keepsNoReceiptWhereNobodyMayWrite();
    void survivesKills();

private:
    fs::path file(const char* name) const { return *folder_ / name; }
    void slim() const { runChecked({LAMELLA_CLI, "slim", "standard", "--replace", "-q", file("top.qcow2").string()}); }
    void forgetReceipts() const { fs::remove_all(fs::path(std::getenv("XDG_STATE_HOME")) / "lamella"); }
    static Finished originals(const char* verb, const std::vector<fs::path>& paths)
    {
        Command command{LAMELLA_CLI, "originals", verb, "--output=json"};
        for (const fs::path& path : paths)
            command.push_back(path.string());
        return run(command);
    }
    Json listed() const { return Json::parse(originals("list", {folder_->path()}).out)["originals"]; }
    std::map<std::string, std::string> before_;

    std::optional<Scratch> folder_;
};

void OriginalsTest::init()
{
    forgetReceipts();
    folder_.emplace();
    makeSmallChain(folder_->path());
    before_ = listing(folder_->path());
}

void OriginalsTest::restoresTheRun()
{
    slim();
    const Json list = listed();
    QCOMPARE(list.size(), std::size_t{2});
    for (const Json& original : list) {
        QCOMPARE(original["operation"].get<std::string>(), std::string("standard"));
        QVERIFY(fs::exists(original["receipt"].get<std::string>()));
        QCOMPARE(original["fileLength"].get<std::uint64_t>(), fs::file_size(original["path"].get<std::string>()));
    }
    const fs::perms others = fs::status(list[0]["receipt"].get<std::string>()).permissions() & fs::perms(077);
    QCOMPARE(others, fs::perms::none);
    const Finished done = originals("restore", {file("top.qcow2.before-slim")});
    QVERIFY2(done.exitCode == 0, done.err.c_str());
    QCOMPARE(listing(folder_->path()), before_);
    QCOMPARE(Json::parse(done.out)["restored"].size(), std::size_t{2});
    QCOMPARE(listed().size(), std::size_t{0});
}

void OriginalsTest::deletesTheRun()
{
    const auto files = guestFiles(file("top.qcow2"));
    slim();
    const Finished done = originals("delete", {file("top.qcow2.before-slim"), file("diff.qcow2.before-slim")});
    QVERIFY2(done.exitCode == 0, done.err.c_str());
    QVERIFY(Json::parse(done.out)["returnedBytes"].get<std::uint64_t>() > 0);
    QCOMPARE(listing(folder_->path()).size(), std::size_t{2});
    QVERIFY(guestFiles(file("top.qcow2")) == files);
}

void OriginalsTest::refusesAPart()
{
    slim();
    const auto after = listing(folder_->path());
    const Finished refused = originals("delete", {file("top.qcow2.before-slim")});
    QCOMPARE(refused.exitCode, 1);
    QVERIFY2(refused.err.find("diff.qcow2.before-slim too") != std::string::npos, refused.err.c_str());
    QCOMPARE(listing(folder_->path()), after);
}

void OriginalsTest::refusesWhatWasWrittenTo()
{
    slim();
    runChecked({"qemu-io", "-c", "write -q 0 4k", file("top.qcow2").string()});
    const auto after = listing(folder_->path());
    const Finished refused = originals("restore", {file("top.qcow2.before-slim")});
    QCOMPARE(refused.exitCode, 1);
    QVERIFY(!refused.err.empty());
    QCOMPARE(listing(folder_->path()), after);
}

/// Base first: what stands above does not open before. What has the name is kept in the original's place.
void OriginalsTest::restoresByName()
{
    slim();
    const std::string result = readFile(file("top.qcow2"));
    forgetReceipts();
    QVERIFY(listed()[0]["receipt"].is_null());
    const Finished done = originals("restore", {file("diff.qcow2.before-slim"), file("top.qcow2.before-slim")});
    QVERIFY2(done.exitCode == 0, done.err.c_str());
    auto expected = before_;
    expected["top.qcow2.before-slim"] = result;
    QCOMPARE(listing(folder_->path()), expected);
    // And back again.
    QCOMPARE(originals("restore", {file("top.qcow2.before-slim")}).exitCode, 0);
    QCOMPARE(readFile(file("top.qcow2")), result);
}

void OriginalsTest::restoresNoBrokenChain()
{
    slim();
    forgetReceipts();
    const auto after = listing(folder_->path());
    const Finished refused = originals("restore", {file("top.qcow2.before-slim")});
    QCOMPARE(refused.exitCode, 1);
    QVERIFY2(refused.err.find("diff.qcow2") != std::string::npos, refused.err.c_str());
    writeFile(file("other.before-slim"), "no image");
    QCOMPARE(originals("restore", {file("base.qcow2")}).exitCode, 1);
    fs::remove(file("other.before-slim"));
    QCOMPARE(listing(folder_->path()), after);
}

void OriginalsTest::deletesByName()
{
    slim();
    forgetReceipts();
    // Nobody knows what took its place.
    QCOMPARE(originals("delete", {file("diff.qcow2.before-slim")}).exitCode, 1);
    QVERIFY(fs::exists(file("diff.qcow2.before-slim")));
    QCOMPARE(originals("delete", {file("top.qcow2.before-slim")}).exitCode, 0);
    QVERIFY(!fs::exists(file("top.qcow2.before-slim")));
    // Nor is one deleted that an image says is its base.
    fs::copy_file(file("top.qcow2"), file("top.qcow2.before-slim"));
    runChecked({"qemu-img", "create", "-q", "-f", "qcow2", "-F", "qcow2", "-b", "top.qcow2.before-slim",
                file("clone.qcow2").string()});
    const Finished needed = originals("delete", {file("top.qcow2.before-slim")});
    QCOMPARE(needed.exitCode, 1);
    QVERIFY2(needed.err.find("clone.qcow2") != std::string::npos, needed.err.c_str());
}

void OriginalsTest::keepsNoReceiptWhereNobodyMayWrite()
{
    const Command command{"env", "XDG_STATE_HOME=/proc/nowhere", LAMELLA_CLI, "slim", "standard", "--replace",
                          "-q",  file("top.qcow2").string()};
    const Finished done = run(command);
    QCOMPARE(done.exitCode, 0);
    QVERIFY2(done.err.find("the receipt was not kept in /proc/nowhere") != std::string::npos, done.err.c_str());
}

/// Restoring by name is one change: killed anywhere, there are the same two files.
void OriginalsTest::survivesKills()
{
    FaultRuns runs{
        {LAMELLA_CLI, "originals", "restore", "-q", file("folder/top.qcow2.before-slim").string()}, file("folder"), {}};
    fs::create_directory(file("folder"));
    runs.prepare = [this] {
        fs::copy_file(file("base.qcow2"), file("folder/top.qcow2.before-slim"));
        fs::copy_file(file("base.qcow2"), file("folder/top.qcow2"));
        writeAt(file("folder/top.qcow2"), fs::file_size(file("base.qcow2")), "result");
    };
    runs.recover = [this] { runChecked({LAMELLA_CLI, "recover", "-q", file("folder").string()}); };
    std::set<bool> back;
    runs.judge = [&](const Finished&, const std::string&) {
        const auto files = listing(file("folder"));
        const std::string original = readFile(file("base.qcow2"));
        const bool isBack = files.at("top.qcow2") == original;
        if (files.size() != 2 ||
            (isBack ? files.at("top.qcow2.before-slim") == original : files.at("top.qcow2.before-slim") != original))
            throw std::runtime_error("a file is lost");
        back.insert(isBack);
    };
    try {
        for (const std::string_view action : {killBefore, killAfter})
            runWithFaults(runs, LAMELLA_FAULTS, action);
    } catch (const std::exception& error) {
        QFAIL(error.what());
    }
    QCOMPARE(back.size(), std::size_t{2});
}

QTEST_GUILESS_MAIN(OriginalsTest)
#include "originals_test.moc"
