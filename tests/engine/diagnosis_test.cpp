#include "plan/diagnosis/diagnosis.h"
#include "support/composed_chain.h"
#include "support/ext_tools.h"
#include "support/guest_tree.h"
#include "support/process.h"
#include "support/qcow2_header.h"
#include "support/qemu.h"
#include "support/scratch.h"
#include "support/small_template.h"
#include "support/template_chain.h"

#include <QtTest>

// What a diagnosis says, held against chains whose composition is known, and against each file's length.

using namespace engine;
using namespace testsupport;

namespace {

namespace fs = std::filesystem;

std::uint64_t numberFromEnvironment(const char* name, std::uint64_t otherwise)
{
    return qEnvironmentVariableIsSet(name) ? qEnvironmentVariable(name).toULongLong() : otherwise;
}

ChainOptions openedFolder(const fs::path& folder, const std::string& format = {})
{
    ChainOptions options;
    options.policy.openFolder(folder);
    options.format = format;
    return options;
}

Diagnosis diagnosed(const fs::path& image, const fs::path& folder, const std::string& format = {}, bool exact = true)
{
    Progress progress;
    const ChainOptions open = openedFolder(folder, format);
    return diagnose(Chain::open(image, open), {.exact = exact, .changes = exact, .open = open}, progress, {});
}

const Symptom* find(const Diagnosis& diagnosis, std::string_view code, std::optional<std::size_t> layer = {})
{
    for (const Symptom& symptom : diagnosis.symptoms) {
        if (symptom.code == code && (!layer || symptom.layer == layer))
            return &symptom;
    }
    return nullptr;
}

void requireLeftOut(const Diagnosis& diagnosis, std::string_view code, std::uint64_t count)
{
    const Symptom* told = find(diagnosis, code);
    QVERIFY2(told, code.data());
    QVERIFY(told->values == (Error::Values{{"count", count}}));
}

QString numbers(const GuestRangeSet& set)
{
    QString text;
    for (const GuestRange& range : set.ranges())
        text += QString(" %1+%2").arg(range.start.bytes()).arg(range.length);
    return text;
}

void requireEqual(const char* what, const GuestRangeSet& found, const GuestRangeSet& expected)
{
    if (found != expected)
        QTest::qFail(qPrintable(QString("%1:%2 instead of%3").arg(what, numbers(found), numbers(expected))), __FILE__,
                     __LINE__);
}

void requireEqual(const char* what, std::int64_t found, std::uint64_t expected)
{
    if (found != static_cast<std::int64_t>(expected))
        QTest::qFail(qPrintable(QString("%1: %2 instead of %3").arg(what).arg(found).arg(expected)), __FILE__,
                     __LINE__);
}

/// Every byte of every file has exactly one reason; what the image itself counts says the same.
void requireAccounts(const Diagnosis& diagnosis)
{
    std::int64_t sum = 0;
    for (std::size_t index = 0; index < diagnosis.layers.size(); ++index) {
        const LayerDiagnosis& layer = diagnosis.layers[index];
        const PartBytes& bytes = layer.account.bytes;
        requireEqual("the sum of a layer", bytes.sum(), fs::file_size(layer.path));
        sum += bytes.sum();
        GuestRangeSet guest;
        std::uint64_t total = 0;
        for (std::size_t part = 0; part < partCount; ++part) {
            guest = unionOf(guest, layer.account.guest.values[part]);
            total += layer.account.guest.values[part].total();
        }
        QCOMPARE(total, guest.total());
        requireEqual("what is stored", guest,
                     diagnosis.maps[index].own.select({ExtentState::Data, ExtentState::Compressed}));
        const StorageUse use =
            Chain::open(layer.path, openedFolder(layer.path.parent_path(), layer.format)).top().image->storageUse({});
        const auto inFile = [&](std::int64_t found, std::uint64_t clusters) {
            // The end of the file may cut the last cluster.
            const auto bytesInFile = static_cast<std::uint64_t>(found);
            return bytesInFile <= clusters && clusters - bytesInFile < 2 << 20;
        };
        QVERIFY(inFile(bytes[Part::Metadata] + bytes[Part::Bitmaps], use.metadataBytes));
        QVERIFY(inFile(bytes[Part::Snapshots], use.snapshotOnlyBytes));
        QVERIFY(inFile(bytes[Part::Leaked], use.leakedBytes));
    }
    QCOMPARE(diagnosis.total.sum(), sum);
    QCOMPARE(static_cast<std::uint64_t>(sum), diagnosis.sizes.length);
}

/// Volumes, and what is between them, divide each part of each layer without rest.
void requireVolumes(const Diagnosis& diagnosis)
{
    for (std::size_t index = 0; index < diagnosis.layers.size(); ++index) {
        for (std::size_t part = 0; part < partCount; ++part) {
            std::uint64_t sum = 0;
            for (const VolumeDiagnosis& volume : diagnosis.volumes)
                sum += volume.layers[index].values[part];
            QCOMPARE(sum, diagnosis.layers[index].account.guest.values[part].total());
        }
    }
}

}  // namespace

class DiagnosisTest : public QObject {
    Q_OBJECT

private slots:
    void knownComposition();
    void quickKnowsNoContent();
    void filesThatChanged();
    void snapshotAndLayersTellTheSame();
    void randomChains_data();
    void randomChains();
    void preallocation_data();
    void preallocation();
    void compression();
    void brokenLink();
    void corruptAndCut();
    void smallerClustersWouldHelp();
    void stepsThatAreLeftOutAreTold();
};

/// LAMELLA_DIAGNOSIS_GIB and LAMELLA_DIAGNOSIS_SCALE make it a large one.
void DiagnosisTest::knownComposition()
{
    const Scratch scratch;
    const std::uint64_t size = numberFromEnvironment("LAMELLA_DIAGNOSIS_GIB", 0) << 30;
    const ComposedChain composed =
        composeChain(scratch.path(), size > 0 ? size : 256 << 20, numberFromEnvironment("LAMELLA_DIAGNOSIS_SCALE", 1));
    QCOMPARE(qemuCheck(QString::fromStdString(composed.layers[2].path.string())).leaks, 4U);
    QElapsedTimer timer;
    timer.start();
    const Diagnosis diagnosis = diagnosed(composed.layers[2].path, scratch.path());
    qInfo("diagnosed %s in %lld ms", qPrintable(QString::number(diagnosis.sizes.length)), timer.elapsed());
    QVERIFY(diagnosis.complete);
    for (std::size_t index = 0; index < composed.layers.size(); ++index) {
        const ComposedLayer& expected = composed.layers[index];
        const LayerAccount& account = diagnosis.layers[index].account;
        requireEqual("live", account.guest[Part::Live], expected.live);
        requireEqual("rounding", account.guest[Part::Rounding], expected.rounding);
        requireEqual("garbage", account.guest[Part::Garbage], expected.garbage);
        requireEqual("duplicate", account.guest[Part::Duplicate], expected.duplicate);
        requireEqual("zero", account.guest[Part::Zero], expected.zero);
        requireEqual("hidden", account.guest[Part::Hidden], expected.hidden);
        requireEqual("snapshots", account.bytes[Part::Snapshots], expected.snapshots);
        requireEqual("bitmaps", account.bytes[Part::Bitmaps], expected.bitmaps);
        requireEqual("leaked", account.bytes[Part::Leaked], expected.leaked);
        if (index > 0)
            requireEqual("metadata", account.bytes[Part::Metadata], expected.metadata);
    }
    requireAccounts(diagnosis);
    requireVolumes(diagnosis);
    QCOMPARE(find(diagnosis, "diagnosis.leaks")->remedy, Remedy::RepairLeaks);
    QCOMPARE(find(diagnosis, "diagnosis.leaks")->host.total(), composed.layers[2].leaked);
    QCOMPARE(find(diagnosis, "diagnosis.garbage", 1)->guest, composed.layers[1].garbage);
    QCOMPARE(find(diagnosis, "diagnosis.garbage", 0)->remedy, Remedy::DeepSlim);
    QCOMPARE(find(diagnosis, "diagnosis.duplicates", 1)->guest, composed.layers[1].duplicate);
    QCOMPARE(find(diagnosis, "diagnosis.snapshots", 2)->bytes, static_cast<std::int64_t>(composed.layers[2].snapshots));
}

void DiagnosisTest::quickKnowsNoContent()
{
    const Scratch scratch;
    const ComposedChain composed = composeChain(scratch.path(), 64 << 20, 1);
    const Diagnosis diagnosis = diagnosed(composed.layers[2].path, scratch.path(), {}, false);
    const LayerAccount& diff = diagnosis.layers[1].account;
    QVERIFY(!diagnosis.exact);
    QVERIFY(diff.guest[Part::Duplicate].empty() && diff.guest[Part::Zero].empty());
    requireEqual("live", diff.guest[Part::Live],
                 unionOf(unionOf(composed.layers[1].live, composed.layers[1].zero), composed.layers[1].duplicate));
    requireAccounts(diagnosis);
}

void DiagnosisTest::filesThatChanged()
{
    const Scratch scratch;
    const ComposedChain composed = composeChain(scratch.path(), 64 << 20, 1);
    const Diagnosis diagnosis = diagnosed(composed.layers[2].path, scratch.path());
    std::map<std::pair<std::string, std::string>, std::uint64_t> found;
    QCOMPARE(diagnosis.changes.size(), std::size_t{3});
    for (const ChangeStep& step : diagnosis.changes) {
        for (const FileChange& change : step.changes.files)
            found[{step.layer ? "layer" + std::to_string(*step.layer) : step.snapshotName,
                   std::string(name(change.kind)) + ' ' + step.changes.path(change)}] = change.bytes;
    }
    // "twice" was written again with the content that it had.
    const std::uint64_t cluster = ComposedChain::cluster;
    const decltype(found) expected{
        {{"layer1", "changed /live"}, 5 * cluster}, {{"layer1", "changed /zeros"}, 3 * cluster},
        {{"layer1", "changed /over"}, 2 * cluster}, {{"layer1", "removed /doomed"}, 7 * cluster},
        {{"layer2", "changed /over"}, 2 * cluster}, {{"layer2", "changed /kept"}, 3 * cluster},
        {{"s1", "changed /kept"}, 3 * cluster}};
    QVERIFY(found == expected);
    QCOMPARE(diagnosis.changes[0].changes.sum(ChangeKind::Removed).bytes, 7 * cluster);
}

/// The same difference, once between two layers, and once between a snapshot and what followed it.
void DiagnosisTest::snapshotAndLayersTellTheSame()
{
    const Scratch scratch;
    const SmallChain chain = makeSmallChain(scratch.path());
    runChecked({"qemu-img", "convert", "-O", "qcow2", chain.diff.string(), (scratch / "one.qcow2").string()});
    runChecked({"qemu-img", "snapshot", "-c", "then", (scratch / "one.qcow2").string()});
    runChecked({"qemu-img", "convert", "-n", "-O", "qcow2", chain.second.string(), (scratch / "one.qcow2").string()});
    const Diagnosis layered = diagnosed(chain.second, scratch.path());
    const Diagnosis single = diagnosed(scratch / "one.qcow2", scratch.path());
    const FileChanges& a = layered.changes.at(1).changes;
    const FileChanges& b = single.changes.at(0).changes;
    QVERIFY(a.files.size() > 1);
    QCOMPARE(a.files.size(), b.files.size());
    for (std::size_t index = 0; index < a.files.size(); ++index) {
        QCOMPARE(a.path(a.files[index]), b.path(b.files[index]));
        QCOMPARE(a.files[index].bytes, b.files[index].bytes);
        QCOMPARE(a.files[index].kind, b.files[index].kind);
    }
}

void DiagnosisTest::randomChains_data()
{
    QTest::addColumn<quint64>("seed");
    const std::uint64_t first = numberFromEnvironment("LAMELLA_SEED", 5000);
    for (std::uint64_t index = 0; index < numberFromEnvironment("LAMELLA_CHAINS", 3); ++index)
        QTest::addRow("seed %llu", static_cast<unsigned long long>(first + index)) << quint64(first + index);
}

void DiagnosisTest::randomChains()
{
    QFETCH(quint64, seed);
    if (const std::string why = whyNoMounts(); !why.empty())
        QSKIP(why.c_str());
    const Scratch scratch;
    fs::create_directories(scratch / "guest");
    fs::create_directories(scratch / "images");
    Random random(seed);
    GuestDisk guest(scratch / "guest", random);
    TemplateChain made(scratch / "images");
    const std::uint64_t layers = random.between(1, 4);
    for (std::uint64_t layer = 0; layer < layers; ++layer) {
        guest.use(random);
        if (layer + 1 == layers)
            guest.crash(random);
        made.addLayer(guest.content(), guest.end(), random);
    }
    const Diagnosis diagnosis =
        diagnosed(made.chain().top(), scratch.path(), made.chain().layers.back().format(), random.chance(60));
    QVERIFY(diagnosis.complete);
    requireAccounts(diagnosis);
    requireVolumes(diagnosis);
    if (QTest::currentTestFailed())
        qInfo().noquote() << QString::fromStdString(made.chain().historyText());
}

void DiagnosisTest::preallocation_data()
{
    QTest::addColumn<QString>("mode");
    QTest::newRow("metadata") << "metadata";
    QTest::newRow("falloc") << "falloc";
}

void DiagnosisTest::preallocation()
{
    QFETCH(QString, mode);
    const Scratch scratch;
    const QString image = QString::fromStdString((scratch / "one.qcow2").string());
    createQcow2(image, "16M", "preallocation=" + mode);
    qemuIo(image, {"write -P 0x55 1M 2M"});
    const Diagnosis diagnosis = diagnosed(scratch / "one.qcow2", scratch.path());
    requireAccounts(diagnosis);
    // Of reserved space that the file system has filled with zeros nobody can tell that nothing was written.
    QCOMPARE(diagnosis.total[Part::Preallocated] + diagnosis.total[Part::Zero], std::int64_t{14} << 20);
    QVERIFY(diagnosis.total[Part::Preallocated] >= std::int64_t{12} << 20);
    QCOMPARE(diagnosis.total[Part::Unknown], std::int64_t{2} << 20);
    QVERIFY(find(diagnosis, "diagnosis.preallocated"));
}

void DiagnosisTest::compression()
{
    const Scratch scratch;
    writeFile(scratch / "disk", std::string(4 << 20, 'x'));
    runChecked({"qemu-img", "convert", "-c", "-f", "raw", "-O", "qcow2", (scratch / "disk").string(),
                (scratch / "one.qcow2").string()});
    const Diagnosis diagnosis = diagnosed(scratch / "one.qcow2", scratch.path());
    requireAccounts(diagnosis);
    QCOMPARE(diagnosis.total[Part::Unknown], std::int64_t{4} << 20);
    QVERIFY(diagnosis.total[Part::Compression] < -(std::int64_t{3} << 20));
}

void DiagnosisTest::brokenLink()
{
    const Scratch scratch;
    const SmallChain chain = makeSmallChain(scratch.path());
    fs::rename(chain.base, scratch / "elsewhere.qcow2");
    const Diagnosis diagnosis = diagnosed(chain.second, scratch.path());
    QVERIFY(!diagnosis.complete);
    QCOMPARE(diagnosis.sizes.length, fs::file_size(chain.diff) + fs::file_size(chain.second));
    QCOMPARE(diagnosis.symptoms.front().code, std::string_view("diagnosis.linkBroken"));
    QCOMPARE(diagnosis.symptoms.front().remedy, Remedy::FindBacking);
    QCOMPARE(diagnosis.symptoms.front().severity, Severity::Harm);
}

void DiagnosisTest::corruptAndCut()
{
    const Scratch scratch;
    const SmallChain chain = makeSmallChain(scratch.path());
    fs::resize_file(chain.second, fs::file_size(chain.second) - (1 << 20));
    const Diagnosis cut = diagnosed(chain.second, scratch.path());
    QVERIFY(find(cut, "diagnosis.cut") || find(cut, "diagnosis.tablesBroken"));
    QCOMPARE(cut.symptoms.front().severity, Severity::Harm);
    QCOMPARE(cut.symptoms.front().remedy, Remedy::RestoreBackup);
}

void DiagnosisTest::stepsThatAreLeftOutAreTold()
{
    const Scratch scratch;
    const auto layer = [&](std::size_t number) { return std::to_string(number) + ".qcow2"; };
    writeEmptyQcow2(scratch / layer(0));
    for (std::size_t number = 1; number <= mostChangeSteps + 2; ++number)
        writeEmptyQcow2(scratch / layer(number), layer(number - 1));
    const Diagnosis whole = diagnosed(scratch / layer(mostChangeSteps), scratch.path());
    QCOMPARE(whole.changes.size(), mostChangeSteps);
    QVERIFY(!find(whole, "diagnosis.changesLeftOut"));
    const Diagnosis more = diagnosed(scratch / layer(mostChangeSteps + 2), scratch.path());
    QCOMPARE(more.changes.size(), mostChangeSteps);
    requireLeftOut(more, "diagnosis.changesLeftOut", 2);
}

void DiagnosisTest::smallerClustersWouldHelp()
{
    const Scratch scratch;
    makeExt(scratch / "disk", {"ext4", {"-t", "ext4", "-b", "4096", "-O", "^has_journal"}, 64 << 20});
    writeFile(scratch / "letter", std::string(4096, 'a'));
    std::vector<std::string> commands;
    for (int number = 0; number < 600; ++number)
        commands.push_back("write " + (scratch / "letter").string() + " letter" + std::to_string(number));
    for (int number = 0; number < 600; ++number) {
        if (number % 32 != 0)
            commands.push_back("rm letter" + std::to_string(number));
    }
    debugfs(scratch / "disk", commands);
    runChecked({"qemu-img", "convert", "-f", "raw", "-O", "qcow2", "-o", "cluster_size=128k",
                (scratch / "disk").string(), (scratch / "one.qcow2").string()});
    const Diagnosis diagnosis = diagnosed(scratch / "one.qcow2", scratch.path());
    requireAccounts(diagnosis);
    const Symptom* symptom = find(diagnosis, "diagnosis.clusterSize");
    QVERIFY(symptom);
    QCOMPARE(symptom->remedy, Remedy::SmallerClusters);
    // Written anew with that size, and without what nobody uses, it saves what was said, give or take tables.
    const auto better = std::get<std::uint64_t>(symptom->values[2].second);
    QVERIFY(better < 128 << 10);
    QVERIFY(diagnosis.total[Part::Rounding] >= symptom->bytes);
}

QTEST_GUILESS_MAIN(DiagnosisTest)
#include "diagnosis_test.moc"
