#include "plan/diagnosis/file_changes.h"

#include "support/ext_tools.h"
#include "support/process.h"
#include "support/scratch.h"
#include "support/small_templates.h"

#include <QTest>

#include <set>

using testsupport::runChecked;
using testsupport::Scratch;
namespace fs = std::filesystem;

namespace {

engine::Chain chainAt(const std::filesystem::path& image)
{
    engine::ChainOptions options;
    options.policy.openFolder(image.parent_path());
    return engine::Chain::open(image, options);
}

std::set<std::string> found(const engine::Chain& before, const engine::Chain& after)
{
    engine::Progress progress;
    const engine::FileChanges changes = compareFiles(before, after, progress, {});
    std::set<std::string> rows;
    for (const engine::FileChange& change : changes.files)
        rows.insert(std::string(name(change.kind)) + ' ' + changes.path(change));
    return rows;
}

/// As the hashes of the guest's files tell it.
std::set<std::string> expected(const std::filesystem::path& before, const std::filesystem::path& after)
{
    const auto old = testsupport::guestFiles(before);
    const auto now = testsupport::guestFiles(after);
    std::set<std::string> rows;
    for (const auto& [path, hash] : now)
        if (!old.contains(path) || old.at(path) != hash)
            rows.insert((old.contains(path) ? "changed /" : "added /") + path);
    for (const auto& [path, hash] : old)
        if (!now.contains(path))
            rows.insert("removed /" + path);
    return rows;
}

}  // namespace

class FileChangesTest : public QObject {
    Q_OBJECT

private slots:
    void anyTwoLayers();
    void volumesOfOneState();
    void volumesWithoutAList();
};

/// Blocks of 1 KiB: a file may end, and its neighbour begin, inside 4 KiB.
void FileChangesTest::anyTwoLayers()
{
    const Scratch scratch;
    testsupport::makeSmallChain(scratch.path());
    const char* names[] = {"base.qcow2", "diff.qcow2", "top.qcow2"};
    for (const char* before : names)
        for (const char* after : names) {
            const auto wanted = expected(scratch / before, scratch / after);
            QCOMPARE(wanted.empty(), before == after);
            QCOMPARE(found(chainAt(scratch / before), chainAt(scratch / after)), wanted);
        }
}

/// A disk that was blank, was formatted, and was formatted anew.
void FileChangesTest::volumesOfOneState()
{
    const Scratch scratch;
    runChecked({"qemu-img", "create", "-q", "-f", "qcow2", (scratch / "blank.qcow2").string(), "16M"});
    for (const auto& [name, backing] : {std::pair("first", "blank.qcow2"), {"second", "first.qcow2"}}) {
        const fs::path disk = scratch / name;
        testsupport::makeExt(disk, {name, {"-t", "ext4"}, 16 << 20});
        testsupport::writeFile(scratch / "content", std::string(50'000, name[0]));
        testsupport::debugfs(disk, {"write " + (scratch / "content").string() + " " + name});
        testsupport::makeOverlay(disk, scratch / (name + std::string(".qcow2")), backing);
    }
    const auto changes = [&](const char* before, const char* after) {
        return found(chainAt(scratch / before), chainAt(scratch / after));
    };
    using Rows = std::set<std::string>;
    QCOMPARE(changes("blank.qcow2", "first.qcow2"), Rows{"added /first"});
    QCOMPARE(changes("first.qcow2", "blank.qcow2"), Rows{"removed /first"});
    QCOMPARE(changes("first.qcow2", "second.qcow2"), (Rows{"added /second", "removed /first"}));
    QCOMPARE(changes("blank.qcow2", "blank.qcow2"), Rows{});
}

/// F2FS is recognised, no more; a blank disk has no known file system either.
void FileChangesTest::volumesWithoutAList()
{
    const Scratch scratch;
    runChecked({"qemu-img", "create", "-q", "-f", "qcow2", (scratch / "blank.qcow2").string(), "64M"});
    runChecked({"qemu-img", "create", "-q", "-f", "raw", (scratch / "disk").string(), "64M"});
    runChecked({"mkfs.f2fs", "-q", (scratch / "disk").string()});
    testsupport::makeOverlay(scratch / "disk", scratch / "f2fs.qcow2", "blank.qcow2");
    const auto skipped = [&](const char* before, const char* after) {
        engine::Progress progress;
        const engine::FileChanges changes =
            compareFiles(chainAt(scratch / before), chainAt(scratch / after), progress, {});
        return std::tuple(changes.skippedBefore.size(), changes.skipped.size(), changes.files.size());
    };
    QCOMPARE(skipped("blank.qcow2", "f2fs.qcow2"), std::tuple(1UL, 1UL, 0UL));
    QCOMPARE(skipped("f2fs.qcow2", "blank.qcow2"), std::tuple(1UL, 1UL, 0UL));
    QCOMPARE(skipped("f2fs.qcow2", "f2fs.qcow2"), std::tuple(0UL, 1UL, 0UL));
}

QTEST_GUILESS_MAIN(FileChangesTest)
#include "file_changes_test.moc"
