#include "library_fixture.h"

using namespace librarytest;

/// The library as a model, on real files.
class LibraryModelTest : public QObject {
    Q_OBJECT

private slots:
    void isEmpty();
    void showsASharedBase();
    void figuresArrive();
    void failuresStayInTheirRow();
    void keepsIndexesOverChanges();
    void filtersAndSorts();
    void tellsSameNamesApart();
    void showsThousands();
};

void LibraryModelTest::isEmpty()
{
    Library library;
    QCOMPARE(library.model.rowCount(), 0);
    library.scan.add(library.folder.path());
    QVERIFY(library.settle());
    QCOMPARE(library.scans, 1);
    QCOMPARE(library.shape(), QString());
}

void LibraryModelTest::showsASharedBase()
{
    Library library;
    testsupport::createQcow2(text(library.folder / "base.qcow2"), "1M");
    overlay(library.folder / "diff.qcow2", "base.qcow2");
    overlay(library.folder / "second.qcow2", "diff.qcow2");
    overlay(library.folder / "other.qcow2", "base.qcow2");
    library.scan.add(library.folder.path());
    QVERIFY(library.settle());
    QCOMPARE(library.shape(), QString("base(diff(second) other)"));
    QCOMPARE(library.cell("base.qcow2", Column::Name, LibraryModel::BadgeRole), QString("2"));
    QVERIFY(library.cell("base.qcow2", Column::Name, Qt::ToolTipRole).contains("templates 2, direct overlays 2"));
    QCOMPARE(library.cell("diff.qcow2", Column::Name, LibraryModel::BadgeRole), QString());
    QCOMPARE(library.cell("base.qcow2", Column::VirtualSize), QString("1.0 MiB"));
    QVERIFY(library.cell("base.qcow2", Column::VirtualSize, Qt::ToolTipRole).contains("1,048,576 bytes"));
    QCOMPARE(library.cell("base.qcow2", Column::Format), QString("qcow2"));
    QCOMPARE(library.cell("second.qcow2", Column::State), QString("OK"));
}

void LibraryModelTest::figuresArrive()
{
    Library library;
    const QString base = text(library.folder / "base.qcow2");
    testsupport::createQcow2(base, "16M");
    testsupport::qemuIo(base, {"write -P 1 0 8M"});
    overlay(library.folder / "diff.qcow2", "base.qcow2", "16M");
    testsupport::qemuIo(text(library.folder / "diff.qcow2"), {"write -P 2 4M 2M"});
    library.scan.add(library.folder.path());
    QVERIFY(library.settle());
    // No file system: nothing is garbage, 2 MiB of the base are hidden.
    QCOMPARE(library.cell("base.qcow2", Column::Unique), QString("up to 6.0 MiB"));
    // A tree is sorted by all that is in it.
    QCOMPARE(library.cell("base.qcow2", Column::Unique, LibraryModel::SortRole), QString::number(8 << 20));
    QCOMPARE(library.cell("diff.qcow2", Column::Unique, LibraryModel::SortRole), QString::number(2 << 20));
    QCOMPARE(library.cell("diff.qcow2", Column::Unique), QString("up to 2.0 MiB"));
    QCOMPARE(library.cell("diff.qcow2", Column::Garbage), QString("0 B"));
    const QModelIndex index = library.model.find(library.folder / "base.qcow2").siblingAtColumn(Column::Map);
    const auto* stripe =
        static_cast<const widgets::MapStripe*>(index.data(LibraryModel::StripeRole).value<const void*>());
    QVERIFY(stripe);
    QCOMPARE(stripe->classes[63], widgets::ClusterClass::Unknown);
    QCOMPARE(stripe->classes[64], widgets::ClusterClass::Hidden);
    QCOMPARE(stripe->classes[95], widgets::ClusterClass::Hidden);
    QCOMPARE(stripe->classes[96], widgets::ClusterClass::Unknown);
    QCOMPARE(stripe->classes[128], widgets::ClusterClass::Unallocated);
    // Deep slim drops the 2 MiB that are hidden, and the second file.
    const auto saving = library.cell("diff.qcow2", Column::Saving, LibraryModel::SortRole).toULongLong();
    QVERIFY2(saving >= 2 << 20 && saving < 3 << 20, qPrintable(QString::number(saving)));
    // Nothing changed: all is known at once.
    QSignalSpy arrived(&library.figures, &widgets::LibraryFigures::arrived);
    library.scan.scan();
    QVERIFY(QTest::qWaitFor([&] { return library.scans == 2; }));
    QCOMPARE(arrived.size(), 1);
    QCOMPARE(library.figures.done(), library.figures.total());
}

void LibraryModelTest::failuresStayInTheirRow()
{
    Library library;
    const fs::path bad = library.folder / "bad.qcow2";
    testsupport::createQcow2(text(bad), "1M");
    testsupport::qemuIo(text(bad), {"write -P 1 0 64k"});
    testsupport::createQcow2(text(library.folder / "good.qcow2"), "1M");
    // The first entry of the only L2 table leads beyond the end of the file.
    const std::uint64_t l1Table = bigEndian(testsupport::readFile(bad).substr(40, 8));
    const std::uint64_t l2Table = bigEndian(testsupport::readFile(bad).substr(l1Table, 8)) & 0xffffffffffff;
    testsupport::writeAt(bad, l2Table, std::string("\x80\0\x7f\0\0\0\0\0", 8));
    library.scan.add(library.folder.path());
    QVERIFY(library.settle());
    QVERIFY2(library.cell("bad.qcow2", Column::State).startsWith("Content not read: "),
             qPrintable(library.cell("bad.qcow2", Column::State)));
    QCOMPARE(library.cell("bad.qcow2", Column::Garbage), QString());
    QCOMPARE(library.cell("good.qcow2", Column::Garbage), QString("0 B"));
}

void LibraryModelTest::keepsIndexesOverChanges()
{
    Library library;
    testsupport::createQcow2(text(library.folder / "b.qcow2"), "1M");
    for (const char* name : {"m.qcow2", "q.qcow2"})
        overlay(library.folder / name, "b.qcow2");
    library.scan.add(library.folder.path());
    QVERIFY(library.settle());
    const QPersistentModelIndex kept = library.model.find(library.folder / "q.qcow2");
    QSignalSpy resets(&library.model, &QAbstractItemModel::modelReset);
    fs::remove(library.folder / "m.qcow2");
    for (const char* name : {"a.qcow2", "n.qcow2", "o.qcow2", "z.qcow2"})
        overlay(library.folder / name, "b.qcow2");
    QVERIFY(library.scanNow());
    QCOMPARE(library.shape(), QString("b(a n o q z)"));
    QVERIFY(kept.isValid());
    QCOMPARE(library.model.row(kept)->node.path, library.folder / "q.qcow2");
    QCOMPARE(kept.row(), 3);
    QCOMPARE(resets.size(), 0);
    library.scan.remove(library.folder.path());
    QVERIFY(library.settle());
    QCOMPARE(library.model.rowCount(), 0);
}

void LibraryModelTest::filtersAndSorts()
{
    Library library;
    for (const char* name : {"alpha.qcow2", "beta.qcow2", "gamma.qcow2", "Alpha-10.qcow2", "alpha-9.qcow2"})
        testsupport::createQcow2(text(library.folder / name), QString::number(name[0] == 'b' ? 100 : 9) + 'M');
    overlay(library.folder / "delta.qcow2", "alpha.qcow2");
    library.scan.add(library.folder.path());
    QVERIFY(library.settle());
    const auto names = [&] {
        QStringList found;
        for (int row = 0; row < library.filter.rowCount(); ++row)
            found << library.filter.index(row, 0).data().toString().section('.', 0, 0);
        return found.join(' ');
    };
    library.filter.sort(Column::VirtualSize, Qt::DescendingOrder);
    QVERIFY(names().startsWith("beta "));
    library.filter.sort(Column::Name, Qt::DescendingOrder);
    const QString all("gamma beta alpha Alpha-10 alpha-9");
    QCOMPARE(names(), all);
    library.filter.setText("DELTA");
    QCOMPARE(names(), QString("alpha"));
    QCOMPARE(library.filter.rowCount(library.filter.index(0, 0)), 1);
    library.filter.setText("nothing");
    QCOMPARE(names(), QString());
    library.filter.setText({});
    QCOMPARE(names(), all);
}

void LibraryModelTest::tellsSameNamesApart()
{
    Library library;
    for (const char* place : {"north/vdi", "south/vdi", "west"}) {
        fs::create_directories(library.folder / place);
        testsupport::createQcow2(text(library.folder / place / "golden.qcow2"), "1M");
    }
    testsupport::createQcow2(text(library.folder / "west" / "only.qcow2"), "1M");
    overlay(library.folder / "west" / "desk.qcow2", "golden.qcow2");
    fs::create_directories(library.folder / "east");
    overlay(library.folder / "east" / "desk.qcow2", "../west/golden.qcow2");
    library.scan.add(library.folder.path());
    QVERIFY(library.settle());
    const auto folder = [&](const char* path) {
        return library.model.find(library.folder / path).data(LibraryModel::FolderRole).toString();
    };
    QCOMPARE(folder("north/vdi/golden.qcow2"), QString("north/vdi"));
    QCOMPARE(folder("south/vdi/golden.qcow2"), QString("south/vdi"));
    QCOMPARE(folder("west/golden.qcow2"), QString("west"));
    QCOMPARE(folder("west/only.qcow2"), QString());
    // The row above says it already; the other one stands below an image of another folder.
    QCOMPARE(folder("west/desk.qcow2"), QString());
    QCOMPARE(folder("east/desk.qcow2"), QString("east"));
    fs::remove(library.folder / "south/vdi/golden.qcow2");
    QVERIFY(library.scanNow());
    QCOMPARE(folder("north/vdi/golden.qcow2"), QString("vdi"));
}

void LibraryModelTest::showsThousands()
{
    Library library;
    testsupport::createQcow2(text(library.folder / "base.qcow2"), "1M");
    overlay(library.folder / "template.qcow2", "base.qcow2");
    constexpr int copies = 2000;
    for (int copy = 0; copy < copies; ++copy)
        fs::copy_file(library.folder / "template.qcow2", library.folder / ("copy-" + std::to_string(copy) + ".qcow2"));
    library.scan.add(library.folder.path());
    QVERIFY(QTest::qWaitFor([&] { return library.scans == 1; }, 60000));
    QCOMPARE(library.model.rowCount(library.model.index(0, 0)), copies + 1);
    library.filter.sort(Column::Garbage);
    QVERIFY(QTest::qWaitFor([&] { return library.figures.done() > 20; }, 60000));
    // A newer refresh ends the older work.
    library.figures.cancel();
    QVERIFY(!library.figures.running());
}

QTEST_MAIN(LibraryModelTest)
#include "library_model_test.moc"
