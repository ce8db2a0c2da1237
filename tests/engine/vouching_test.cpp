#include "support/guest_tree.h"
#include "support/process.h"
#include "support/scratch.h"
#include "support/situations.h"

#include <QTest>

using namespace engine;
using namespace testsupport;
using namespace std::string_literals;
namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t mib = 1 << 20;
constexpr const char* rootType = "4f68bce3-e8cd-4db1-96e7-fbcaf984b709";
constexpr const char* rootVerityType = "2c7357ed-ebd2-46d9-aec1-23d437ec2bf5";
constexpr const char* rootSignatureType = "41092b05-9fc8-4523-994f-2def0408b176";

std::string shown(const fs::path& image)
{
    Command command{LAMELLA_CLI, "guest", image.string()};
    return runChecked(command);
}

std::string rootHashOf(const std::string& said)
{
    const std::string label = "Root hash:";
    std::string hash = said.substr(said.find(label) + label.size());
    hash.erase(0, hash.find_first_not_of(" \t"));
    return hash.substr(0, 64);
}

/// How a root is protected, and what shows it.
struct Protection {
    const char* name;
    const char* root = linuxData;    ///< type of its partition
    const char* hashes = linuxData;  ///< and of that with the hashes
    bool readOnly = false;
    bool superblock = true;
    bool appended = false;  ///< behind the file system in its own partition
    const char* code = "volume.verity";
    const char* algorithm = "sha256";
    bool dataIsSpared = true;  ///< another volume on the disk is read as ever
};

}  // namespace

Q_DECLARE_METATYPE(Protection)

/// Volumes whose free blocks something outside vouches for.
class VouchingTest : public QObject {
    Q_OBJECT

private slots:
    void leavesWhatHashesVouchFor_data();
    void leavesWhatHashesVouchFor();
    void leavesWhatIsVouchedForByOtherMeans_data();
    void leavesWhatIsVouchedForByOtherMeans();

private:
    Scratch scratch_;
};

void VouchingTest::leavesWhatHashesVouchFor_data()
{
    QTest::addColumn<Protection>("shape");
    const std::vector<Protection> shapes{
        {.name = "superblock beside"},
        {.name = "as the specification has it", .root = rootType, .hashes = rootVerityType, .readOnly = true},
        {.name = "types alone",
         .root = rootType,
         .hashes = rootVerityType,
         .superblock = false,
         .code = "volume.verityType"},
        {.name = "signature alone",
         .root = rootType,
         .hashes = rootSignatureType,
         .superblock = false,
         .code = "volume.verityType"},
        {.name = "type of the hashes alone",
         .hashes = rootVerityType,
         .superblock = false,
         .code = "volume.verityType",
         .dataIsSpared = false},
        {.name = "behind the file system", .appended = true},
        {.name = "read-only alone", .readOnly = true, .superblock = false, .code = "volume.readOnlyPartition"},
        {.name = "ChromeOS",
         .root = "3cb8e202-3b7e-47dd-8a3c-7ff2a13cfcec",
         .hashes = "fe3a2a5d-4f32-41a7-b725-accc3285a309",
         .superblock = false,
         .code = "volume.verityType"},
        {.name = "another algorithm", .algorithm = "sha512", .dataIsSpared = false},
    };
    for (const Protection& shape : shapes)
        QTest::newRow(shape.name) << shape;
}

/// What counts as free is filled with random bytes; veritysetup goes on accepting the root.
void VouchingTest::leavesWhatHashesVouchFor()
{
    QFETCH(Protection, shape);
    const fs::path disk = scratch_ / "disk";
    makeThreePartitions(disk, shape.root, shape.hashes, shape.readOnly);
    const fs::path root = scratch_ / "root";
    const fs::path hashes = scratch_ / "hashes";
    const std::uint64_t length = shape.appended ? rootLength - 2 * mib : rootLength;
    writeFile(root, ext4WithLeftovers(scratch_ / ".", length));
    fs::remove(hashes);
    createSparse(hashes, dataAt - hashesAt);
    Command format{"veritysetup", "format",       root.string(), (shape.appended ? root : hashes).string(),
                   "--hash",      shape.algorithm};
    const std::string offset = "--hash-offset=" + std::to_string(length);
    if (shape.appended)
        format.insert(format.end(), {offset, "--data-blocks=" + std::to_string(length / 4096)});
    if (!shape.superblock)
        format.insert(format.end(), {"--no-superblock", "--salt", "00"});
    const std::string hash = rootHashOf(runChecked(format) + std::string(64, ' '));
    writeAt(disk, rootAt, readFile(root));
    writeAt(disk, hashesAt, readFile(hashes));

    const Guest guest = guestOf(disk);
    const Volume& volume = guest.volumes.at(0);
    QCOMPARE(volume.facts.type, std::string("ext4"));
    QVERIFY(volume.reason && volume.free.empty());
    QCOMPARE(codeOf(volume.reason), std::string(shape.code));
    QCOMPARE(guest.volumes.at(2).trimmable(), shape.dataIsSpared);
    QVERIFY(shown(disk).find("each of its blocks") != std::string::npos || shape.readOnly);
    fillFree(disk, guest);
    const std::string after = readFile(disk);
    QVERIFY(after.substr(rootAt, fs::file_size(root)) == readFile(root));
    if (shape.superblock && shape.algorithm == "sha256"s) {
        writeFile(root, after.substr(rootAt, rootLength));
        writeFile(hashes, after.substr(hashesAt, dataAt - hashesAt));
        Command verify{"veritysetup", "verify", root.string(), (shape.appended ? root : hashes).string(), hash};
        if (shape.appended)
            verify.push_back(offset);
        runChecked(verify);
    }
}

void VouchingTest::leavesWhatIsVouchedForByOtherMeans_data()
{
    QTest::addColumn<quint64>("offset");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("code");
    QTest::addColumn<bool>("dataIsSpared");
    QTest::newRow("footer of Android's verified boot")
        << quint64{rootAt + rootLength - 64} << QByteArray("AVBf\0\0\0\1", 8) << "volume.verifiedBoot" << true;
    QByteArray vbmeta("AVB0\0\0\0\1\0\0\0\1", 12);
    vbmeta.append(QByteArray(7, '\0')).append('\0').append(QByteArray(6, '\0')).append(QByteArray("\1\0", 2));
    vbmeta.append(QByteArray(256 + 16 - vbmeta.size(), '\0')).append("system");
    QTest::newRow("vbmeta that names it") << quint64{hashesAt} << vbmeta << "volume.verifiedBoot" << true;
    QByteArray tags("integrt\0\1\0\4\0", 12);
    tags.append(QByteArray("\1\0\0\0", 4)).append(QByteArray("\0\x80\0\0\0\0\0\0", 8));
    QTest::newRow("dm-integrity with its tags beside") << quint64{hashesAt} << tags << "volume.integrity" << false;
    QTest::newRow("snapshot") << quint64{hashesAt} << QByteArray("SnAp\1\0\0\0\1\0\0\0", 12) << "volume.snapshotOrigin"
                              << false;
    QTest::newRow("nothing") << quint64{hashesAt} << QByteArray("none") << "" << true;
}

void VouchingTest::leavesWhatIsVouchedForByOtherMeans()
{
    QFETCH(quint64, offset);
    QFETCH(QByteArray, bytes);
    QFETCH(QString, code);
    QFETCH(bool, dataIsSpared);
    const fs::path disk = scratch_ / "disk";
    makeThreePartitions(disk, linuxData, linuxData, false);
    writeAt(disk, rootAt, ext4WithLeftovers(scratch_ / ".", rootLength - 64 * 1024));
    writeAt(disk, offset, bytes.toStdString());
    const Guest guest = guestOf(disk);
    QCOMPARE(codeOf(guest.volumes.at(0).reason), code.toStdString());
    QCOMPARE(guest.volumes.at(0).free.empty(), !code.isEmpty());
    QCOMPARE(guest.volumes.at(2).trimmable(), dataIsSpared);
}

QTEST_GUILESS_MAIN(VouchingTest)
#include "vouching_test.moc"
