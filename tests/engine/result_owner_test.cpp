#include "support/attributes.h"
#include "support/guest_tree.h"
#include "support/process.h"
#include "support/scratch.h"
#include "support/small_templates.h"

#include <QTest>

#include <nlohmann/json.hpp>
#include <unistd.h>

using namespace testsupport;
namespace fs = std::filesystem;

/// Who may read what comes of a template, and whether there is room for it.
class ResultOwnerTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void eachResultIsLikeItsTemplate();
    void anotherOwnerIsSaidBefore();
    void roomForAllOnOneFileSystem();
};

void ResultOwnerTest::initTestCase()
{
    if (::geteuid() != 0)
        QSKIP("owners need root");
}

void ResultOwnerTest::eachResultIsLikeItsTemplate()
{
    const Scratch scratch;
    makeSmallCopies(scratch.path());
    setAttributes(scratch / "b.qcow2");
    fs::permissions(scratch / "a.qcow2", fs::perms::owner_read | fs::perms::owner_write);
    fs::permissions(scratch / "c.qcow2", fs::perms::all);
    fs::create_directory(scratch / "out");
    Command command{LAMELLA_CLI, "share", "--base", "auto", "--to", (scratch / "out").string()};
    for (const char* name : {"a.qcow2", "b.qcow2", "c.qcow2"})
        command.push_back((scratch / name).string());
    runChecked(command);
    int results = 0;
    for (const auto& entry : fs::directory_iterator(scratch / "out")) {
        const fs::path like = scratch / entry.path().filename().string();
        QCOMPARE(attributesOf(entry.path()), attributesOf(fs::exists(like) ? like : scratch / "a.qcow2"));
        ++results;
    }
    QVERIFY(results >= 2);
}

void ResultOwnerTest::anotherOwnerIsSaidBefore()
{
    const Scratch scratch;
    makeSmallChain(scratch.path());
    fs::permissions(scratch.path(), fs::perms::all);
    for (const char* name : {"base.qcow2", "diff.qcow2", "top.qcow2"})
        fs::permissions(scratch / name, fs::perms::owner_all | fs::perms::others_read);
    const auto said = [&](const Command& as) {
        Command command = as;
        command.insert(command.end(), {LAMELLA_CLI, "plan", "standard", "--replace", "--output=json",
                                       (scratch / "top.qcow2").string()});
        return runChecked(command).find("plan.ownerChanges") != std::string::npos;
    };
    QVERIFY(!said({}));
    QVERIFY(said({"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"}));
}

/// Two folders of one file system: each has room for its own result, but not for both.
void ResultOwnerTest::roomForAllOnOneFileSystem()
{
    if (const std::string why = whyNoMounts(); !why.empty())
        QSKIP(why.c_str());
    const Scratch scratch;
    writeFile(scratch / "any", "");
    const Mount mount(scratch / "any", {"mount", "-t", "tmpfs", "-o", "size=16m"});
    Command command{LAMELLA_CLI, "plan", "share", "--exact", "--replace", "--output=json", "--base"};
    makeSmallCopies(scratch.path());
    command.push_back((scratch / "a.qcow2").string());
    command.insert(command.end(), {"--no-trim", "--cluster-size", "1M"});
    for (const char* name : {"b", "c"}) {
        fs::create_directory(mount.folder() / name);
        fs::copy_file(scratch / (std::string(name) + ".qcow2"), mount.folder() / name / "image.qcow2");
        command.push_back((mount.folder() / name / "image.qcow2").string());
    }
    const auto needed = [&] { return nlohmann::json::parse(runChecked(command)).at("peakBytes").get<std::uint64_t>(); };
    const std::uint64_t both = needed();
    const auto fill = [&](std::uint64_t leave) {
        fs::remove(mount.folder() / "filler");
        writeFile(mount.folder() / "filler", std::string(fs::space(mount.folder()).available - leave, 'x'));
    };
    const auto isBlocked = [&] { return runChecked(command).find("plan.spaceMissing") != std::string::npos; };
    fill(both + 8192);
    QVERIFY(!isBlocked());
    fill(both - both / 4);
    QVERIFY(isBlocked());
}

QTEST_GUILESS_MAIN(ResultOwnerTest)
#include "result_owner_test.moc"
