#include "image/qcow2/reference_counts.h"
#include "image/qcow2/table_sweep.h"

#include <QTest>

#include <map>
#include <random>

using namespace engine;
using namespace engine::qcow2;

class Qcow2ReferenceCountsTest : public QObject {
    Q_OBJECT

private slots:
    void countsLikeAMap_data();
    void countsLikeAMap();
    void keepsTheBudget();
    void sweepsLikeAMap();
};

void Qcow2ReferenceCountsTest::countsLikeAMap_data()
{
    QTest::addColumn<quint64>("most");
    for (const quint64 most : {1ULL, 2ULL, 9ULL, 200ULL, 1ULL << 40})
        QTest::addRow("up to %llu at once", most) << most;
}

void Qcow2ReferenceCountsTest::countsLikeAMap()
{
    QFETCH(quint64, most);
    std::mt19937_64 random(most);
    MemoryBudget budget;
    ReferenceCounts counts(budget);
    std::map<std::uint64_t, ClusterReferences> model;
    for (int i = 0; i < 20000; ++i) {
        // Some far away, where pages are not found by index.
        const std::uint64_t cluster = random() % 3000 + (random() % 4 == 0 ? 1ULL << 40 : 0);
        const std::uint64_t copied = random() % 3 == 0 ? random() % (most + 1) : 0;
        const auto by = static_cast<ReferencedBy>(random() % 8);
        const ClusterReferences more{random() % 3 == 0 ? random() % (most + 1) : 0, copied, most - copied, by};
        counts.add(cluster, more);
        ClusterReferences& sum = model[cluster];
        sum = {sum.references + more.references, sum.copied + more.copied, sum.uncopied + more.uncopied,
               sum.by | more.by};
    }
    std::uint64_t found = 0;
    for (const ReferenceCounts::PlacedPage& page : counts.pages()) {
        for (std::uint64_t i = 0; i < ReferenceCounts::pageClusters; ++i) {
            const ReferenceCounts::Cell cell = (*page.cells)[i];
            QCOMPARE(cell != 0, model.contains(page.firstCluster + i));
            found += cell != 0 ? 1 : 0;
        }
    }
    QCOMPARE(found, model.size());
    for (const auto& [cluster, sum] : model)
        QVERIFY(counts.at(cluster) == sum);
    QVERIFY(counts.at(5000) == ClusterReferences{});
}

void Qcow2ReferenceCountsTest::keepsTheBudget()
{
    MemoryBudget budget(1 << 20);
    ReferenceCounts counts(budget);
    try {
        for (std::uint64_t i = 0; i < 10000; ++i)
            counts.add(i << 30, {1, 0, 0, ReferencedBy::Active});
        QFAIL("took more than it may");
    } catch (const Error& error) {
        QCOMPARE(error.code(), std::string_view("memory.budget"));
    }
}

void Qcow2ReferenceCountsTest::sweepsLikeAMap()
{
    std::mt19937_64 random(3);
    for (int round = 0; round < 50; ++round) {
        std::vector<UsedTable> tables;
        std::map<std::uint64_t, TableUse> model;
        for (std::uint64_t i = 0, count = random() % 40; i < count; ++i) {
            const std::uint64_t start = random() % 100;
            const UsedTable table{start, start + 1 + random() % 20, {static_cast<std::uint32_t>(random() % 3), 1, i}};
            tables.push_back(table);
            for (std::uint64_t at = table.start; at < table.end; ++at)
                model[at] += table.use;
        }
        mergeEqualTables(tables);
        std::uint64_t last = 0;
        std::uint64_t seen = 0;
        sweepTables(std::span<const UsedTable>(tables),
                    [&](std::uint64_t start, std::uint64_t end, const TableUse& use) {
                        QVERIFY(start >= last && start < end);
                        last = end;
                        seen += end - start;
                        for (std::uint64_t at = start; at < end; ++at) {
                            QCOMPARE(use.active, model.at(at).active);
                            QCOMPARE(use.copied, model.at(at).copied);
                            QCOMPARE(use.snapshots, model.at(at).snapshots);
                        }
                    });
        QCOMPARE(seen, model.size());
    }
}

QTEST_GUILESS_MAIN(Qcow2ReferenceCountsTest)
#include "qcow2_reference_counts_test.moc"
