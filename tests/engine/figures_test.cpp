#include "bytes/size_text.h"
#include "chain/chain.h"
#include "report/json.h"
#include "storage/file.h"
#include "support/guest_tree.h"
#include "support/process.h"
#include "support/scratch.h"

#include <QTest>

#include <algorithm>
#include <fstream>

using namespace engine;
using namespace testsupport;
namespace fs = std::filesystem;
using report::Json;

namespace {

constexpr std::uint64_t mebibyte = 1 << 20;

Json cli(Command arguments)
{
    arguments.insert(arguments.begin(), LAMELLA_CLI);
    arguments.emplace_back("--output=json");
    return Json::parse(runChecked(arguments));
}

/// @param format named: a fixed VHD is raw to QEMU where nobody says otherwise
std::uint64_t qemuSize(const fs::path& image, const std::string& format)
{
    const Json info = Json::parse(runChecked({"qemu-img", "info", "-f", format, "--output=json", image.string()}));
    return info["virtual-size"].get<std::uint64_t>();
}

std::uint64_t ourSize(const fs::path& image)
{
    const Chain chain = Chain::open(image, {});
    return chain.top().image->info().virtualSize;
}

/// Big or little endian, at a place of a file.
void put(const fs::path& file, std::uint64_t at, std::uint64_t value, int bytes, bool big)
{
    std::string text;
    for (int byte = 0; byte < bytes; ++byte)
        text += static_cast<char>(value >> (8 * (big ? bytes - 1 - byte : byte)));
    writeAt(file, at, text);
}

/// A disk with an ext4, and how much of it the file system is given.
void makeDisk(const fs::path& disk, std::uint64_t size, std::uint64_t covered)
{
    createSparse(disk, size);
    runChecked({"mkfs.ext4", "-q", "-F", disk.string(), std::to_string(covered >> 10) + "k"});
}

std::int64_t partOf(const Json& waterfall, std::string_view part)
{
    for (const Json& step : waterfall)
        if (step["part"] == part)
            return step["bytes"].get<std::int64_t>();
    throw std::runtime_error("no such part");
}

bool has(const Json& list, std::string_view code)
{
    return std::any_of(list.begin(), list.end(), [&](const Json& one) { return one["code"] == code; });
}

}  // namespace

/// Figures that were wrong.
class FiguresTest : public QObject {
    Q_OBJECT

private slots:
    void externalDataFile();
    void behindAFileSystem();
    void sizesOfRecognisedFormats_data();
    void sizesOfRecognisedFormats();
    void sizesThatQemuDoesNotMake();
};

/// Its content is in no sum, and nothing is planned; that is said with name and size.
void FiguresTest::externalDataFile()
{
    const Scratch scratch;
    const fs::path image = scratch / "meta.qcow2";
    const fs::path data = scratch / "data.raw";
    makeDisk(scratch / "disk", 64 * mebibyte, 64 * mebibyte);
    runChecked({"qemu-img", "create", "-q", "-f", "qcow2", "-o", "data_file=data.raw,data_file_raw=on", image.string(),
                "64M"});
    runChecked({"dd", "if=" + (scratch / "disk").string(), "of=" + data.string(), "bs=1M", "conv=notrunc,sparse",
                "status=none"});
    const std::string allowed = data.string();

    for (const Command& operation : {Command{"deep"}, {"standard"}, {"share", "--base", "auto"}}) {
        Command command{"plan"};
        command.insert(command.end(), operation.begin(), operation.end());
        command.insert(command.end(), {image.string(), "--allow", allowed, "--exact"});
        if (operation.front() == "share")
            command.push_back((scratch / "disk").string());
        const Json plan = cli(command);
        QVERIFY2(has(plan["blockers"], "plan.dataFile"), plan.dump().c_str());
        QCOMPARE(plan["savedBytes"].get<std::int64_t>(), std::int64_t{0});
        QVERIFY(plan["returnedBytes"].is_null());
        command.insert(command.begin(), LAMELLA_CLI);
        const Finished said = run(command);
        QVERIFY2(said.out.find("saves") == std::string::npos, said.out.c_str());
        const std::string sizes = " (64.0 MiB long, " + formatSize(statusOf(data).diskSize) + " on disk)";
        QVERIFY2(said.err.find("is in the external data file " + allowed + sizes) != std::string::npos,
                 said.err.c_str());
    }
    QVERIFY(run({LAMELLA_CLI, "slim", "deep", "--replace", "--allow", allowed, image.string()}).exitCode == 1);
    QVERIFY(run({LAMELLA_CLI, "share", "--base", "auto", "--replace", "--allow", allowed, image.string(),
                 (scratch / "disk").string()})
                .exitCode == 1);

    const Json report = cli({"report", image.string(), "--allow", allowed});
    const Json& diagnosis = report["diagnosis"];
    QVERIFY(has(diagnosis["symptoms"], "diagnosis.dataFile"));
    QCOMPARE(partOf(diagnosis["waterfall"], "elsewhere"), std::int64_t{0});
    std::int64_t sum = 0;
    for (const Json& step : diagnosis["waterfall"])
        sum += step["bytes"].get<std::int64_t>();
    QCOMPARE(sum, static_cast<std::int64_t>(fs::file_size(image)));
    const Json layers = cli({"layers", image.string(), "--allow", allowed});
    QCOMPARE(layers["layers"][0]["dataFile"]["fileLength"].get<std::uint64_t>(), 64 * mebibyte);
    const std::string text = runChecked({LAMELLA_CLI, "layers", image.string(), "--allow", allowed});
    QVERIFY2(text.find("which is not in these sums") != std::string::npos, text.c_str());
    const Json fleet = cli({"fleet", scratch.path().string(), "--allow", allowed});
    const auto one = std::find_if(fleet["templates"].begin(), fleet["templates"].end(),
                                  [&](const Json& row) { return row["path"] == image.string(); });
    QVERIFY(one != fleet["templates"].end());
    QCOMPARE((*one)["deep"]["blocker"].get<std::string>(), std::string("plan.dataFile"));
}

/// 40 MiB of a disk of 64 MiB: what lies behind is no live data.
void FiguresTest::behindAFileSystem()
{
    const Scratch scratch;
    const fs::path disk = scratch / "disk";
    makeDisk(disk, 64 * mebibyte, 40 * mebibyte);
    writeAt(disk, 50 * mebibyte, std::string(8 * mebibyte, 'x'));
    runChecked({"qemu-img", "convert", "-O", "qcow2", disk.string(), (scratch / "t.qcow2").string()});
    const Json report = cli({"report", (scratch / "t.qcow2").string()});
    const Json& diagnosis = report["diagnosis"];
    QCOMPARE(partOf(diagnosis["waterfall"], "behind"), static_cast<std::int64_t>(8 * mebibyte));
    QVERIFY(partOf(diagnosis["waterfall"], "live") < static_cast<std::int64_t>(8 * mebibyte));
    const auto symptom = std::find_if(diagnosis["symptoms"].begin(), diagnosis["symptoms"].end(),
                                      [](const Json& found) { return found["code"] == "diagnosis.behindFileSystem"; });
    QVERIFY(symptom != diagnosis["symptoms"].end());
    QCOMPARE((*symptom)["remedy"].get<std::string>(), std::string("growFileSystem"));
    const std::string text = runChecked({LAMELLA_CLI, "report", (scratch / "t.qcow2").string()});
    QVERIFY2(text.find("Behind the file system: 8.0 MiB") != std::string::npos, text.c_str());
    QVERIFY2(text.find("smaller than its partition") != std::string::npos, text.c_str());
    // It stays: nothing proves that nobody needs it.
    runChecked({LAMELLA_CLI, "slim", "deep", "--to", (scratch / "s.qcow2").string(), (scratch / "t.qcow2").string()});
    runChecked({"qemu-img", "compare", (scratch / "t.qcow2").string(), (scratch / "s.qcow2").string()});

    makeDisk(scratch / "whole", 64 * mebibyte, 64 * mebibyte - 512 * 1024);
    const Json whole = cli({"report", (scratch / "whole").string()});
    QCOMPARE(partOf(whole["diagnosis"]["waterfall"], "behind"), std::int64_t{0});
}

void FiguresTest::sizesOfRecognisedFormats_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QString>("options");
    const auto row = [](const char* format, const char* options = "") {
        QTest::addRow("%s %s", format, options) << QString(format) << QString(options);
    };
    row("qcow");
    row("qed");
    row("vdi");
    row("vdi", "static=on");
    row("vhdx");
    row("vhdx", "subformat=fixed");
    row("vpc");
    row("vpc", "subformat=fixed");
    row("vpc", "subformat=fixed,force_size=on");
    row("vpc", "force_size=on");
    row("parallels");
    for (const char* subformat :
         {"monolithicSparse", "streamOptimized", "twoGbMaxExtentSparse", "monolithicFlat", "twoGbMaxExtentFlat"})
        row("vmdk", (std::string("subformat=") + subformat).c_str());
    row("luks", "iter-time=10");
}

/// qemu-img made them, and says how large the disk is.
void FiguresTest::sizesOfRecognisedFormats()
{
    QFETCH(QString, format);
    QFETCH(QString, options);
    const Scratch scratch;
    const fs::path image = scratch / "image";
    Command create{"qemu-img", "create", "-q", "-f", format.toStdString()};
    if (!options.isEmpty())
        create.insert(create.end(), {"-o", options.toStdString()});
    if (format == "luks")
        create.insert(create.end(), {"--object", "secret,id=key,data=abc", "-o", "key-secret=key"});
    create.push_back(image.string());
    // Of a size that no geometry makes rounder.
    create.emplace_back(format == "luks" ? "8M" : "4831838208");
    if (options.contains("static") || options.contains("fixed"))
        create.back() = "83886080";
    const Finished made = run(create);
    if (made.exitCode != 0)
        QSKIP(made.err.c_str());
    if (format == "vmdk" && !options.contains("Sparse") && !options.contains("stream"))
        QCOMPARE(ourSize(image), std::uint64_t{4831838208});
    QCOMPARE(ourSize(image), qemuSize(image, format.toStdString()));
}

/// Headers by their specifications.
void FiguresTest::sizesThatQemuDoesNotMake()
{
    const Scratch scratch;
    const fs::path bochs = scratch / "bochs";
    writeFile(bochs, "Bochs Virtual HD Image");
    writeAt(bochs, 32, "Redolog");
    writeAt(bochs, 48, "Growing");
    put(bochs, 64, 0x00020000, 4, false);
    put(bochs, 68, 512, 4, false);
    put(bochs, 72, 20, 4, false);
    put(bochs, 76, 1, 4, false);
    put(bochs, 80, 524288, 4, false);
    put(bochs, 88, 10321920, 8, false);
    writeAt(bochs, 512, std::string(std::size_t{20} * 4, '\xff'));
    QCOMPARE(ourSize(bochs), std::uint64_t{10321920});
    QCOMPARE(qemuSize(bochs, "bochs"), std::uint64_t{10321920});

    const fs::path cloop = scratch / "cloop";
    writeFile(cloop, "#!/bin/sh\n#V2.0 Format\nmodprobe cloop file=$0 && mount -r -t iso9660 /dev/cloop $1\n");
    put(cloop, 128, 65536, 4, true);
    put(cloop, 132, 3, 4, true);
    for (int block = 0; block < 4; ++block)
        put(cloop, 136 + 8 * static_cast<std::uint64_t>(block), 168, 8, true);
    QCOMPARE(ourSize(cloop), std::uint64_t{3 * 65536});
    QCOMPARE(qemuSize(cloop, "cloop"), std::uint64_t{3 * 65536});

    const fs::path dmg = scratch / "dmg";
    writeFile(dmg, std::string(4096, '\0'));
    writeAt(dmg, 4096 - 512, "koly");
    put(dmg, 4096 - 512 + 492, 2048, 8, true);
    QCOMPARE(ourSize(dmg), std::uint64_t{2048 * 512});

    const fs::path esx = scratch / "esx";
    writeFile(esx, std::string("COWD") + std::string(2044, '\0'));
    put(esx, 12, 8192, 4, false);
    put(esx, 16, 1, 4, false);
    QCOMPARE(ourSize(esx), std::uint64_t{8192 * 512});

    const fs::path old = scratch / "parallels";
    writeFile(old, std::string("WithoutFreeSpace") + std::string(64, '\0'));
    put(old, 36, 0xdead000000004000, 8, false);
    QCOMPARE(ourSize(old), std::uint64_t{0x4000 * 512});

    const fs::path luks = scratch / "luks2";
    createSparse(luks, 32 * mebibyte);
    writeFile(scratch / "key", "abc");
    runChecked({"cryptsetup", "luksFormat", "--batch-mode", "--type", "luks2", "--pbkdf", "pbkdf2",
                "--pbkdf-force-iterations", "1000", luks.string(), (scratch / "key").string()});
    QCOMPARE(ourSize(luks), 16 * mebibyte);

    // Cut and false headers say nothing, and do no harm.
    for (const char* format : {"bochs", "luks2"}) {
        const fs::path cut = scratch / "cut";
        fs::copy_file(scratch / format, cut, fs::copy_options::overwrite_existing);
        fs::resize_file(cut, 40);
        QCOMPARE(ourSize(cut), std::uint64_t{0});
    }
}

QTEST_GUILESS_MAIN(FiguresTest)
#include "figures_test.moc"
