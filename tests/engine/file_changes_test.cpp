#include "plan/diagnosis/file_changes.h"

#include "support/scratch.h"
#include "support/small_templates.h"

#include <QTest>

#include <set>

using testsupport::Scratch;

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

QTEST_GUILESS_MAIN(FileChangesTest)
#include "file_changes_test.moc"
