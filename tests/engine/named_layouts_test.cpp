#include "plan/doctor/relink_plan.h"
#include "plan/file_names.h"
#include "support/named_layout.h"
#include "support/plain_operations.h"
#include "work/relink.h"

#include <QtTest>

// Operations on random layouts of folders, links, hard links and names: every path that opened a disk before opens the
// same one afterwards, and every path that a plan promises opens the result. QEMU says what is read.

using namespace engine;
using namespace testsupport;

namespace {

namespace fs = std::filesystem;

void require(bool condition, const std::string& what)
{
    if (!condition)
        throw std::runtime_error(what);
}

std::uint64_t numberFromEnvironment(const char* name, std::uint64_t otherwise)
{
    return qEnvironmentVariableIsSet(name) ? qEnvironmentVariable(name).toULongLong() : otherwise;
}

/// What fits into the gate; packaging/stress.sh takes hundreds.
constexpr std::uint64_t usualLayouts = 24;

/// What may be said against an operation on a layout.
const std::set<std::string> reasons{"plan.leadsElsewhere", "plan.baseShared",         "plan.activeNeeded",
                                    "plan.nameTooLong",    "plan.templateOnTemplate", "plan.templateInBase",
                                    "plan.templateTwice",  "relink.incomplete",       "relink.contradicted"};

}  // namespace

class NamedLayoutsTest : public QObject {
    Q_OBJECT

private slots:
    void layouts_data();
    void layouts();
    void everythingWasThere();

private:
    void operate(NamedLayout& layout);
    void slimLayout(NamedLayout& layout, SlimKind kind);
    void shareLayout(NamedLayout& layout);
    void relinkLayout(NamedLayout& layout);
    void judge(const NamedLayout& layout, const Receipt& receipt, std::span<const Chain> chains);
    void judgeResult(const ImagePlan& image, const std::string& content);
    void judgeRest(const NamedLayout& layout, const std::set<fs::path>& gone);
    bool isRefused(const NamedLayout& layout, const std::vector<PlanNote>& blockers);
    fs::path given(NamedLayout& layout, const std::vector<NamedLayer>& chain);

    std::map<fs::path, std::string> before_;
    std::map<std::string, std::size_t> met_;
};

void NamedLayoutsTest::layouts_data()
{
    QTest::addColumn<quint64>("seed");
    const std::uint64_t first = numberFromEnvironment("LAMELLA_SEED", 1);
    const std::uint64_t count = numberFromEnvironment("LAMELLA_LAYOUTS", usualLayouts);
    const std::uint64_t shards = numberFromEnvironment("LAMELLA_SHARDS", 1);
    for (std::uint64_t index = numberFromEnvironment("LAMELLA_SHARD", 0); index < count; index += shards)
        QTest::addRow("%llu", static_cast<unsigned long long>(first + index)) << quint64{first + index};
}

void NamedLayoutsTest::layouts()
{
    QFETCH(const quint64, seed);
    NamedLayout layout(seed);
    const std::string text = layout.text();
    try {
        before_ = layout.contents();
        for (const auto& chain : layout.chains())
            require(before_.contains(chain.back().openedAs), "the layout itself does not open");
        operate(layout);
    } catch (const std::exception& failure) {
        QFAIL((failure.what() + ("\n" + text) + "after\n" + layout.text()).c_str());
    }
}

void NamedLayoutsTest::operate(NamedLayout& layout)
{
    const std::uint64_t dice = layout.random().below(100);
    if (dice < 25 && layout.chains().size() > 1)
        shareLayout(layout);
    else if (dice < 45 && layout.chains().front().size() > 1)
        relinkLayout(layout);
    else
        slimLayout(layout, dice < 70 ? SlimKind::Standard : SlimKind::Deep);
}

/// By the path that the layers above it would use, or by any other that leads to the same disk.
fs::path NamedLayoutsTest::given(NamedLayout& layout, const std::vector<NamedLayer>& chain)
{
    const NamedLayer& top = chain.back();
    if (layout.random().chance(60))
        return top.openedAs;
    std::vector<fs::path> paths;
    for (const auto& [path, content] : before_) {
        if (fs::equivalent(path, top.file) && content == before_.at(top.openedAs))
            paths.push_back(path);
    }
    return layout.random().pick(paths);
}

bool NamedLayoutsTest::isRefused(const NamedLayout& layout, const std::vector<PlanNote>& blockers)
{
    for (const PlanNote& note : blockers) {
        const std::string code(note.code);
        require(reasons.contains(code), "refused because of " + code);
        ++met_[code];
    }
    if (!blockers.empty()) {
        require(layout.contents() == before_, "refused, and changed");
        ++met_["refused"];
    }
    return !blockers.empty();
}

void NamedLayoutsTest::judgeResult(const ImagePlan& image, const std::string& content)
{
    require(!image.openedAs.empty() && image.openedAs.front() == image.path, "the plan promises no path");
    for (const fs::path& path : image.openedAs) {
        ++met_["promised paths"];
        require(contentBy(path) == content, "the result by " + path.string());
    }
}

void NamedLayoutsTest::judgeRest(const NamedLayout& layout, const std::set<fs::path>& gone)
{
    const std::map<fs::path, std::string> after = layout.contents();
    for (const auto& [path, content] : before_) {
        if (gone.contains(path))
            continue;
        ++met_["paths as before"];
        require(after.contains(path), "does not open any more: " + path.string());
        require(after.at(path) == content, "has another content: " + path.string());
    }
    require(runChecked({"find", layout.root().string(), "-name", "*.lamella-*"}).empty(), "something is left behind");
}

/// All that opened before opens as before, but for names that the plan takes away.
void NamedLayoutsTest::judge(const NamedLayout& layout, const Receipt& receipt, std::span<const Chain> chains)
{
    std::set<fs::path> gone;
    for (const KeptOriginal& original : receipt.originals) {
        if (fs::exists(original.path))
            continue;
        gone.insert(original.path);
        for (const Chain& chain : chains) {
            for (const Layer& layer : chain.layers()) {
                const std::vector<fs::path> way = namesOnTheWay(layer.path);
                if (way.back() == original.path)
                    gone.insert(way.begin(), way.end());
            }
        }
    }
    judgeRest(layout, gone);
}

void NamedLayoutsTest::slimLayout(NamedLayout& layout, SlimKind kind)
{
    const auto& layers = layout.random().pick(layout.chains());
    if (layers.size() == 1)
        kind = SlimKind::Deep;
    const fs::path top = given(layout, layers);
    const std::string content = before_.at(top);
    const std::vector<Chain> chains{openChain(top, layout.root())};
    ImageOptions options = plainOptions();
    options.replace = layout.random().chance(65);
    options.searchFolders = {layout.root()};
    if (!options.replace)
        options.target = layout.freePath();
    Progress planning;
    const SlimPlan plan = planSlim(chains.front(), kind, options, planning, {});
    if (isRefused(layout, plan.blockers))
        return;
    RunProgress progress;
    const Receipt receipt = runSlim(plan, chains.front(), progress, {});
    judgeResult(plan.image, content);
    require(contentBy(options.replace ? top : options.target) == content, "the result by the path that was given");
    judge(layout, receipt, chains);
    ++met_[std::string(name(kind)) + (options.replace ? " replaced" : " to")];
    met_["whole path"] += has(plan.cautions, "plan.wholePath") ? 1 : 0;
}

void NamedLayoutsTest::shareLayout(NamedLayout& layout)
{
    std::vector<Chain> chains;
    std::vector<std::string> contents;
    for (const auto& layers : layout.chains()) {
        const fs::path top = given(layout, layers);
        contents.push_back(before_.at(top));
        chains.push_back(openChain(top, layout.root()));
    }
    std::optional<Chain> base;
    const NamedLayer& lowest = layout.chains().front().front();
    if (layout.random().chance(60) && lowest.format == "qcow2")
        base.emplace(openChain(lowest.openedAs, layout.root()));
    ImageOptions options = plainOptions();
    options.replace = layout.random().chance(65);
    options.searchFolders = {layout.root()};
    if (!options.replace)
        options.target = layout.emptyFolder();
    Progress progress;
    const SharePlan plan = planShare(chains, base ? &*base : nullptr, options, progress, {});
    if (isRefused(layout, plan.blockers))
        return;
    const Receipt receipt = share(plan, chains, layout.root());
    for (std::size_t at = 0; at < plan.images.size(); ++at)
        judgeResult(plan.images[at], contents[plan.templates[at]]);
    judge(layout, receipt, chains);
    ++met_[std::string("shared") + (plan.newBase ? " a new base" : "") + (options.replace ? " replaced" : " to")];
}

/// The base goes elsewhere; the overlay gets its new name.
void NamedLayoutsTest::relinkLayout(NamedLayout& layout)
{
    const auto& layers = layout.chains().front();
    const fs::path top = layers.back().openedAs;
    const std::string content = before_.at(top);
    const fs::path moved = layout.freePath();
    const std::uint64_t inode = statusOf(layers.front().file).identity.inode;
    fs::rename(layers.front().file, moved);
    before_ = layout.contents();
    const Chain broken = Chain::open(top, trusting(layout.root()));
    Progress progress;
    const auto search = searchBacking(broken, {layout.root()}, trusting(layout.root()), progress, {});
    if (!search) {
        ++met_["nothing missing"];
        return;
    }
    const auto found =
        std::find_if(search->candidates.begin(), search->candidates.end(),
                     [&](const BackingCandidate& candidate) { return candidate.status.identity.inode == inode; });
    // A raw disk is known by its ending.
    if (found == search->candidates.end()) {
        require(layers.front().format == "raw", "the base was not found");
        return;
    }
    const RelinkPlan plan = planRelink(*search, *found, layout.random().chance(30));
    if (isRefused(layout, plan.blockers))
        return;
    RunProgress running;
    runRelink(plan, running, {});
    require(contentBy(top) == content, "the chain that was mended");
    for (const fs::path& path : plan.openedAs)
        require(contentBy(path).has_value(), "does not open: " + path.string());
    judgeRest(layout, {});
    ++met_["relinked"];
}

void NamedLayoutsTest::everythingWasThere()
{
    for (const auto& [what, times] : met_)
        qInfo("%zu %s", times, what.c_str());
    if (numberFromEnvironment("LAMELLA_LAYOUTS", usualLayouts) < usualLayouts)
        return;
    for (const char* what : {"standard replaced", "standard to", "deep replaced", "relinked", "refused"})
        QVERIFY2(met_.contains(what), what);
}

QTEST_GUILESS_MAIN(NamedLayoutsTest)
#include "named_layouts_test.moc"
