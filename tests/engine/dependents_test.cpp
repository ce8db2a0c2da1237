#include "bytes/size_text.h"
#include "plan/share_plan.h"
#include "plan/slim_plan.h"
#include "support/process.h"
#include "support/scratch.h"
#include "work/restore.h"

#include <QtTest>

#include <ctime>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

// Clones in folders of their own, as Proxmox, Nova and OpenNebula keep them: who else needs a base is found, or what
// was not looked at is said, before a base gets another name and before originals are deleted.

using namespace engine;
using namespace testsupport;
namespace fs = std::filesystem;

namespace {

const char* const disk = "8M";

void makeBase(const fs::path& path, const std::string& format = "qcow2")
{
    fs::create_directories(path.parent_path());
    runChecked({"qemu-img", "create", "-q", "-f", format, path.string(), disk});
    runChecked({"qemu-io", "-f", format, "-c", "write -q -P 1 0 1M", path.string()});
}

/// Without content; there need not be such a file.
void makeEmptyClone(const fs::path& path, const std::string& backing, const std::string& backingFormat = "qcow2",
                    const std::string& format = "qcow2")
{
    fs::create_directories(path.parent_path());
    runChecked(
        {"qemu-img", "create", "-q", "-f", format, "-u", "-b", backing, "-F", backingFormat, path.string(), disk});
}

void makeClone(const fs::path& path, const std::string& backing, const std::string& backingFormat = "qcow2")
{
    makeEmptyClone(path, backing, backingFormat);
    runChecked({"qemu-io", "-f", "qcow2", "-c", "write -q -P 2 2M 512k", path.string()});
}

Chain openChain(const fs::path& top, const fs::path& opened)
{
    ChainOptions options;
    options.policy.openFolder(opened);
    Chain chain = Chain::open(top, options);
    chain.requireComplete();
    return chain;
}

ImageOptions replacing()
{
    ImageOptions options;
    options.replace = true;
    return options;
}

SlimPlan planned(const Chain& chain, SlimKind kind, const ImageOptions& options)
{
    Progress progress;
    return planSlim(chain, kind, options, progress, {});
}

Receipt ran(const Chain& chain, SlimKind kind, const ImageOptions& options)
{
    RunProgress progress;
    return runSlim(planned(chain, kind, options), chain, progress, {});
}

const PlanNote* find(const std::vector<PlanNote>& notes, std::string_view code)
{
    const auto found =
        std::find_if(notes.begin(), notes.end(), [&](const PlanNote& note) { return note.code == code; });
    return found == notes.end() ? nullptr : &*found;
}

std::string textOf(const std::vector<PlanNote>& notes, std::string_view code, std::string_view name)
{
    const PlanNote* note = find(notes, code);
    if (!note)
        return "no " + std::string(code);
    for (const auto& [key, value] : note->values)
        if (key == name)
            return std::visit(
                [](const auto& held) {
                    if constexpr (std::is_same_v<std::decay_t<decltype(held)>, std::string>)
                        return held;
                    else
                        return std::to_string(held);
                },
                value);
    return "no " + std::string(name);
}

std::string codeOf(const std::function<void()>& call)
{
    try {
        call();
        return {};
    } catch (const Error& error) {
        return std::string(error.code());
    }
}

std::uint64_t diskUse(const fs::path& folder)
{
    std::uint64_t bytes = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file())
            bytes += statusOf(entry.path()).diskSize;
    return bytes;
}

bool opens(const fs::path& image)
{
    return run({"qemu-img", "check", "-q", image.string()}).exitCode == 0;
}

}  // namespace

class DependentsTest : public QObject {
    Q_OBJECT

private slots:
    void layouts_data();
    void layouts();
    void linkedClonesOfProxmox();
    void instancesOfNova();
    void sharingTakesNoBaseFromOthers();
    void everyNotationIsFound_data();
    void everyNotationIsFound();
    void theBoundIsSaid();
    void reportsLookThereToo();
    void unreadableFoldersAreSkipped();
    void keptOriginalsNeverBlock();
    void originalsAreDeletedOnlyWhereNobodyNeedsThem();
    void restoringLeavesClonesElsewhere();
    void costGrowsWithTheFiles();
};

void DependentsTest::layouts_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<QString>("ours");
    QTest::addColumn<QString>("other");
    QTest::newRow("Proxmox") << "images/9000/base.qcow2"
                             << "images/101/disk.qcow2"
                             << "images/102/disk.qcow2";
    QTest::newRow("Nova") << "instances/_base/2b3c"
                          << "instances/a/disk"
                          << "instances/b/disk";
    QTest::newRow("OpenNebula") << "datastores/1/5f2a"
                                << "datastores/0/42/disk.0"
                                << "datastores/0/43/disk.0";
    QTest::newRow("the base above") << "store/base.qcow2"
                                    << "store/a/disk.qcow2"
                                    << "store/b/c/disk.qcow2";
    QTest::newRow("beside the base's folder") << "store/bases/base"
                                              << "store/a/disk"
                                              << "store/disk";
}

/// Every kind of operation that gives a base another name, for a clone whose folder knows nothing of the others.
void DependentsTest::layouts()
{
    QFETCH(const QString, base);
    QFETCH(const QString, ours);
    QFETCH(const QString, other);
    const Scratch scratch;
    const auto at = [&](const QString& name) { return scratch / name.toStdString(); };
    makeBase(at(base));
    makeClone(at(ours), at(base).string());
    makeClone(at(other), at(base).string());
    const Chain chain = openChain(at(ours), scratch.path());
    const SlimPlan plan = planned(chain, SlimKind::Deep, replacing());
    QCOMPARE(textOf(plan.blockers, "plan.baseShared", "overlay"), at(other).string());
    QVERIFY(!plan.searched.folders.empty() && plan.searched.files >= 3 && !plan.searched.boundHit);
    ImageOptions alone = replacing();
    alone.alone = true;
    QVERIFY2(find(planned(chain, SlimKind::Deep, alone).blockers, "plan.baseShared"), "what was found blocks");
    QVERIFY(planned(chain, SlimKind::Standard, replacing()).blockers.empty());
    fs::remove(at(other));
    QVERIFY(planned(chain, SlimKind::Deep, replacing()).blockers.empty());
}

void DependentsTest::linkedClonesOfProxmox()
{
    const Scratch scratch;
    const fs::path images = scratch / "images";
    makeBase(images / "9000/base-9000-disk-0.qcow2");
    for (const char* number : {"101", "102"})
        makeClone(images / number / ("vm-" + std::string(number) + "-disk-0.qcow2"), "../9000/base-9000-disk-0.qcow2");
    const std::string ours = (images / "101/vm-101-disk-0.qcow2").string();
    const std::string base = (images / "9000/base-9000-disk-0.qcow2").string();
    const std::string other = (images / "102/vm-102-disk-0.qcow2").string();
    const Finished ended = run({LAMELLA_CLI, "slim", "deep", ours, "--allow", (images / "9000").string(), "--replace"});
    QCOMPARE(ended.exitCode, 1);
    const std::string sentence = "lamella-cli: blocked: other overlays need the base " +
                                 (images / "101/../9000/base-9000-disk-0.qcow2").lexically_normal().string() +
                                 " (1), one is " + other + "; slim the diffs only (standard)";
    QVERIFY2(ended.err.find(sentence) != std::string::npos, ended.err.c_str());
    QVERIFY(opens(other) && opens(ours) && fs::exists(base));
    const Finished plan = run({LAMELLA_CLI, "plan", "deep", ours, "--allow", (images / "9000").string(), "--replace"});
    QVERIFY2(plan.out.find("looked for other overlays in " + images.string() + " and below: 3 files") !=
                 std::string::npos,
             plan.out.c_str());
}

void DependentsTest::instancesOfNova()
{
    const Scratch scratch;
    const fs::path instances = scratch / "instances";
    const fs::path base = instances / "_base/2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e";
    makeBase(base, "raw");
    for (const char* name : {"3f0d6ac4", "77aa10be"})
        makeClone(instances / name / "disk", base.string(), "raw");
    const fs::path result = instances / "3f0d6ac4/new.qcow2";
    const Command command{LAMELLA_CLI,    "slim",        "deep", (instances / "3f0d6ac4/disk").string(),
                          "--allow",      base.string(), "--to", result.string(),
                          "--output=json"};
    const std::uint64_t before = diskUse(instances);
    const Finished ended = run(command);
    QVERIFY2(ended.exitCode == 0, ended.err.c_str());
    const auto plan = nlohmann::json::parse(ended.out);
    const auto most = plan["image"]["diskSize"].get<std::uint64_t>();
    const std::uint64_t grown = diskUse(instances) - before;
    // The host's file system may map the new file with a block of its own.
    QVERIFY2(grown <= most + 4096 && most <= 2 * grown, qPrintable(QString("%1, planned %2").arg(grown).arg(most)));
    const std::string sentence = "lamella-cli: caution: other overlays need the base " + base.string() +
                                 " (1), one is " + (instances / "77aa10be/disk").string() +
                                 ": it stays, and with the new file the folder grows by up to " + formatSize(most) +
                                 " on disk";
    QVERIFY2(ended.err.find(sentence) != std::string::npos, ended.err.c_str());
    QCOMPARE(plan["overlaySearch"]["folders"][0].get<std::string>(), instances.string());
    QCOMPARE(plan["overlaySearch"]["files"].get<int>(), 3);
    QCOMPARE(plan["overlaySearch"]["boundHit"].get<bool>(), false);
    // The base counts after the run too.
    QVERIFY(plan["savedBytes"].get<std::int64_t>() < static_cast<std::int64_t>(fs::file_size(base)));
    QVERIFY(opens(result) && opens(instances / "77aa10be/disk"));
}

void DependentsTest::sharingTakesNoBaseFromOthers()
{
    const Scratch scratch;
    makeBase(scratch / "new/base.qcow2");
    makeBase(scratch / "old/base.qcow2");
    for (const char* name : {"a/disk", "b/disk", "c/disk"})
        makeClone(scratch / name, "../old/base.qcow2");
    const std::vector<Chain> chains{openChain(scratch / "a/disk", scratch.path()),
                                    openChain(scratch / "b/disk", scratch.path())};
    const Chain base = openChain(scratch / "new/base.qcow2", scratch.path());
    Progress progress;
    const SharePlan plan = planShare(chains, &base, replacing(), progress, {});
    QCOMPARE(textOf(plan.cautions, "plan.layerNeeded", "overlay"), (scratch / "c/disk").string());
    QVERIFY(plan.blockers.empty());
    RunProgress running;
    runShare(plan, chains, &base, running, {});
    QVERIFY(opens(scratch / "c/disk") && fs::exists(scratch / "old/base.qcow2"));
}

void DependentsTest::everyNotationIsFound_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QString>("name");
    QTest::newRow("relative") << "qcow2"
                              << "../base/base.img";
    QTest::newRow("whole path") << "qcow2"
                                << "%1/base/base.img";
    QTest::newRow("link") << "qcow2"
                          << "../link.img";
    QTest::newRow("through a linked folder") << "qcow2"
                                             << "../linked/base.img";
    QTest::newRow("another name of the file") << "qcow2"
                                              << "../hard.img";
    QTest::newRow("json") << "qcow2"
                          << R"(json:{"driver":"qcow2","file":{"driver":"file","filename":"%1/base/base.img"}})";
    QTest::newRow("file:") << "qcow2"
                           << "file:%1/base/base.img";
    QTest::newRow("qcow") << "qcow"
                          << "../base/base.img";
    QTest::newRow("qed") << "qed"
                         << "../base/base.img";
}

void DependentsTest::everyNotationIsFound()
{
    QFETCH(const QString, format);
    QFETCH(const QString, name);
    const Scratch scratch;
    makeBase(scratch / "base/base.img");
    makeBase(scratch / "base/other.img");
    fs::create_symlink("base/base.img", scratch / "link.img");
    fs::create_directory_symlink("base", scratch / "linked");
    fs::create_hard_link(scratch / "base/base.img", scratch / "hard.img");
    makeClone(scratch / "ours/disk", "../base/base.img");
    const QString backing = name.contains("%1") ? name.arg(QString::fromStdString(scratch.path().string())) : name;
    makeEmptyClone(scratch / "theirs/disk", backing.toStdString(), "qcow2", format.toStdString());
    makeClone(scratch / "theirs/another", "../base/other.img");
    const Chain chain = openChain(scratch / "ours/disk", scratch.path());
    Progress progress;
    const KnownDependents known = findDependents(chain, replacing(), progress, {});
    QCOMPARE(known.found.size(), std::size_t{1});
    QCOMPARE(known.found.front().overlay.string(), (scratch / "theirs/disk").string());
    QVERIFY(!textOf(planned(chain, SlimKind::Deep, replacing()).blockers, "plan.baseShared", "count").empty());
}

void DependentsTest::theBoundIsSaid()
{
    const Scratch scratch;
    makeBase(scratch / "base/base.qcow2");
    makeClone(scratch / "ours/disk", "../base/base.qcow2");
    fs::create_directory(scratch / "many");
    for (unsigned number = 0; number <= SearchBound{}.files; ++number)
        ::close(::open((scratch / "many" / std::to_string(number)).c_str(), O_CREAT | O_WRONLY, 0600));
    const Chain chain = openChain(scratch / "ours/disk", scratch.path());
    const SlimPlan plan = planned(chain, SlimKind::Deep, replacing());
    QVERIFY(plan.searched.boundHit);
    QCOMPARE(plan.searched.files, SearchBound{}.files);
    QCOMPARE(textOf(plan.blockers, "plan.notAlone", "path"), (scratch / "base/base.qcow2").string());
    QCOMPARE(textOf(plan.blockers, "plan.notAlone", "folders"), scratch.path().string());
    ImageOptions alone = replacing();
    alone.alone = true;
    const SlimPlan admitted = planned(chain, SlimKind::Deep, alone);
    QVERIFY(admitted.blockers.empty() && find(admitted.cautions, "plan.searchBound"));
    ImageOptions toFile;
    toFile.target = scratch / "new";
    QVERIFY(planned(chain, SlimKind::Deep, toFile).blockers.empty());
    // The active layer gets a successor under its name; no base is renamed.
    const SlimPlan standard = planned(chain, SlimKind::Standard, replacing());
    QVERIFY(standard.blockers.empty() && find(standard.cautions, "plan.searchBound"));
    const Command slim{
        LAMELLA_CLI, "slim", "deep", (scratch / "ours/disk").string(), "--allow", scratch.path().string(), "--replace"};
    const Finished refused = run(slim);
    QCOMPARE(refused.exitCode, 1);
    QVERIFY2(refused.err.find("say --alone where there are none") != std::string::npos, refused.err.c_str());
    Command said = slim;
    said.emplace_back("--alone");
    const Finished done = run(said);
    QVERIFY2(done.exitCode == 0, done.err.c_str());
    QVERIFY(fs::exists(scratch / "base/base.qcow2.before-slim"));
}

/// The plans of a report know what the plans of the operations know.
void DependentsTest::reportsLookThereToo()
{
    const Scratch scratch;
    makeBase(scratch / "ours/store/base");
    makeClone(scratch / "ours/store/disk", "base");
    makeClone(scratch / "theirs/store/disk", scratch / "ours/store/base");
    const auto baseStays = [&](const Command& more) {
        Command command{LAMELLA_CLI, "report", "--output=json", (scratch / "ours/store/disk").string()};
        command.insert(command.end(), more.begin(), more.end());
        const auto report = nlohmann::json::parse(runChecked(command));
        for (const auto& plan : report["plans"]) {
            for (const auto& caution : plan["cautions"]) {
                if (caution["code"] == "plan.baseStays")
                    return caution["values"]["overlay"].get<std::string>();
            }
        }
        return std::string();
    };
    QCOMPARE(baseStays({}), std::string());
    const std::string other = (scratch / "theirs/store/disk").string();
    QCOMPARE(baseStays({"--search", (scratch / "theirs").string()}), other);
    QCOMPARE(baseStays({"--allow", (scratch / "theirs").string()}), other);
}

void DependentsTest::unreadableFoldersAreSkipped()
{
    const Scratch scratch;
    makeBase(scratch / "base/base.qcow2");
    makeClone(scratch / "ours/disk", "../base/base.qcow2");
    makeClone(scratch / "theirs/disk", "../base/base.qcow2");
    // Deeper than any path: the walk cannot follow, nor may it end there.
    const std::string name(250, 'd');
    int folder = ::open(scratch.path().c_str(), O_RDONLY | O_DIRECTORY);
    for (unsigned depth = 0; depth < 20; ++depth) {
        QVERIFY(::mkdirat(folder, name.c_str(), 0700) == 0);
        const int below = ::openat(folder, name.c_str(), O_RDONLY | O_DIRECTORY);
        ::close(folder);
        folder = below;
    }
    ::close(folder);
    ImageOptions options = replacing();
    options.searchFolders = {scratch / "nowhere"};
    const SlimPlan plan = planned(openChain(scratch / "ours/disk", scratch.path()), SlimKind::Deep, options);
    QCOMPARE(textOf(plan.blockers, "plan.baseShared", "overlay"), (scratch / "theirs/disk").string());
    QCOMPARE(textOf(plan.cautions, "plan.searchSkipped", "count"), std::string("2"));
    QCOMPARE(textOf(plan.cautions, "plan.searchSkipped", "path"), (scratch / "nowhere").string());
    runChecked({"rm", "-rf", (scratch / name).string()});
}

void DependentsTest::keptOriginalsNeverBlock()
{
    const Scratch scratch;
    makeBase(scratch / "base");
    makeClone(scratch / "diff", "base");
    makeClone(scratch / "top", "diff");
    ran(openChain(scratch / "top", scratch.path()), SlimKind::Standard, replacing());
    const Chain chain = openChain(scratch / "top", scratch.path());
    QCOMPARE(chain.layers().size(), std::size_t{2});
    const SlimPlan plan = planned(chain, SlimKind::Deep, replacing());
    QVERIFY(plan.blockers.empty());
    QCOMPARE(textOf(plan.cautions, "plan.originalsRest", "overlay"), (scratch / "diff.before-slim").string());
    QCOMPARE(textOf(plan.cautions, "plan.originalsRest", "bytes"),
             std::to_string(statusOf(scratch / "diff.before-slim").diskSize));
    const Finished said = run({LAMELLA_CLI, "plan", "deep", "--replace", (scratch / "top").string()});
    QVERIFY2(said.err.find("delete the originals first") != std::string::npos, said.err.c_str());
    ran(chain, SlimKind::Deep, replacing());
    QVERIFY(opens(scratch / "top") && fs::exists(scratch / "base.before-slim"));
    const auto fleet = nlohmann::json::parse(run({LAMELLA_CLI, "fleet", "--output=json", scratch.path().string()}).out);
    QCOMPARE(fleet["templates"].size(), std::size_t{1});
    QCOMPARE(fleet["templates"][0]["path"].get<std::string>(), (scratch / "top").string());
}

void DependentsTest::originalsAreDeletedOnlyWhereNobodyNeedsThem()
{
    const Scratch scratch;
    makeBase(scratch / "base/base");
    makeClone(scratch / "ours/disk", "../base/base");
    const Receipt receipt = ran(openChain(scratch / "ours/disk", scratch.path()), SlimKind::Deep, replacing());
    Progress progress;
    const auto deleting = [&] { return codeOf([&] { deleteOriginals(receipt, progress, {}); }); };
    // A clone that came from elsewhere says the name that the base had, another one its name now; one is of the result.
    makeEmptyClone(scratch / "came/disk", "../base/base");
    QCOMPARE(deleting(), std::string("restore.needed"));
    fs::remove(scratch / "came/disk");
    makeClone(scratch / "came/disk", "../base/base.before-slim");
    QCOMPARE(deleting(), std::string("restore.needed"));
    const RestingImages resting = whoNeedsOriginals(receipt, {}, progress, {});
    QCOMPARE(resting.overlays.size(), std::size_t{1});
    QCOMPARE(resting.overlays.front().path, scratch / "came/disk");
    fs::remove(scratch / "came/disk");
    makeEmptyClone(scratch / "came/disk.before-slim", "../base/base");
    QCOMPARE(whoNeedsOriginals(receipt, {}, progress, {}).originals.size(), std::size_t{1});
    makeClone(scratch / "came/new", "../ours/disk");
    for (unsigned number = 0; number <= SearchBound{}.files; ++number)
        ::close(::open((scratch / "came" / std::to_string(number)).c_str(), O_CREAT | O_WRONLY, 0600));
    QCOMPARE(deleting(), std::string("restore.notAlone"));
    QVERIFY(fs::exists(scratch / "base/base.before-slim"));
    deleteOriginals(receipt, progress, {}, {{}, true});
    QVERIFY(!fs::exists(scratch / "base/base.before-slim") && !fs::exists(scratch / "ours/disk.before-slim"));
    QVERIFY(opens(scratch / "came/new"));
}

void DependentsTest::restoringLeavesClonesElsewhere()
{
    const Scratch scratch;
    makeBase(scratch / "base/base");
    makeClone(scratch / "ours/disk", "../base/base");
    const Receipt receipt = ran(openChain(scratch / "ours/disk", scratch.path()), SlimKind::Deep, replacing());
    makeClone(scratch / "theirs/disk", "../ours/disk");
    Progress progress;
    QCOMPARE(codeOf([&] { restoreOriginals(receipt, progress, {}); }), std::string("restore.overlay"));
    QVERIFY(opens(scratch / "theirs/disk"));
    fs::remove(scratch / "theirs/disk");
    restoreOriginals(receipt, progress, {});
    QVERIFY(opens(scratch / "ours/disk") && fs::exists(scratch / "base/base"));
}

/// Four times the overlays of four times the files take about four times as long.
void DependentsTest::costGrowsWithTheFiles()
{
    const auto cost = [](unsigned count) {
        const Scratch scratch;
        std::vector<SoughtBacking> sought;
        makeEmptyClone(scratch / "overlay", "0.base");
        const std::string overlay = readFile(scratch / "overlay");
        for (unsigned number = 0; number < count; ++number) {
            const fs::path base = scratch / (std::to_string(number) + ".base");
            writeFile(base, "base");
            sought.push_back({statusOf(base).identity, base});
            writeFile(scratch / ("o" + std::to_string(number)), overlay.substr(0, 4096));
        }
        Progress progress;
        const std::clock_t start = std::clock();
        const OverlaySearch found = searchOverlays(sought, {scratch.path()}, progress, {});
        const std::clock_t end = std::clock();
        if (found.overlays.size() != count + 1 || found.places.files != 2 * count + 1)
            throw std::runtime_error("not all were found");
        return end - start;
    };
    cost(200);
    const std::clock_t small = cost(500);
    const std::clock_t large = cost(2000);
    QVERIFY2(large < 12 * small, qPrintable(QString("%1 %2").arg(small).arg(large)));
}

QTEST_GUILESS_MAIN(DependentsTest)
#include "dependents_test.moc"
