#include "bytes/byte_reader.h"
#include "support/ext_tools.h"
#include "support/guest_tree.h"
#include "support/scratch.h"

#include <QTest>

#include <chrono>
#include <memory>

using namespace testsupport;
using std::filesystem::path;

namespace {

/// Header and description as libvirt writes them (qemu_saveimage.h).
std::string libvirtSave(const std::string& magic, const std::string& disk)
{
    return magic + std::string(76, '\1') + "<domain type='kvm'><devices><disk type='file'><source file='" + disk +
           "'/></disk></devices></domain>" + std::string(1, '\0') + "QEVM";
}

void setAge(const path& file, std::chrono::seconds older)
{
    last_write_time(file, std::filesystem::file_time_type::clock::now() - older);
}

}  // namespace

/// A disk whose machine sleeps: nothing of it is free, whatever its file systems say.
class SavedMachineTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void snapshotsOfARunningMachine();
    void savedBeside();
    void savedByLibvirt();
    void plansSayIt();
    void btrfsHasACaution();

private:
    std::string guest() const { return run({LAMELLA_CLI, "guest", image_.string()}).out; }
    bool hasFree() const { return guest().find("counts as used") == std::string::npos; }
    bool isRefused(const std::string& why) const { return guest().find("counts as used: " + why) != std::string::npos; }

    std::unique_ptr<Scratch> scratch_;
    path image_;
};

void SavedMachineTest::init()
{
    scratch_ = std::make_unique<Scratch>();
    image_ = *scratch_ / "vm-100-disk&1.qcow2";
    makeExt(*scratch_ / "raw", {"", {"-t", "ext4", "-b", "1024"}, 8 << 20});
    runChecked({"qemu-img", "convert", "-f", "raw", "-O", "qcow2", (*scratch_ / "raw").string(), image_.string()});
    setAge(image_, std::chrono::seconds(100));
    qputenv("XDG_CONFIG_HOME", (*scratch_ / "config").c_str());
    QVERIFY(hasFree());
}

void SavedMachineTest::snapshotsOfARunningMachine()
{
    runChecked({"qemu-img", "snapshot", "-c", "before", image_.string()});
    QVERIFY(hasFree());
    // The snapshot table: vm_clock_nsec at 24, vm_state_size in the extra data at 40.
    const std::string content = readFile(image_);
    const auto table = engine::loadBigEndian<std::uint64_t>(reinterpret_cast<const std::byte*>(content.data()) + 64);
    for (const std::uint64_t field : {24, 40}) {
        writeAt(image_, table + field, std::string("\0\0\0\0\0\0\1\0", 8));
        QVERIFY2(isRefused("the disk is still as in the snapshot before, which was taken of a running machine"),
                 guest().c_str());
        writeAt(image_, table + field, std::string(8, '\0'));
        QVERIFY(hasFree());
    }
    // The machine went on.
    writeAt(image_, table + 40, std::string("\0\0\0\0\0\0\1\0", 8));
    runChecked({"qemu-io", "-c", "write -P 0 7M 64k", image_.string()});
    QVERIFY2(hasFree(), guest().c_str());
}

void SavedMachineTest::savedBeside()
{
    const path save = *scratch_ / "guest.save";
    const auto refused = [&] { return isRefused("a machine that was saved in " + save.string()); };
    writeFile(save, libvirtSave("LibvirtQemudSave", "/elsewhere/vm-100-disk&amp;1.qcow2"));
    QVERIFY2(refused(), guest().c_str());
    setAge(save, std::chrono::seconds(200));
    QVERIFY(hasFree());
    writeFile(save, libvirtSave("LibvirtQemudSave", "/elsewhere/other-vm-100-disk&amp;1.qcow2"));
    QVERIFY(hasFree());
    writeFile(save, libvirtSave("LibvirtQemudPart", image_.string()));
    QVERIFY(hasFree());
    std::filesystem::remove(save);

    const path other = *scratch_ / "vm-101-state-suspend.raw";
    writeFile(other, "QEVM" + std::string(1000, '\0'));
    QVERIFY(hasFree());
    const path own = *scratch_ / "vm-100-state-suspend.raw";
    writeFile(own, "QEVM" + std::string(1000, '\0'));
    QVERIFY2(isRefused("a machine that was saved in " + own.string()), guest().c_str());
}

void SavedMachineTest::savedByLibvirt()
{
    const path folder = *scratch_ / "config/libvirt/qemu/save";
    std::filesystem::create_directories(folder);
    writeFile(folder / "guest.save", libvirtSave("LibvirtQemudSave", "/elsewhere/vm-100-disk&amp;1.qcow2"));
    QVERIFY(hasFree());
    writeFile(folder / "guest.save", libvirtSave("LibvirtQemudSave", (*scratch_ / "vm-100-disk&amp;1.qcow2").string()));
    setAge(folder / "guest.save", std::chrono::seconds(1000));
    QVERIFY2(isRefused("a machine that was saved in " + (folder / "guest.save").string()), guest().c_str());
    // Through a link.
    std::filesystem::create_symlink(image_, *scratch_ / "link.qcow2");
    image_ = *scratch_ / "link.qcow2";
    QVERIFY(!hasFree());
}

void SavedMachineTest::plansSayIt()
{
    const Command plan{LAMELLA_CLI, "plan", "deep", image_.string(), "--output=json"};
    QVERIFY(run(plan).out.find("plan.volumeUntrimmed") == std::string::npos);
    writeFile(*scratch_ / "guest.save",
              libvirtSave("LibvirtQemudSave", (*scratch_ / "vm-100-disk&amp;1.qcow2").string()));
    const std::string said = run(plan).out;
    QVERIFY2(said.find("plan.volumeUntrimmed") != std::string::npos, said.c_str());
    QVERIFY2(said.find("disk.savedMachine") != std::string::npos, said.c_str());
}

void SavedMachineTest::btrfsHasACaution()
{
    if (const std::string why = whyNoMounts(); !why.empty())
        QSKIP(why.c_str());
    const path volume = *scratch_ / "btrfs.raw";
    createSparse(volume, 128 << 20);
    runChecked({"mkfs.btrfs", "-q", volume.string()});
    const path copy = *scratch_ / "copy.raw";
    {
        // What is being written counts as free in the last commit.
        const Mount mount(volume, {"mount", "-o", "loop,commit=300"});
        writeFile(mount.folder() / "written", std::string(8 << 20, 'w'));
        runChecked({"cp", "--sparse=always", volume.string(), copy.string()});
    }
    const std::string said = run({LAMELLA_CLI, "guest", "-f", "raw", copy.string()}).out;
    QVERIFY2(said.find("  ! it does not tell whether it was unmounted") != std::string::npos, said.c_str());
    const std::string plan = run({LAMELLA_CLI, "plan", "deep", "-f", "raw", copy.string(), "--output=json"}).out;
    QVERIFY2(plan.find("plan.volumeMountUnknown") != std::string::npos, plan.c_str());
}

QTEST_GUILESS_MAIN(SavedMachineTest)
#include "saved_machine_test.moc"
