#include "bytes/error.h"
#include "support/attributes.h"
#include "support/fault_runs.h"
#include "support/guest_tree.h"
#include "support/random.h"
#include "support/scratch.h"
#include "support/small_templates.h"
#include "work/operation.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <atomic>
#include <fstream>
#include <optional>
#include <thread>
#include <unistd.h>

using namespace engine;
using namespace testsupport;
namespace fs = std::filesystem;

namespace {

Chain openChain(const fs::path& path)
{
    ChainOptions options;
    options.policy.openFolder(path.parent_path());
    return Chain::open(path, options);
}

/// Name -> content, and when it was last changed.
std::map<std::string, std::pair<std::string, fs::file_time_type>> stateOf(const fs::path& folder)
{
    std::map<std::string, std::pair<std::string, fs::file_time_type>> state;
    for (const auto& [name, content] : listing(folder))
        if (!name.ends_with('/'))
            state[name] = {content, fs::last_write_time(folder / name)};
    return state;
}

QJsonObject jsonOf(const Command& command)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(runChecked(command))).object();
}

/// Takes all space of a file system but some.
void fill(const fs::path& folder, std::uint64_t leave)
{
    const fs::path filler = folder / "filler";
    // What the file system has set aside for data that are not written yet comes back with each flush.
    for (int round = 0; round < 3; ++round) {
        syncFileSystem(folder);
        std::ofstream file(filler, std::ios::binary | std::ios::app);
        const std::string block(1024, 'f');
        while (file.write(block.data(), 1024).flush()) {
        }
    }
    fs::resize_file(filler, fs::file_size(filler) - std::min(fs::file_size(filler), leave));
    syncFileSystem(folder);
}

/// Bytes of extents that other files have too, as the file system tells.
std::uint64_t sharedOnDisk(const fs::path& file)
{
    std::uint64_t bytes = 0;
    const QString extents = QString::fromStdString(runChecked({"filefrag", "-v", "-b1", file.string()}));
    static const QRegularExpression extent("^ *\\d+: +\\d+\\.\\. *\\d+: +\\d+\\.\\. *\\d+: +(\\d+):.*shared",
                                           QRegularExpression::MultilineOption);
    for (auto match = extent.globalMatch(extents); match.hasNext();)
        bytes += match.next().captured(1).toULongLong();
    return bytes;
}

std::string errorOf(const std::function<void()>& act)
{
    try {
        act();
        return {};
    } catch (const Error& error) {
        return error.what();
    }
}

}  // namespace

class OperationSafetyTest : public QObject {
    Q_OBJECT

private slots:
    void fullFileSystem_data();
    void fullFileSystem();
    void stopsAnywhere_data();
    void stopsAnywhere();
    void keepsAttributes_data();
    void keepsAttributes();
    void namesTheBaseAsBefore_data();
    void namesTheBaseAsBefore();
    void sharesBlocks_data();
    void sharesBlocks();
};

void OperationSafetyTest::fullFileSystem_data()
{
    QTest::addColumn<bool>("temporary");
    QTest::newRow("ext4") << false;
    QTest::newRow("tmpfs") << true;
}

void OperationSafetyTest::fullFileSystem()
{
    QFETCH(const bool, temporary);
    if (const std::string why = whyNoMounts(); !why.empty())
        QSKIP(why.c_str());
    const Scratch scratch;
    createSparse(scratch / "disk", 8 << 20);
    if (!temporary)
        runChecked({"mkfs.ext4", "-q", "-m", "0", (scratch / "disk").string()});
    const Mount mount(scratch / "disk",
                      temporary ? Command{"mount", "-t", "tmpfs", "-o", "size=4m"} : Command{"mount", "-o", "loop"});
    const fs::path folder = mount.folder() / "templates";
    fs::create_directory(folder);
    makeSmallChain(folder);
    const auto before = stateOf(folder);

    const Chain chain = openChain(folder / "top.qcow2");
    Progress planning;
    ImageOptions options;
    options.replace = true;
    const SlimPlan plan = planSlim(chain, SlimKind::Deep, options, planning, {});
    QVERIFY(plan.runnable());

    // The preview says it, and the run does not begin.
    fill(mount.folder(), plan.peakBytes / 2);
    const std::string top = (folder / "top.qcow2").string();
    const Finished preview = run({LAMELLA_CLI, "plan", "deep", "--exact", "--replace", "--output=json", top});
    QVERIFY2(preview.out.find("plan.spaceMissing") != std::string::npos, preview.out.c_str());
    const Finished refused = run({LAMELLA_CLI, "slim", "deep", "--replace", top});
    QCOMPARE(refused.exitCode, 1);
    QVERIFY2(refused.err.find("free") != std::string::npos, refused.err.c_str());
    QVERIFY(stateOf(folder) == before);

    // Space that goes after the preview.
    for (const std::uint64_t leave : {std::uint64_t{0}, std::uint64_t{8192}, plan.peakBytes / 4, plan.peakBytes / 2}) {
        fs::remove(mount.folder() / "filler");
        fill(mount.folder(), leave);
        RunProgress running;
        const std::string error = errorOf([&] { runSlim(plan, chain, running, {}); });
        QVERIFY2(error.find("errno=28") != std::string::npos, error.c_str());
        QVERIFY(stateOf(folder) == before);
    }
    fs::remove(mount.folder() / "filler");
    RunProgress running;
    runSlim(plan, chain, running, {});
    QCOMPARE(stateOf(folder).at("top.qcow2.before-slim"), before.at("top.qcow2"));
}

void OperationSafetyTest::stopsAnywhere_data()
{
    QTest::addColumn<bool>("share");
    QTest::addColumn<int>("compression");
    QTest::newRow("slim") << false << static_cast<int>(Compression::None);
    QTest::newRow("slim, compressed") << false << static_cast<int>(Compression::Zlib);
    QTest::newRow("share") << true << static_cast<int>(Compression::None);
    QTest::newRow("share, compressed") << true << static_cast<int>(Compression::Zstd);
}

namespace {

/// Runs `act` with a token that is asked to stop when it has done that share of its work. True: it was cancelled.
template <class AnyProgress>
bool stoppedAt(AnyProgress& progress, double share, const std::function<void(std::stop_token)>& act)
{
    std::stop_source stop;
    std::atomic<bool> over = false;
    std::thread watcher([&] {
        while (!over && (progress.total == 0 ||
                         static_cast<double>(progress.done) < share * static_cast<double>(progress.total)))
            std::this_thread::yield();
        stop.request_stop();
    });
    std::optional<Error> error;
    try {
        act(stop.get_token());
    } catch (const Error& caught) {
        error = caught;
    }
    over = true;
    watcher.join();
    if (error && error->kind() != ErrorKind::Cancelled)
        throw std::runtime_error(error->what());
    return error.has_value();
}

}  // namespace

void OperationSafetyTest::stopsAnywhere()
{
    QFETCH(const bool, share);
    QFETCH(const int, compression);
    const Scratch scratch;
    Random random(7);
    std::string content(8 << 20, '\0');
    for (std::size_t at = 0; at < content.size(); at += 3)
        content[at] = static_cast<char>(random.next());
    std::vector<Chain> chains;
    for (const char* name : {"a", "b", "c"}) {
        writeFile(scratch / name, content);
        content.replace(random.below(6) << 20, 2 << 20, std::string(2 << 20, name[0]));
        runChecked({"qemu-img", "create", "-q", "-f", "qcow2", "-b", name, "-F", "raw",
                    (scratch / (std::string(name) + ".qcow2")).string()});
        chains.push_back(openChain(scratch / (std::string(name) + ".qcow2")));
    }
    const auto before = stateOf(scratch.path());
    ImageOptions options;
    options.replace = true;
    options.compression = static_cast<Compression>(compression);

    const auto planned = [&](Progress& progress, std::stop_token stop) {
        return share ? planShare(chains, nullptr, options, progress, std::move(stop)) : SharePlan{};
    };
    const auto plannedSlim = [&](Progress& progress, std::stop_token stop) {
        return share ? SlimPlan{} : planSlim(chains[0], SlimKind::Deep, options, progress, std::move(stop));
    };
    Progress whole;
    const SharePlan sharePlan = planned(whole, {});
    const SlimPlan slimPlan = plannedSlim(whole, {});
    std::optional<Chain> base;
    if (share && !sharePlan.newBase)
        base = openChain(sharePlan.base);
    unsigned runsStopped = 0;
    unsigned planningStopped = 0;
    for (double part = 0; part < 0.95; part += 0.15) {
        Progress planning;
        planningStopped += stoppedAt(planning, part, [&](std::stop_token stop) {
            planned(planning, stop);
            plannedSlim(planning, stop);
        });
        RunProgress running;
        const bool stopped = stoppedAt(running, part, [&](std::stop_token stop) {
            if (share)
                runShare(sharePlan, chains, base ? &*base : nullptr, running, stop);
            else
                runSlim(slimPlan, chains[0], running, stop);
        });
        if (!stopped)
            break;
        ++runsStopped;
        QVERIFY(stateOf(scratch.path()) == before);
    }
    QVERIFY(planningStopped > 1 && runsStopped > 1);
}

void OperationSafetyTest::keepsAttributes_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("standard") << QStringList{"slim", "standard", "--replace"};
    QTest::newRow("deep") << QStringList{"slim", "deep", "--replace"};
    QTest::newRow("share") << QStringList{"share", "--base", "base.qcow2", "--replace"};
}

void OperationSafetyTest::keepsAttributes()
{
    QFETCH(const QStringList, arguments);
    if (geteuid() != 0)
        QSKIP("owners need root");
    const Scratch scratch;
    makeSmallChain(scratch.path());
    const fs::path top = scratch / "top.qcow2";
    for (const char* name : {"base.qcow2", "diff.qcow2", "top.qcow2"})
        setAttributes(scratch / name);
    const std::string before = attributesOf(top);
    Command command{LAMELLA_CLI};
    for (const QString& argument : arguments)
        command.push_back(argument == "base.qcow2" ? (scratch / "base.qcow2").string() : argument.toStdString());
    command.push_back(top.string());
    const Finished finished = run(command);
    QVERIFY2(finished.exitCode == 0, finished.err.c_str());
    QVERIFY2(finished.err.find("attribute") == std::string::npos, finished.err.c_str());
    QCOMPARE(attributesOf(top), before);
    QCOMPARE(attributesOf(scratch / "top.qcow2.before-slim"), before);
}

void OperationSafetyTest::namesTheBaseAsBefore_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QStringList>("arguments");
    const QStringList slim{"slim", "standard", "--replace"};
    const QStringList share{"share", "--base", "base.qcow2", "--replace"};
    for (const char* name : {"base.qcow2", "./base.qcow2", "../templates/base.qcow2", "@/base.qcow2"}) {
        QTest::addRow("slim, %s", name) << name << slim;
        QTest::addRow("share, %s", name) << name << share;
    }
}

void OperationSafetyTest::namesTheBaseAsBefore()
{
    QFETCH(QString, name);
    QFETCH(const QStringList, arguments);
    const Scratch scratch;
    const fs::path folder = scratch / "templates";
    fs::create_directory(folder);
    name.replace('@', QString::fromStdString(folder.string()));
    makeSmallChain(folder, name.toStdString());
    const std::string top = (folder / "top.qcow2").string();
    const auto files = guestFiles(top);
    Command command{LAMELLA_CLI};
    for (const QString& argument : arguments)
        command.push_back(argument == "base.qcow2" ? (folder / "base.qcow2").string() : argument.toStdString());
    command.push_back(top);
    runChecked(command);
    const QJsonObject info = jsonOf({"qemu-img", "info", "--output=json", top});
    QCOMPARE(info["backing-filename"].toString(), name);
    QCOMPARE(info["backing-filename-format"].toString(), QString("qcow2"));
    QVERIFY(guestFiles(top) == files);
}

void OperationSafetyTest::sharesBlocks_data()
{
    QTest::addColumn<QString>("fileSystem");
    QTest::addColumn<QStringList>("arguments");
    const QStringList deep{"slim", "deep", "--replace"};
    const QStringList untrimmed{"slim", "deep", "--replace", "--no-trim"};
    const QStringList standard{"slim", "standard", "--replace", "--cluster-size", "64k"};
    // Clusters of which the guest uses only some.
    const QStringList large{"slim", "deep", "--replace", "--cluster-size", "1M"};
    const QStringList extended{"slim", "deep", "--replace", "--extended-l2", "--cluster-size", "128k"};
    for (const char* fileSystem : {"xfs", "btrfs"}) {
        QTest::addRow("%s, deep", fileSystem) << fileSystem << deep;
        QTest::addRow("%s, deep, all", fileSystem) << fileSystem << untrimmed;
        QTest::addRow("%s, standard", fileSystem) << fileSystem << standard;
        QTest::addRow("%s, large clusters", fileSystem) << fileSystem << large;
        QTest::addRow("%s, subclusters", fileSystem) << fileSystem << extended;
    }
}

void OperationSafetyTest::sharesBlocks()
{
    QFETCH(const QString, fileSystem);
    QFETCH(const QStringList, arguments);
    if (const std::string why = whyNoMounts(); !why.empty())
        QSKIP(why.c_str());
    const Scratch scratch;
    createSparse(scratch / "disk", 400 << 20);
    runChecked({"mkfs." + fileSystem.toStdString(), "-q", (scratch / "disk").string()});
    const Mount mount(scratch / "disk", {"mount", "-o", "loop"});
    const fs::path plain = scratch / "plain";
    fs::create_directory(plain);
    makeSmallChain(plain, "base.qcow2", 250000);
    const auto files = guestFiles(plain / "top.qcow2");
    const fs::path cloned = mount.folder() / "templates";
    fs::copy(plain, cloned, fs::copy_options::recursive);
    std::uint64_t shared = 0;
    for (const fs::path& folder : {plain, cloned}) {
        Command command{LAMELLA_CLI};
        for (const QString& argument : arguments)
            command.push_back(argument.toStdString());
        command.insert(command.end(), {"--output=json", (folder / "top.qcow2").string()});
        const QJsonObject receipt = jsonOf(command);
        shared = static_cast<std::uint64_t>(receipt["bytesShared"].toDouble());
        QVERIFY(receipt["bytesRead"].toDouble() > 0 || shared > 0);
        QVERIFY((shared > 0) == (folder == cloned));
    }
    // The same file, whichever way it was written.
    QVERIFY(readFile(plain / "top.qcow2") == readFile(cloned / "top.qcow2"));
    QVERIFY(guestFiles(cloned / "top.qcow2") == files);
    runChecked({"qemu-img", "check", "-q", (cloned / "top.qcow2").string()});
    QCOMPARE(sharedOnDisk(cloned / "top.qcow2"), shared);
}

QTEST_GUILESS_MAIN(OperationSafetyTest)
#include "operation_safety_test.moc"
