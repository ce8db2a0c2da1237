#include "bytes/error.h"
#include "support/btrfs_tools.h"
#include "support/ext_tools.h"
#include "support/guest_tree.h"
#include "support/mounted_copies.h"
#include "support/scratch.h"
#include "support/xfs.h"

#include <QTest>

#include <fcntl.h>
#include <linux/fs.h>
#include <memory>
#include <sys/ioctl.h>
#include <unistd.h>

using namespace testsupport;
using engine::VolumeRangeSet;
using std::filesystem::path;

namespace {

/// A volume with `keep`, what was deleted, and perhaps a deleted file that is open, frozen while it is copied.
void copyWhileFrozen(const path& image, bool orphan, const path& copy)
{
    const Mount mount(image, {"mount", "-o", "loop"});
    writeFile(mount.folder() / "keep", std::string(3 << 20, 'k'));
    writeFile(mount.folder() / "gone", std::string(8 << 20, 'g'));
    std::unique_ptr<OpenOrphan> open;
    if (orphan)
        open = std::make_unique<OpenOrphan>(mount.folder() / "open", 5 << 20);
    runChecked({"sync", "-f", mount.folder().string()});
    std::filesystem::remove(mount.folder() / "gone");
    const int folder = ::open(mount.folder().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    ::ioctl(folder, FIFREEZE, 0);
    runChecked({"sync", "-f", image.string()});
    copyWithHoles(image, copy);
    ::ioctl(folder, FITHAW, 0);
    ::close(folder);
}

}  // namespace

/// What the command line says of volumes that were frozen, or asleep, when they were copied.
class ExtFrozenTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void frozenVolumesAreRead_data();
    void frozenVolumesAreRead();
    void othersSayWhatIsNotKnown();
    void sleepersInSwapFilesAreHeeded();
};

void ExtFrozenTest::initTestCase()
{
    if (const std::string why = whyNoMounts(); !why.empty())
        QSKIP(why.c_str());
}

void ExtFrozenTest::frozenVolumesAreRead_data()
{
    QTest::addColumn<QByteArray>("features");
    QTest::addColumn<bool>("orphan");
    QTest::addColumn<QByteArray>("sentence");
    const QByteArray kept = "it was copied while it was mounted; deleted files that were still open count as used";
    QTest::newRow("frozen") << QByteArray("^orphan_file") << false << QByteArray();
    QTest::newRow("frozen with an orphan") << QByteArray("^orphan_file") << true << kept;
    QTest::newRow("frozen with an orphan file") << QByteArray("orphan_file") << true << kept;
    QTest::newRow("frozen with fast commits") << QByteArray("fast_commit") << true << kept;
}

void ExtFrozenTest::frozenVolumesAreRead()
{
    QFETCH(QByteArray, features);
    QFETCH(bool, orphan);
    QFETCH(QByteArray, sentence);
    const Scratch scratch;
    const path copy = scratch / "copy.raw";
    makeExt(scratch / "guest", {"frozen", {"-t", "ext4", "-O", features.toStdString()}, 64 << 20});
    copyWhileFrozen(scratch / "guest", orphan, copy);
    const std::string said = run({LAMELLA_CLI, "guest", "--format", "raw", copy.string()}).out;
    QVERIFY2(sentence.isEmpty() == (said.find("  ! ") == std::string::npos), said.c_str());
    QVERIFY2(said.find(sentence.toStdString()) != std::string::npos, said.c_str());

    const auto fileSystem = openGuestImage(copy);
    const VolumeRangeSet free = fileSystem->freeSpace();
    copyWithHoles(copy, scratch / "mounted");
    const auto tree = treeAfterMount(scratch / "mounted");
    const VolumeRangeSet kernels = dumpe2fsFree(scratch / "mounted");
    requireInside(free, kernels, "the kernel");
    // Orphans are the only difference.
    QCOMPARE(kernels.total() - free.total() >= (5U << 20), orphan);
    Random random(1);
    fillWithRandom(copy, free, random);
    QCOMPARE(difference(tree, treeAfterMount(copy)), std::string());
    requireCleanExt(copy);
}

/// XFS with a log is refused, with the way out; Btrfs has no mark of being mounted, and no orphans that a mount would
/// free before the copy was made.
void ExtFrozenTest::othersSayWhatIsNotKnown()
{
    for (const bool orphan : {false, true}) {
        const Scratch scratch;
        createSparse(scratch / "xfs", 96 << 20);
        xfs::make(scratch / "xfs", {});
        btrfs::makeVolume(scratch / "btrfs", 128 << 20, {});
        const auto requireSaid = [&](const char* type, const Command& command,
                                     std::initializer_list<const char*> parts) {
            const path copy = scratch / (std::string(type) + ".raw");
            Command whole{LAMELLA_CLI};
            whole.insert(whole.end(), command.begin(), command.end());
            whole.insert(whole.end(), {"--format", "raw", copy.string()});
            const auto said = run(whole);
            const std::string text = said.out + said.err;
            for (const char* part : parts)
                QVERIFY2(text.find(part) != std::string::npos, (shellText(whole) + '\n' + text).c_str());
        };
        for (const char* type : {"xfs", "btrfs"})
            copyWhileFrozen(scratch / type, orphan, scratch / (std::string(type) + ".raw"));
        const char* refused = "counts as used: its log holds changes that were not carried out yet";
        const char* wayOut = "Do not use xfs_repair -L";
        requireSaid("xfs", {"guest"}, {refused, "shut it down cleanly", wayOut});
        requireSaid("xfs", {"plan", "deep"}, {refused, "shut it down cleanly", wayOut});
        requireSaid("btrfs", {"guest"}, {"free space checked", "it does not tell whether it was unmounted"});
        requireSaid("btrfs", {"plan", "deep"}, {"was unmounted", "Make sure that the guest was shut down"});
        QVERIFY(openGuestImage(scratch / "btrfs.raw")->freeSpace().total() > 16 << 20);
    }
}

/// A system that hibernated into a swap file: its volumes are mounted, and it will go on with them.
void ExtFrozenTest::sleepersInSwapFilesAreHeeded()
{
    const Scratch scratch;
    makeExt(scratch / "guest", {"", {"-t", "ext4"}, 64 << 20});
    const path copy = scratch / "copy.raw";
    {
        const Mount mount(scratch / "guest", {"mount", "-o", "loop,commit=300"});
        const path file = mount.folder() / "swapfile";
        writeFile(file, std::string(16 << 20, '\0'));
        runChecked({"mkswap", "-q", file.string()});
        syncFile(file);
        copyWithHoles(scratch / "guest", copy);
        QVERIFY(!recoveredFree(copy).empty());
        writeAt(file, 4086, std::string("S1SUSPEND\0", 10));
        syncFile(file);
        copyWithHoles(scratch / "guest", copy);
    }
    for (const path& image : {copy, scratch / "guest"}) {
        const std::string said = run({LAMELLA_CLI, "guest", "--format", "raw", image.string()}).out;
        QVERIFY2(said.find("hibernated") != std::string::npos, said.c_str());
        QVERIFY2(said.find("counts as used: a suspended system keeps its state in it (swap file)") != std::string::npos,
                 said.c_str());
    }
}

QTEST_GUILESS_MAIN(ExtFrozenTest)
#include "ext_frozen_test.moc"
