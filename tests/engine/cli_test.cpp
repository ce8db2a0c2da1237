#include "support/poke.h"
#include "support/qemu.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <memory>

using testsupport::runTool;
using testsupport::ToolResult;

/// The command line as other programs rely on it: names, keys, exit codes, what goes to which stream.
class CliTest : public QObject {
    Q_OBJECT

private slots:
    void init();

    void infoHasItsKeys();
    void infoShowsBrokenLayersWithAllKeys();
    void layersHasItsKeys();
    void exactLayersFindDuplicates();
    void scanHasItsKeys();
    void compareTellsTheFirstDifference();
    void checkRepairsLeaks();
    void mapOfASnapshot();
    void mapOfADiskThatEndsInsideASector();
    void infoWithoutItsDataFile();
    void checkWarnsOfAWriter();
    void scanOfAMissingFolderFails();
    void aFullStandardOutputFails();
    void usageErrorsExitWith2_data();
    void usageErrorsExitWith2();
    void refusalsGoToStandardError();
    void quietPrintsNothing();
    void progressGoesToStandardError();
    void interruptedExitsWith130_data();
    void interruptedExitsWith130();
    void endsWhileItsOutputIsBlocked();

private:
    QString at(const QString& name) const { return folder_->filePath(name); }
    ToolResult cli(const QStringList& arguments) const { return runTool(LAMELLA_CLI, arguments); }
    QJsonObject json(QStringList arguments, int expectedExit = 0) const
    {
        const ToolResult result = cli(arguments << "--output=json");
        if (result.exitCode != expectedExit)
            qWarning() << arguments << result.exitCode << result.errors;
        return QJsonDocument::fromJson(result.output).object();
    }
    static QStringList missingKeys(const QJsonObject& object, const QStringList& keys)
    {
        QStringList missing;
        for (const QString& key : keys)
            if (!object.contains(key))
                missing << key;
        return missing;
    }

    std::unique_ptr<QTemporaryDir> folder_;
};

/// base <- diff <- second, with a duplicate, a hidden part, a zero part and a compressed cluster.
void CliTest::init()
{
    folder_ = std::make_unique<QTemporaryDir>();
    testsupport::createQcow2(at("base.qcow2"), "8M");
    testsupport::qemuIo(at("base.qcow2"), {"write -P 1 0 1M", "write -P 2 2M 64k"});
    const auto overlay = [this](const QString& name, const QString& backing) {
        testsupport::mustRun("qemu-img", {"create", "-q", "-f", "qcow2", "-b", backing, "-F", "qcow2", at(name)});
    };
    overlay("diff.qcow2", "base.qcow2");
    testsupport::qemuIo(at("diff.qcow2"), {"write -P 1 0 128k", "write -P 3 512k 64k", "write -c -P 4 4M 64k"});
    overlay("second.qcow2", "diff.qcow2");
    testsupport::qemuIo(at("second.qcow2"), {"write -P 5 512k 64k", "write -z 2M 64k"});
}

void CliTest::infoHasItsKeys()
{
    const QJsonObject info = json({"info", at("second.qcow2")});
    QCOMPARE(missingKeys(info, {"image", "virtualSize", "layers"}), QStringList());
    const QJsonArray layers = info["layers"].toArray();
    QCOMPARE(layers.size(), 3);
    for (const auto& layer : layers)
        QCOMPARE(missingKeys(layer.toObject(),
                             {"path", "format", "state", "reason", "virtualSize", "fileLength", "diskSize",
                              "clusterSize", "backingName", "backingFormat", "snapshots", "bitmaps", "features"}),
                 QStringList());
    QCOMPARE(layers[0].toObject()["path"].toString(), at("base.qcow2"));
    QCOMPARE(layers[2].toObject()["backingName"].toString(), QString("diff.qcow2"));
    QCOMPARE(layers[2].toObject()["fileLength"].toInteger(), QFile(at("second.qcow2")).size());
}

void CliTest::infoShowsBrokenLayersWithAllKeys()
{
    QVERIFY(QFile::remove(at("base.qcow2")));
    const QJsonObject broken = json({"info", at("second.qcow2")})["layers"].toArray()[0].toObject();
    QCOMPARE(broken["state"].toString(), QString("missing"));
    QCOMPARE(broken["reason"].toObject()["code"].toString(), QString("file.status"));
    QVERIFY(broken.contains("snapshots") && broken["virtualSize"].isNull());
}

void CliTest::layersHasItsKeys()
{
    const QJsonArray layers = json({"layers", at("second.qcow2"), "--extents"})["layers"].toArray();
    QCOMPARE(layers.size(), 3);
    for (const auto& layer : layers)
        QCOMPARE(
            missingKeys(layer.toObject(), {"path", "dataBytes", "compressedBytes", "zeroBytes", "hiddenBytes",
                                           "garbageBytes", "duplicateBytes", "uniqueBytes", "metadataBytes",
                                           "leakedBytes", "snapshotOnlyBytes", "fragmentationLossBytes", "extents"}),
            QStringList());
    const QJsonObject base = layers[0].toObject();
    QCOMPARE(base["dataBytes"].toInteger(), qint64{17 * 65536});
    QCOMPARE(base["hiddenBytes"].toInteger(), qint64{4 * 65536});
    QVERIFY(base["duplicateBytes"].isNull());
    const QJsonObject diff = layers[1].toObject();
    QCOMPARE(diff["compressedBytes"].toInteger(), qint64{65536});
    QCOMPARE(diff["hiddenBytes"].toInteger(), qint64{65536});
    const QJsonObject first = diff["extents"].toArray()[0].toObject();
    QCOMPARE(missingKeys(first, {"start", "length", "state", "hostOffset"}), QStringList());
    QCOMPARE(first["length"].toInteger(), qint64{2 * 65536});
    QCOMPARE(layers[2].toObject()["zeroBytes"].toInteger(), qint64{65536});
}

void CliTest::exactLayersFindDuplicates()
{
    const QJsonArray layers = json({"layers", at("second.qcow2"), "--exact"})["layers"].toArray();
    QCOMPARE(layers[0].toObject()["duplicateBytes"].toInteger(), qint64{0});
    QCOMPARE(layers[1].toObject()["duplicateBytes"].toInteger(), qint64{2 * 65536});
    // Data, 1 compressed; 2 are duplicates, 1 is hidden.
    QCOMPARE(layers[1].toObject()["uniqueBytes"].toInteger(), qint64{65536});
    QCOMPARE(layers[2].toObject()["duplicateBytes"].toInteger(), qint64{0});
}

void CliTest::scanHasItsKeys()
{
    const QJsonArray roots = json({"scan", folder_->path()})["roots"].toArray();
    QCOMPARE(roots.size(), 1);
    QCOMPARE(missingKeys(roots[0].toObject(), {"path", "state", "children"}), QStringList());
    const QJsonObject diff = roots[0].toObject()["children"].toArray()[0].toObject();
    QCOMPARE(diff["path"].toString(), at("diff.qcow2"));
    QCOMPARE(diff["children"].toArray().size(), 1);
}

void CliTest::compareTellsTheFirstDifference()
{
    testsupport::mustRun("qemu-img", {"convert", "-O", "raw", at("second.qcow2"), at("flat.raw")});
    const QJsonObject equal = json({"compare", at("second.qcow2"), at("flat.raw")});
    QVERIFY(equal["equal"].toBool() && equal["firstDifference"].isNull());
    QFile flat(at("flat.raw"));
    QVERIFY(flat.open(QIODevice::ReadWrite) && flat.seek(5000001) && flat.write("x") == 1);
    flat.close();
    const QJsonObject different = json({"compare", at("second.qcow2"), at("flat.raw")}, 1);
    QVERIFY(!different["equal"].toBool(true));
    QCOMPARE(different["firstDifference"].toInteger(), qint64{5000001});
}

void CliTest::checkRepairsLeaks()
{
    {
        testsupport::Poke poke(at("base.qcow2"));
        testsupport::Qcow2Places places(poke);
        const std::uint64_t lastCluster = poke.length() / places.clusterSize;
        QFile copy(at("base.qcow2"));
        QVERIFY(copy.copy(at("leaky.qcow2")));
        testsupport::Poke leak(at("leaky.qcow2"));
        leak.resize(poke.length() + places.clusterSize);
        leak.write(places.refcountAt(leak, lastCluster), 1, 2);
        const QJsonObject before = json({"check", at("leaky.qcow2")}, 1);
        QCOMPARE(missingKeys(before, {"leaks", "corruptions", "errors"}), QStringList());
        QCOMPARE(before["leaks"].toInteger(), qint64{1});
        QCOMPARE(before["errors"].toArray().size(), 1);
        const QJsonObject after = json({"check", at("leaky.qcow2"), "--repair", "leaks"});
        QCOMPARE(after["leaks"].toInteger(), qint64{0});
        QVERIFY(testsupport::qemuCheck(at("leaky.qcow2")).leaks == 0);
    }
}

void CliTest::mapOfASnapshot()
{
    testsupport::mustRun("qemu-img", {"snapshot", "-c", "early", at("diff.qcow2")});
    const auto map = [this](const QStringList& more) {
        return cli(QStringList{"map", "--output=json", at("diff.qcow2")} + more).output;
    };
    const QByteArray before = map({});
    testsupport::qemuIo(at("diff.qcow2"), {"write -P 9 6M 64k"});
    QVERIFY(map({}) != before);
    QCOMPARE(map({"--snapshot", "early"}), before);
    QCOMPARE(map({"-l", "1"}), before);
    QCOMPARE(cli({"map", at("diff.qcow2"), "-l", "late"}).exitCode, 1);
}

void CliTest::mapOfADiskThatEndsInsideASector()
{
    for (const std::uint64_t size : {1000, 65537, 1048575}) {
        {
            testsupport::Poke poke(at("base.qcow2"));
            poke.write(24, size);
            const auto ours = cli({"map", "--output=json", at("base.qcow2")});
            const auto theirs = runTool("qemu-img", {"map", "--output=json", at("base.qcow2")});
            QCOMPARE(ours.output, theirs.output);
        }
    }
}

void CliTest::infoWithoutItsDataFile()
{
    testsupport::createQcow2(at("image.qcow2"), "1M", "data_file=" + at("data.raw"));
    const QJsonObject layer = json({"info", at("image.qcow2")}, 1)["layers"].toArray()[0].toObject();
    QCOMPARE(layer["state"].toString(), QString("refused"));
    QCOMPARE(layer["reason"].toObject()["code"].toString(), QString("name.dataFile"));
    QCOMPARE(layer["virtualSize"].toInteger(), qint64{1 << 20});
    QCOMPARE(layer["dataFile"].toString(), at("data.raw"));
    QCOMPARE(cli({"info", at("image.qcow2"), "--allow", at("data.raw")}).exitCode, 0);
}

void CliTest::checkWarnsOfAWriter()
{
    QProcess writer;
    writer.start("qemu-io", {"-f", "qcow2", at("base.qcow2")});
    QVERIFY(writer.waitForStarted());
    QTRY_VERIFY_WITH_TIMEOUT(cli({"check", at("base.qcow2")}).errors.contains("in use"), 10000);
    writer.write("quit\n");
    QVERIFY(writer.waitForFinished());
    QVERIFY(cli({"check", at("base.qcow2")}).errors.isEmpty());
}

void CliTest::scanOfAMissingFolderFails()
{
    const ToolResult result = cli({"scan", at("gone")});
    QCOMPARE(result.exitCode, 1);
    QVERIFY(result.output.isEmpty());
    QVERIFY(result.errors.startsWith("lamella-cli: " + at("gone").toUtf8() + ": not found"));
}

void CliTest::aFullStandardOutputFails()
{
    for (const QStringList& arguments :
         {QStringList{"info", at("second.qcow2")}, QStringList{"map", "--output=json", at("second.qcow2")}}) {
        QProcess process;
        process.setStandardOutputFile("/dev/full");
        process.start(LAMELLA_CLI, arguments);
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), 1);
        QVERIFY(process.readAllStandardError().contains("standard output"));
    }
}

void CliTest::usageErrorsExitWith2_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("nothing") << QStringList();
    QTest::newRow("unknown command") << QStringList{"shrink", "x"};
    QTest::newRow("no image") << QStringList{"info"};
    QTest::newRow("one to compare") << QStringList{"compare", "a"};
    QTest::newRow("unknown output") << QStringList{"info", "--output=xml", "a"};
    QTest::newRow("unknown option") << QStringList{"info", "--frobnicate", "a"};
    QTest::newRow("unknown format") << QStringList{"info", "-f", "zip", "a"};
    QTest::newRow("backing format") << QStringList{"info", "--backing-format", "base", "a"};
    QTest::newRow("unknown repair") << QStringList{"check", "--repair", "all", "a"};
}

void CliTest::usageErrorsExitWith2()
{
    QFETCH(QStringList, arguments);
    const ToolResult result = cli(arguments);
    QCOMPARE(result.exitCode, 2);
    QVERIFY(!result.errors.isEmpty());
    QVERIFY(result.output.isEmpty());
}

void CliTest::refusalsGoToStandardError()
{
    for (const char* command : {"info", "map", "layers", "check"}) {
        const ToolResult result = cli({command, at("gone.qcow2")});
        QCOMPARE(result.exitCode, 1);
        QCOMPARE(QString::fromUtf8(result.errors),
                 QString("lamella-cli: %1: not found, No such file or directory\n"
                         "lamella-cli:   Check the name and its folder. Where a backing image was moved, the doctor "
                         "finds it.\n")
                     .arg(at("gone.qcow2")));
        QVERIFY(result.output.isEmpty());
    }
}

void CliTest::quietPrintsNothing()
{
    for (const char* command : {"info", "map", "layers", "check"})
        QCOMPARE(cli({command, "-q", at("second.qcow2")}).output, QByteArray());
    QCOMPARE(cli({"compare", "-q", at("second.qcow2"), at("second.qcow2")}).output, QByteArray());
    QCOMPARE(cli({"compare", "-q", at("base.qcow2"), at("second.qcow2")}).exitCode, 1);
}

void CliTest::progressGoesToStandardError()
{
    const ToolResult result = cli({"compare", "-p", at("base.qcow2"), at("base.qcow2")});
    QVERIFY(result.errors.contains("/100%"));
    QVERIFY(!result.output.contains("/100%"));
}

void CliTest::interruptedExitsWith130_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("interrupt") << SIGINT;
    QTest::newRow("termination") << SIGTERM;
    QTest::newRow("end of the terminal") << SIGHUP;
}

void CliTest::interruptedExitsWith130()
{
    QFETCH(const int, signal);
    // Thousands of guest clusters on one compressed cluster: little to store, long to unpack.
    for (const char* name : {"a.qcow2", "b.qcow2"}) {
        testsupport::createQcow2(at(name), "16G", "cluster_size=2M");
        testsupport::qemuIo(at(name), {"write -c -P 7 0 2M"});
        QFile file(at(name));
        QVERIFY(file.open(QIODevice::ReadWrite));
        std::uint64_t table = 0;
        QByteArray entry;
        {
            testsupport::Poke poke(at(name));
            table = testsupport::Qcow2Places(poke).l2Tables.at(0);
        }
        QVERIFY(file.seek(static_cast<qint64>(table)));
        entry = file.read(8);
        QVERIFY(file.seek(static_cast<qint64>(table)));
        file.write(entry.repeated(8192));
    }
    QProcess process;
    process.start(LAMELLA_CLI, {"compare", "-p", at("a.qcow2"), at("b.qcow2")});
    QVERIFY(process.waitForStarted());
    process.setReadChannel(QProcess::StandardError);
    QVERIFY(process.waitForReadyRead(10000));
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), signal), 0);
    QVERIFY(process.waitForFinished(10000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 130);
}

/// A pipe that nobody reads is full at once: the write in it does not outlive one signal.
void CliTest::endsWhileItsOutputIsBlocked()
{
    testsupport::createQcow2(at("many.qcow2"), "1M", "cluster_size=512");
    QStringList writes;
    for (int cluster = 0; cluster < 2048; cluster += 2)
        writes += QString("write -P 1 %1 512").arg(cluster * 512);
    testsupport::qemuIo(at("many.qcow2"), writes);

    QProcess reader;
    QProcess process;
    process.setStandardOutputProcess(&reader);
    process.start(LAMELLA_CLI, {"map", "--output=json", at("many.qcow2")});
    reader.start("sleep", {"60"});
    QVERIFY(process.waitForStarted());
    QVERIFY(reader.waitForStarted());
    QVERIFY(!process.waitForFinished(1000));
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGTERM), 0);
    QVERIFY(process.waitForFinished(10000));
    QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    reader.kill();
    reader.waitForFinished();
}

QTEST_GUILESS_MAIN(CliTest)
#include "cli_test.moc"
