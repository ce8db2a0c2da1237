#include "ntfs_fixture.h"

using namespace ntfstest;

/// Volumes whose free space cannot be trusted, and what looks free but is not.
class NtfsStatesTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void refuses_data();
    void refuses();
    void readsTheStateOfHiberfil_data();
    void readsTheStateOfHiberfil();
    void findsStoresOfShadowCopies();
};

void NtfsStatesTest::initTestCase()
{
    if (const std::string why = testsupport::whyNoMounts(); !why.empty())
        QSKIP(why.c_str());
}

namespace {

/// Changes a sound volume so that nothing in it may count as free.
using Damage = std::function<void(NtfsEditor&)>;

struct Refusal {
    const char* name;
    const char* state;
    const char* code;
    Damage damage;
};

void setVolumeFlags(NtfsEditor& editor, std::uint64_t flags)
{
    std::string record = editor.record(3);
    NtfsEditor::setNumber(record, NtfsEditor::value(record, 0x70) + 10, 2, flags);
    editor.writeRecord(3, record);
}

void setVersion(NtfsEditor& editor, std::uint64_t major, std::uint64_t minor)
{
    std::string record = editor.record(3);
    const std::size_t value = NtfsEditor::value(record, 0x70);
    NtfsEditor::setNumber(record, value + 8, 1, major);
    NtfsEditor::setNumber(record, value + 9, 1, minor);
    editor.writeRecord(3, record);
}

/// A field of the boot sector.
Damage boot(std::size_t at, unsigned length, std::uint64_t value)
{
    return [=](NtfsEditor& editor) {
        std::string sector = editor.read(0, 512);
        NtfsEditor::setNumber(sector, at, length, value);
        editor.write(0, sector);
    };
}

/// The volume header of shadow copies, and a catalog with one entry in the last sectors of the volume.
Damage shadowCopies(std::uint64_t entryType)
{
    return [=](NtfsEditor& editor) {
        const std::string identifier = "\x6b\x87\x08\x38\x76\xc1\x48\x4e\xb7\xae\x04\x04\x6e\x6c\xc7\x52";
        const std::uint64_t catalog = 31 * mebibyte;
        std::string header(512, '\0');
        header.replace(0, identifier.size(), identifier);
        NtfsEditor::setNumber(header, 16, 4, 1);
        NtfsEditor::setNumber(header, 20, 4, 1);
        NtfsEditor::setNumber(header, 48, 8, catalog);
        editor.write(0x1e00, header);
        std::string block(0x4000, '\0');
        block.replace(0, identifier.size(), identifier);
        NtfsEditor::setNumber(block, 20, 4, 2);
        NtfsEditor::setNumber(block, 128 * 7, 8, entryType);
        editor.write(catalog, block);
    };
}

std::vector<Refusal> stateRefusals()
{
    const auto flags = [](std::uint64_t value) { return [=](NtfsEditor& editor) { setVolumeFlags(editor, value); }; };
    const auto log = [](const std::string& first, const std::string& second) {
        return [=](NtfsEditor& editor) { setLog(editor, first, second); };
    };
    const std::string closed = restartPage(100, 0xffff, 0, 1);
    const std::string marked = restartPage(100, 0, 2, 1);
    const std::string open = restartPage(200, 0, 0, 1);
    const std::string fast = restartPage(200, 0, 2, 2);
    std::string torn = closed;
    torn[2 * 512 - 1] = 'x';
    std::string checked = closed;
    checked.replace(0, 4, "CHKD");
    return {
        {"sound", "clean", "", [](NtfsEditor&) {}},
        {"dirty", "dirty", "volume.dirty", flags(1)},
        {"log to be resized", "dirty", "volume.dirty", flags(2)},
        {"upgrade on mount", "dirty", "volume.dirty", flags(4)},
        {"chkdsk underway", "dirty", "volume.dirty", flags(0x4000)},
        {"modified by chkdsk", "dirty", "volume.dirty", flags(0x8000)},
        {"what Windows sets", "clean", "", flags(0x80)},
        {"log closed", "clean", "", log(closed, closed)},
        {"log marked clean", "clean", "", log(marked, marked)},
        {"log closed, older page open", "clean", "", log(restartPage(300, 0xffff, 0, 1), open)},
        {"log open", "needsRecovery", "volume.needsRecovery", log(open, open)},
        {"newer log page open", "needsRecovery", "volume.needsRecovery", log(closed, open)},
        {"log of a fast startup", "needsRecovery", "volume.needsRecovery", log(fast, fast)},
        {"second log page torn", "needsRecovery", "volume.needsRecovery", log(closed, torn)},
        {"log of chkdsk", "needsRecovery", "volume.needsRecovery", log(checked, checked)},
        {"log of garbage", "needsRecovery", "volume.needsRecovery", log("garbage", "")},
        {"shadow copy", "clean", "ntfs.shadowCopies", shadowCopies(2)},
        {"shadow store", "clean", "ntfs.shadowCopies", shadowCopies(3)},
        {"shadow copy that was deleted", "clean", "", shadowCopies(1)},
        {"shadow copies on another volume", "clean", "ntfs.shadowCopies",
         [](NtfsEditor& editor) {
             shadowCopies(1)(editor);
             editor.write(0x1e00 + 80, "elsewhere");
         }},
        {"shadow copy catalog in a loop", "clean", "ntfs.shadowCopies",
         [](NtfsEditor& editor) {
             shadowCopies(1)(editor);
             editor.write(31 * mebibyte + 40, editor.read(0x1e00 + 48, 8));
         }},
        {"NTFS 1.2", "unknown", "ntfs.version", [](NtfsEditor& editor) { setVersion(editor, 1, 2); }},
        {"NTFS 4.0", "unknown", "ntfs.version", [](NtfsEditor& editor) { setVersion(editor, 4, 0); }},
    };
}

std::vector<Refusal> damageRefusals()
{
    const auto free = [](std::uint64_t number) {
        return [=](NtfsEditor& editor) { editor.mark(editor.dataOffset(number) / editor.clusterSize(), false); };
    };
    return {
        {"cluster of $MFT free", "clean", "volume.contradiction", free(0)},
        {"cluster of $LogFile free", "clean", "volume.contradiction", free(2)},
        {"cluster of $Bitmap free", "clean", "volume.contradiction", free(6)},
        {"boot sector free", "clean", "volume.contradiction", [](NtfsEditor& editor) { editor.mark(0, false); }},
        {"cluster size of 768", "unknown", "field.notAllowed", boot(13, 1, 3)},
        {"cluster size of 8 MiB", "unknown", "field.tooLarge", boot(13, 1, 256 - 14)},
        {"sector size of 8 KiB", "unknown", "field.tooLarge", boot(11, 2, 8192)},
        {"sector size of 128 bytes", "unknown", "field.tooSmall", boot(11, 2, 128)},
        {"sectors beyond the volume", "unknown", "volume.cutOff", boot(40, 8, 1ULL << 40)},
        {"no sectors", "unknown", "field.tooSmall", boot(40, 8, 0)},
        {"MFT outside", "unknown", "field.outsideFile", boot(48, 8, 1 << 20)},
        {"MFT in the boot sector", "unknown", "field.tooSmall", boot(48, 8, 0)},
        {"record size of 2 GiB", "unknown", "field.tooLarge", boot(64, 1, 0xe1)},
        {"MFT elsewhere", "unknown", "volume.contradiction", boot(48, 8, 77)},
        {"mirror elsewhere", "unknown", "volume.contradiction",
         [](NtfsEditor& editor) { editor.write(editor.dataOffset(1) + 56, "x"); }},
        {"torn record", "clean", "volume.checksum",
         [](NtfsEditor& editor) { editor.write(editor.recordOffset(6) + 510, "xx"); }},
        {"$Bitmap beyond the volume", "clean", "volume.contradiction",
         [](NtfsEditor& editor) {
             editor.setMappingPairs(6, 0x80, "", {"\x31\x01\x00\x00\x7f\x00", 6});
         }},
        {"$Bitmap over $MFT", "clean", "volume.contradiction",
         [](NtfsEditor& editor) {
             editor.setMappingPairs(6, 0x80, "", {"\x11\x01\x04\x00", 4});
         }},
        {"$Bitmap with a hole", "clean", "volume.contradiction",
         [](NtfsEditor& editor) {
             editor.setMappingPairs(6, 0x80, "", {"\x01\x01\x00", 3});
         }},
        {"$UpCase that only the library reads", "clean", "ntfs.libraryRefuses",
         [](NtfsEditor& editor) { editor.write(editor.dataOffset(10) + 2 * 'a', "b"); }},
    };
}

}  // namespace

Q_DECLARE_METATYPE(Damage)

void NtfsStatesTest::refuses_data()
{
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("code");
    QTest::addColumn<Damage>("damage");
    for (const auto& refusals : {stateRefusals(), damageRefusals()})
        for (const Refusal& refusal : refusals)
            QTest::newRow(refusal.name) << refusal.state << refusal.code << refusal.damage;
}

void NtfsStatesTest::refuses()
{
    QFETCH(QString, state);
    QFETCH(QString, code);
    QFETCH(Damage, damage);
    const Scratch scratch;
    const fs::path image = scratch / "guest.raw";
    testsupport::createSparse(image, 32 * mebibyte);
    makeVolume(image, {512, 4096, 0});
    {
        NtfsEditor editor(image);
        damage(editor);
    }
    const auto fileSystem = testsupport::openGuestImage(image);
    const engine::VolumeFacts& facts = fileSystem->facts();
    QCOMPARE(facts.type, std::string("ntfs"));
    QCOMPARE(QString::fromStdString(std::string(engine::name(facts.state))), state);
    const std::string found = facts.reason ? std::string(facts.reason->code()) : codeOf(*fileSystem);
    QCOMPARE(QString::fromStdString(found), code);
}

void NtfsStatesTest::readsTheStateOfHiberfil_data()
{
    QTest::addColumn<QString>("fileName");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<bool>("hibernated");
    const auto page = [](const char* magic) { return QByteArray(magic) + QByteArray(10'000, '\0'); };
    QTest::newRow("none") << "other.sys" << page("hibr") << false;
    QTest::newRow("hibr") << "hiberfil.sys" << page("hibr") << true;
    QTest::newRow("HIBR") << "hiberfil.sys" << page("HIBR") << true;
    QTest::newRow("resuming") << "hiberfil.sys" << page("RSTR") << true;
    QTest::newRow("failed to resume") << "hiberfil.sys" << page("wake") << true;
    QTest::newRow("case") << "HiberFil.SYS" << page("hibr") << true;
    QTest::newRow("short") << "hiberfil.sys" << QByteArray("hibr") << true;
    QTest::newRow("only its header is zero") << "hiberfil.sys" << page("") + page("rest") << false;
    QTest::newRow("zeros at first") << "hiberfil.sys" << QByteArray(4000, '\0') + "x" << true;
    QTest::newRow("empty") << "hiberfil.sys" << QByteArray() << false;
}

void NtfsStatesTest::readsTheStateOfHiberfil()
{
    QFETCH(QString, fileName);
    QFETCH(QByteArray, content);
    QFETCH(bool, hibernated);
    const Scratch scratch;
    const fs::path image = scratch / "guest.raw";
    makeSmall(image);
    {
        const Mount mount(image, {"ntfs-3g"});
        // So many that the root folder has a tree of index blocks.
        for (int i = 0; i < 200; ++i)
            testsupport::writeFile(mount.folder() / ("file " + std::to_string(i)), "");
        testsupport::writeFile(mount.folder() / fileName.toStdString(), content.toStdString());
    }
    const auto fileSystem = testsupport::openGuestImage(image);
    const engine::VolumeFacts& facts = fileSystem->facts();
    QCOMPARE(facts.state, hibernated ? engine::VolumeState::Hibernated : engine::VolumeState::Clean);
    QCOMPARE(facts.reason ? std::string(facts.reason->code()) : "", hibernated ? "volume.hibernated" : "");
}

void NtfsStatesTest::findsStoresOfShadowCopies()
{
    const std::string identifier = "{3808876B-c176-4e48-b7ae-04046e6cc752}";
    const Scratch scratch;
    const fs::path image = scratch / "guest.raw";
    makeSmall(image);
    const auto add = [&](const std::string& name) {
        const Mount mount(image, {"ntfs-3g"});
        fs::create_directory(mount.folder() / "System Volume Information");
        testsupport::writeFile(mount.folder() / "System Volume Information" / name, "");
    };
    add(identifier);
    QCOMPARE(codeOf(*testsupport::openGuestImage(image)), std::string());
    add("{b5946137-7b9f-4925-af80-51abd60b20d5}" + identifier);
    QCOMPARE(codeOf(*testsupport::openGuestImage(image)), std::string("ntfs.shadowCopies"));
}

QTEST_GUILESS_MAIN(NtfsStatesTest)
#include "ntfs_states_test.moc"
