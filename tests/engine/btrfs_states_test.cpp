#include "support/btrfs_editor.h"
#include "support/btrfs_tools.h"
#include "support/guest_tree.h"
#include "support/scratch.h"

#include <QTest>

#include <atomic>
#include <fstream>
#include <functional>
#include <regex>
#include <thread>

namespace {

using namespace testsupport;
using engine::VolumeState;
namespace fs = std::filesystem;

constexpr std::uint64_t size = 128 << 20;

/// Why nothing of the volume may be dropped: state, code and values; "clean" where something may.
std::string verdict(const fs::path& image)
{
    const auto volume = openGuestImage(image);
    const auto text = [&](const engine::Error& reason) {
        return std::string(engine::name(volume->facts().state)) + ": " + reason.what();
    };
    if (volume->facts().reason)
        return text(*volume->facts().reason);
    try {
        return volume->freeSpace().empty() ? "nothing is free" : "clean";
    } catch (const engine::Error& reason) {
        return text(reason);
    }
}

/// A volume with some content that all tests start from; every tree is one leaf.
class Base {
public:
    Base()
    {
        btrfs::makeVolume(image(), size, {"--csum", "xxhash", "-m", "single", "-d", "single", "-L", "the label"});
        const Mount mount(image(), {"mount", "-o", "loop"});
        for (unsigned file = 0; file < 9; ++file)
            writeFile(mount.folder() / std::to_string(file), std::string(50'000, 'c'));
    }
    fs::path image() const { return scratch_ / "base"; }

private:
    Scratch scratch_;
};

fs::path copyOfBase(const Scratch& scratch)
{
    static const Base base;
    fs::copy_file(base.image(), scratch / "image");
    return scratch / "image";
}

void copySparse(const fs::path& from, const fs::path& to)
{
    runChecked({"cp", "--sparse=always", from.string(), to.string()});
}

struct Edit {
    const char* name;
    const char* expected;
    std::function<void(const btrfs::Editor&)> poke;
};

/// `at` and `value` as struct btrfs_super_block has them.
Edit superblock(const char* name, unsigned at, unsigned bytes, std::uint64_t value, const char* expected)
{
    return {name, expected, [=](const btrfs::Editor& editor) {
                editor.pokeSuperblock(at, editor.read((64 << 10) + at, bytes) ^ value, bytes);
            }};
}

/// Flips bits of an item's data.
Edit item(const char* name, const char* tree, unsigned type, unsigned at, std::uint64_t bits, const char* expected)
{
    return {name, expected, [=](const btrfs::Editor& editor) {
                const std::uint64_t leaf = editor.leafOf(tree);
                const std::uint64_t place = editor.dataAt(leaf, type) + at;
                editor.pokeLeaf(leaf, place, editor.read(place, 8) ^ bits, 8);
            }};
}

/// Flips bits of an item's key: of the object (at 0), the type (8), the offset (9).
Edit key(const char* name, const char* tree, unsigned type, unsigned at, std::uint64_t bits, const char* expected)
{
    return {name, expected, [=](const btrfs::Editor& editor) {
                const std::uint64_t leaf = editor.leafOf(tree);
                const std::uint64_t place = editor.keyAt(leaf, type) + at;
                const unsigned bytes = at == 8 ? 1 : 8;
                editor.pokeLeaf(leaf, place, editor.read(place, bytes) ^ bits, bytes);
            }};
}

/// Turns the last item of the root tree, the data relocation tree, into something that is there while the kernel moves
/// extents.
Edit lastRoot(const char* name, std::uint64_t object, unsigned type, const char* expected)
{
    return {name, expected, [=](const btrfs::Editor& editor) {
                const std::uint64_t leaf = editor.leafOf("1");
                const std::uint64_t place = leaf + 101 + (editor.read(leaf + 96, 4) - 1) * 25;
                editor.pokeLeaf(leaf, place, object, 8);
                editor.pokeLeaf(leaf, place + 8, type, 1);
            }};
}

/// Device statistics become a replacement in that state.
Edit deviceReplace(const char* name, std::uint64_t state, const char* expected)
{
    return {name, expected, [=](const btrfs::Editor& editor) {
                const std::uint64_t leaf = editor.leafOf("4");
                editor.pokeLeaf(leaf, editor.dataAt(leaf, 249) + 32, state, 8);
                editor.pokeLeaf(leaf, editor.keyAt(leaf, 249) + 8, 250, 1);
            }};
}

std::vector<Edit> edits()
{
    return {
        {"nothing", "clean", [](const btrfs::Editor&) {}},
        superblock("unknown incompatible bit", 0xbc, 8, 1ULL << 40,
                   "unknown: volume.unknownFeature field=incompat_flags"),
        superblock("two named bits", 0xbc, 8, 5ULL << 12,
                   "unknown: volume.unreadFeature field=incompat_flags bits=20480 features=zoned (btrfs-progs 5.12), "
                   "raid-stripe-tree (btrfs-progs 6.5.2)"),
        superblock("a named and an unnamed bit", 0xbc, 8, 1ULL << 40 | 1 << 12,
                   "unknown: volume.unknownFeature field=incompat_flags bits=1099511631872"),
        superblock("zoned", 0xbc, 8, 1ULL << 12,
                   "unknown: volume.unreadFeature field=incompat_flags bits=4096 features=zoned (btrfs-progs 5.12)"),
        superblock("extent tree v2", 0xbc, 8, 1ULL << 13,
                   "unknown: volume.unreadFeature field=incompat_flags bits=8192 "
                   "features=extent-tree-v2 (btrfs-progs 5.14)"),
        superblock("RAID stripe tree", 0xbc, 8, 1ULL << 14,
                   "unknown: volume.unreadFeature field=incompat_flags bits=16384 "
                   "features=raid-stripe-tree (btrfs-progs 6.5.2)"),
        superblock("remap tree", 0xbc, 8, 1ULL << 17,
                   "unknown: volume.unreadFeature field=incompat_flags bits=131072 "
                   "features=remap-tree (btrfs-progs 6.19)"),
        superblock("simple quotas without a quota tree", 0xbc, 8, 1ULL << 16, "clean"),
        superblock("block group tree that is not there", 0xb4, 8, 8,
                   "clean: volume.contradiction structure=extent tree item"),
        superblock("unknown compatible bit", 0xb4, 8, 16,
                   "unknown: volume.unknownFeature field=compat_ro_flags bits=16"),
        superblock("unknown checksum", 0xc4, 2, 5, "unknown: field.tooLarge field=csum_type value=4"),
        superblock("seed", 0x38, 8, 1ULL << 32, "unknown: volume.unreadFeature field=flags"),
        superblock("changing fsid", 0x38, 8, 1ULL << 36, "unknown: volume.unreadFeature field=flags"),
        superblock("unknown flag", 0x38, 8, 1ULL << 50, "unknown: volume.unknownFeature field=flags"),
        superblock("errors", 0x38, 8, 4, "dirty: volume.dirty mark=flags"),
        superblock("log tree", 0x60, 8, 1 << 20, "needsRecovery: volume.needsRecovery journal=log tree"),
        superblock("two devices", 0x88, 8, 3, "unknown: btrfs.devices count=2"),
        superblock("sector size", 0x90, 4, 4096 ^ 2048, "unknown: field.tooSmall field=sectorsize"),
        superblock("node size", 0x94, 4, 1, "unknown: field.unaligned field=nodesize"),
        superblock("leaf size", 0x98, 4, 1, "unknown: field.notAllowed field=leafsize"),
        superblock("total bytes", 0x70, 8, 1ULL << 30, "unknown: volume.cutOff value=1207959552"),
        superblock("smaller than its device", 0x70, 8, 4096, "unknown: "),
        superblock("bytes used", 0x78, 8, 4096, "clean: volume.freeCount field=bytes_used"),
        superblock("generation", 0x48, 8, 1, "unknown: volume.contradiction structure=tree block"),
        superblock("root", 0x50, 8, 1 << 20, "unknown: "),
        superblock("root level", 0xc6, 1, 1, "unknown: volume.contradiction structure=tree block"),
        superblock("sys_chunk_array_size", 0xa0, 4, 1, "unknown: file.truncated"),
        superblock("device used", 0xd9, 8, 4096, "unknown: volume.contradiction structure=device item"),
        key("device item", "3", 216, 9, 4, "unknown: volume.contradiction structure=device item"),
        item("RAID 1 chunk", "3", 228, 24, 16, "unknown: btrfs.profile profile=raid1"),
        item("RAID 0 chunk", "3", 228, 24, 8, "unknown: btrfs.profile profile=raid0"),
        item("unknown chunk type", "3", 228, 24, 1 << 20, "unknown: volume.unknownFeature field=chunk type"),
        item("chunk length", "3", 228, 0, 1 << 20, ""),
        item("stripe", "3", 228, 56, 1 << 20, ""),
        lastRoot("balance", 0 - 4ULL, 248, "needsRecovery: volume.needsRecovery journal=balance"),
        lastRoot("relocation", 0 - 8ULL, 132, "needsRecovery: volume.needsRecovery journal=relocation"),
        deviceReplace("replace never started", 0, "clean"),
        deviceReplace("replacing", 1, "clean: volume.needsRecovery journal=device replace"),
        deviceReplace("replaced", 2, "clean"),
        deviceReplace("replacing, suspended", 4, "clean: volume.needsRecovery journal=device replace"),
        item("device extent", "4", 204, 24, 4096, "clean: volume.contradiction structure=device tree"),
        item("block group", "2", 192, 0, 4096, "clean: volume.freeCount field=block_group_item.used"),
        item("block group type", "2", 192, 16, 4, "clean: volume.contradiction structure=block group item"),
        item("data extent is a tree block", "2", 168, 16, 3, "clean: "),
        key("data extent moved", "2", 168, 0, 4096, "clean: "),
        key("data extent shorter", "2", 168, 9, 4096, "clean: "),
        key("reference of an unknown kind", "2", 192, 8, 1, "clean: volume.contradiction structure=extent tree item"),
        item("generation of a tree block", "2", 169, 8, 1, "clean: volume.contradiction structure=tree block"),
        key("level of a tree block", "2", 169, 9, 1, "clean: volume.contradiction structure=tree block"),
        key("free space", "10", 199, 9, 4096, "clean: volume.freeCount field=free space tree"),
        item("file extent elsewhere", "5", 108, 21, 4096, "clean: volume.contradiction structure=file extent"),
        item("file extent longer", "5", 108, 29, 4096, "clean: volume.contradiction structure=file extent"),
        item("tree root elsewhere", "1", 132, 176, 16384, "clean: "),
        {"checksum of the superblock", "unknown: volume.checksum structure=superblock offset=65536",
         [](const btrfs::Editor& editor) { editor.write((64 << 10) + 0x130, 7, 1); }},
        {"checksum of a copy", "unknown: volume.checksum structure=superblock copy offset=67108864",
         [](const btrfs::Editor& editor) { editor.write((64 << 20) + 0x130, 7, 1); }},
        {"copy of a superblock gone", "unknown: volume.contradiction structure=superblock copy offset=67108864",
         [](const btrfs::Editor& editor) { editor.write((64 << 20) + 0x40, 0, 8); }},
    };
}

}  // namespace

Q_DECLARE_METATYPE(Edit)

/// What speaks against trusting a btrfs volume, one reason at a time.
class BtrfsStatesTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void saysWhatItIs();
    void refusesEdits_data();
    void refusesEdits();
    void refusesEveryDamagedTreeBlock_data();
    void refusesEveryDamagedTreeBlock();
    void refusesWhatMkfsCanMake_data();
    void refusesWhatMkfsCanMake();
    void refusesALogTree();
    void refusesMixedGenerations();
    void neverFreesWhatACopyInFluxUses();
    void refusesASuspendedSystemInASwapFile();
    void readsHalfDeletedSubvolumes();
    void refusesATruncatedImage();
};

void BtrfsStatesTest::initTestCase()
{
    if (!whyNoMounts().empty())
        QSKIP(whyNoMounts().c_str());
}

void BtrfsStatesTest::saysWhatItIs()
{
    const Scratch scratch;
    const auto volume = openGuestImage(copyOfBase(scratch));
    const engine::VolumeFacts& facts = volume->facts();
    std::string uuid = runChecked({"blkid", "-p", "-o", "value", "-s", "UUID", (scratch / "image").string()});
    uuid.pop_back();
    QCOMPARE(facts.type, std::string("btrfs"));
    QCOMPARE(facts.label, std::string("the label"));
    QCOMPARE(facts.uuid, uuid);
    QCOMPARE(facts.state, VolumeState::Clean);
    QCOMPARE(facts.blockSize, std::uint64_t(4096));
    QCOMPARE(facts.length, size);
    QVERIFY(!volume->listsFiles());
    QCOMPARE(volume->freeSpace().total(), btrfs::freeBytes(scratch / "image"));
}

void BtrfsStatesTest::refusesEdits_data()
{
    QTest::addColumn<Edit>("edit");
    for (const Edit& edit : edits())
        QTest::addRow("%s", edit.name) << edit;
}

void BtrfsStatesTest::refusesEdits()
{
    QFETCH(Edit, edit);
    const Scratch scratch;
    const fs::path image = copyOfBase(scratch);
    edit.poke(btrfs::Editor(image));
    const std::string found = verdict(image);
    QVERIFY2(found.starts_with(edit.expected), found.c_str());
    QCOMPARE(found == "clean", std::string_view(edit.expected) == "clean");
}

void BtrfsStatesTest::refusesEveryDamagedTreeBlock_data()
{
    QTest::addColumn<QString>("checksum");
    for (const char* checksum : {"crc32c", "xxhash", "sha256", "blake2"})
        QTest::newRow(checksum) << checksum;
}

void BtrfsStatesTest::refusesEveryDamagedTreeBlock()
{
    QFETCH(QString, checksum);
    const Scratch scratch;
    const fs::path image = scratch / "image";
    btrfs::makeVolume(image, size, {"--csum", checksum.toStdString(), "-m", "single", "-d", "single"});
    QCOMPARE(verdict(image), std::string("clean"));
    const btrfs::Editor editor(image);
    for (const char* tree : {"1", "2", "3", "4", "5", "7", "9", "10", "18446744073709551607"}) {
        const std::uint64_t place = editor.leafOf(tree) + 1000;
        const std::uint64_t before = editor.read(place, 1);
        editor.write(place, before ^ 1, 1);
        const std::string found = verdict(image);
        QVERIFY2(found.find("volume.checksum structure=tree block") != std::string::npos, (tree + found).c_str());
        editor.write(place, before, 1);
    }
    // The last byte of the digest counts too.
    const std::uint64_t last = (64 << 10) + (checksum == "crc32c" ? 3 : checksum == "xxhash" ? 7 : 31);
    editor.write(last, editor.read(last, 1) ^ 1, 1);
    QVERIFY(verdict(image).starts_with("unknown: volume.checksum structure=superblock"));
    editor.write(last, editor.read(last, 1) ^ 1, 1);
    QCOMPARE(verdict(image), std::string("clean"));
}

void BtrfsStatesTest::refusesWhatMkfsCanMake_data()
{
    QTest::addColumn<QString>("options");
    QTest::addColumn<QString>("expected");
    QTest::addRow("raid0") << "-d raid0"
                           << "unknown: btrfs.profile profile=raid0";
    QTest::addRow("two devices") << "-d single SECOND"
                                 << "unknown: btrfs.devices count=2";
    QTest::addRow("raid1") << "-d raid1 -m raid1 SECOND"
                           << "unknown: btrfs.devices count=2";
}

void BtrfsStatesTest::refusesWhatMkfsCanMake()
{
    QFETCH(QString, options);
    QFETCH(QString, expected);
    const Scratch scratch;
    createSparse(scratch / "second", 2 * size);
    Command command;
    for (const QString& option : options.split(' '))
        command.push_back(option == "SECOND" ? (scratch / "second").string() : option.toStdString());
    btrfs::makeVolume(scratch / "image", 2 * size, command);
    QVERIFY2(verdict(scratch / "image").starts_with(expected.toStdString()), verdict(scratch / "image").c_str());
}

void BtrfsStatesTest::refusesALogTree()
{
    const Scratch scratch;
    const fs::path image = copyOfBase(scratch);
    const Mount mount(image, {"mount", "-o", "loop,commit=300"});
    runChecked({"dd", "if=/dev/zero", "of=" + (mount.folder() / "synced").string(), "bs=4096", "count=3", "conv=fsync",
                "status=none"});
    copySparse(image, scratch / "copy");
    QCOMPARE(verdict(scratch / "copy"), std::string("needsRecovery: volume.needsRecovery journal=log tree"));
    runChecked({"sync", "-f", mount.folder().string()});
    copySparse(image, scratch / "copy");
    QCOMPARE(verdict(scratch / "copy"), std::string("clean"));
}

void BtrfsStatesTest::refusesMixedGenerations()
{
    const Scratch scratch;
    const fs::path image = copyOfBase(scratch);
    const std::string primary = readFile(image).substr(64 << 10, 4096);
    const std::string copy = readFile(image).substr(64 << 20, 4096);
    {
        // Until all blocks were used anew.
        const Mount mount(image, {"mount", "-o", "loop"});
        for (unsigned commit = 0; commit < 300; ++commit) {
            writeFile(mount.folder() / std::to_string(commit % 9), std::string(5000 + commit, 'n'));
            runChecked({"sync", "-f", mount.folder().string()});
        }
    }
    QCOMPARE(verdict(image), std::string("clean"));
    writeAt(image, 64 << 20, copy);
    QCOMPARE(verdict(image), std::string("dirty: volume.dirty mark=superblock copies"));
    writeAt(image, 64 << 10, primary);
    QVERIFY2(verdict(image).find("volume.contradiction structure=tree block") != std::string::npos,
             verdict(image).c_str());
}

void BtrfsStatesTest::neverFreesWhatACopyInFluxUses()
{
    const Scratch scratch;
    const fs::path image = copyOfBase(scratch);
    const Mount mount(image, {"mount", "-o", "loop,commit=1"});
    std::atomic<bool> stop = false;
    std::thread writer([&] {
        for (unsigned round = 0; !stop; ++round) {
            writeFile(mount.folder() / std::to_string(round % 40), std::string(1000 + round * 7919 % 90'000, 'f'));
            if (round % 5 == 0)
                run({"sync", "-f", mount.folder().string()});
        }
    });
    std::string wrong;
    for (unsigned turn = 0; turn < 12 && wrong.empty(); ++turn) {
        copySparse(image, scratch / "copy");
        if (verdict(scratch / "copy") != "clean")
            continue;
        // A copy that counts as clean is what the checker calls sound, before and after the free space is gone.
        try {
            runChecked({"btrfs", "check", "--readonly", (scratch / "copy").string()});
            Random random(turn);
            fillWithRandom(scratch / "copy", openGuestImage(scratch / "copy")->freeSpace(), random);
            runChecked({"btrfs", "check", "--readonly", (scratch / "copy").string()});
        } catch (const std::exception& error) {
            wrong = error.what();
        }
    }
    stop = true;
    writer.join();
    QVERIFY2(wrong.empty(), wrong.c_str());
}

void BtrfsStatesTest::refusesASuspendedSystemInASwapFile()
{
    const Scratch scratch;
    const fs::path image = copyOfBase(scratch);
    {
        const Mount mount(image, {"mount", "-o", "loop"});
        runChecked({"btrfs", "filesystem", "mkswapfile", "-s", "2m", (mount.folder() / "swap").string()});
    }
    QCOMPARE(verdict(image), std::string("clean"));
    const std::string bytes = readFile(image);
    std::size_t signature = bytes.find("SWAPSPACE2");
    QVERIFY(signature % 4096 == 4086);
    writeAt(image, signature, std::string("S1SUSPEND\0", 10));
    QCOMPARE(verdict(image), std::string("clean: volume.hibernated where=swap file"));
}

void BtrfsStatesTest::readsHalfDeletedSubvolumes()
{
    const Scratch scratch;
    const fs::path image = scratch / "image";
    btrfs::makeVolume(image, 2 * size, {"-n", "4096"});
    {
        const Mount mount(image, {"mount", "-o", "loop,commit=300"});
        const std::string folder = mount.folder().string();
        runChecked({"btrfs", "subvolume", "create", folder + "/first"});
        for (unsigned file = 0; file < 12000; ++file)
            writeFile(mount.folder() / "first" / std::to_string(file), std::string(file % 3000, 's'));
        runChecked({"btrfs", "subvolume", "snapshot", folder + "/first", folder + "/second"});
        for (unsigned file = 0; file < 12000; file += 7)
            writeFile(mount.folder() / "first" / std::to_string(file), "changed");
        runChecked({"sync", "-f", folder});
        runChecked({"btrfs", "subvolume", "delete", folder + "/first", folder + "/second"});
    }
    // The cleaner starts with the first commit, a second after the mount.
    for (unsigned delay = 1010; delay < 1200; delay += 20) {
        copySparse(image, scratch / "copy");
        {
            const Mount mount(scratch / "copy", {"mount", "-o", "loop,commit=1"});
            writeFile(mount.folder() / "change", "");
            std::this_thread::sleep_for(std::chrono::milliseconds(delay));
        }
        const std::string roots =
            runChecked({"btrfs", "inspect-internal", "dump-tree", "-t", "1", (scratch / "copy").string()});
        QCOMPARE(verdict(scratch / "copy"), std::string("clean"));
        if (!std::regex_search(roots, std::regex(R"(drop_progress key \([1-9])")))
            continue;
        Random random(delay);
        fillWithRandom(scratch / "copy", openGuestImage(scratch / "copy")->freeSpace(), random);
        btrfs::check(scratch / "copy");
        {
            const Mount mount(scratch / "copy", {"mount", "-o", "loop,commit=1"});
            runChecked({"btrfs", "subvolume", "sync", mount.folder().string()});
        }
        btrfs::check(scratch / "copy");
        return;
    }
    QSKIP("the kernel always finished the deletion at once");
}

void BtrfsStatesTest::refusesATruncatedImage()
{
    const Scratch scratch;
    const fs::path image = copyOfBase(scratch);
    fs::resize_file(image, size - 512);
    QVERIFY(verdict(image).starts_with("unknown: volume.cutOff value=134217728"));
}

QTEST_GUILESS_MAIN(BtrfsStatesTest)
#include "btrfs_states_test.moc"
