#include "storage/image_lock.h"

#include "bytes/error.h"
#include "support/process.h"
#include "support/scratch.h"

#include <QtTest>

#include <QProcess>

using namespace engine;
using testsupport::Command;
using testsupport::Scratch;

namespace {

/// A qemu-io that has an image open, as a virtual machine would, until it is told to quit.
class Holder {
public:
    Holder(const std::filesystem::path& image, const QStringList& options)
    {
        process_.setProcessChannelMode(QProcess::MergedChannels);
        process_.start("qemu-io", QStringList(options) << "-f" << "qcow2" << QString::fromStdString(image.string()));
        process_.write("length\n");
        while (!output_.contains("1 MiB") && process_.waitForReadyRead(20000))
            output_ += process_.readAll();
    }
    ~Holder()
    {
        process_.write("quit\n");
        process_.closeWriteChannel();
        process_.waitForFinished();
    }
    bool ready() const { return output_.contains("1 MiB"); }

private:
    QProcess process_;
    QByteArray output_;
};

bool inUse(const File& file, LockPermission needed, LockPermission denied)
{
    try {
        const ImageLock lock(file, needed, denied);
        return false;
    } catch (const Error& error) {
        return error.kind() == ErrorKind::InUse && error.code() == "image.inUse" && error.path() == file.path();
    }
}

bool inUseExclusively(const File& file)
{
    return inUse(file, LockPermission::ConsistentRead | LockPermission::Write | LockPermission::Resize,
                 LockPermission::All);
}

bool failsForLock(const Command& command)
{
    const auto result = testsupport::run(command);
    return result.exitCode == 1 && result.err.find("lock") != std::string::npos;
}

}  // namespace

class ImageLockTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void freeImageHasNoHolders();
    void seesAWriter();
    void seesAReader();
    void exclusiveLockStopsQemu();
    void lockEndsWithItsObject();
    void twoOfOursExcludeEachOther();
    void readersShare();
    void failedLockTakesNothing();
    void sharedReadersStopAWriter();

private:
    std::filesystem::path image() const { return *scratch_ / "disk.qcow2"; }
    std::string imageText() const { return image().string(); }

    std::optional<Scratch> scratch_;
};

void ImageLockTest::init()
{
    scratch_.emplace();
    testsupport::runChecked({"qemu-img", "create", "-f", "qcow2", imageText(), "1M"});
}

void ImageLockTest::freeImageHasNoHolders()
{
    const LockHolders holders = lockHolders(File::open(image()));
    QCOMPARE(holders.held, LockPermission::None);
    QCOMPARE(holders.denied, LockPermission::None);
    QVERIFY(!holders.writer());
}

void ImageLockTest::seesAWriter()
{
    const Holder machine(image(), {});
    QVERIFY(machine.ready());
    const File file = File::open(image());
    const LockHolders holders = lockHolders(file);
    QVERIFY(holders.writer());
    QVERIFY(includes(holders.held, LockPermission::Write));
    QVERIFY(includes(holders.denied, LockPermission::Write));
    QVERIFY(inUseExclusively(file));
    QVERIFY(inUse(file, LockPermission::Write, LockPermission::None));
}

void ImageLockTest::seesAReader()
{
    const Holder machine(image(), {"-r"});
    QVERIFY(machine.ready());
    const File file = File::open(image());
    const LockHolders holders = lockHolders(file);
    QVERIFY(!holders.writer());
    QVERIFY(includes(holders.held, LockPermission::ConsistentRead));
    QVERIFY(inUseExclusively(file));
    QVERIFY(!inUse(file, LockPermission::ConsistentRead, LockPermission::None));
}

void ImageLockTest::exclusiveLockStopsQemu()
{
    const File file = File::open(image());
    const ImageLock lock = ImageLock::exclusive(file);
    QVERIFY(failsForLock({"qemu-io", "-f", "qcow2", "-c", "length", imageText()}));
    QVERIFY(failsForLock({"qemu-io", "-r", "-f", "qcow2", "-c", "length", imageText()}));
    QVERIFY(failsForLock({"qemu-img", "info", imageText()}));
    QVERIFY(failsForLock({"qemu-img", "check", imageText()}));
    QVERIFY(failsForLock({"qemu-img", "resize", imageText(), "2M"}));
}

void ImageLockTest::lockEndsWithItsObject()
{
    const File file = File::open(image());
    {
        const ImageLock lock = ImageLock::exclusive(file);
        QVERIFY(lockHolders(File::open(image())).writer());
    }
    QVERIFY(!lockHolders(File::open(image())).writer());
    QCOMPARE(testsupport::run({"qemu-img", "check", imageText()}).exitCode, 0);
}

void ImageLockTest::twoOfOursExcludeEachOther()
{
    const File first = File::open(image());
    const File second = File::open(image());
    {
        const ImageLock lock = ImageLock::exclusive(first);
        QVERIFY(inUseExclusively(second));
        QVERIFY(inUse(second, LockPermission::ConsistentRead, LockPermission::None));
    }
    QVERIFY(!inUseExclusively(second));
}

void ImageLockTest::readersShare()
{
    const File first = File::open(image());
    const File second = File::open(image());
    const ImageLock reading(first, LockPermission::ConsistentRead, LockPermission::None);
    QVERIFY(!inUse(second, LockPermission::ConsistentRead, LockPermission::Write));
    QCOMPARE(lockHolders(second).held, LockPermission::ConsistentRead);
    QCOMPARE(lockHolders(first).held, LockPermission::None);
}

void ImageLockTest::failedLockTakesNothing()
{
    const File first = File::open(image());
    const File second = File::open(image());
    const ImageLock writing(first, LockPermission::Write, LockPermission::Resize);
    QVERIFY(inUse(second, LockPermission::Resize, LockPermission::None));
    QVERIFY(inUse(second, LockPermission::ConsistentRead, LockPermission::Write));
    const LockHolders seen = lockHolders(first);
    QCOMPARE(seen.held, LockPermission::None);
    QCOMPARE(seen.denied, LockPermission::None);
}

void ImageLockTest::sharedReadersStopAWriter()
{
    const File file = File::open(image());
    const ImageLock lock(file, LockPermission::ConsistentRead, LockPermission::Write | LockPermission::Resize);
    QVERIFY(failsForLock({"qemu-io", "-f", "qcow2", "-c", "write 0 64k", imageText()}));
    QCOMPARE(testsupport::run({"qemu-img", "info", imageText()}).exitCode, 0);
}

QTEST_GUILESS_MAIN(ImageLockTest)
#include "image_lock_test.moc"
