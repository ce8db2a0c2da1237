#include "support/process.h"
#include "support/scratch.h"
#include "support/slim_oracle.h"
#include "work/operation.h"

#include <QtTest>

// Who needs whom: templates on shared layers, on each other, given twice, and overlays that nobody gave.

using namespace engine;
using namespace testsupport;
namespace fs = std::filesystem;

namespace {

/// "name" or "name<backing", with a cluster of content of its own.
void addImage(const fs::path& folder, const QString& text, unsigned number)
{
    const QStringList names = text.split('<');
    const fs::path path = folder / names[0].toStdString();
    Command create{"qemu-img", "create", "-q", "-f", "qcow2"};
    if (names.size() > 1)
        create.insert(create.end(), {"-F", "qcow2", "-b", names[1].toStdString()});
    create.insert(create.end(), {path.string(), "4M"});
    runChecked(create);
    runChecked({"qemu-io", "-f", "qcow2", "-c",
                "write -q -P " + std::to_string(number + 1) + ' ' + std::to_string(number * 64) + "k 128k",
                path.string()});
}

Chain openChain(const fs::path& path)
{
    ChainOptions options;
    options.policy.openFolder(path.parent_path());
    Chain chain = Chain::open(path, options);
    chain.requireComplete();
    return chain;
}

QStringList codes(const std::vector<PlanNote>& notes)
{
    QStringList list;
    for (const PlanNote& note : notes) {
        if (note.code != "plan.grows" && note.code != "plan.baseGrows" && note.code != "plan.diskUntrimmed" &&
            note.code != "plan.volumeUntrimmed")
            list << QString::fromStdString(std::string(note.code));
    }
    return list;
}

std::map<std::string, std::string> disksOf(const fs::path& folder)
{
    std::map<std::string, std::string> disks;
    for (const auto& entry : fs::directory_iterator(folder))
        disks[entry.path().filename().string()] = diskOf(entry.path(), "qcow2");
    return disks;
}

}  // namespace

class NeededLayersTest : public QObject {
    Q_OBJECT

private slots:
    void operations_data();
    void operations();
    void oneFileReadInTwoWays();

private:
    void runs(const QString& stays);
    void isRefused();

    std::optional<Scratch> scratch_;
    std::vector<Chain> chains_;
    std::optional<Chain> base_;
    std::optional<SlimPlan> slim_;
    std::optional<SharePlan> share_;
};

void NeededLayersTest::operations_data()
{
    QTest::addColumn<QString>("images");     // made in that order
    QTest::addColumn<QString>("operation");  // standard, deep, or the base of a sharing, or auto
    QTest::addColumn<QString>("templates");
    QTest::addColumn<QString>("blockers");
    QTest::addColumn<QString>("cautions");
    QTest::addColumn<QString>("stays");  // what keeps its name and content

    const char* four = "a b<a c<b d<c";
    const auto add = [](const char* name, const QString& images, const char* operation, const char* templates,
                        const char* blockers, const char* cautions, const char* stays) {
        QTest::newRow(name) << images << operation << templates << blockers << cautions << stays;
    };
    const QString outsider = QString(four) + " x<c";
    add("alone", four, "standard", "d", "", "", "a");
    add("layers below a needed one", outsider, "standard", "d", "", "plan.layerNeeded plan.layerNeeded", "a b c x");
    add("a lower one", QString(four) + " x<b", "standard", "d", "", "plan.layerNeeded", "a b x");
    add("two that need", QString(four) + " x<b y<c", "standard", "d", "", "plan.layerNeeded plan.layerNeeded",
        "a b c x y");
    add("the active one", QString(four) + " x<d", "standard", "d", "plan.activeNeeded",
        "plan.layerNeeded plan.layerNeeded", "");
    add("a base needed through a layer", outsider, "deep", "d", "plan.baseShared", "plan.layerNeeded plan.layerNeeded",
        "");

    add("diffs of one base", "a b<a c<a", "a", "b c", "", "", "a");
    add("chains on different bases", "a b<a c d<c", "a", "b d", "", "", "a");
    add("a template is the base", "a b<a c", "a", "a b c", "", "plan.templateAsBase", "a");
    add("another's base is the base", "a b<a c", "b", "b c", "", "plan.templateAsBase", "a b");
    add("a needed layer of a template", "a b<a c<b d x<b", "d", "c d", "",
        "plan.layerNeeded plan.layerNeeded plan.templateAsBase", "a b d x");
    add("a needed base of a template", "a b<a c x<a", "c", "b c", "", "plan.layerNeeded plan.templateAsBase", "a c x");
    add("a needed layer that the base has", "a b<a c<b d x<a", "b", "c d", "", "", "a b x");
    add("a needed template", "a b<a c x<b", "c", "b c", "plan.activeNeeded", "plan.layerNeeded plan.templateAsBase",
        "");
    add("a template below the base", "a b<a c", "b", "a c", "plan.templateInBase", "", "");
    add("a template below the base, both given", "a b<a c", "b", "a b c", "plan.templateInBase", "plan.templateAsBase",
        "");
    add("a template on a template", "a b<a c<b d", "d", "b c d", "plan.templateOnTemplate", "plan.templateAsBase", "");
    add("a template on the base of a template", "a b<a c", "c", "a b c", "plan.templateOnTemplate",
        "plan.templateAsBase", "");
    add("a template on the template that is the base", "a b<a c<b", "b", "b c", "", "plan.templateAsBase", "a b");
    add("a template twice", "a b<a c<a", "a", "b c b", "plan.templateTwice", "", "");
    add("the base twice", "a b<a", "auto", "b b", "plan.templateTwice", "", "");
    add("the base is found where it is possible", "a b<a", "auto", "a b", "", "plan.templateAsBase", "a");
    add("no base is possible", "a b<a c d<c", "auto", "a b c d", "plan.templateOnTemplate", "plan.templateAsBase", "");
}

void NeededLayersTest::operations()
{
    QFETCH(const QString, images);
    QFETCH(const QString, operation);
    QFETCH(const QString, templates);
    QFETCH(const QString, blockers);
    QFETCH(const QString, cautions);
    QFETCH(const QString, stays);
    scratch_.emplace();
    chains_.clear();
    base_.reset();
    slim_.reset();
    share_.reset();
    unsigned number = 0;
    for (const QString& image : images.split(' '))
        addImage(scratch_->path(), image, number++);
    for (const QString& name : templates.split(' '))
        chains_.push_back(openChain(*scratch_ / name.toStdString()));
    ImageOptions options;
    options.replace = true;
    Progress progress;
    if (operation == "standard" || operation == "deep") {
        const SlimKind kind = operation == "deep" ? SlimKind::Deep : SlimKind::Standard;
        slim_ = planSlim(chains_.front(), kind, options, progress, {});
    } else {
        if (operation != "auto")
            base_ = openChain(*scratch_ / operation.toStdString());
        share_ = planShare(chains_, base_ ? &*base_ : nullptr, options, progress, {});
        if (!base_ && !share_->newBase)
            base_ = openChain(share_->base);
    }
    QStringList blocked = codes(slim_ ? slim_->blockers : share_->blockers);
    blocked.removeDuplicates();
    QCOMPARE(blocked.join(' '), blockers);
    QStringList said = codes(slim_ ? slim_->cautions : share_->cautions);
    said.sort();
    QCOMPARE(said.join(' '), cautions);
    if (blockers.isEmpty())
        runs(stays);
    else
        isRefused();
}

/// Every disk reads as before under its name, but those that only templates needed; these are kept aside.
void NeededLayersTest::runs(const QString& stays)
{
    const auto before = disksOf(scratch_->path());
    std::map<fs::path, FileIdentity> files;
    for (const auto& entry : fs::directory_iterator(scratch_->path()))
        files[entry.path()] = statusOf(entry.path()).identity;
    RunProgress progress;
    const Receipt receipt = slim_ ? runSlim(*slim_, chains_.front(), progress, {})
                                  : runShare(*share_, chains_, base_ ? &*base_ : nullptr, progress, {});
    QStringList same;
    for (const auto& [path, identity] : files) {
        if (fs::exists(path) && statusOf(path).identity == identity)
            same << QString::fromStdString(path.filename().string());
    }
    QCOMPARE(same.join(' '), stays);
    for (const auto& entry : fs::directory_iterator(scratch_->path())) {
        const std::string name = entry.path().filename().string();
        if (!name.ends_with(".before-slim"))
            QVERIFY2(diskOf(entry.path(), "qcow2") == before.at(name), name.c_str());
    }
    QCOMPARE(receipt.originals.size() + static_cast<std::size_t>(same.size()), files.size());
}

void NeededLayersTest::isRefused()
{
    const auto before = disksOf(scratch_->path());
    RunProgress progress;
    if (slim_)
        QVERIFY_EXCEPTION_THROWN(runSlim(*slim_, chains_.front(), progress, {}), engine::Error);
    else
        QVERIFY_EXCEPTION_THROWN(runShare(*share_, chains_, base_ ? &*base_ : nullptr, progress, {}), engine::Error);
    QVERIFY(disksOf(scratch_->path()) == before);
}

/// One overlay says that its base is qcow2, another that it is raw.
void NeededLayersTest::oneFileReadInTwoWays()
{
    const Scratch scratch;
    const fs::path out = scratch / "out";
    fs::create_directory(out);
    addImage(scratch.path(), "a", 0);
    addImage(scratch.path(), "b<a", 1);
    runChecked({"qemu-img", "create", "-q", "-f", "qcow2", "-F", "raw", "-b", "a", (scratch / "c").string(), "4M"});
    const std::vector<Chain> chains{openChain(scratch / "b"), openChain(scratch / "c")};
    ImageOptions options;
    options.target = out;
    Progress progress;
    const SharePlan plan = planShare(chains, nullptr, options, progress, {});
    QVERIFY(plan.blockers.empty());
    std::optional<Chain> base;
    if (!plan.newBase)
        base = openChain(plan.base);
    RunProgress running;
    runShare(plan, chains, base ? &*base : nullptr, running, {});
    for (const ImagePlan& image : plan.images)
        QVERIFY(diskOf(image.path, "qcow2") == diskOf(scratch / image.path.filename().string(), "qcow2"));
}

QTEST_GUILESS_MAIN(NeededLayersTest)
#include "needed_layers_test.moc"
