#include "guest/guest.h"
#include "plan/doctor/relink_plan.h"
#include "storage/image_lock.h"
#include "support/ext_tools.h"
#include "support/process.h"
#include "support/qemu.h"
#include "support/scratch.h"
#include "support/small_templates.h"
#include "work/relink.h"

#include <QtTest>

#include <nlohmann/json.hpp>

// A backing image that is gone is found again by what the overlay says of its content, and its name is written back.

using namespace engine;
using namespace testsupport;

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;
using Verdict = BackingEvidence::Verdict;

void require(bool condition, const std::string& what)
{
    if (!condition)
        throw std::runtime_error(what);
}

/// A chain whose base is not where its overlay says, and other images that look like it.
class LostBase {
public:
    LostBase()
    {
        makeSmallChain(folder());
        fs::create_directories(elsewhere());
        fs::rename(folder() / "base.qcow2", base());
    }

    fs::path diff() const { return folder() / "diff.qcow2"; }
    fs::path top() const { return folder() / "top.qcow2"; }
    fs::path folder() const { return scratch_.path(); }
    fs::path elsewhere() const { return scratch_ / "else where"; }
    /// Where it is now.
    fs::path base() const { return elsewhere() / "golden.qcow2"; }

    ChainOptions options() const
    {
        ChainOptions options;
        options.policy.openFolder(folder());
        return options;
    }
    Chain open() const { return Chain::open(top(), options()); }
    BackingSearch search() const
    {
        Progress progress;
        const auto found = searchBacking(open(), {elsewhere()}, options(), progress, {});
        require(found.has_value(), "nothing is missing");
        return *found;
    }
    const BackingCandidate& candidate(const BackingSearch& search, const fs::path& path) const
    {
        for (const BackingCandidate& candidate : search.candidates) {
            if (fs::equivalent(candidate.path, path))
                return candidate;
        }
        throw std::runtime_error("not found: " + path.string());
    }

private:
    Scratch scratch_;
};

std::string backingOf(const fs::path& image, const char* key)
{
    const Json info = Json::parse(runChecked({"qemu-img", "info", "-U", "--output=json", image.string()}));
    return info.value(key, std::string());
}

}  // namespace

class DoctorTest : public QObject {
    Q_OBJECT

private slots:
    void findsTheMovedBase();
    void contentBeatsTheName();
    void copiesAreNoRivals();
    void otherStateOfTheSameGuestIsNotTakenUnasked();
    void neverTakesAnImageThatRestsOnTheOverlay();
    void rewritesTheName_data();
    void rewritesTheName();
    void keepsExtensions();
    void nameThatDoesNotFit();
    void refusesWhatIsOpen();
    void refusesWhatHasChanged();
};

void DoctorTest::findsTheMovedBase()
{
    const LostBase lost;
    const BackingSearch search = lost.search();
    QVERIFY(search.proven());
    QVERIFY(fs::equivalent(search.proven()->path, lost.base()));
    const BackingEvidence& evidence = search.proven()->evidence;
    QVERIFY(!evidence.sameName && evidence.sameSize && evidence.older);
    QVERIFY(evidence.sameVolumes == 1 && evidence.soundVolumes == 1 && evidence.brokenVolumes == 0);
    QVERIFY(evidence.foreignBytes == 0);
}

/// An image of another guest has the missing one's name; one of the same guest has other files.
void DoctorTest::contentBeatsTheName()
{
    const LostBase lost;
    const fs::path disk = lost.folder() / "disk";
    makeExt(disk, {"ext4", {"-t", "ext4", "-b", "1024", "-O", "^has_journal,^metadata_csum"}, 2 << 20});
    makeBase(disk, lost.elsewhere() / "base.qcow2");
    runChecked({"qemu-img", "convert", "-O", "raw", lost.base().string(), disk.string()});
    writeFile(lost.folder() / "content", std::string(60000, 'x'));
    debugfs(disk, {"rm file3", "write " + (lost.folder() / "content").string() + " another"});
    makeBase(disk, lost.elsewhere() / "earlier.qcow2");
    fs::remove(disk);
    const BackingSearch search = lost.search();
    QVERIFY(search.proven() && fs::equivalent(search.proven()->path, lost.base()));
    const BackingCandidate& other = lost.candidate(search, lost.elsewhere() / "base.qcow2");
    QVERIFY(other.evidence.sameName);
    QVERIFY(other.evidence.verdict() == Verdict::Contradicted);
    const BackingCandidate& earlier = lost.candidate(search, lost.elsewhere() / "earlier.qcow2");
    QVERIFY(earlier.evidence.foreignBytes >= 60000);
    QVERIFY(earlier.evidence.verdict() < Verdict::Proven);
    QVERIFY(!planRelink(search, other, false).runnable());
    QCOMPARE(planRelink(search, other, false).blockers.front().code, std::string_view("relink.contradicted"));
}

void DoctorTest::copiesAreNoRivals()
{
    const LostBase lost;
    runChecked({"cp", "--preserve=all", lost.base().string(), (lost.elsewhere() / "copy.qcow2").string()});
    const BackingSearch search = lost.search();
    QVERIFY(!search.ambiguous);
    QVERIFY(search.proven());
}

/// The base with one byte of a file changed: by its structures it fits as well, and only a person can know.
void DoctorTest::otherStateOfTheSameGuestIsNotTakenUnasked()
{
    const LostBase lost;
    const fs::path changed = lost.elsewhere() / "changed.qcow2";
    fs::copy_file(lost.base(), changed);
    Progress progress;
    const Chain base = Chain::open(lost.base(), lost.options());
    const Guest guest = readGuest(base, {.listFiles = true}, progress, {});
    const FileTable& files = *guest.volumes.front().files;
    const auto place = files.stored(files.largest(1, false).front());
    qemuIo(QString::fromStdString(changed.string()),
           {QString("write -P 0x77 %1 512").arg(place.ranges().front().start.bytes())});
    const BackingSearch search = lost.search();
    QVERIFY(lost.candidate(search, changed).evidence.verdict() == Verdict::Proven);
    QVERIFY(search.ambiguous);
    QVERIFY(!search.proven());
}

void DoctorTest::neverTakesAnImageThatRestsOnTheOverlay()
{
    const LostBase lost;
    fs::remove(lost.base());
    Progress progress;
    const BackingSearch search = lost.search();
    for (const BackingCandidate& candidate : search.candidates)
        QVERIFY2(candidate.path.filename() != "diff.qcow2" && candidate.path.filename() != "top.qcow2",
                 candidate.path.c_str());
    QVERIFY(!search.proven());
}

void DoctorTest::rewritesTheName_data()
{
    QTest::addColumn<bool>("absolute");
    QTest::newRow("relative") << false;
    QTest::newRow("absolute") << true;
}

void DoctorTest::rewritesTheName()
{
    QFETCH(bool, absolute);
    const LostBase lost;
    const std::string before = readFile(lost.diff());
    const BackingSearch search = lost.search();
    const RelinkPlan plan = planRelink(search, *search.proven(), absolute);
    QVERIFY(plan.runnable());
    RunProgress progress;
    const ExchangeResult done = runRelink(plan, progress, {});
    QCOMPARE(backingOf(lost.diff(), "backing-filename"),
             absolute ? fs::canonical(lost.base()).string() : std::string("else where/golden.qcow2"));
    QCOMPARE(backingOf(lost.diff(), "backing-filename-format"), std::string("qcow2"));
    QVERIFY(qemuCheck(QString::fromStdString(lost.diff().string())).completed);
    // As if the base had never moved.
    const std::string now = runChecked({"qemu-img", "info", "--backing-chain", lost.top().string()});
    QVERIFY(now.find("golden.qcow2") != std::string::npos);
    const fs::path kept = done.originals.front().keptAs;
    QVERIFY(readFile(kept) == before);
    const std::string content = readFile(lost.diff());
    QCOMPARE(content.size(), before.size());
    QVERIFY(content.substr(4096) == before.substr(4096));
    QVERIFY(lost.open().complete());
}

/// Bitmaps, feature names, an unknown extension: all stay.
void DoctorTest::keepsExtensions()
{
    const LostBase lost;
    const std::string diff = lost.diff().string();
    runChecked({"qemu-img", "rebase", "-u", "-f", "qcow2", "-b", lost.base().string(), "-F", "qcow2", diff});
    runChecked({"qemu-img", "bitmap", "--add", diff, "kept"});
    runChecked({"qemu-img", "rebase", "-u", "-f", "qcow2", "-b", "base.qcow2", "-F", "qcow2", diff});
    const BackingSearch search = lost.search();
    RunProgress progress;
    runRelink(planRelink(search, *search.proven(), false), progress, {});
    const Json info = Json::parse(runChecked({"qemu-img", "info", "--output=json", diff}));
    QCOMPARE(info["format-specific"]["data"]["bitmaps"][0]["name"], Json("kept"));
    const QemuCheck check = qemuCheck(QString::fromStdString(diff));
    QVERIFY(check.completed && check.corruptions == 0 && check.leaks == 0);
}

void DoctorTest::nameThatDoesNotFit()
{
    const LostBase lost;
    fs::path deep = lost.elsewhere();
    for (int level = 0; level < 6; ++level)
        deep /= std::string(200, 'd');
    fs::create_directories(deep);
    fs::rename(lost.base(), deep / "golden.qcow2");
    const BackingSearch search = lost.search();
    QVERIFY(search.proven());
    const RelinkPlan plan = planRelink(search, *search.proven(), false);
    QVERIFY(!plan.runnable());
    QCOMPARE(plan.blockers.front().code, std::string_view("layout.nameTooLong"));
    RunProgress progress;
    QVERIFY_EXCEPTION_THROWN(runRelink(plan, progress, {}), Error);
}

void DoctorTest::refusesWhatIsOpen()
{
    const LostBase lost;
    const BackingSearch search = lost.search();
    const RelinkPlan plan = planRelink(search, *search.proven(), false);
    const std::string before = readFile(lost.diff());
    const File other = File::open(lost.diff(), File::Access::ReadWrite);
    const ImageLock lock(other, LockPermission::Write, LockPermission::None);
    RunProgress progress;
    try {
        runRelink(plan, progress, {});
        QFAIL("it ran");
    } catch (const Error& error) {
        QCOMPARE(error.kind(), ErrorKind::InUse);
    }
    QVERIFY(readFile(lost.diff()) == before);
}

void DoctorTest::refusesWhatHasChanged()
{
    const LostBase lost;
    const BackingSearch search = lost.search();
    const RelinkPlan plan = planRelink(search, *search.proven(), false);
    writeAt(lost.base(), 100, "x");
    RunProgress progress;
    try {
        runRelink(plan, progress, {});
        QFAIL("it ran");
    } catch (const Error& error) {
        QCOMPARE(error.code(), std::string_view("plan.outdated"));
    }
}

QTEST_GUILESS_MAIN(DoctorTest)
#include "doctor_test.moc"
