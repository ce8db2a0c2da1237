#include "guest/file_system.h"
#include "support/guest_tree.h"
#include "support/process.h"
#include "support/random_fill.h"
#include "support/scratch.h"

#include <QTest>

namespace {

using namespace testsupport;
using namespace std::string_literals;
using engine::VolumeState;

constexpr std::uint64_t size = 10 << 20;

std::string value(const std::filesystem::path& image, const char* tag)
{
    std::string text = run({"blkid", "-p", "-o", "value", "-s", tag, image.string()}).out;
    text.resize(std::min(text.find('\n'), text.size()));
    return text;
}

class Collect : public engine::FileVisitor {
public:
    void file(const engine::GuestFile& file) override
    {
        ++files;
        kind = file.kind;
        stored.insert(stored.end(), file.stored.begin(), file.stored.end());
    }
    void named(std::uint64_t, std::uint64_t, std::string_view) override { ++names; }

    unsigned files = 0;
    unsigned names = 0;
    engine::FileKind kind{};
    std::vector<engine::VolumeRange> stored;
};

}  // namespace

class SwapVolumeTest : public QObject {
    Q_OBJECT

private slots:
    void keepsTheFirstPage_data();
    void keepsTheFirstPage();
    void refuses_data();
    void refuses();
};

void SwapVolumeTest::keepsTheFirstPage_data()
{
    QTest::addColumn<quint64>("pageSize");
    QTest::addColumn<quint64>("length");
    for (const quint64 pageSize : {4096, 8192, 16384, 32768, 65536}) {
        QTest::addRow("%llu", pageSize) << pageSize << quint64(size);
        QTest::addRow("%llu, odd", pageSize) << pageSize << quint64(size + 66 * 512);
    }
}

void SwapVolumeTest::keepsTheFirstPage()
{
    QFETCH(quint64, pageSize);
    QFETCH(quint64, length);
    const Scratch scratch;
    createSparse(scratch / "swap", length);
    runChecked({"mkswap", "-q", "-p", std::to_string(pageSize), "-L", "my swap", (scratch / "swap").string()});
    const auto volume = openGuestImage(scratch / "swap");
    const engine::VolumeFacts& facts = volume->facts();
    QCOMPARE(facts.state, VolumeState::Clean);
    QVERIFY(!facts.reason);
    QCOMPARE(facts.type, value(scratch / "swap", "TYPE"));
    QCOMPARE(facts.label, value(scratch / "swap", "LABEL"));
    QCOMPARE(facts.uuid, value(scratch / "swap", "UUID"));
    QCOMPARE(facts.blockSize, std::uint64_t(pageSize));
    QVERIFY(volume->freeSpace().empty());
    Collect files;
    volume->visitFiles(engine::WalkScope::All, files);
    QCOMPARE(files.files, 1U);
    QCOMPARE(files.kind, engine::FileKind::SwapSpace);
    QCOMPARE(files.stored, std::vector({engine::VolumeRange{engine::VolumeOffset(pageSize),
                                                            length / pageSize * pageSize - pageSize}}));
}

void SwapVolumeTest::refuses_data()
{
    QTest::addColumn<quint64>("offset");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<VolumeState>("state");
    QTest::addColumn<QByteArray>("code");
    for (const char* signature : {"S1SUSPEND\0", "S2SUSPEND\0", "ULSUSPEND\0", "LINHIB0001"})
        QTest::addRow("%s", signature) << quint64(4086) << QByteArray(signature, 10) << QByteArray("swsuspend")
                                       << VolumeState::Hibernated << QByteArray("volume.hibernated");
    QTest::addRow("TuxOnIce") << quint64(0) << QByteArray("\xed\xc3\x02\xe9\x98\x56\xe5\x0c") << QByteArray("swsuspend")
                              << VolumeState::Hibernated << QByteArray("volume.hibernated");
    QTest::addRow("old style") << quint64(4086) << QByteArray("SWAP-SPACE") << QByteArray("swap")
                               << VolumeState::Unknown << QByteArray("volume.notRead");
    QTest::addRow("version") << quint64(1024) << QByteArray("\2") << QByteArray("swap") << VolumeState::Unknown
                             << QByteArray("field.tooLarge");
    QTest::addRow("no version") << quint64(1024) << QByteArray("\0", 1) << QByteArray("swap") << VolumeState::Unknown
                                << QByteArray("field.tooSmall");
    QTest::addRow("no pages") << quint64(1028) << QByteArray(4, '\0') << QByteArray("swap") << VolumeState::Unknown
                              << QByteArray("field.tooSmall");
    // One page more than there are.
    QTest::addRow("last page") << quint64(1028) << QByteArray("\0\x0a\0\0", 4) << QByteArray("swap")
                               << VolumeState::Unknown << QByteArray("volume.cutOff");
    QTest::addRow("bad pages") << quint64(1032) << QByteArray("\x7e\x02\0\0", 4) << QByteArray("swap")
                               << VolumeState::Unknown << QByteArray("field.tooLarge");
}

void SwapVolumeTest::refuses()
{
    QFETCH(quint64, offset);
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, type);
    QFETCH(VolumeState, state);
    QFETCH(QByteArray, code);
    const Scratch scratch;
    createSparse(scratch / "swap", size);
    runChecked({"mkswap", "-q", (scratch / "swap").string()});
    QVERIFY(!openGuestImage(scratch / "swap")->facts().reason);
    writeAt(scratch / "swap", offset, bytes.toStdString());
    const auto volume = openGuestImage(scratch / "swap");
    QCOMPARE(volume->facts().type, type.toStdString());
    QCOMPARE(volume->facts().state, state);
    QCOMPARE(volume->facts().reason.value().code(), std::string_view(code.constData()));
    QVERIFY(!volume->listsFiles());
    if (state == VolumeState::Hibernated)
        QCOMPARE(value(scratch / "swap", "TYPE"), std::string("swsuspend"));
}

QTEST_GUILESS_MAIN(SwapVolumeTest)
#include "swap_volume_test.moc"
