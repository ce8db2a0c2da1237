// shards: 2
#include "support/btrfs_tools.h"
#include "support/guest_tree.h"
#include "support/random_fill.h"
#include "support/scratch.h"

#include <QTest>

namespace {

using namespace testsupport;

}  // namespace

/// btrfs against its own tools and the kernel.
class BtrfsVolumeTest : public QObject {
    Q_OBJECT

private slots:
    void freeIsFree_data();
    void freeIsFree();
};

void BtrfsVolumeTest::freeIsFree_data()
{
    QTest::addColumn<quint64>("seed");
    const int shards = std::max(1, qEnvironmentVariableIntValue("LAMELLA_SHARDS"));
    for (int seed = qEnvironmentVariableIntValue("LAMELLA_SHARD"); seed < 24; seed += shards)
        QTest::addRow("seed %d", seed) << quint64(seed);
}

void BtrfsVolumeTest::freeIsFree()
{
    QFETCH(quint64, seed);
    if (!whyNoMounts().empty())
        QSKIP(whyNoMounts().c_str());
    constexpr std::uint64_t mebibyte = 1 << 20;
    const std::uint64_t size = 232 * mebibyte + seed * 3 * mebibyte + (seed % 3) * 12288;
    try {
        requireFreeIsFree(btrfs::tools(), size, seed, btrfs::freeBytes);
    } catch (const std::exception& error) {
        QFAIL(error.what());
    }
}

QTEST_GUILESS_MAIN(BtrfsVolumeTest)
#include "btrfs_volume_test.moc"
