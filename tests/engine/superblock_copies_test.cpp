#include "guest/file_system.h"
#include "support/guest_tree.h"
#include "support/process.h"
#include "support/random_fill.h"
#include "support/scratch.h"
#include "support/superblocks.h"

#include <QTest>

#include <functional>

namespace {

using namespace testsupport;
using namespace std::string_literals;
namespace fs = std::filesystem;

constexpr std::uint64_t mebibyte = 1 << 20;
constexpr std::uint64_t size = 65 * mebibyte + 12288;

using Maker = std::function<void(const fs::path& image)>;

}  // namespace

Q_DECLARE_METATYPE(Maker)

class SuperblockCopiesTest : public QObject {
    Q_OBJECT

private slots:
    void knowsCopies_data();
    void knowsCopies();
    void readsWhatLeftBackupsOfAnother();
};

void SuperblockCopiesTest::knowsCopies_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<Maker>("make");
    QTest::addColumn<quint64>("stale");  ///< a byte under the checksum
    const std::uint64_t end = size / 4096 * 4096 - 8192;
    const auto luks = [](const fs::path& image) {
        writeFile(image.parent_path() / "key", "secret");
        runChecked({"cryptsetup", "luksFormat", "-q", "--type", "luks2", "--pbkdf", "pbkdf2",
                    "--pbkdf-force-iterations", "1000", image.string(), (image.parent_path() / "key").string()});
        writeAt(image, 0, std::string(0x4000, '\0'));
    };
    const auto nilfs = [](const fs::path& image) {
        runChecked({"mkfs.nilfs2", "-q", "-B", "16", image.string()});
        writeAt(image, 1024, std::string(1024, '\0'));
    };
    const auto f2fs = [](const fs::path& image) {
        runChecked({"mkfs.f2fs", "-q", image.string()});
        writeAt(image, 1024, std::string(1024, '\0'));
    };
    const auto row = [](const char* name, const char* type, std::uint64_t stale, const auto& make) {
        QTest::newRow(name) << QString(type) << Maker(make) << quint64{stale};
    };
    row("second header of LUKS2", "crypto_LUKS", 0x5000, luks);
    row("second superblock of NILFS2", "nilfs2", size / 512 * 512 - 4096 + 160, nilfs);
    row("second superblock of F2FS", "f2fs", 4096 + 1024, f2fs);
    row("raid 0.90", "linux_raid_member", size / 65536 * 65536 - 65536 + 40,
        [](const fs::path& image) { oldRaid(image, size, false); });
    row("raid 1.0", "linux_raid_member", end + 80, [=](const fs::path& image) { raid(image, end); });
    row("raid 1.0, of another place", "linux_raid_member", end + 144, [=](const fs::path& image) { raid(image, end); });
    for (const std::uint64_t label :
         {std::uint64_t{0}, std::uint64_t{262144}, size / 262144 * 262144 - 524288, size / 262144 * 262144 - 262144})
        row(("label of ZFS at " + std::to_string(label)).c_str(), "zfs_member", label + 16384 + 5000,
            [=](const fs::path& image) { zfsLabel(image, label); });
    row("BitLocker's metadata", "BitLocker", 33 * mebibyte + 32, [](const fs::path& image) {
        writeAt(image, 33 * mebibyte, "-FVE-FS-\x3a\0\2\0\4\0\4\0"s);
        writeAt(image, 33 * mebibyte + 32, number(33 * mebibyte, 8) + number(40 * mebibyte, 8));
    });
}

/// A sound copy is its format, also beside another; with one byte changed it is nothing.
void SuperblockCopiesTest::knowsCopies()
{
    QFETCH(QString, type);
    QFETCH(Maker, make);
    QFETCH(quint64, stale);
    const Scratch scratch;
    const fs::path image = scratch / "image";
    createSparse(image, size);
    make(image);
    QCOMPARE(openGuestImage(image)->facts().type, type.toStdString());

    writeAt(image, 0, "hsqs");
    writeAt(image, 28, number(4, 2));
    const std::string one = readFile(image).substr(stale, 1);
    writeAt(image, stale, std::string(1, static_cast<char>(one[0] ^ 1)));
    QCOMPARE(openGuestImage(image)->facts().type, std::string("squashfs"));
}

/// Copies that only a repair tool reads: mkfs.xfs leaves all of ext4's, and mke2fs leaves those of XFS and Btrfs.
void SuperblockCopiesTest::readsWhatLeftBackupsOfAnother()
{
    const std::vector<Command> tools{{"mke2fs", "-q", "-F", "-t", "ext4", "-b", "1024"},
                                     {"mkfs.xfs", "-q", "-f", "-K"},
                                     {"mkfs.btrfs", "-q", "-f", "-K"}};
    for (std::size_t before = 0; before < tools.size(); ++before) {
        for (std::size_t after = 0; after < tools.size(); ++after) {
            const Scratch scratch;
            const fs::path image = scratch / "image";
            createSparse(image, 5 * size);
            for (Command command : {tools[before], tools[after]}) {
                command.push_back(image.string());
                runChecked(command);
            }
            const auto volume = openGuestImage(image);
            QVERIFY2(!volume->facts().reason && !volume->freeSpace().empty(), volume->facts().type.c_str());
        }
    }
}

QTEST_GUILESS_MAIN(SuperblockCopiesTest)
#include "superblock_copies_test.moc"
