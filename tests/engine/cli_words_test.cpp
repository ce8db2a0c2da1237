#include "support/process.h"
#include "support/qemu.h"
#include "support/scratch.h"

#include <QTest>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <unistd.h>

using namespace testsupport;
namespace fs = std::filesystem;

namespace {

/// A loop device on a file, while the object lives.
class LoopDevice {
public:
    explicit LoopDevice(const fs::path& file) : name_(runChecked({"losetup", "-f", "--show", file.string()}))
    {
        name_.pop_back();
    }
    ~LoopDevice() { run({"losetup", "-d", name_}); }
    LoopDevice(const LoopDevice&) = delete;
    LoopDevice& operator=(const LoopDevice&) = delete;

    const std::string& name() const noexcept { return name_; }

private:
    std::string name_;
};

Finished cli(Command arguments)
{
    arguments.insert(arguments.begin(), LAMELLA_CLI);
    return run(arguments);
}

/// Everything that it says, on both streams.
std::string said(const Command& arguments)
{
    const Finished done = cli(arguments);
    return done.out + done.err;
}

bool has(const std::string& text, std::string_view part)
{
    if (text.find(part) != std::string::npos)
        return true;
    qWarning("%s\n-- does not say: %s", text.c_str(), std::string(part).c_str());
    return false;
}

}  // namespace

/// What the command line says of images that people bring: what it is, why it cannot be used, and what to do.
class CliWordsTest : public QObject {
    Q_OBJECT

private slots:
    void blockDevices();
    void jsonAndFileNames_data();
    void jsonAndFileNames();
    void jsonNamesOutside();
    void fileNamesFromElsewhere();
    void packedFiles_data();
    void packedFiles();
    void foreignFormats_data();
    void foreignFormats();
    void scanShowsPackedImagesOnly();
    void endingsThatDisagree();
    void whatAResultLacks();
    void volumesByTheirPlace();
    void sharingWithoutATarget();
    void documentsSayWhatTheirCodesMean();
    void aBaseOfAnotherFormat();
};

void CliWordsTest::blockDevices()
{
    if (geteuid() != 0)
        QSKIP("loop devices need root");
    const Scratch scratch;
    createQcow2(QString::fromStdString(scratch / "v.qcow2"), "1M");
    fs::copy_file(scratch / "v.qcow2", scratch / "lv.img");
    fs::resize_file(scratch / "lv.img", 4 << 20);
    const LoopDevice device(scratch / "lv.img");
    for (const char* command : {"info", "guest", "scan"}) {
        const std::string text = said({command, device.name()});
        QVERIFY(has(text, device.name() + ": refused, it is a block device; only image files are read"));
        QVERIFY(has(text, "qemu-img convert -O qcow2 " + device.name()));
    }
    runChecked({"qemu-img", "create", "-q", "-f", "qcow2", "-u", "-b", device.name(), "-F", "qcow2",
                (scratch / "over.qcow2").string(), "1M"});
    const std::string over = said({"info", (scratch / "over.qcow2").string()});
    QVERIFY(has(over, device.name() + " is a block device"));
    QVERIFY(has(over, "qemu-img rebase -u"));
}

void CliWordsTest::jsonAndFileNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("format");
    const char* nested = R"(json:{"driver":"qcow2","file":{"driver":"file","filename":"%1"}})";
    QTest::newRow("json") << nested << "qcow2";
    QTest::newRow("json, the header silent") << nested << "";
    QTest::newRow("json without a driver") << R"(json:{"file":{"driver":"file","filename":"%1"}})"
                                           << "qcow2";
    QTest::newRow("json, dotted keys") << R"(json:{"file.driver":"file","file.filename":"%1"})"
                                       << "qcow2";
    QTest::newRow("json, node options")
        << R"(json:{"driver":"qcow2","node-name":"a","file":{"driver":"file","filename":"%1","locking":"off"}})"
        << "qcow2";
    QTest::newRow("file:") << "file:%1"
                           << "qcow2";
    QTest::newRow("file://") << "file://%1"
                             << "qcow2";
}

void CliWordsTest::jsonAndFileNames()
{
    QFETCH(QString, name);
    QFETCH(QString, format);
    const Scratch scratch;
    const std::string base = scratch / "base.qcow2";
    const std::string over = scratch / "over.qcow2";
    createQcow2(QString::fromStdString(base), "1M");
    qemuIo(QString::fromStdString(base), {"write -P 7 0 64k"});
    runChecked({"qemu-img", "create", "-q", "-f", "qcow2", "-u", "-b", name.arg(base.c_str()).toStdString(), "-F",
                "qcow2", over, "1M"});
    // The first header extension is the backing format: the end of the extensions takes its place.
    if (format.isEmpty())
        writeAt(over, 112, std::string(8, '\0'));
    const auto info = nlohmann::json::parse(cli({"info", over, "--output=json"}).out);
    QCOMPARE(info["layers"].size(), std::size_t{2});
    QCOMPARE(info["layers"][0]["path"].get<std::string>(), std::string(base));
    QCOMPARE(info["layers"][0]["state"].get<std::string>(), std::string("ok"));
    QCOMPARE(info["layers"][0]["format"].get<std::string>(), std::string("qcow2"));
    // The same bytes as QEMU reads through that name.
    runChecked({"qemu-img", "convert", "-O", "raw", over, (scratch / "disk.raw").string()});
    QCOMPARE(cli({"compare", over, (scratch / "disk.raw").string()}).exitCode, 0);
}

void CliWordsTest::jsonNamesOutside()
{
    const Scratch scratch;
    fs::create_directory(scratch / "base");
    fs::create_directory(scratch / "clone");
    const std::string base = scratch / "base/base.qcow2";
    const std::string over = scratch / "clone/over.qcow2";
    createQcow2(QString::fromStdString(base), "1M");
    runChecked({"qemu-img", "create", "-q", "-f", "qcow2", "-b",
                R"(json:{"driver":"qcow2","file":{"driver":"file","filename":")" + base + R"("}})", "-F", "qcow2",
                over});
    const Finished refused = cli({"info", over});
    QCOMPARE(refused.exitCode, 1);
    QVERIFY(
        has(refused.err, base + ": refused, " + base + " is outside the opened folders; allow it with --allow PATH"));
    QCOMPARE(cli({"info", over, "--allow", base}).exitCode, 0);
    const std::string other = R"(json:{"driver":"qcow2","file":{"driver":"nbd","host":"localhost"}})";
    runChecked({"qemu-img", "rebase", "-u", "-b", other, "-F", "qcow2", over});
    const std::string protocol = said({"info", over});
    QVERIFY(has(protocol, other + " is not the name of a local file"));
    QVERIFY(has(protocol, "Copy it to a file (qemu-img convert -O qcow2)"));
}

/// QEMU looks for `file:base.qcow2` in its own current folder; we cannot know that one.
void CliWordsTest::fileNamesFromElsewhere()
{
    const Scratch scratch;
    const std::string over = scratch / "over.qcow2";
    createQcow2(QString::fromStdString(scratch / "base.qcow2"), "1M");
    runChecked({"qemu-img", "create", "-q", "-f", "qcow2", "-u", "-b", "file:base.qcow2", "-F", "qcow2", over, "1M"});
    const std::string told = "QEMU looks for file:base.qcow2 in the folder in which it is started; what was read is " +
                             (scratch / "base.qcow2").string();
    for (const Command& command :
         {Command{"info", over}, {"plan", "standard", over}, {"scan", scratch.path().string()}})
        QVERIFY(has(said(command), told));
}

void CliWordsTest::packedFiles_data()
{
    QTest::addColumn<QString>("pack");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("remedy");
    QTest::newRow("xz") << "xz -k0 i.qcow2"
                        << "i.qcow2.xz"
                        << "xz -dk FILE";
    QTest::newRow("gzip") << "gzip -k1 i.qcow2"
                          << "i.qcow2.gz"
                          << "gzip -dk FILE";
    QTest::newRow("zstd") << "zstd -q -1 i.qcow2"
                          << "i.qcow2.zst"
                          << "zstd -d FILE";
    QTest::newRow("bzip2") << "bzip2 -k i.qcow2"
                           << "i.qcow2.bz2"
                           << "bzip2 -dk FILE";
    QTest::newRow("zip") << "python3 -m zipfile -c i.zip i.qcow2"
                         << "i.zip"
                         << "unzip FILE";
    QTest::newRow("tar") << "tar cf i.ova i.qcow2"
                         << "i.ova"
                         << "tar -xf FILE";
}

void CliWordsTest::packedFiles()
{
    QFETCH(QString, pack);
    QFETCH(QString, file);
    QFETCH(QString, remedy);
    const Scratch scratch;
    createQcow2(QString::fromStdString(scratch / "i.qcow2"), "1M");
    const std::string tool = pack.section(' ', 0, 0).toStdString();
    if (run({"which", tool}).exitCode != 0)
        QSKIP("the tool is not here");
    runChecked({"sh", "-c", "cd " + scratch.path().string() + " && " + pack.toStdString()});
    const std::string path = scratch / file.toStdString();
    const Finished info = cli({"info", path});
    QVERIFY(has(info.err, path + ": not readable, it is a packed file"));
    QVERIFY(has(info.err, remedy.toStdString()));
    const Finished plan = cli({"plan", "deep", path});
    QCOMPARE(plan.exitCode, 1);
    QVERIFY(has(plan.err, remedy.toStdString()));
}

void CliWordsTest::foreignFormats_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("format");
    QTest::addColumn<QString>("remedy");
    for (const char* format : {"qcow", "qed", "vdi", "vhdx", "vmdk", "vpc"})
        QTest::newRow(format) << QByteArray() << format << QString("qemu-img convert -f %1 -O qcow2").arg(format);
    const QByteArray zeros(4096, '\0');
    QTest::newRow("EWF") << QByteArray("EVF\x09\x0d\x0a\xff\0", 8) + zeros << "ewf"
                         << "ewfexport";
    QTest::newRow("EWF 2") << QByteArray("EVF2\x0d\x0a\x81\0", 8) + zeros << "ewf"
                           << "ewfexport";
    QTest::newRow("encrypted DMG") << "encrcdsa" + zeros << "dmg-encrypted"
                                   << "hdiutil convert";
    QTest::newRow("encrypted DMG, version 1") << zeros + "cdsaencr"
                                              << "dmg-encrypted"
                                              << "hdiutil convert";
    QTest::newRow("sparseimage") << "sprs" + zeros << "sparseimage"
                                 << "hdiutil convert";
    QTest::newRow("VMA") << QByteArray("VMA\0", 4) + zeros << "vma"
                         << "vma extract";
}

void CliWordsTest::foreignFormats()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, format);
    QFETCH(QString, remedy);
    const Scratch scratch;
    const std::string path = scratch / "disk.img";
    if (content.isEmpty())
        runChecked({"qemu-img", "create", "-q", "-f", format.toStdString(), path, "1M"});
    else
        writeFile(path, content.toStdString());
    const Finished info = cli({"info", path});
    QVERIFY(has(info.err, "not readable, images of the format " + format.toStdString() + " are recognised"));
    QVERIFY(has(info.err, remedy.toStdString()));
}

void CliWordsTest::scanShowsPackedImagesOnly()
{
    const Scratch scratch;
    for (const char* name : {"log.gz", "disk.qcow2.gz", "disk.img.gz"})
        writeFile(scratch / name, std::string("\x1f\x8b\x08\0\0\0\0\0\0\0", 10));
    const std::string text = said({"scan", scratch.path().string()});
    QVERIFY(has(text, "disk.qcow2.gz") && has(text, "disk.img.gz"));
    QVERIFY(text.find("log.gz") == std::string::npos);
}

void CliWordsTest::endingsThatDisagree()
{
    const Scratch scratch;
    const auto at = [&](std::string_view name) { return (scratch / name).string(); };
    writeFile(scratch / "empty.qcow2", "");
    writeFile(scratch / "cut.qcow2", std::string(65536, '\0'));
    createQcow2(QString::fromStdString(at("real.qcow2")), "1M");
    fs::copy_file(scratch / "real.qcow2", scratch / "named.raw");
    fs::copy_file(scratch / "real.qcow2", scratch / "cloud.img");
    writeFile(scratch / "disk-flat.vmdk", std::string(65536, '\0'));
    QVERIFY(has(said({"info", at("empty.qcow2")}), "the file is empty and is read as a raw disk without content"));
    QVERIFY(has(said({"info", at("cut.qcow2")}), "ends with .qcow2, but nothing in it says so"));
    QVERIFY(has(said({"plan", "deep", at("cut.qcow2")}), "If it was cut off or overwritten, take it from a backup."));
    QVERIFY(has(said({"info", at("named.raw")}), "ends with .raw, but its content is qcow2"));
    for (const char* name : {"real.qcow2", "cloud.img", "disk-flat.vmdk"})
        QVERIFY(said({"info", at(name)}).find("suspicious") == std::string::npos);
    QVERIFY(has(said({"scan", scratch.path().string()}), "nothing in it says so"));
}

void CliWordsTest::whatAResultLacks()
{
    const Scratch scratch;
    const std::string old = scratch / "old.qcow2";
    const std::string lazy = scratch / "lazy.qcow2";
    createQcow2(QString::fromStdString(old), "1M", "compat=0.10");
    createQcow2(QString::fromStdString(lazy), "1M", "lazy_refcounts=on");
    QVERIFY(has(said({"info", old}), "compat        0.10"));
    QVERIFY(has(said({"info", lazy}), "lazyRefcounts"));
    QVERIFY(has(said({"plan", "deep", old}), "is qcow2 of compat 0.10, the result is of compat 1.1"));
    QVERIFY(has(said({"plan", "deep", lazy}), "writes its refcounts lazily, the result does not"));
    QVERIFY(said({"plan", "deep", lazy}).find("compat") == std::string::npos);
}

/// Three partitions: a boot loader's, one with nothing, one that ext4 marks as not unmounted.
void CliWordsTest::volumesByTheirPlace()
{
    const Scratch scratch;
    const std::string disk = scratch / "disk.raw";
    const std::string volume = scratch / "volume";
    runChecked({"truncate", "-s", "64M", disk});
    runChecked({"sgdisk", "-n1:2048:+1M", "-t1:ef02", "-n2:0:+4M", "-n3:0:+32M", disk});
    runChecked({"truncate", "-s", "32M", volume});
    runChecked({"mkfs.ext4", "-q", "-L", "root", volume});
    runChecked({"debugfs", "-w", "-R", "ssv state 0", volume});
    runChecked({"dd", "if=" + volume, "of=" + disk, "bs=1M", "seek=6", "conv=notrunc", "status=none"});
    const std::string plan = said({"plan", "deep", disk});
    QVERIFY(plan.find("partition 1") == std::string::npos);
    QVERIFY(has(plan, "caution: partition 2 (4.0 MiB) counts as used: it holds no file system that is known\n"
                      "lamella-cli:   If it holds nothing, discard it in the guest"));
    QVERIFY(
        has(plan, "caution: partition 3 (ext4 root, 32.0 MiB) counts as used: the volume was not unmounted cleanly"));
    QVERIFY(has(plan, "Start the guest, let it check the volume"));
    for (const std::string& text : {plan, said({"guest", disk}), said({"report", disk})}) {
        QVERIFY(text.find("volume.") == std::string::npos);
        QVERIFY(text.find("()") == std::string::npos);
    }
}

void CliWordsTest::sharingWithoutATarget()
{
    const Scratch scratch;
    for (const char* name : {"a.qcow2", "b.qcow2"}) {
        createQcow2(QString::fromStdString(scratch / name), "1M");
        qemuIo(QString::fromStdString(scratch / name), {"write -P 7 0 512k"});
    }
    const Finished plan =
        cli({"plan", "share", "--base", "auto", (scratch / "a.qcow2").string(), (scratch / "b.qcow2").string()});
    QCOMPARE(plan.exitCode, 0);
    QVERIFY(plan.err.find("exists already") == std::string::npos);
    QVERIFY(plan.err.find("blocked") == std::string::npos);
    const Finished share =
        cli({"share", "--base", "auto", (scratch / "a.qcow2").string(), (scratch / "b.qcow2").string()});
    QCOMPARE(share.exitCode, 1);
    QVERIFY(has(share.err, "where the result goes is not said"));
}

void CliWordsTest::documentsSayWhatTheirCodesMean()
{
    const Scratch scratch;
    const std::string disk = scratch / "disk.raw";
    writeFile(disk, std::string(1 << 20, 'x'));
    const std::string told = "the whole disk (1.0 MiB) counts as used: it holds no file system that is known";
    const std::string help =
        "If it holds nothing, discard it in the guest (blkdiscard) or fill it with zeros: zeros are "
        "dropped.";
    const auto plan = nlohmann::json::parse(cli({"plan", "deep", disk, "--output=json"}).out);
    QCOMPARE(plan["cautions"][0]["code"].get<std::string>(), std::string("plan.volumeUntrimmed"));
    QCOMPARE(plan["cautions"][0]["values"]["reason"].get<std::string>(), std::string("volume.noSignature"));
    QCOMPARE(plan["cautions"][0]["text"].get<std::string>(), std::string(told));
    QCOMPARE(plan["cautions"][0]["remedyText"].get<std::string>(), std::string(help));
    const auto guest = nlohmann::json::parse(cli({"guest", disk, "--output=json"}).out);
    QCOMPARE(guest["volumes"][0]["reason"]["remedyText"].get<std::string>(), std::string(help));
    for (const char* ending : {".html", ".csv", ".json"}) {
        const fs::path file = scratch / (std::string("plan") + ending);
        QCOMPARE(cli({"plan", "deep", disk, "--report", file.string()}).exitCode, 0);
        QVERIFY(has(readFile(file), told) && has(readFile(file), help));
    }
}

/// An overlay that takes its qcow2 base for raw: the machine sees the file's own bytes, and so does the result.
void CliWordsTest::aBaseOfAnotherFormat()
{
    const Scratch scratch;
    const std::string base = scratch / "base.qcow2";
    const std::string over = scratch / "over.qcow2";
    createQcow2(QString::fromStdString(base), "1M");
    runChecked({"qemu-img", "create", "-q", "-f", "qcow2", "-b", base, "-F", "raw", over});
    const std::string caution = over + " says that the base " + base +
                                " is raw, which looks like qcow2; if that is so, the result is as wrong as it";
    const std::string help = "Start the template and look whether its files are there before you slim it.";
    const std::string plan = said({"plan", "standard", over});
    QVERIFY2(has(plan, caution) && has(plan, help), plan.c_str());
    for (const char* ending : {".html", ".csv", ".json"}) {
        const fs::path file = scratch / (std::string("plan") + ending);
        QCOMPARE(cli({"plan", "standard", "--replace", over, "--report", file.string()}).exitCode, 0);
        const std::string saved = readFile(file);
        QVERIFY2(has(saved, caution) && has(saved, help), saved.c_str());
    }
    const std::string symptom = over + " says that its base " + base + " is raw, which looks like qcow2";
    QVERIFY(has(said({"report", over}), symptom));
    const auto report = nlohmann::json::parse(cli({"report", over, "--output=json"}).out);
    QCOMPARE(report["diagnosis"]["symptoms"][0]["code"].get<std::string>(), std::string("diagnosis.baseFormat"));
    runChecked({"qemu-img", "rebase", "-u", "-b", base, "-F", "qcow2", over});
    const std::string right = said({"plan", "standard", over}) + said({"report", over});
    QVERIFY2(right.find("looks like") == std::string::npos, right.c_str());
}

QTEST_GUILESS_MAIN(CliWordsTest)
#include "cli_words_test.moc"
