#include "plan/doctor/relink_plan.h"
#include "plan/file_names.h"
#include "support/named_layout.h"
#include "support/plain_operations.h"
#include "work/relink.h"

#include <QtTest>

// What names in headers lead to, by every path by which an image is opened: links, hard links, names with colons.

using namespace engine;
using namespace testsupport;

namespace {

namespace fs = std::filesystem;

/// An image with a pattern of its own; `backing` as the header is to spell it. Written through `openedAs`.
void makeImage(const fs::path& file, const std::string& backing, unsigned pattern, const fs::path& openedAs = {})
{
    Command create{"qemu-img", "create", "-q", "-u", "-f", "qcow2"};
    if (!backing.empty())
        create.insert(create.end(), {"-F", "qcow2", "-b", backing});
    create.insert(create.end(), {file.string(), "1M"});
    runChecked(create);
    runChecked({"qemu-io", "-f", "qcow2", "-c",
                "write -P " + std::to_string(pattern) + ' ' + std::to_string(pattern * 64) + "k 96k",
                (openedAs.empty() ? file : openedAs).string()});
}

struct Slimmed {
    SlimPlan plan;
    Receipt receipt;
};

SlimPlan planned(const Chain& chain, SlimKind kind, const ImageOptions& options)
{
    Progress progress;
    return planSlim(chain, kind, options, progress, {});
}

Slimmed slim(const Chain& chain, const ImageOptions& options, SlimKind kind = SlimKind::Standard)
{
    Slimmed done{planned(chain, kind, options), {}};
    RunProgress progress;
    done.receipt = runSlim(done.plan, chain, progress, {});
    return done;
}

std::string backingNameOf(const fs::path& image)
{
    return openChain(image, "/").top().image->info().backing->name;
}

}  // namespace

class BackingNamesTest : public QObject {
    Q_OBJECT

private slots:
    void followsNamesAsQemu();
    void baseWithAColon();
    void overlayBehindALink_data();
    void overlayBehindALink();
    void baseThatIsRightOnlyByItsLink();
    void relinksForTheLinkThatIsOpened();
    void linkThatLeadsElsewhere();
    void hardLinksKeepWhatTheyNeed();
    void linksNeedTheirLayer();
    void takesBackWhatLeadsElsewhere();
    void nameWithoutRoom();
    void templatesOfOneName();
    void targetBehindALink();

private:
    struct Fork {
        fs::path link;  ///< a/disk -> ../store/disk, on a/base
        fs::path file;
        std::string content;
    };
    Fork makeFork(const std::string& decoy = {});

    std::optional<Scratch> scratch_;
};

/// The rule itself: QEMU and we come to the same file from the same path.
void BackingNamesTest::followsNamesAsQemu()
{
    const Fork fork = makeFork("base");
    QCOMPARE(leadsTo(fork.link, expectedLayers(openChain(fork.link, scratch_->path()))), Leads::Right);
    QCOMPARE(leadsTo(fork.file, expectedLayers(openChain(fork.link, scratch_->path()))), Leads::Elsewhere);
    QVERIFY(contentBy(fork.file) && *contentBy(fork.file) != fork.content);
    fs::remove(*scratch_ / "store/base");
    QCOMPARE(leadsTo(fork.file, expectedLayers(openChain(fork.link, scratch_->path()))), Leads::Nowhere);
    QVERIFY(!contentBy(fork.file));
}

void BackingNamesTest::baseWithAColon()
{
    scratch_.emplace();
    makeImage(*scratch_ / "win10:22H2.qcow2", {}, 1);
    makeImage(*scratch_ / "vm.qcow2", {}, 2);
    const std::string content = *contentBy(*scratch_ / "vm.qcow2");
    const std::vector<Chain> templates{openChain(*scratch_ / "vm.qcow2", scratch_->path())};
    const Chain base = openChain(*scratch_ / "win10:22H2.qcow2", scratch_->path());
    Progress progress;
    const SharePlan plan = planShare(templates, &base, plainOptions(), progress, {});
    share(plan, templates, scratch_->path());
    QCOMPARE(backingNameOf(*scratch_ / "vm.qcow2"), "./win10:22H2.qcow2");
    QVERIFY(contentBy(*scratch_ / "vm.qcow2") == content);
}

/// a/disk -> ../store/disk; its base lies beside the link.
BackingNamesTest::Fork BackingNamesTest::makeFork(const std::string& decoy)
{
    scratch_.emplace();
    for (const char* folder : {"a", "store", "c"})
        fs::create_directory(*scratch_ / folder);
    const Fork fork{*scratch_ / "a/disk", *scratch_ / "store/disk", {}};
    makeImage(*scratch_ / "a/base", {}, 1);
    fs::create_symlink("../store/disk", fork.link);
    writeFile(fork.file, {});
    makeImage(fork.file, "base", 2, fork.link);
    if (!decoy.empty())
        makeImage(*scratch_ / "store" / decoy, {}, 9);
    return {fork.link, fork.file, *contentBy(fork.link)};
}

void BackingNamesTest::overlayBehindALink_data()
{
    QTest::addColumn<QString>("target");  // empty: the image is replaced
    QTest::addColumn<QString>("name");
    QTest::newRow("beside the file") << "store/out"
                                     << "../a/base";
    QTest::newRow("beside the link") << "a/out"
                                     << "base";
    QTest::newRow("elsewhere") << "out"
                               << "a/base";
    // Right from both folders.
    QTest::newRow("replaced") << ""
                              << "../a/base";
}

void BackingNamesTest::overlayBehindALink()
{
    QFETCH(const QString, target);
    QFETCH(const QString, name);
    const Fork fork = makeFork(target.isEmpty() ? "" : "base");
    const fs::path to = target.isEmpty() ? fs::path() : *scratch_ / target.toStdString();
    const Slimmed done = slim(openChain(fork.link, scratch_->path()), plainOptions(to));
    QCOMPARE(QString::fromStdString(done.plan.image.backingName), name);
    for (const fs::path& path : to.empty() ? std::vector{fork.link, fork.file} : std::vector{to})
        QVERIFY(contentBy(path) == fork.content);
}

/// The base rests on what lies beside its link: by its real path it is another disk.
void BackingNamesTest::baseThatIsRightOnlyByItsLink()
{
    scratch_.emplace();
    for (const char* folder : {"a", "store", "c"})
        fs::create_directory(*scratch_ / folder);
    makeImage(*scratch_ / "a/root", {}, 1);
    makeImage(*scratch_ / "store/root", {}, 9);
    fs::create_symlink("../store/base", *scratch_ / "a/base");
    writeFile(*scratch_ / "store/base", {});
    makeImage(*scratch_ / "store/base", "root", 2, *scratch_ / "a/base");
    makeImage(*scratch_ / "c/vm", {}, 3);
    const std::string content = *contentBy(*scratch_ / "c/vm");
    const std::vector<Chain> templates{openChain(*scratch_ / "c/vm", scratch_->path())};
    const Chain base = openChain(*scratch_ / "a/base", scratch_->path());
    Progress progress;
    const SharePlan plan = planShare(templates, &base, plainOptions(), progress, {});
    share(plan, templates, scratch_->path());
    QCOMPARE(backingNameOf(*scratch_ / "c/vm"), "../a/base");
    QVERIFY(contentBy(*scratch_ / "c/vm") == content);
}

void BackingNamesTest::relinksForTheLinkThatIsOpened()
{
    const Fork fork = makeFork();
    fs::create_directory(*scratch_ / "deep");
    fs::create_directory(*scratch_ / "deep/er");
    fs::create_symlink(fork.file, *scratch_ / "deep/er/machine");
    fs::rename(*scratch_ / "a/base", *scratch_ / "c/lost:base");
    // Started from the real file; machines open the links.
    const Chain broken = Chain::open(fork.file, trusting(scratch_->path()));
    Progress progress;
    const auto search = searchBacking(broken, {*scratch_ / "c"}, trusting(scratch_->path()), progress, {});
    QVERIFY(search && search->candidates.size() == 1);
    const RelinkPlan plan = planRelink(*search, search->candidates.front(), false);
    QVERIFY(plan.runnable() && has(plan.cautions, "plan.wholePath"));
    QCOMPARE(plan.openedAs.size(), std::size_t{3});
    RunProgress running;
    runRelink(plan, running, {});
    for (const fs::path& path : {fork.link, fork.file, *scratch_ / "deep/er/machine"})
        QVERIFY(contentBy(path) == fork.content);
}

/// Whoever opens the file itself finds another disk than by the link: none of both may change.
void BackingNamesTest::linkThatLeadsElsewhere()
{
    const Fork fork = makeFork("base");
    const Chain chain = openChain(fork.link, scratch_->path());
    for (const SlimKind kind : {SlimKind::Standard, SlimKind::Deep})
        QVERIFY(has(planned(chain, kind, plainOptions()).blockers, "plan.leadsElsewhere"));
    fs::remove(*scratch_ / "store/base");
    QVERIFY(planned(chain, SlimKind::Standard, plainOptions()).runnable());
    fs::create_symlink(fork.file, *scratch_ / "c/disk");
    makeImage(*scratch_ / "c/base", {}, 8);
    QVERIFY(has(planned(chain, SlimKind::Standard, plainOptions()).blockers, "plan.leadsElsewhere"));
}

void BackingNamesTest::hardLinksKeepWhatTheyNeed()
{
    scratch_.emplace();
    for (const char* folder : {"a", "b"})
        fs::create_directory(*scratch_ / folder);
    makeImage(*scratch_ / "a/base", {}, 1);
    makeImage(*scratch_ / "a/diff", "base", 2);
    makeImage(*scratch_ / "a/top", "../a/diff", 3);
    fs::create_hard_link(*scratch_ / "a/top", *scratch_ / "b/top");
    const std::string content = *contentBy(*scratch_ / "b/top");
    const Chain chain = openChain(*scratch_ / "a/top", scratch_->path());
    QVERIFY(has(planned(chain, SlimKind::Deep, plainOptions()).blockers, "plan.baseShared"));
    const Slimmed done = slim(chain, plainOptions());
    QVERIFY(has(done.plan.cautions, "plan.layerNeeded"));
    QVERIFY(!has(done.plan.cautions, "plan.otherNames"));
    QVERIFY(fs::exists(*scratch_ / "a/diff"));
    QVERIFY(contentBy(*scratch_ / "a/top") == content && contentBy(*scratch_ / "b/top") == content);

    // Where nobody looks: told, as only the count is known.
    const Scratch outside;
    fs::create_hard_link(*scratch_ / "a/top", outside / "top");
    QVERIFY(has(planned(openChain(*scratch_ / "a/top", scratch_->path()), SlimKind::Deep, plainOptions()).cautions,
                "plan.otherNames"));
}

/// A link to a layer is somebody's way to it.
void BackingNamesTest::linksNeedTheirLayer()
{
    scratch_.emplace();
    makeImage(*scratch_ / "base", {}, 1);
    makeImage(*scratch_ / "diff", "base", 2);
    makeImage(*scratch_ / "top", "diff", 3);
    fs::create_symlink("diff", *scratch_ / "current");
    const std::string current = *contentBy(*scratch_ / "current");
    const Chain chain = openChain(*scratch_ / "top", scratch_->path());
    QVERIFY(has(planned(chain, SlimKind::Deep, plainOptions()).blockers, "plan.baseShared"));
    slim(chain, plainOptions());
    QVERIFY(contentBy(*scratch_ / "current") == current);
}

/// Between the plan and the end of the run a link is turned: the result would rest on another base.
void BackingNamesTest::takesBackWhatLeadsElsewhere()
{
    scratch_.emplace();
    for (const char* folder : {"a", "b", "store"})
        fs::create_directory(*scratch_ / folder);
    makeImage(*scratch_ / "a/base", {}, 1);
    makeImage(*scratch_ / "b/base", {}, 9);
    fs::create_directory_symlink("a", *scratch_ / "now");
    makeImage(*scratch_ / "store/disk", "../now/base", 2);
    const std::string content = *contentBy(*scratch_ / "store/disk");
    const Chain chain = openChain(*scratch_ / "store/disk", scratch_->path());
    const SlimPlan plan = planned(chain, SlimKind::Standard, plainOptions());
    fs::remove(*scratch_ / "now");
    fs::create_directory_symlink("b", *scratch_ / "now");
    RunProgress progress;
    try {
        runSlim(plan, chain, progress, {});
        QFAIL("not noticed");
    } catch (const Error& error) {
        QCOMPARE(error.code(), std::string_view("verify.path"));
    }
    QCOMPARE(runChecked({"ls", "-A", (*scratch_ / "store").string()}), "disk\n");
    fs::remove(*scratch_ / "now");
    fs::create_directory_symlink("a", *scratch_ / "now");
    QVERIFY(contentBy(*scratch_ / "store/disk") == content);
}

void BackingNamesTest::nameWithoutRoom()
{
    scratch_.emplace();
    makeImage(*scratch_ / std::string(236, 'b'), {}, 1);
    makeImage(*scratch_ / std::string(235, 't'), std::string(236, 'b'), 2);
    const Chain chain = openChain(*scratch_ / std::string(235, 't'), scratch_->path());
    QVERIFY(planned(chain, SlimKind::Standard, plainOptions()).runnable());
    QVERIFY(has(planned(chain, SlimKind::Deep, plainOptions()).blockers, "plan.nameTooLong"));
    QVERIFY(has(planned(chain, SlimKind::Standard, plainOptions(*scratch_ / std::string(236, 'o'))).blockers,
                "plan.nameTooLong"));
    const std::string content = *contentBy(chain.top().path);
    slim(chain, plainOptions());
    QVERIFY(contentBy(chain.top().path) == content);

    // No name of that base fits into a header of 512 bytes.
    fs::path deep = scratch_->path();
    for (int depth = 0; depth < 3; ++depth)
        fs::create_directory(deep /= std::string(200, 'd'));
    makeImage(deep / "base", {}, 1);
    makeImage(*scratch_ / "far", fs::relative(deep / "base", scratch_->path()).string(), 2);
    ImageOptions small = plainOptions();
    small.clusterSize = 512;
    QVERIFY(has(planned(openChain(*scratch_ / "far", scratch_->path()), SlimKind::Standard, small).blockers,
                "plan.noBackingName"));
}

void BackingNamesTest::templatesOfOneName()
{
    scratch_.emplace();
    std::vector<Chain> templates;
    std::vector<std::string> contents;
    for (unsigned number = 0; number < 4; ++number) {
        const fs::path folder = *scratch_ / (number == 3 ? "vm0/x/vm0" : "vm" + std::to_string(number));
        fs::create_directories(folder);
        makeImage(folder / "disk", {}, number + 1);
        contents.push_back(*contentBy(folder / "disk"));
        templates.push_back(openChain(folder / "disk", scratch_->path()));
    }
    fs::create_directory(*scratch_ / "to");
    Progress progress;
    const SharePlan plan = planShare(templates, nullptr, plainOptions(*scratch_ / "to"), progress, {});
    share(plan, templates, scratch_->path());
    std::set<std::string> names;
    for (std::size_t at = 0; at < plan.images.size(); ++at) {
        QVERIFY(contentBy(plan.images[at].path) == contents[plan.templates[at]]);
        names.insert(plan.images[at].path.filename());
    }
    const std::set<std::string> possible{"vm0-disk", "vm1-disk", "vm2-disk", "vm0-disk-2"};
    QVERIFY(names.size() == plan.images.size());
    QVERIFY(std::includes(possible.begin(), possible.end(), names.begin(), names.end()));
    const std::vector<fs::path> mixed{"/a/disk.qcow2", "/b/disk.qcow2", "/c/a-disk.qcow2", "/d/new"};
    QCOMPARE(distinctNames(mixed, "new"),
             (std::vector<std::string>{"a-disk-2.qcow2", "b-disk.qcow2", "a-disk.qcow2", "d-new"}));
}

/// y/link/../out is beside the folder that the link leads to.
void BackingNamesTest::targetBehindALink()
{
    scratch_.emplace();
    fs::create_directories(*scratch_ / "x/target");
    fs::create_directory(*scratch_ / "y");
    fs::create_directory_symlink("../x/target", *scratch_ / "y/link");
    makeImage(*scratch_ / "base", {}, 1);
    makeImage(*scratch_ / "top", "base", 2);
    const std::string content = *contentBy(*scratch_ / "top");
    const Chain chain = openChain(*scratch_ / "top", scratch_->path());
    slim(chain, plainOptions(*scratch_ / "y/link/../out"));
    QVERIFY(contentBy(*scratch_ / "x/out") == content && !fs::exists(*scratch_ / "y/out"));
    slim(chain, plainOptions(*scratch_ / "y/link/out"));
    QVERIFY(contentBy(*scratch_ / "x/target/out") == content);
    fs::create_directory(*scratch_ / "x/many");
    const std::vector<Chain> one{chain};
    Progress progress;
    const SharePlan plan = planShare(one, nullptr, plainOptions(*scratch_ / "y/link/../many"), progress, {});
    for (const ImagePlan& image : plan.images)
        QCOMPARE(image.path.parent_path(), *scratch_ / "x/many");
    QCOMPARE(tidyPath(*scratch_ / "y/link/.."), *scratch_ / "x");
    QCOMPARE(tidyPath(*scratch_ / "y/./link"), *scratch_ / "y/link");
}

QTEST_GUILESS_MAIN(BackingNamesTest)
#include "backing_names_test.moc"
