#include "bytes/error.h"
#include "support/guest_tree.h"
#include "support/process.h"
#include "support/random.h"
#include "support/scratch.h"
#include "work/kernel_copy.h"

#include <QtTest>

#include <algorithm>

using namespace engine;
using namespace testsupport;
namespace fs = std::filesystem;

namespace {

std::string randomText(std::size_t length)
{
    Random random(7);
    std::string text(length, '\0');
    std::generate(text.begin(), text.end(), [&] { return static_cast<char>(random.next()); });
    return text;
}

HostRangeSet dataOf(const fs::path& path)
{
    const File file = File::open(path);
    return file.dataRanges({HostOffset(0), file.length()});
}

/// Content of four kinds: random, blocks of zeros beside random ones, and clusters of zeros.
void makeImage(const fs::path& image)
{
    const Scratch scratch;
    std::string disk = randomText(4 << 20);
    for (std::size_t at = 1 << 20; at < 2 << 20; at += 16 << 10)
        disk.replace(at, 4 << 10, 4 << 10, '\0');
    disk.replace(2 << 20, 1 << 20, 1 << 20, '\0');
    writeFile(scratch / "disk", disk);
    runChecked({"qemu-img", "create", "-q", "-f", "qcow2", image.string(), "4M"});
    runChecked({"qemu-img", "convert", "-n", "-S", "0", "-O", "qcow2", (scratch / "disk").string(), image.string()});
}

}  // namespace

class KernelCopyTest : public QObject {
    Q_OBJECT

private slots:
    void copiesTheRangeOnly();
    void saysWhatItDid();
    void fullFileSystem();
    void sameImageEitherWay_data();
    void sameImageEitherWay();
};

void KernelCopyTest::copiesTheRangeOnly()
{
    const Scratch scratch;
    const std::string text = randomText(300'000);
    writeFile(scratch / "from", text);
    const File from = File::open(scratch / "from");
    const File to = File::create(scratch / "to");
    to.resize(500'000);
    QCOMPARE(copyInKernel(from, {HostOffset(4096), 200'000}, to, HostOffset(100'001)), std::uint64_t{200'000});
    const std::string copied = readFile(scratch / "to");
    QVERIFY(copied == std::string(100'001, '\0') + text.substr(4096, 200'000) + std::string(199'999, '\0'));
}

/// Up to the end of the source; and between file systems perhaps nothing.
void KernelCopyTest::saysWhatItDid()
{
    if (const std::string why = whyNoMounts(); !why.empty())
        QSKIP(why.c_str());
    const Scratch scratch;
    const std::string text = randomText(100'000);
    writeFile(scratch / "from", text);
    writeFile(scratch / "any", "");
    const Mount mount(scratch / "any", {"mount", "-t", "tmpfs", "-o", "size=1m"});
    const File from = File::open(scratch / "from");
    for (const fs::path& folder : {scratch.path(), mount.folder()}) {
        const File to = File::create(folder / "to");
        const std::uint64_t copied = copyInKernel(from, {HostOffset(0), 200'000}, to, HostOffset(0));
        QVERIFY(copied <= text.size() && (copied > 0 || folder == mount.folder()));
        QVERIFY(readFile(folder / "to") == text.substr(0, copied));
    }
}

void KernelCopyTest::fullFileSystem()
{
    if (const std::string why = whyNoMounts(); !why.empty())
        QSKIP(why.c_str());
    const Scratch scratch;
    writeFile(scratch / "any", "");
    const Mount mount(scratch / "any", {"mount", "-t", "tmpfs", "-o", "size=1m"});
    writeFile(mount.folder() / "from", randomText(600'000));
    const File from = File::open(mount.folder() / "from");
    const File to = File::create(mount.folder() / "to");
    try {
        copyInKernel(from, {HostOffset(0), 600'000}, to, HostOffset(0));
        QFAIL("there was room");
    } catch (const Error& error) {
        QVERIFY(error.kind() == ErrorKind::Io);
        QCOMPARE(error.path(), mount.folder() / "to");
    }
}

void KernelCopyTest::sameImageEitherWay_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::newRow("as it is") << QStringList();
    QTest::newRow("subclusters") << QStringList{"--extended-l2", "--cluster-size", "128k"};
    QTest::newRow("large clusters") << QStringList{"--cluster-size", "2M"};
    QTest::newRow("small clusters") << QStringList{"--cluster-size", "512"};
}

/// Blocks of zeros are holes whether the content passed the kernel only or through memory.
void KernelCopyTest::sameImageEitherWay()
{
    QFETCH(const QStringList, options);
    if (const std::string why = whyNoMounts(); !why.empty())
        QSKIP(why.c_str());
    const Scratch scratch;
    writeFile(scratch / "any", "");
    const Mount mount(scratch / "any", {"mount", "-t", "tmpfs", "-o", "size=16m"});
    makeImage(scratch / "image");
    std::vector<fs::path> results;
    for (const fs::path& folder : {scratch.path(), mount.folder()}) {
        results.push_back(folder / "new");
        Command command{LAMELLA_CLI, "slim", "deep", "--to", results.back().string()};
        for (const QString& option : options)
            command.push_back(option.toStdString());
        command.push_back((scratch / "image").string());
        runChecked(command);
        runChecked({"qemu-img", "compare", (scratch / "image").string(), results.back().string()});
    }
    QVERIFY(readFile(results[0]) == readFile(results[1]));
    QVERIFY(dataOf(results[0]) == dataOf(results[1]));
}

QTEST_GUILESS_MAIN(KernelCopyTest)
#include "kernel_copy_test.moc"
