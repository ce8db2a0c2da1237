#include "widgets/library/fleet.h"
#include "widgets/library/library_figures.h"
#include "widgets/library/library_filter.h"
#include "widgets/library/library_model.h"
#include "widgets/library/library_scan.h"

#include "support/qemu.h"
#include "support/scratch.h"

#include <QAbstractItemModelTester>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

#include <numeric>

using testsupport::mustRun;
using testsupport::Scratch;
using widgets::LibraryModel;
using Column = widgets::LibraryModel::Column;

namespace {

namespace fs = std::filesystem;

QString text(const fs::path& path)
{
    return QString::fromStdString(path.string());
}

void overlay(const fs::path& path, const QString& backing, const QString& size = "1M")
{
    mustRun("qemu-img", {"create", "-q", "-f", "qcow2", "-u", "-b", backing, "-F", "qcow2", text(path), size});
}

std::uint64_t bigEndian(const std::string& bytes)
{
    return std::accumulate(bytes.begin(), bytes.end(), std::uint64_t{0},
                           [](auto sum, char c) { return sum << 8 | static_cast<unsigned char>(c); });
}

/// A model that is kept up to date with a folder, under the tester all the time.
struct Library {
    Library()
    {
        QObject::connect(&scan, &widgets::LibraryScan::found, &model, [this](const auto& result) {
            ++scans;
            model.setForest(result->rows);
            figures.start({result, &result->forest}, result->targets, session.options());
        });
        QObject::connect(&figures, &widgets::LibraryFigures::arrived, &model, &LibraryModel::setFigures);
        session.openFolder(folder.path());
    }
    bool settle()
    {
        return QTest::qWaitFor([this] { return !scan.running() && !figures.running(); }, 60000);
    }
    bool scanNow()
    {
        scan.scan();
        return settle();
    }
    /// "base(diff(second) diff2)", with a mark for what is not ok.
    QString shape(const QModelIndex& parent = {}) const
    {
        QStringList parts;
        for (int row = 0; row < model.rowCount(parent); ++row) {
            const QModelIndex index = model.index(row, 0, parent);
            const widgets::LibraryRow* known = model.row(index);
            QString part = QString::fromStdString(known->node.path.stem().string());
            if (known->node.state != engine::LayerState::Ok)
                part += '!' + QString::fromLatin1(name(known->node.state).data());
            const QString below = shape(index);
            parts << (below.isEmpty() ? part : part + '(' + below + ')');
        }
        return parts.join(' ');
    }
    QString cell(const char* file, Column column, int role = Qt::DisplayRole) const
    {
        return model.find(folder / file).siblingAtColumn(column).data(role).toString();
    }

    Scratch folder;
    widgets::Session session;
    LibraryModel model;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
    widgets::LibraryFilter filter{model};
    QAbstractItemModelTester filterTester{&filter, QAbstractItemModelTester::FailureReportingMode::QtTest};
    widgets::LibraryScan scan{session};
    widgets::LibraryFigures figures{session.turns()};
    int scans = 0;
};

std::vector<QByteArrayList> readCsv(const QByteArray& csv)
{
    std::vector<QByteArrayList> rows(1);
    QByteArray cell;
    bool quoted = false;
    for (qsizetype at = 0; at < csv.size(); ++at) {
        const char c = csv[at];
        if (c == '"' && quoted && at + 1 < csv.size() && csv[at + 1] == '"') {
            cell += csv[++at];
        } else if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && (c == ',' || c == '\n')) {
            rows.back() << std::exchange(cell, {});
            if (c == '\n')
                rows.emplace_back();
        } else if (quoted || c != '\r') {
            cell += c;
        }
    }
    rows.pop_back();
    return rows;
}

}  // namespace

/// The tree, its cells and its figures, over real files.
class LibraryModelTest : public QObject {
    Q_OBJECT

private slots:
    void isEmpty();
    void showsASharedBase();
    void saysWhatIsBroken();
    void saysWhatIsInUse();
    void figuresArrive();
    void failuresStayInTheirRow();
    void followsFiles();
    void keepsIndexesOverChanges();
    void filtersAndSorts();
    void aFolderThatVanishesHidesNoOther();
    void exportsWhatItShows();
    void exportQuotes();
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

void LibraryModelTest::saysWhatIsBroken()
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
    QVERIFY(library.cell("orphan.qcow2", Column::Garbage, Qt::ToolTipRole).startsWith("<p"));
    // What is allowed is there with the next scan.
    library.session.allow(outside / "far.qcow2");
    QVERIFY(library.scanNow());
    QCOMPARE(library.cell("refused.qcow2", Column::State), QString("OK"));
}

void LibraryModelTest::saysWhatIsInUse()
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
    QCOMPARE(library.cell("base.qcow2", Column::Unique, LibraryModel::SortRole), QString::number(6 << 20));
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

void LibraryModelTest::followsFiles()
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

void LibraryModelTest::aFolderThatVanishesHidesNoOther()
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

void LibraryModelTest::exportsWhatItShows()
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

void LibraryModelTest::exportQuotes()
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
