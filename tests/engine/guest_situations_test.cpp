#include "support/guest_tree.h"
#include "support/lvm.h"
#include "support/process.h"
#include "support/scratch.h"
#include "support/situations.h"

#include <QTest>

#include <map>
#include <nlohmann/json.hpp>

using namespace engine;
using namespace testsupport;
using namespace std::string_literals;
namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t mib = 1 << 20;

std::string shown(const fs::path& image, const Command& more = {})
{
    Command command{LAMELLA_CLI, "guest", image.string()};
    command.insert(command.end(), more.begin(), more.end());
    return runChecked(command);
}

}  // namespace

/// Disks from public reports: tables that were cut, or that two systems read; containers under a label; groups over
/// several disks.
class GuestSituationsTest : public QObject {
    Q_OBJECT

private slots:
    void saysThatATableWasCutOff();
    void readsAPhysicalVolumeOfAGrownDisk();
    void readsAHybridTable();
    void findsAContainerUnderALabel();
    void findsATableUnderALabel();
    void readsAGroupOverTwoImages();

private:
    void everyReadingTakesTheOtherDisk(const fs::path& first, const fs::path& second, const std::string& uuid);

    Scratch scratch_;
};

/// An image made smaller than its partitions: the table is there, and what is missing is the end of the disk.
void GuestSituationsTest::saysThatATableWasCutOff()
{
    for (const std::string label : {"gpt", "dos"}) {
        const fs::path disk = scratch_ / (label + ".raw");
        createSparse(disk, 40 * mib);
        runChecked(
            {"sh", "-c", "echo 'start=2048,size=70000' | sfdisk -q -X \"$1\" \"$2\"", "sh", label, disk.string()});
        writeAt(disk, rootAt, ext4WithLeftovers(scratch_ / ".", 70000 / 8 * 4096));
        fs::resize_file(disk, 30 * mib);
        const Guest guest = guestOf(disk);
        QCOMPARE(codeOf(guest.table.refusal), label == "gpt" ? "table.cutOff"s : "table.outside"s);
        QVERIFY(guest.free.empty());
        const std::string text = shown(disk);
        for (const char* part :
             {label == "gpt" ? "was cut off" : "the disk ends at", "Make the image as large as it was"})
            QVERIFY2(text.find(part) != std::string::npos, text.c_str());
    }
    // The same without a table.
    const fs::path disk = scratch_ / "whole.raw";
    writeFile(disk, ext4WithLeftovers(scratch_.path(), 40 * mib));
    fs::resize_file(disk, 30 * mib);
    const std::string text = shown(disk);
    QVERIFY(guestOf(disk).free.empty());
    QVERIFY2(text.find("counts as used: the file system is 40.0 MiB long and was cut off after 30.0 MiB") !=
                 std::string::npos,
             text.c_str());
}

/// A disk that was made larger, and its physical volume was not: what is behind belongs to nobody that we know.
void GuestSituationsTest::readsAPhysicalVolumeOfAGrownDisk()
{
    if (const std::string why = whyNoMounts(); !why.empty())
        QSKIP(why.c_str());
    const LvmImage disk({{GuestOffset(0), 40 * mib}}, 40 * mib);
    disk.lvm().run({"vgcreate", "-s", "1m", "group", disk.device(0)});
    disk.lvm().run({"lvcreate", "-an", "-Zn", "-Wn", "-L", "24m", "-n", "root", "group"});
    writeAt(disk.image(), mib, ext4WithLeftovers(scratch_.path(), 24 * mib));
    const GuestRangeSet before = guestOf(disk.image()).free;
    QVERIFY(before.total() > 20 * mib);
    fs::resize_file(disk.image(), 60 * mib);
    QVERIFY(guestOf(disk.image()).free == before);
    const std::string text = shown(disk.image());
    for (const char* part : {"group/root", "free space checked", "60.0 MiB  LVM2_member"})
        QVERIFY2(text.find(part) != std::string::npos, text.c_str());
}

/// gdisk's hybrid MBR names partitions of the GPT; one that names anything else has two meanings.
void GuestSituationsTest::readsAHybridTable()
{
    const fs::path disk = scratch_ / "hybrid.raw";
    makeThreePartitions(disk, linuxData, linuxData, false);
    writeAt(disk, rootAt, ext4WithLeftovers(scratch_ / ".", rootLength));
    runChecked({"sgdisk", "-h", "1:3", disk.string()});
    const Guest guest = guestOf(disk);
    QVERIFY2(!guest.table.refusal, codeOf(guest.table.refusal).c_str());
    QCOMPARE(guest.volumes.size(), std::size_t{3});
    QVERIFY(!guest.volumes[0].free.empty() && !guest.volumes[2].free.empty());
    fillFree(disk, guest);
    runChecked({"sgdisk", "-v", disk.string()});
    const std::string content = readFile(disk);
    for (const auto& [start, length] : {std::pair{rootAt, rootLength}, std::pair{dataAt, dataLength}}) {
        writeFile(scratch_ / "part", content.substr(start, length));
        runChecked({"e2fsck", "-fn", (scratch_ / "part").string()});
    }
    // One sector less in the MBR.
    const std::size_t sizeAt = 446 + 16 + 12;
    writeAt(disk, sizeAt, std::string(1, static_cast<char>(content[sizeAt] - 1)));
    QCOMPARE(codeOf(guestOf(disk).table.refusal), "table.twoMeanings"s);
}

/// A label of LVM2 over LUKS2, whose second header is whole: `wipefs` names both, and `cryptsetup repair` brings the
/// container back.
void GuestSituationsTest::findsAContainerUnderALabel()
{
    if (const std::string why = whyNoMounts(); !why.empty())
        QSKIP(why.c_str());
    writeFile(scratch_ / "key", "secret");
    createSparse(scratch_ / "luks", 40 * mib);
    runChecked({"cryptsetup", "luksFormat", "-q", "--type", "luks2", "--pbkdf", "pbkdf2", "--pbkdf-force-iterations",
                "1000", (scratch_ / "luks").string(), (scratch_ / "key").string()});
    const LvmImage disk({{GuestOffset(0), 40 * mib}}, 40 * mib);
    disk.lvm().run({"vgcreate", "-s", "1m", "group", disk.device(0)});
    QVERIFY(guestOf(disk.image()).free.total() > 30 * mib);
    const std::string second = readFile(scratch_ / "luks").substr(0x4000, 0x4000);
    writeAt(disk.image(), 0x4000, second);
    const std::string named = runChecked({"wipefs", "-n", disk.image().string()});
    for (const char* type : {"LVM2_member", "crypto_LUKS"})
        QVERIFY2(named.find(type) != std::string::npos, named.c_str());
    const auto isRepaired = [&] {
        const fs::path copy = scratch_ / "repaired";
        writeFile(copy, readFile(disk.image()));
        return run({"cryptsetup", "repair", "-q", copy.string()}).exitCode == 0 &&
               run({"cryptsetup", "luksUUID", copy.string()}).out ==
                   run({"cryptsetup", "luksUUID", (scratch_ / "luks").string()}).out;
    };
    QVERIFY(isRepaired());
    const Guest guest = guestOf(disk.image());
    QCOMPARE(codeOf(guest.volumes.at(0).reason), "volume.twoSignatures"s);
    QCOMPARE(guest.volumes.at(0).facts.uuid.size(), std::size_t{38});
    QVERIFY(guest.free.empty());
    QVERIFY(shown(disk.image()).find("LVM2_member and of crypto_LUKS") != std::string::npos);
    // Its checksum is wrong now, and what it held is lost.
    writeAt(disk.image(), 0x5000, "x");
    QVERIFY(!isRepaired());
    QVERIFY(guestOf(disk.image()).free.total() > 30 * mib);
}

/// A label of LVM2 in place of the header of a GPT, whose backup is whole.
void GuestSituationsTest::findsATableUnderALabel()
{
    if (const std::string why = whyNoMounts(); !why.empty())
        QSKIP(why.c_str());
    const LvmImage labelled({{GuestOffset(0), 40 * mib}}, 40 * mib);
    labelled.lvm().run({"pvcreate", labelled.device(0)});
    const fs::path disk = scratch_ / "disk";
    makeThreePartitions(disk, linuxData, linuxData, false);
    QVERIFY(!guestOf(disk).free.empty());
    writeAt(disk, 512, readFile(labelled.image()).substr(512, 512));
    const Guest guest = guestOf(disk);
    QCOMPARE(codeOf(guest.table.refusal), "table.twoMeanings"s);
    QVERIFY(guest.free.empty());
}

/// All that reads a guest names the disk that is missing, with the way out, and is content once it has it.
void GuestSituationsTest::everyReadingTakesTheOtherDisk(const fs::path& first, const fs::path& second,
                                                        const std::string& uuid)
{
    const std::string missing = "has a physical volume that is not on this disk: " + uuid;
    const fs::path copy = scratch_ / "copy.raw";
    writeFile(copy, readFile(first));
    const std::string image = first.string();
    for (const Command& command :
         {Command{"report", image}, Command{"plan", "deep", image},
          Command{"plan", "share", "--base", "auto", image, copy.string()},
          Command{"share", "--base", "auto", "--to", (scratch_ / "shared").string(), image, copy.string()}}) {
        const auto said = [&](const Command& more) {
            fs::remove_all(scratch_ / "shared");
            fs::create_directory(scratch_ / "shared");
            Command whole{LAMELLA_CLI};
            whole.insert(whole.end(), command.begin(), command.end());
            whole.insert(whole.end(), more.begin(), more.end());
            const auto result = run(whole);
            return std::to_string(result.exitCode) + ' ' + result.out + result.err;
        };
        const std::string alone = said({});
        for (const std::string& part : {"0 "s, missing, "Give the image of that disk too (--with IMAGE"s})
            QVERIFY2(alone.find(part) != std::string::npos, alone.c_str());
        const std::string together = said({"--with", second.string()});
        QVERIFY2(together.starts_with("0 ") && together.find(missing) == std::string::npos, together.c_str());
    }
    const auto garbage = [&](const Command& more) {
        Command whole{LAMELLA_CLI, "layers", "--output=json", image};
        whole.insert(whole.end(), more.begin(), more.end());
        return nlohmann::json::parse(runChecked(whole))["layers"][0]["garbageBytes"].get<std::uint64_t>();
    };
    QCOMPARE(garbage({}), std::uint64_t{0});
    QVERIFY(garbage({"--with", second.string()}) > 4 * mib);
}

void GuestSituationsTest::readsAGroupOverTwoImages()
{
    if (const std::string why = whyNoMounts(); !why.empty())
        QSKIP(why.c_str());
    const TwoDiskGroup group(scratch_.path());
    const auto& [disk, first, second, uuid] = group;

    const Guest alone = guestOf(first);
    QVERIFY(alone.free.empty());
    const std::string said = shown(first);
    for (const std::string& part : {uuid, "group/root"s, "24.0 MiB"s, "--with"s})
        QVERIFY2(said.find(part) != std::string::npos, said.c_str());

    const Guest together = guestOf(first, {second});
    std::map<std::string, const Volume*> found;
    for (const Volume& volume : together.volumes)
        found[volume.logicalVolume] = &volume;
    QCOMPARE(found.size(), std::size_t{3});
    QCOMPARE(codeOf(found.at("group/root")->reason), ""s);
    QVERIFY(!found.at("group/root")->free.empty());
    QCOMPARE(codeOf(found.at("group/both")->reason), "lvm.elsewhere"s);
    const GuestRangeSet behind = together.free.restrictedTo({GuestOffset(25 * mib), 15 * mib});
    QCOMPARE(behind.ranges().front().start, GuestOffset(29 * mib));
    QVERIFY(behind.total() > 9 * mib);
    QVERIFY(together.free.restrictedTo({GuestOffset(0), 40 * mib}) == together.free);
    const std::string joined = shown(first, {"--with", second.string()});
    for (const char* part : {"free space checked", "4.0 MiB of it are on another disk"})
        QVERIFY2(joined.find(part) != std::string::npos, joined.c_str());
    everyReadingTakesTheOtherDisk(first, second, uuid);
    fillFree(first, together);
    writeAt(disk.image(), 0, readFile(first));
    disk.lvm().run({"vgck", "group"});
    QCOMPARE(disk.lvm().report({"lvs", "-o", "lv_name"}).size(), std::size_t{3});
    writeFile(scratch_ / "root", readFile(first).substr(mib, 24 * mib));
    runChecked({"e2fsck", "-fn", (scratch_ / "root").string()});
}

QTEST_GUILESS_MAIN(GuestSituationsTest)
#include "guest_situations_test.moc"
