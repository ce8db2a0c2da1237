// shards: 2
#include "image/qcow2/check.h"
#include "support/qcow2_samples.h"
#include "support/qemu.h"

#include <QTemporaryDir>
#include <QTest>

#include <map>
#include <random>

using namespace engine;
using namespace testsupport;

namespace {

constexpr std::uint64_t randomSeeds = 25;

QByteArray describe(const qcow2::CheckReport& report)
{
    QByteArray text = QStringLiteral("leaks %1, corruptions %2, check errors %3, end %4")
                          .arg(report.leaks)
                          .arg(report.corruptions)
                          .arg(report.checkErrors)
                          .arg(report.imageEndOffset)
                          .toLatin1();
    for (const qcow2::Finding& finding : report.findings)
        text += "\n" + QByteArray(finding.code.data(), static_cast<qsizetype>(finding.code.size())) + " at " +
                QByteArray::number(static_cast<qulonglong>(finding.at.bytes()), 16);
    return text;
}

bool agrees(const qcow2::CheckReport& ours, const QemuCheck& theirs)
{
    if (!theirs.completed)
        return ours.checkErrors > 0;
    return ours.leaks == theirs.leaks && ours.corruptions == theirs.corruptions &&
           ours.checkErrors == theirs.checkErrors && ours.imageEndOffset == theirs.imageEndOffset;
}

}  // namespace

/// Compares with the installed qemu-img, number by number.
class Qcow2CheckTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void samples_data();
    void samples();
    void faults_data();
    void faults();
    void randomFaults_data();
    void randomFaults();
    void enoughWasBroken();
    void findingsAreLimited();
    void overlappingTables();
    void sharedTablesAreReadOnce();
    void hugeSparseFile();
    void cancels();
    void storageUseOfSnapshots();

private:
    struct Made {
        Qcow2Sample sample;
        QString path;
        std::optional<Qcow2Places> places;
    };

    void compare(const Made& made);
    void addSampleRows(const char* part);

    QTemporaryDir folder_;
    std::map<QString, Made> made_;
    int compared_ = 0;
    int broken_ = 0;
    int refused_ = 0;
};

void Qcow2CheckTest::initTestCase()
{
    const int shard = qEnvironmentVariableIntValue("LAMELLA_SHARD");
    const int shards = std::max(1, qEnvironmentVariableIntValue("LAMELLA_SHARDS"));
    int index = 0;
    for (const Qcow2Sample& sample : qcow2Samples()) {
        if (index++ % shards != shard)
            continue;
        Made made{sample, sample.make(QDir(folder_.path())), {}};
        Poke poke(made.path);
        made.places.emplace(poke);
        made_.emplace(sample.name, std::move(made));
    }
}

void Qcow2CheckTest::compare(const Made& made)
{
    const QemuCheck theirs =
        made.sample.encrypted ? qemuCheckEncrypted(made.sample.checkOptions(made.path)) : qemuCheck(made.path);
    ++compared_;
    try {
        const qcow2::CheckReport ours = qcow2::check(File::open(made.path.toStdString()), {});
        broken_ += ours.clean() ? 0 : 1;
        const QByteArray message = "ours: " + describe(ours) + "\nqemu-img: leaks " +
                                   QByteArray::number(static_cast<qulonglong>(theirs.leaks)) + ", corruptions " +
                                   QByteArray::number(static_cast<qulonglong>(theirs.corruptions)) + "\n" +
                                   theirs.messages;
        QVERIFY2(agrees(ours, theirs), message.constData());
    } catch (const Error& error) {
        ++refused_;
        QVERIFY2(error.kind() == ErrorKind::Refused && error.operation() == "qcow2.header", error.what());
    }
}

void Qcow2CheckTest::samples_data()
{
    QTest::addColumn<QString>("sample");
    for (const auto& [name, made] : made_)
        QTest::newRow(qPrintable(name)) << name;
}

void Qcow2CheckTest::samples()
{
    QFETCH(QString, sample);
    const Made& made = made_.at(sample);
    compare(made);
    const File file = File::open(made.path.toStdString());
    const StorageUse use = qcow2::storageUse(file, qcow2::readHeader(file), {});
    const qcow2::CheckReport report = qcow2::check(file, {});
    QCOMPARE(use.metadataBytes, report.use.metadataBytes);
    QCOMPARE(use.leakedBytes, report.use.leakedBytes);
    QVERIFY(use.metadataBytes >= 4 * made.sample.clusterSize);
    QCOMPARE(use.snapshotOnlyBytes > 0, made.sample.snapshots > 0);
    QCOMPARE(report.dirty, made.sample.crashes);
}

void Qcow2CheckTest::faults_data()
{
    QTest::addColumn<QString>("sample");
    QTest::addColumn<int>("fault");
    const std::vector<Qcow2Fault> faults = qcow2Faults();
    for (const auto& [name, made] : made_)
        for (std::size_t i = 0; i < faults.size(); ++i)
            QTest::addRow("%s, %s", qPrintable(name), faults[i].name) << name << static_cast<int>(i);
}

void Qcow2CheckTest::faults()
{
    QFETCH(QString, sample);
    QFETCH(int, fault);
    const Made& made = made_.at(sample);
    Poke poke(made.path);
    const std::uint64_t length = poke.length();
    qcow2Faults()[static_cast<std::size_t>(fault)].apply(poke, *made.places);
    if (poke.changes() > 0 || poke.length() != length)
        compare(made);
}

void Qcow2CheckTest::randomFaults_data()
{
    samples_data();
}

void Qcow2CheckTest::randomFaults()
{
    QFETCH(QString, sample);
    const Made& made = made_.at(sample);
    for (std::uint64_t seed = 0; seed < randomSeeds && !QTest::currentTestFailed(); ++seed) {
        Poke poke(made.path);
        pokeRandomly(poke, *made.places, seed);
        compare(made);
        if (QTest::currentTestFailed())
            qInfo("seed %llu", static_cast<unsigned long long>(seed));
    }
}

void Qcow2CheckTest::enoughWasBroken()
{
    qInfo("compared %d images: %d faulty, %d refused", compared_, broken_, refused_);
    QVERIFY(broken_ >= 150);
}

void Qcow2CheckTest::findingsAreLimited()
{
    const QString path = folder_.filePath(QStringLiteral("many.qcow2"));
    createQcow2(path, QStringLiteral("64M"), QStringLiteral("cluster_size=512"));
    qemuIo(path, {QStringLiteral("write 0 1M")});
    Poke poke(path);
    const Qcow2Places places(poke);
    for (const std::uint64_t at : places.l2Entries)
        poke.write(at, poke.read(at) | 2);
    const qcow2::CheckReport report = qcow2::check(File::open(path.toStdString()), {});
    QCOMPARE(report.corruptions, std::uint64_t{2048});
    QCOMPARE(report.findingCount, std::uint64_t{2048});
    QCOMPARE(report.findings.size(), qcow2::CheckReport::maxFindings);
}

/// L2 tables that overlap, so that clusters have many references and entries many tables.
void Qcow2CheckTest::overlappingTables()
{
    Made made;
    made.path = folder_.filePath(QStringLiteral("overlap.qcow2"));
    createQcow2(made.path, QStringLiteral("1G"), QStringLiteral("cluster_size=4096"));
    qemuIo(made.path, {QStringLiteral("write 0 400K")});
    Poke poke(made.path);
    const Qcow2Places places(poke);
    std::mt19937_64 random(5);
    for (std::uint64_t i = 0; i < places.l1Entries; ++i)
        poke.write(places.l1Offset + i * 8, 10 * 4096 + i % 200 * 512);
    for (std::uint64_t at = std::uint64_t{12} * 4096; at < poke.length(); at += 8)
        poke.write(at, random() % 2 == 0 ? random() : (random() % 300 * 4096) | (random() % 2) << 63);
    compare(made);
}

/// 32,768 L1 entries name one L2 table of 262,144 entries: 8.6 thousand million references.
void Qcow2CheckTest::sharedTablesAreReadOnce()
{
    const QString path = folder_.filePath(QStringLiteral("shared.qcow2"));
    createQcow2(path, QStringLiteral("16P"), QStringLiteral("cluster_size=2M,refcount_bits=64"));
    qemuIo(path, {QStringLiteral("write 0 4M")});
    Poke poke(path);
    const Qcow2Places places(poke);
    const std::uint64_t entry = poke.read(places.l1Offset);
    for (std::uint64_t i = 1; i < places.l1Entries; ++i)
        poke.write(places.l1Offset + i * 8, entry);
    const std::uint64_t data = poke.read(places.l2Tables.front());
    for (std::uint64_t i = 0; i < 262144; ++i)
        poke.write(places.l2Tables.front() + i * 8, data);
    const qcow2::CheckReport report = qcow2::check(File::open(path.toStdString()), {});
    // The table and the first cluster: refcount too low. Their entries have OFLAG_COPIED by right: the refcount is 1.
    QCOMPARE(report.corruptions, std::uint64_t{2});
    QCOMPARE(report.leaks, std::uint64_t{1});
}

void Qcow2CheckTest::hugeSparseFile()
{
    const QString path = folder_.filePath(QStringLiteral("huge.qcow2"));
    createQcow2(path, QStringLiteral("1T"), QStringLiteral("cluster_size=64K"));
    qemuIo(path, {QStringLiteral("write 0 1M")});
    Poke poke(path);
    poke.resize(std::uint64_t{8} << 40);
    const qcow2::CheckReport report = qcow2::check(File::open(path.toStdString()), {});
    QVERIFY2(report.clean(), describe(report).constData());
}

void Qcow2CheckTest::cancels()
{
    std::stop_source source;
    source.request_stop();
    const QString path = folder_.filePath(QStringLiteral("cancelled.qcow2"));
    createQcow2(path, QStringLiteral("1M"));
    try {
        qcow2::check(File::open(path.toStdString()), source.get_token());
        QFAIL("was not cancelled");
    } catch (const Error& error) {
        QCOMPARE(error.kind(), ErrorKind::Cancelled);
    }
}

void Qcow2CheckTest::storageUseOfSnapshots()
{
    const QString path = folder_.filePath(QStringLiteral("use.qcow2"));
    createQcow2(path, QStringLiteral("16M"), QStringLiteral("cluster_size=64K"));
    qemuIo(path, {QStringLiteral("write 0 1M")});
    mustRun(QStringLiteral("qemu-img"), {QStringLiteral("snapshot"), QStringLiteral("-c"), QStringLiteral("s"), path});
    qemuIo(path, {QStringLiteral("write 0 512K")});
    const File file = File::open(path.toStdString());
    const StorageUse use = qcow2::storageUse(file, qcow2::readHeader(file), {});
    // Header, refcount table and block, L1, L2, snapshot table; the snapshot keeps 8 clusters, its L1 and its L2 table.
    QCOMPARE(use.metadataBytes, std::uint64_t{6 * 65536});
    QCOMPARE(use.snapshotOnlyBytes, std::uint64_t{10 * 65536});
    QCOMPARE(use.leakedBytes, std::uint64_t{0});
}

QTEST_GUILESS_MAIN(Qcow2CheckTest)
#include "qcow2_check_test.moc"
