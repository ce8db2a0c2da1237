#include "support/guest_tree.h"
#include "support/process.h"
#include "support/random_fill.h"
#include "support/scratch.h"

#include <QTest>

#include <filesystem>

using namespace testsupport;
namespace fs = std::filesystem;

namespace {

const fs::path volumes = fs::path(LAMELLA_TEST_DATA) / "volumes";

/// Throws at the first file that has a block in the free space.
class LivesInUse : public engine::FileVisitor {
public:
    explicit LivesInUse(const engine::VolumeRangeSet& free) : free_(free) {}

    void file(const engine::GuestFile& file) override
    {
        ++files;
        const auto stored = engine::VolumeRangeSet::of({file.stored.begin(), file.stored.end()});
        if (!intersectionOf(stored, free_).empty())
            throw std::runtime_error("file " + std::to_string(file.id) + " has free blocks");
    }
    void named(std::uint64_t, std::uint64_t, std::string_view) override {}

    std::size_t files = 0;

private:
    const engine::VolumeRangeSet& free_;
};

fs::path unpacked(const Scratch& scratch, const std::string& name)
{
    const fs::path image = scratch / "guest.raw";
    runChecked({"zstd", "-q", "-d", "--sparse", (volumes / (name + ".zst")).string(), "-o", image.string()});
    return image;
}

/// The kernel may be too old for the volume as it was made.
std::string whyNotMounted(const fs::path& image)
{
    if (!whyNoMounts().empty())
        return whyNoMounts();
    try {
        const Mount mount(image, {"mount", "-o", "loop,ro"});
        return {};
    } catch (const std::exception& error) {
        return error.what();
    }
}

/// Every file is there with the content that it had when the volume was made.
void requireFiles(const fs::path& image, const std::string& name)
{
    const Mount mount(image, {"mount", "-o", "loop,ro"});
    const std::string list = (volumes / (name + ".files")).string();
    runChecked({"env", "-C", mount.folder().string(), "sha256sum", "--check", "--strict", "--quiet", list});
}

/// Reads all that a mounted btrfs has and compares it with its checksums.
void requireScrubbed(const fs::path& image)
{
    const Mount mount(image, {"mount", "-o", "loop"});
    runChecked({"btrfs", "scrub", "start", "-B", mount.folder().string()});
}

}  // namespace

/// Volumes that only newer tools than this system's make: tests/data/volumes/make.sh says how they were made, and by
/// which tools they were checked.
class NewerVolumesTest : public QObject {
    Q_OBJECT

private slots:
    void freeIsFree_data();
    void freeIsFree();
};

void NewerVolumesTest::freeIsFree_data()
{
    QTest::addColumn<QString>("type");
    for (const auto& entry : fs::directory_iterator(volumes)) {
        const std::string name = entry.path().stem().string();
        if (entry.path().extension() == ".zst")
            QTest::newRow(name.c_str()) << QString::fromStdString(name.substr(0, name.find('-')));
    }
}

void NewerVolumesTest::freeIsFree()
{
    QFETCH(QString, type);
    const std::string name = QTest::currentDataTag();
    const Scratch scratch;
    const fs::path image = unpacked(scratch, name);
    const auto fileSystem = openGuestImage(image);
    const auto& reason = fileSystem->facts().reason;
    QVERIFY2(!reason, reason ? reason->what() : "");
    QCOMPARE(QString::fromStdString(fileSystem->facts().type), type);
    const std::string said = runChecked({LAMELLA_CLI, "guest", "--format", "raw", image.string()});
    for (const std::string& part : {type.toStdString() + ' ', std::string("free space checked")})
        QVERIFY2(said.find(part) != std::string::npos, said.c_str());
    QCOMPARE(said.find("  ! it does not tell whether it was unmounted") != std::string::npos, type == "btrfs");
    const engine::VolumeRangeSet free = fileSystem->freeSpace();
    QCOMPARE(free.total(), std::stoull(readFile(volumes / (name + ".free"))));
    if (fileSystem->listsFiles()) {
        LivesInUse lives(free);
        fileSystem->visitFiles(engine::WalkScope::All, lives);
        QVERIFY(lives.files > 50);
    }
    if (const std::string why = whyNotMounted(image); !why.empty())
        QSKIP(why.c_str());
    requireFiles(image, name);
    Random random(1);
    fillWithRandom(image, free, random);
    requireFiles(image, name);
    if (type == "btrfs")
        requireScrubbed(image);
}

QTEST_GUILESS_MAIN(NewerVolumesTest)
#include "newer_volumes_test.moc"
