#include "library_fixture.h"

using namespace librarytest;

/// What the library says of broken, changing and vanishing files, and its export.
class LibraryStatesTest : public QObject {
    Q_OBJECT

private slots:
    void saysWhatIsBroken();
    void saysWhatIsInUse();
    void followsFiles();
    void keptOriginalsAreAKindOfTheirOwn();
    void aFolderThatVanishesHidesNoOther();
    void exportsWhatItShows();
    void exportQuotes();
};

void LibraryStatesTest::saysWhatIsBroken()
{
    Library library;
    Scratch outside;
    testsupport::createQcow2(text(outside / "far.qcow2"), "1M");
    overlay(library.folder / "orphan.qcow2", "gone.qcow2");
    overlay(library.folder / "refused.qcow2", text(outside / "far.qcow2"));
    testsupport::createQcow2(text(library.folder / "hostile.qcow2"), "1M");
    testsupport::writeAt(library.folder / "hostile.qcow2", 20, std::string("\0\0\0\x40", 4));
    library.scan.add(library.folder.path());
    QVERIFY(library.settle());
    QVERIFY(library.shape().contains("gone!missing(orphan)"));
    QVERIFY(library.shape().contains("far!refused(refused)"));
    QVERIFY(library.shape().contains("hostile!refused"));
    QCOMPARE(library.cell("orphan.qcow2", Column::State), QString("Orphan: gone.qcow2 is missing"));
    QCOMPARE(library.cell("refused.qcow2", Column::State), QString("Incomplete: far.qcow2 is refused"));
    QVERIFY(library.cell("gone.qcow2", Column::State).startsWith("Not found: "));
    const QModelIndex far = library.model.find(outside / "far.qcow2").siblingAtColumn(Column::State);
    QVERIFY(far.data().toString().contains("is outside the opened folders"));
    QVERIFY(!far.data(Qt::DecorationRole).value<QIcon>().isNull());
    QVERIFY(library.cell("hostile.qcow2", Column::State).startsWith("Refused: "));
    QVERIFY(library.cell("orphan.qcow2", Column::Garbage, Qt::ToolTipRole).startsWith("<qt>"));
    // What is allowed is there with the next scan.
    library.session.allow(outside / "far.qcow2");
    QVERIFY(library.scanNow());
    QCOMPARE(library.cell("refused.qcow2", Column::State), QString("OK"));
}

void LibraryStatesTest::saysWhatIsInUse()
{
    Library library;
    testsupport::createQcow2(text(library.folder / "busy.qcow2"), "1M");
    QProcess machine;
    machine.start("qemu-io", {"-f", "qcow2", text(library.folder / "busy.qcow2")});
    QVERIFY(machine.waitForStarted());
    machine.write("length\n");
    QVERIFY(machine.waitForReadyRead());
    library.scan.add(library.folder.path());
    QVERIFY(library.settle());
    QVERIFY2(library.cell("busy.qcow2", Column::State).startsWith("In use"),
             qPrintable(library.cell("busy.qcow2", Column::State)));
    QCOMPARE(library.cell("busy.qcow2", Column::Saving), QString());
    QVERIFY(!library.cell("busy.qcow2", Column::Saving, Qt::ToolTipRole).isEmpty());
    machine.write("quit\n");
    QVERIFY(machine.waitForFinished());
    QVERIFY(library.scanNow());
    QCOMPARE(library.cell("busy.qcow2", Column::State), QString("OK"));
}

void LibraryStatesTest::followsFiles()
{
    Library library;
    testsupport::createQcow2(text(library.folder / "base.qcow2"), "1M");
    fs::create_directory(library.folder / "sub");
    library.scan.add(library.folder.path());
    QVERIFY(library.settle());
    QCOMPARE(library.shape(), QString("base"));
    overlay(library.folder / "sub" / "diff.qcow2", "../base.qcow2");
    QTRY_COMPARE_WITH_TIMEOUT(library.shape(), QString("base(diff)"), 15000);
    fs::rename(library.folder / "base.qcow2", library.folder / "moved.qcow2");
    QTRY_VERIFY_WITH_TIMEOUT(library.shape().contains("base!missing(diff)"), 15000);
    QVERIFY(library.shape().contains("moved"));
    fs::rename(library.folder / "moved.qcow2", library.folder / "base.qcow2");
    QTRY_COMPARE_WITH_TIMEOUT(library.shape(), QString("base(diff)"), 15000);
    testsupport::qemuIo(text(library.folder / "base.qcow2"), {"write -P 1 0 1M"});
    QTRY_VERIFY_WITH_TIMEOUT(library.cell("sub/diff.qcow2", Column::State).startsWith("Check this: its base"), 15000);
    fs::remove(library.folder / "sub" / "diff.qcow2");
    QTRY_COMPARE_WITH_TIMEOUT(library.shape(), QString("base"), 15000);
}

/// What a standard slim leaves: one original below the image of its name, one whose name is gone.
void LibraryStatesTest::keptOriginalsAreAKindOfTheirOwn()
{
    Library library;
    testsupport::createQcow2(text(library.folder / "base.qcow2"), "1M");
    overlay(library.folder / "diff.qcow2", "base.qcow2");
    overlay(library.folder / "top.qcow2", "diff.qcow2");
    overlay(library.folder / "result.qcow2", "base.qcow2");
    library.scan.add(library.folder.path());
    QVERIFY(library.settle());
    const widgets::FleetTotals before = widgets::totalsOf(widgets::fleetOf(library.model));
    fs::rename(library.folder / "diff.qcow2", library.folder / "diff.qcow2.before-slim");
    fs::rename(library.folder / "top.qcow2", library.folder / "top.qcow2.before-slim");
    fs::rename(library.folder / "result.qcow2", library.folder / "top.qcow2");
    QVERIFY(library.scanNow());
    QVERIFY2(!library.model.find(library.folder / "diff.qcow2").isValid(), "only a kept original misses it");
    const QModelIndex top = library.model.find(library.folder / "top.qcow2");
    const QModelIndex kept = library.model.find(library.folder / "top.qcow2.before-slim");
    QCOMPARE(kept.parent(), top);
    QVERIFY(library.model.row(top)->isTemplate());
    QCOMPARE(library.cell("top.qcow2.before-slim", Column::Name), QString("Kept original of top.qcow2"));
    QCOMPARE(library.cell("top.qcow2.before-slim", Column::State), QString("Kept original"));
    QCOMPARE(library.model.find(library.folder / "diff.qcow2.before-slim").parent(),
             library.model.find(library.folder / "base.qcow2"));
    const widgets::FleetTotals totals = widgets::totalsOf(widgets::fleetOf(library.model));
    QCOMPARE(totals.templates, std::size_t{1});
    QCOMPARE(totals.files, std::size_t{2});
    QVERIFY(totals.keptDiskSize > 0);
    QCOMPARE(totals.diskSize + totals.keptDiskSize, before.diskSize);
    // An image that is made on a kept original needs it: that one is no longer merely kept.
    overlay(library.folder / "clone.qcow2", "diff.qcow2.before-slim");
    QVERIFY(library.scanNow());
    QCOMPARE(library.cell("diff.qcow2.before-slim", Column::Name), QString("diff.qcow2.before-slim"));
    QVERIFY(library.model.row(library.model.find(library.folder / "clone.qcow2"))->isTemplate());
}

void LibraryStatesTest::aFolderThatVanishesHidesNoOther()
{
    Library library;
    Scratch other;
    testsupport::createQcow2(text(library.folder / "here.qcow2"), "1M");
    fs::create_directory(other / "gone");
    testsupport::createQcow2(text(other / "gone" / "there.qcow2"), "1M");
    library.scan.add(library.folder.path());
    library.scan.add(other / "gone");
    QVERIFY(library.settle());
    QCOMPARE(library.model.rowCount(), 2);
    std::size_t failures = 0;
    connect(&library.scan, &widgets::LibraryScan::found, &library.model,
            [&](const auto& result) { failures = result->failures.size(); });
    fs::copy(other / "gone", other / "away");
    fs::remove_all(other / "gone");
    QTRY_COMPARE_WITH_TIMEOUT(library.shape(), QString("here"), 15000);
    QCOMPARE(failures, std::size_t{1});
    fs::rename(other / "away", other / "gone");
    QTRY_COMPARE_WITH_TIMEOUT(library.model.rowCount(), 2, 15000);
}

void LibraryStatesTest::exportsWhatItShows()
{
    Library library;
    testsupport::createQcow2(text(library.folder / "base, \"odd\".qcow2"), "8M");
    testsupport::qemuIo(text(library.folder / "base, \"odd\".qcow2"), {"write -P 1 0 3M"});
    overlay(library.folder / "diff.qcow2", "base, \"odd\".qcow2");
    overlay(library.folder / "orphan.qcow2", "gone.qcow2");
    library.scan.add(library.folder.path());
    QVERIFY(library.settle());
    const auto rows = widgets::fleetOf(library.model);
    const auto read = readCsv(widgets::fleetCsv(rows));
    QCOMPARE(read.size(), std::size_t{5});
    widgets::FleetTotals totals;
    for (std::size_t row = 1; row < read.size(); ++row) {
        const auto field = [&](const char* title) { return read[row].at(read[0].indexOf(title)); };
        const bool isTemplate = field("isTemplate") == "true";
        totals.templates += isTemplate ? 1 : 0;
        totals.files += field("fileLength").isEmpty() ? 0 : 1;
        totals.virtualSize += isTemplate ? field("virtualSize").toULongLong() : 0;
        totals.fileLength += field("fileLength").toULongLong();
        totals.diskSize += field("diskSize").toULongLong();
        totals.garbageBytes += field("garbageBytes").toULongLong();
        totals.savingBytes += field("savingBytes").toULongLong();
        totals.returnedBytes += field("returnedBytes").toULongLong();
    }
    QCOMPARE(totals, widgets::totalsOf(rows));
    QCOMPARE(totals.templates, std::size_t{2});
    QCOMPARE(totals.files, std::size_t{3});
    std::uint64_t lengths = 0;
    for (const auto& file : fs::directory_iterator(library.folder.path()))
        lengths += file.file_size();
    QCOMPARE(totals.fileLength, lengths);
    QCOMPARE(read[1][0], QByteArray::fromStdString((library.folder / "base, \"odd\".qcow2").string()));
}

void LibraryStatesTest::exportQuotes()
{
    std::vector<widgets::FleetRow> rows(1);
    rows[0].path = "/a,\"b\"";
    rows[0].format = "=1+1";
    rows[0].reason = "one\ntwo";
    rows[0].virtualSize = UINT64_MAX;
    const QByteArray csv = widgets::fleetCsv(rows);
    QVERIFY(csv.contains("\r\n\"/a,\"\"b\"\"\",'=1+1,"));
    const auto read = readCsv(csv);
    QCOMPARE(read[1].size(), read[0].size());
    QCOMPARE(read[1][0], QByteArray("/a,\"b\""));
    QCOMPARE(read[1][read[0].indexOf("virtualSize")], QByteArray("18446744073709551615"));
    QCOMPARE(read[1][read[0].indexOf("fileLength")], QByteArray());
}

QTEST_MAIN(LibraryStatesTest)
#include "library_states_test.moc"
