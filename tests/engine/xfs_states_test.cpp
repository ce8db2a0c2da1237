#include "guest/probe.h"
#include "support/guest_tree.h"
#include "support/scratch.h"
#include "support/xfs.h"

#include <QTest>

#include <fcntl.h>
#include <unistd.h>

using engine::VolumeState;
using testsupport::Mount;
using testsupport::openGuestImage;
using testsupport::Random;
using testsupport::runChecked;
using testsupport::Scratch;
namespace fs = std::filesystem;
namespace xfs = testsupport::xfs;

namespace {

/// The code and the first value of what speaks against the volume: at once, or when its free space is asked for.
std::string refusal(const fs::path& image)
{
    const auto text = [](const engine::Error& error) {
        std::string result(error.code());
        if (!error.values().empty()) {
            const engine::Error::Value& first = error.values().front().second;
            result +=
                ' ' + (std::holds_alternative<std::string>(first) ? std::get<std::string>(first)
                                                                  : std::to_string(std::get<std::uint64_t>(first)));
        }
        return result;
    };
    const auto fileSystem = openGuestImage(image);
    if (fileSystem->facts().reason)
        return std::string(name(fileSystem->facts().state)) + ' ' + text(*fileSystem->facts().reason);
    try {
        fileSystem->freeSpace();
        return "free";
    } catch (const engine::Error& error) {
        return text(error);
    }
}

bool isCleanByLogprint(const fs::path& image)
{
    const testsupport::Finished done = testsupport::run({"xfs_logprint", "-t", image.string()});
    const bool clean = done.out.find("<CLEAN>") != std::string::npos;
    if (clean == (done.out.find("<DIRTY>") != std::string::npos))
        throw std::runtime_error("xfs_logprint: " + done.out + done.err);
    return clean;
}

void copySparse(const fs::path& from, const fs::path& to)
{
    runChecked({"cp", "--sparse=always", from.string(), to.string()});
}

/// Each call of fsync writes one record of the log.
void writeRecords(const fs::path& folder, std::uint64_t count)
{
    const int file = ::open((folder / "records").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    for (std::uint64_t i = 0; i < count; ++i) {
        if (::ftruncate(file, static_cast<off_t>(i % 7 * 1000)) != 0 || ::fsync(file) != 0)
            throw std::runtime_error("cannot write");
    }
    ::close(file);
}

std::string hexadecimal(std::uint64_t value)
{
    return "0x" + QByteArray::number(static_cast<qulonglong>(value), 16).toStdString();
}

}  // namespace

class XfsStatesTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void imagesTakenWhileMounted();
    void imagesAfterAShutdown();
    void logsThatWrapAround_data();
    void logsThatWrapAround();
    void zeroedLogs();
    void changedLogs_data();
    void changedLogs();
    void fields_data();
    void fields();
    void changedBytes_data();
    void changedBytes();
    void otherDevices();
    void smallAndForeignVolumes();

private:
    std::string needsMounts() const { return testsupport::whyNoMounts(); }
    void makeSample(const std::string& name, const std::vector<std::string>& options)
    {
        const fs::path image = scratch_ / name;
        testsupport::createSparse(image, 80 << 20);
        xfs::make(image, options);
    }
    fs::path freshCopy(const std::string& name)
    {
        copySparse(scratch_ / name, scratch_ / "changed.raw");
        return scratch_ / "changed.raw";
    }

    Scratch scratch_;
};

void XfsStatesTest::initTestCase()
{
    makeSample("v5", {"-m", "rmapbt=1", "-l", "size=14m"});
    makeSample("v4", {"-m", "crc=0"});
}

void XfsStatesTest::imagesTakenWhileMounted()
{
    if (!needsMounts().empty())
        QSKIP(needsMounts().c_str());
    const fs::path image = freshCopy("v5");
    const fs::path taken = scratch_ / "taken.raw";
    const Mount mount(image, {"mount", "-o", "loop"});
    writeRecords(mount.folder(), 5);
    testsupport::writeFile(mount.folder() / "in flight", std::string(3 << 20, 'x'));
    copySparse(image, taken);
    QCOMPARE(refusal(taken), std::string("needsRecovery volume.needsRecovery log"));
    QVERIFY(!isCleanByLogprint(taken));
    // A freeze brings everything to the disk, and leaves a record that makes the next mount look for unlinked inodes.
    runChecked({"xfs_freeze", "-f", mount.folder().string()});
    copySparse(image, taken);
    runChecked({"xfs_freeze", "-u", mount.folder().string()});
    QCOMPARE(refusal(taken), std::string("needsRecovery volume.needsRecovery log"));
    QVERIFY(!isCleanByLogprint(taken));
}

void XfsStatesTest::imagesAfterAShutdown()
{
    if (!needsMounts().empty())
        QSKIP(needsMounts().c_str());
    for (const std::string flush : {"-f", ""}) {
        const fs::path image = freshCopy("v5");
        {
            const Mount mount(image, {"mount", "-o", "loop"});
            Random random(3);
            testsupport::age(mount.folder(), random, {});
            writeRecords(mount.folder(), 3);
            runChecked({"xfs_io", "-x", "-c", "shutdown " + flush, mount.folder().string()});
        }
        QCOMPARE(refusal(image), std::string("needsRecovery volume.needsRecovery log"));
        // Replayed by the kernel, or thrown away by the checker: clean.
        const fs::path emptied = scratch_ / "emptied.raw";
        copySparse(image, emptied);
        runChecked({"xfs_repair", "-L", emptied.string()});
        QCOMPARE(refusal(emptied), std::string("free"));
        QVERIFY(openGuestImage(emptied)->freeSpace() == xfs::freeExtents(emptied));
        {
            const Mount mount(image, {"mount", "-o", "loop"});
        }
        QCOMPARE(refusal(image), std::string("free"));
        QVERIFY(openGuestImage(image)->freeSpace() == xfs::freeExtents(image));
    }
}

void XfsStatesTest::logsThatWrapAround_data()
{
    QTest::addColumn<QString>("log");
    QTest::newRow("stripes of 256 KiB") << "size=24m,su=256k";
    QTest::newRow("stripes of 32 KiB") << "size=14m,su=32k";
    QTest::newRow("no stripes") << "size=14m";
}

void XfsStatesTest::logsThatWrapAround()
{
    if (!needsMounts().empty())
        QSKIP(needsMounts().c_str());
    QFETCH(QString, log);
    const fs::path image = scratch_ / "wrapping.raw";
    const fs::path taken = scratch_ / "taken.raw";
    testsupport::createSparse(image, 160 << 20);
    xfs::make(image, {"-d", "agcount=2", "-l", log.toStdString()});
    Random random(11);
    for (int round = 0; round < 8; ++round) {
        {
            const Mount mount(image, {"mount", "-o", random.chance(50) ? "loop" : "loop,logbsize=256k"});
            writeRecords(mount.folder(), 1 + random.below(300));
            copySparse(image, taken);
        }
        QVERIFY(isCleanByLogprint(image));
        QCOMPARE(refusal(image), std::string("free"));
        QVERIFY(!isCleanByLogprint(taken));
        QCOMPARE(refusal(taken), std::string("needsRecovery volume.needsRecovery log"));
    }
}

void XfsStatesTest::zeroedLogs()
{
    for (const std::string name : {"v4", "v5"}) {
        const fs::path image = freshCopy(name);
        const std::uint64_t blockSize = xfs::field(image, "sb 0", "blocksize");
        const std::uint64_t log = xfs::field(image, "sb 0", "logstart");
        const std::uint64_t group = log >> xfs::field(image, "sb 0", "agblklog");
        const std::uint64_t block = log & ((1ULL << xfs::field(image, "sb 0", "agblklog")) - 1);
        const std::uint64_t start = (group * xfs::field(image, "sb 0", "agblocks") + block) * blockSize;
        const std::uint64_t length = xfs::field(image, "sb 0", "logblocks") * blockSize;
        testsupport::writeAt(image, start, std::string(length, '\0'));
        QCOMPARE(refusal(image), std::string("free"));
        // Not all of it.
        testsupport::writeAt(image, start + length - 700, "x");
        QCOMPARE(refusal(image), std::string("needsRecovery volume.needsRecovery log"));
    }
}

void XfsStatesTest::changedLogs_data()
{
    QTest::addColumn<quint64>("offset");
    QTest::newRow("magic number") << quint64{1};
    QTest::newRow("cycle") << quint64{6};
    QTest::newRow("version") << quint64{11};
    QTest::newRow("length") << quint64{14};
    QTest::newRow("place") << quint64{23};
    QTest::newRow("number of operations") << quint64{43};
    QTest::newRow("owner") << quint64{305};
    QTest::newRow("size") << quint64{321};
    QTest::newRow("cycle of the second block") << quint64{515};
    QTest::newRow("client") << quint64{520};
    QTest::newRow("flags") << quint64{521};
    QTest::newRow("cycle behind the head") << quint64{40 * 512 + 3};
    QTest::newRow("a record behind the head") << quint64{2000 * 512};
}

void XfsStatesTest::changedLogs()
{
    QFETCH(quint64, offset);
    for (const std::string name : {"v4", "v5"}) {
        const fs::path image = freshCopy(name);
        const std::uint64_t bits = xfs::field(image, "sb 0", "agblklog");
        const std::uint64_t log = xfs::field(image, "sb 0", "logstart");
        const std::uint64_t start =
            ((log >> bits) * xfs::field(image, "sb 0", "agblocks") + (log & ((1ULL << bits) - 1))) *
            xfs::field(image, "sb 0", "blocksize");
        const std::string byte = testsupport::readFile(image).substr(start + offset, 1);
        testsupport::writeAt(image, start + offset, std::string(1, static_cast<char>(byte[0] ^ 0x41)));
        QCOMPARE(refusal(image), std::string("needsRecovery volume.needsRecovery log"));
    }
}

void XfsStatesTest::fields_data()
{
    QTest::addColumn<QString>("sample");
    QTest::addColumn<QString>("structure");
    QTest::addColumn<QString>("field");
    QTest::addColumn<quint64>("flip");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* sample, const char* structure, const char* field, quint64 flip,
                        const char* expected) {
        QTest::addRow("%s %s %s %llx", sample, structure, field, flip)
            << sample << structure << field << flip << expected;
    };
    row("v5", "sb 0", "features_incompat", 1 << 4, "dirty volume.dirty NEEDSREPAIR");
    row("v4", "sb 0", "inprogress", 1, "dirty volume.dirty sb_inprogress");
    row("v5", "sb 0", "inprogress", 1, "dirty volume.dirty sb_inprogress");
    for (unsigned bit : {8, 9, 10})
        row("v5", "sb 0", "features_incompat", 1ULL << bit, "unknown volume.unreadFeature sb_features_incompat");
    for (unsigned bit : {11, 31})
        row("v5", "sb 0", "features_incompat", 1ULL << bit, "unknown volume.unknownFeature sb_features_incompat");
    row("v5", "sb 0", "features_ro_compat", 1 << 4, "unknown volume.unknownFeature sb_features_ro_compat");
    row("v5", "sb 0", "features_compat", 1, "unknown volume.unknownFeature sb_features_compat");
    row("v5", "sb 0", "features_log_incompat", 1, "unknown volume.unreadFeature sb_features_log_incompat");
    row("v5", "sb 0", "features_log_incompat", 2, "unknown volume.unknownFeature sb_features_log_incompat");
    row("v4", "sb 0", "features2", 0x10, "unknown volume.unknownFeature sb_features2");
    row("v4", "sb 0", "versionnum", 0x0200, "unknown volume.unknownFeature sb_versionnum");
    row("v4", "sb 0", "versionnum", 0x0007, "unknown volume.unknownFeature sb_versionnum");
    row("v4", "sb 0", "blocklog", 1, "volume.noSignature");
    row("v4", "sb 0", "dblocks", 1ULL << 40, "unknown volume.cutOff 4503599711256576");
    row("v4", "sb 0", "agcount", 8, "unknown field.notAllowed sb_agcount");
    row("v4", "sb 0", "agblklog", 1, "unknown field.notAllowed sb_agblklog");
    row("v4", "sb 0", "logblocks", 1 << 16, "unknown field.outsideFile sb_logstart");
    row("v4", "sb 0", "inodesize", 0x300, "unknown field.notAllowed sb_inodesize");
    for (const char* sample : {"v4", "v5"}) {
        row(sample, "sb 0", "fdblocks", 1, "volume.freeCount sb_fdblocks");
        row(sample, "sb 0", "icount", 1, "volume.freeCount sb_icount");
        row(sample, "sb 0", "ifree", 1, "volume.freeCount sb_ifree");
        row(sample, "sb 2", "agcount", 1, "volume.contradiction superblock");
        row(sample, "agf 1", "seqno", 2, "volume.contradiction AGF");
        row(sample, "agf 1", "length", 1, "volume.contradiction AGF");
        row(sample, "agf 1", "longest", 1 << 12, "volume.freeCount agf_longest");
        row(sample, "agf 1", "btreeblks", 1, "volume.freeCount agf_btreeblks");
        row(sample, "agf 1", "flcount", 1, "volume.contradiction AGFL");
        row(sample, "agf 1", "bnolevel", 3, "volume.contradiction bnobt");
        row(sample, "agi 1", "magicnum", 1, "volume.contradiction AGI");
        row(sample, "agi 1", "count", 64, "volume.freeCount agi_count");
        row(sample, "agi 1", "unlinked[3]", 0xff, "volume.contradiction agi_unlinked");
    }
    row("v4", "agf 1", "freeblks", 1, "volume.freeCount agf_freeblks");
    row("v5", "agf 1", "freeblks", 4, "volume.freeCount agf_freeblks");
    row("v4", "agf 1", "cntroot", 0x100, "volume.contradiction cntbt");
    row("v5", "agf 1", "cntroot", 0x100, "volume.checksum cntbt");
    row("v5", "agf 1", "uuid", 1, "volume.contradiction AGF");
    row("v5", "agf 1", "lsn", 7ULL << 40, "volume.contradiction AGF");
    row("v5", "agf 1", "rmapblocks", 1, "volume.freeCount agf_rmap_blocks");
    row("v5", "agf 1", "refcntblocks", 2, "volume.freeCount agf_refcount_blocks");
    row("v5", "agi 1", "ino_blocks", 2, "volume.freeCount agi_iblocks");
    row("v5", "agi 1", "fino_blocks", 2, "volume.freeCount agi_fblocks");
}

void XfsStatesTest::fields()
{
    QFETCH(QString, sample);
    QFETCH(QString, structure);
    QFETCH(QString, field);
    QFETCH(quint64, flip);
    QFETCH(QString, expected);
    const fs::path image = freshCopy(sample.toStdString());
    QCOMPARE(refusal(image), std::string("free"));
    std::string value = "01234567-89ab-cdef-0123-456789abcdef";
    if (field != "uuid") {
        const std::string before = xfs::database(image, {structure.toStdString(), "p " + field.toStdString()});
        const bool null = before.find("null") != std::string::npos || before.ends_with("= \n");
        value = hexadecimal((null ? 0 : xfs::field(image, structure.toStdString(), field.toStdString())) ^ flip);
    }
    xfs::setField(image, structure.toStdString(), field.toStdString(), value);
    const std::string found = refusal(image);
    QVERIFY2(found == expected.toStdString() || found == "unknown " + expected.toStdString(), found.c_str());
}

void XfsStatesTest::changedBytes_data()
{
    QTest::addColumn<QString>("structure");
    QTest::addColumn<QString>("expected");
    QTest::newRow("superblock") << "sb 0"
                                << "unknown volume.checksum superblock";
    QTest::newRow("copy of the superblock") << "sb 3"
                                            << "volume.checksum superblock";
    QTest::newRow("AGF") << "agf 2"
                         << "volume.checksum AGF";
    QTest::newRow("AGI") << "agi 2"
                         << "volume.checksum AGI";
    QTest::newRow("AGFL") << "agfl 2"
                          << "volume.checksum AGFL";
    for (const char* tree : {"bno", "cnt", "rmap", "refcnt"})
        QTest::addRow("%sbt", tree) << QString("agf 2;addr %1root").arg(tree)
                                    << QString("volume.checksum %1bt").arg(tree).replace("refcnt", "refcount");
    QTest::newRow("inobt") << "agi 2;addr root"
                           << "volume.checksum inobt";
    QTest::newRow("finobt") << "agi 2;addr free_root"
                            << "volume.checksum finobt";
}

void XfsStatesTest::changedBytes()
{
    QFETCH(QString, structure);
    QFETCH(QString, expected);
    const fs::path image = freshCopy("v5");
    std::vector<std::string> commands;
    for (const QString& command : structure.split(';'))
        commands.push_back(command.toStdString());
    commands.emplace_back("daddr");
    const std::string text = xfs::database(image, commands);
    const std::uint64_t start = std::stoull(text.substr(text.rfind(' ') + 1)) * 512;
    // Behind everything that means anything.
    testsupport::writeAt(image, start + 509, "x");
    QCOMPARE(refusal(image), expected.toStdString());
}

void XfsStatesTest::otherDevices()
{
    const fs::path image = scratch_ / "data.raw";
    testsupport::createSparse(image, 80 << 20);
    const fs::path other = scratch_ / "other.raw";
    testsupport::createSparse(other, 64 << 20);
    xfs::make(image, {"-l", "logdev=" + other.string() + ",size=14m"});
    QCOMPARE(refusal(image), std::string("unknown volume.otherDevice log"));
    xfs::make(image, {"-r", "rtdev=" + other.string()});
    QCOMPARE(refusal(image), std::string("unknown volume.otherDevice realtime data"));
}

void XfsStatesTest::smallAndForeignVolumes()
{
    const fs::path image = freshCopy("v5");
    for (const std::uint64_t size : {1U << 20, 512U}) {
        fs::resize_file(image, size);
        QVERIFY(refusal(image).starts_with("unknown volume.cutOff "));
    }
    testsupport::writeFile(image, "XFSB" + std::string(2000, 'x'));
    QCOMPARE(refusal(image), std::string("unknown volume.noSignature"));
}

QTEST_GUILESS_MAIN(XfsStatesTest)
#include "xfs_states_test.moc"
