#include "widgets/savings/saving_figures.h"

#include "support/process.h"
#include "support/qemu.h"
#include "support/scratch.h"
#include "support/small_template.h"

#include <QTest>

#include <deque>
#include <numeric>

using engine::Chain;
using engine::ImageOptions;
using engine::SlimKind;
using engine::SlimPlan;
using testsupport::makeSmallTemplate;
using testsupport::Scratch;
using testsupport::SmallChain;
using widgets::at;
using widgets::figuresOf;
using widgets::MappedChain;
using widgets::PartBytes;
using widgets::SavingFigures;
using widgets::SavingPart;
using widgets::sumOf;

namespace {

struct Planned {
    SlimPlan plan;
    SavingFigures figures;
};

engine::ChainOptions trusting(const std::filesystem::path& folder)
{
    engine::ChainOptions options;
    options.policy.openFolder(folder);
    return options;
}

Chain opened(const std::filesystem::path& top)
{
    return Chain::open(top, trusting(top.parent_path()));
}

/// What figures are made of.
struct Reading {
    explicit Reading(const Chain& chain)
    {
        engine::Progress progress;
        maps = readLayerMaps(chain, engine::MapDepth::Quick, progress, {});
        storage = readStorageUse(chain, progress, {});
    }
    MappedChain of(const Chain& chain) const { return {&chain, maps, storage}; }

    std::vector<engine::LayerMap> maps;
    std::vector<engine::StorageUse> storage;
};

Planned planned(const std::filesystem::path& top, SlimKind kind, const ImageOptions& options)
{
    Chain chain = opened(top);
    const Reading reading(chain);
    engine::Progress progress;
    SlimPlan plan = planSlim(chain, kind, options, progress, {});
    SavingFigures figures = figuresOf(plan, reading.of(chain));
    return {std::move(plan), std::move(figures)};
}

std::int64_t reason(const SavingFigures& figures, SavingPart part)
{
    std::int64_t bytes = 0;
    for (const auto& one : figures.reasons)
        bytes += one.part == part && !one.shared ? one.bytes : 0;
    return bytes;
}

template <class Items>
std::int64_t total(const Items& items)
{
    return std::accumulate(items.begin(), items.end(), std::int64_t{0},
                           [](std::int64_t sum, const auto& item) { return sum + item.bytes; });
}

/// Every sum is what it says it is.
void checkSums(const SavingFigures& figures, const engine::FileSizes& before, const engine::FileSizes& after)
{
    QCOMPARE(sumOf(figures.before), before.length());
    QCOMPARE(sumOf(figures.after), after.length());
    QCOMPARE(total(figures.steps), static_cast<std::int64_t>(after.length()));
    QCOMPARE(total(figures.reasons), static_cast<std::int64_t>(before.length() - after.length()));
}

}  // namespace

/// What is drawn of a plan adds up to the lengths of real files.
class SavingFiguresTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void sumsAreFileLengths_data();
    void sumsAreFileLengths();
    void reasonsAreThoseOfThePlan_data();
    void reasonsAreThoseOfThePlan();
    void compressedLayersCountAsStored();
    void snapshotsAndRawHolesHaveTheirOwnParts();
    void sharingAddsUp_data();
    void sharingAddsUp();
    void scalingKeepsTheSum();

private:
    Scratch scratch_;
    SmallChain chain_;
};

void SavingFiguresTest::initTestCase()
{
    chain_ = testsupport::makeSmallChain(scratch_.path());
}

void SavingFiguresTest::sumsAreFileLengths_data()
{
    QTest::addColumn<bool>("deep");
    QTest::addColumn<bool>("exact");
    QTest::addColumn<int>("compression");
    QTest::addColumn<quint64>("clusterSize");
    QTest::addColumn<bool>("extended");
    QTest::addColumn<bool>("trim");
    QTest::addColumn<bool>("shared");
    for (const bool deep : {false, true}) {
        const auto row = [&](const char* name) -> QTestData& {
            return QTest::addRow("%s %s", deep ? "deep" : "standard", name) << deep;
        };
        row("quick") << false << 0 << quint64{0} << false << true << false;
        row("exact") << true << 0 << quint64{0} << false << true << false;
        row("quick zstd") << false << 2 << quint64{0} << false << true << false;
        row("zlib") << true << 1 << quint64{0} << false << true << false;
        row("zstd 4k") << true << 2 << quint64{4096} << false << true << false;
        row("2M") << true << 0 << quint64{2 << 20} << false << true << false;
        row("extended") << true << 0 << quint64{64 << 10} << true << true << false;
        row("no trim") << true << 0 << quint64{0} << false << false << false;
        row("shared") << true << 0 << quint64{4096} << false << true << true;
    }
}

void SavingFiguresTest::sumsAreFileLengths()
{
    QFETCH(bool, deep);
    QFETCH(bool, exact);
    QFETCH(int, compression);
    QFETCH(quint64, clusterSize);
    QFETCH(bool, extended);
    QFETCH(bool, trim);
    QFETCH(bool, shared);
    ImageOptions options;
    options.exact = exact;
    options.compression = static_cast<engine::Compression>(compression);
    options.clusterSize = clusterSize;
    options.extendedL2 = extended;
    options.trim = trim;
    options.shareEqualClusters = shared;
    const Planned result = planned(chain_.second, deep ? SlimKind::Deep : SlimKind::Standard, options);
    checkSums(result.figures, result.plan.before, result.plan.after);
    const PartBytes& after = result.figures.after;
    QVERIFY(at(after, SavingPart::Live) > 0);
    QCOMPARE(at(after, SavingPart::Duplicate), std::uint64_t{0});
    // The base of a standard slim stays with all that is covered of it.
    QCOMPARE(at(after, SavingPart::Hidden) > 0, !deep);
    QCOMPARE(at(after, SavingPart::Rounding) > 0, trim);
}

void SavingFiguresTest::reasonsAreThoseOfThePlan_data()
{
    QTest::addColumn<bool>("deep");
    QTest::addColumn<bool>("exact");
    QTest::newRow("standard quick") << false << false;
    QTest::newRow("standard exact") << false << true;
    QTest::newRow("deep quick") << true << false;
    QTest::newRow("deep exact") << true << true;
}

void SavingFiguresTest::reasonsAreThoseOfThePlan()
{
    QFETCH(bool, deep);
    QFETCH(bool, exact);
    ImageOptions options;
    options.exact = exact;
    const Planned result = planned(chain_.second, deep ? SlimKind::Deep : SlimKind::Standard, options);
    const engine::SavedBytes& saved = result.plan.image.saved;
    const SavingFigures& figures = result.figures;
    QVERIFY(saved.garbage > 0 && saved.hidden > 0);
    QCOMPARE(reason(figures, SavingPart::Garbage), static_cast<std::int64_t>(saved.garbage));
    QCOMPARE(reason(figures, SavingPart::Hidden), static_cast<std::int64_t>(saved.hidden));
    QCOMPARE(reason(figures, SavingPart::Zero), static_cast<std::int64_t>(saved.zero));
    QCOMPARE(reason(figures, SavingPart::Duplicate), static_cast<std::int64_t>(saved.duplicate));
    QCOMPARE(saved.zero > 0, exact);
    QCOMPARE(saved.duplicate > 0, exact && !deep);
    QCOMPARE(figures.saved(), result.plan.savedBytes());
}

void SavingFiguresTest::compressedLayersCountAsStored()
{
    const auto packed = scratch_ / "packed.qcow2";
    testsupport::runChecked({"qemu-img", "convert", "-c", "-O", "qcow2", chain_.second.string(), packed.string()});
    const Planned result = planned(packed, SlimKind::Deep, {});
    checkSums(result.figures, result.plan.before, result.plan.after);
    // A bit of metadata apart, it is all compressed: guest bytes would not fit into the file.
    QVERIFY(at(result.figures.before, SavingPart::Garbage) < result.plan.image.saved.garbage);
    QVERIFY(at(result.figures.before, SavingPart::Garbage) > 0);
}

void SavingFiguresTest::snapshotsAndRawHolesHaveTheirOwnParts()
{
    const auto image = scratch_ / "snapshot.qcow2";
    std::filesystem::copy_file(chain_.base, image);
    testsupport::runChecked({"qemu-img", "snapshot", "-c", "before", image.string()});
    testsupport::qemuIo(QString::fromStdString(image.string()), {"write -P 7 1M 24M"});
    const Planned snapshot = planned(image, SlimKind::Deep, {});
    checkSums(snapshot.figures, snapshot.plan.before, snapshot.plan.after);
    QVERIFY(at(snapshot.figures.before, SavingPart::Snapshots) >= 512 << 10);
    QCOMPARE(at(snapshot.figures.after, SavingPart::Snapshots), std::uint64_t{0});

    const auto raw = scratch_ / "disk.img";
    testsupport::runChecked({"qemu-img", "convert", "-O", "raw", chain_.second.string(), raw.string()});
    const Planned holes = planned(raw, SlimKind::Deep, {});
    checkSums(holes.figures, holes.plan.before, holes.plan.after);
    QVERIFY(at(holes.figures.before, SavingPart::Other) > 16 << 20);
}

void SavingFiguresTest::sharingAddsUp_data()
{
    QTest::addColumn<bool>("replace");
    QTest::addColumn<bool>("named");
    QTest::addColumn<int>("compression");
    QTest::newRow("automatic") << true << false << 0;
    QTest::newRow("automatic, beside") << false << false << 0;
    QTest::newRow("named") << true << true << 0;
    QTest::newRow("compressed") << true << false << 2;
}

void SavingFiguresTest::sharingAddsUp()
{
    QFETCH(bool, replace);
    QFETCH(bool, named);
    QFETCH(int, compression);
    std::vector<Chain> chains;
    for (const char own : {'a', 'b'})
        chains.push_back(opened(makeSmallTemplate(scratch_.path(), std::string("one-") + own, own)));
    // A chain of three files, with a base that two templates use.
    chains.push_back(opened(chain_.second));
    chains.push_back(opened(chain_.diff));
    const Chain base = opened(chain_.base);
    ImageOptions options;
    options.replace = replace;
    options.compression = static_cast<engine::Compression>(compression);
    engine::Progress progress;
    const engine::SharePlan plan = planShare(chains, named ? &base : nullptr, options, progress, {});
    std::deque<Reading> readings;
    std::vector<MappedChain> mapped;
    for (const Chain& chain : chains)
        mapped.push_back(readings.emplace_back(chain).of(chain));
    const MappedChain mappedBase = readings.emplace_back(base).of(base);
    const SavingFigures figures = figuresOf(plan, mapped, named ? &mappedBase : nullptr);
    checkSums(figures, plan.before, plan.after);
    QVERIFY(at(figures.before, SavingPart::Garbage) > 0);
}

void SavingFiguresTest::scalingKeepsTheSum()
{
    for (const std::uint64_t wanted :
         {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{999}, std::uint64_t{1} << 62}) {
        PartBytes parts{7, 0, 11, std::uint64_t{1} << 40};
        widgets::scaleTo(parts, wanted);
        QCOMPARE(sumOf(parts), wanted);
        QCOMPARE(parts[1], std::uint64_t{0});
    }
    PartBytes nothing{};
    widgets::scaleTo(nothing, 5);
    QCOMPARE(sumOf(nothing), std::uint64_t{0});
}

QTEST_GUILESS_MAIN(SavingFiguresTest)
#include "saving_figures_test.moc"
