#include "support/ext_tools.h"
#include "support/scratch.h"
#include "support/small_templates.h"

#include <QTest>

#include <array>
#include <optional>
#include <sstream>
#include <unistd.h>

using namespace testsupport;
namespace fs = std::filesystem;

namespace {

constexpr const char* busybox = "/bin/busybox";
constexpr const char* lastLine = "all files read";

/// A kernel with drivers for NVMe and ext4 built in, as Debian's for clouds; empty: none.
fs::path findKernel()
{
    if (const char* chosen = std::getenv("LAMELLA_KERNEL"))
        return chosen;
    if (const fs::path installed = LAMELLA_KERNEL; fs::exists(installed))
        return installed;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator("/boot", none)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with("vmlinuz-") && name.ends_with("-cloud-amd64"))
            return entry.path();
    }
    return {};
}

std::string whyNoBoot()
{
    if (run({"sh", "-c", "command -v qemu-system-x86_64"}).exitCode != 0)
        return "qemu-system-x86_64 is not installed";
    if (!fs::exists(busybox))
        return "busybox-static is not installed";
    return findKernel().empty() ? "no kernel: packaging/setup.sh brings one" : "";
}

/// What the guest's init prints, up to its last line. Throws std::runtime_error where that line does not come.
std::vector<std::string> boot(const fs::path& image)
{
    const Finished finished =
        run({"qemu-system-x86_64",
             "-accel",
             "tcg",
             "-m",
             "256",
             "-nodefaults",
             "-no-user-config",
             "-display",
             "none",
             "-serial",
             "stdio",
             "-no-reboot",
             "-kernel",
             findKernel().string(),
             "-append",
             "root=/dev/nvme0n1 rootfstype=ext4 ro console=ttyS0 init=/init panic=-1 quiet",
             "-blockdev",
             "driver=qcow2,node-name=disk,read-only=on,file.driver=file,file.filename=" + image.string(),
             "-device",
             "nvme,drive=disk,serial=1"},
            std::chrono::seconds(90));
    std::vector<std::string> lines;
    std::istringstream console(finished.out);
    for (std::string line; std::getline(console, line);) {
        std::erase(line, '\r');
        // Before it the firmware clears the screen without a new line.
        const std::size_t hash = line.find("  /data/");
        if (hash != std::string::npos && hash >= 64)
            lines.push_back(line.substr(hash - 64));
        if (line == lastLine)
            return lines;
    }
    throw std::runtime_error("does not boot: " + finished.out + finished.err);
}

/// A system that reads all its files and switches itself off; the worked example's five files, over three layers.
class BootableTemplate {
public:
    explicit BootableTemplate(const fs::path& folder)
    {
        fs::create_directories(work_ / "root/data");
        for (const char* name : {"bin", "dev"})
            fs::create_directory(work_ / "root" / name);
        fs::copy_file(busybox, work_ / "root/bin/busybox");
        writeFile(work_ / "root/init", std::string("#!/bin/busybox sh\n/bin/busybox sha256sum /data/*\necho ") +
                                           lastLine + "\n/bin/busybox poweroff -f\n");
        fs::permissions(work_ / "root/init", fs::perms::owner_all);
        writeFile(work_ / "root/data/File1", content('1'));
        runChecked({"mke2fs", "-q", "-t", "ext4", "-d", (work_ / "root").string(), disk().string(), "16M"});
        debugfs(disk(), {"cd /dev", "mknod console c 5 1"});
        makeBase(disk(), folder / "base.qcow2");
        debugfs(disk(), {"write " + file('2') + " /data/File2", "write " + file('3') + " /data/File3"});
        makeOverlay(disk(), folder / "diff.qcow2", "base.qcow2");
        debugfs(disk(), {"write " + file('4') + " /data/File4", "write " + file('5') + " /data/File5", "rm /data/File3",
                         "rm /data/File4"});
        makeOverlay(disk(), folder / "top.qcow2", "diff.qcow2");
    }

private:
    fs::path disk() const { return work_ / "disk"; }
    static std::string content(char digit) { return std::string(150000, digit); }
    std::string file(char digit) const
    {
        const fs::path path = work_ / std::string(1, digit);
        writeFile(path, content(digit));
        return path.string();
    }

    Scratch work_;
};

}  // namespace

class BootTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void bootsTheSame_data();
    void bootsTheSame();

private:
    std::optional<Scratch> original_;
    std::vector<std::string> before_;
};

void BootTest::initTestCase()
{
    if (const std::string why = whyNoBoot(); !why.empty())
        QSKIP(why.c_str());
    original_.emplace();
    BootableTemplate{original_->path()};
    before_ = boot(*original_ / "top.qcow2");
    QCOMPARE(before_.size(), std::size_t{3});
    for (std::size_t at = 0; at < before_.size(); ++at)
        QVERIFY(before_[at].ends_with("  /data/File" + std::to_string(std::array{1, 2, 5}[at])));
}

void BootTest::bootsTheSame_data()
{
    QTest::addColumn<QString>("kind");
    QTest::newRow("standard") << "standard";
    QTest::newRow("deep") << "deep";
}

void BootTest::bootsTheSame()
{
    QFETCH(const QString, kind);
    const Scratch scratch;
    fs::copy(original_->path(), scratch.path(), fs::copy_options::recursive);
    runChecked({LAMELLA_CLI, "slim", kind.toStdString(), "--replace", (scratch / "top.qcow2").string()});
    QVERIFY(fs::exists(scratch / "diff.qcow2.before-slim"));
    QCOMPARE(boot(scratch / "top.qcow2"), before_);
}

QTEST_GUILESS_MAIN(BootTest)
#include "boot_test.moc"
