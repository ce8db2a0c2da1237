// shards: 2
#include "report/plan_json.h"
#include "support/guest_tree.h"
#include "support/operation_command.h"
#include "support/plan_oracle.h"
#include "support/random_templates.h"
#include "support/scratch.h"

#include <QtTest>

#include <nlohmann/json.hpp>

// Random templates with real guests through every operation; each result is judged by other programs than ours.

using namespace engine;
using namespace testsupport;

namespace {

namespace fs = std::filesystem;

std::uint64_t numberFromEnvironment(const char* name, std::uint64_t otherwise)
{
    return qEnvironmentVariableIsSet(name) ? qEnvironmentVariable(name).toULongLong() : otherwise;
}

void require(bool condition, const std::string& what)
{
    if (!condition)
        throw std::runtime_error(what);
}

Chain openChain(const fs::path& image, const std::string& format, const fs::path& folder)
{
    ChainOptions options;
    options.policy.openFolder(folder);
    options.format = format;
    Chain chain = Chain::open(image, options);
    chain.requireComplete();
    return chain;
}

}  // namespace

class SlimChainsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void chain_data();
    void chain();
    void everythingWasThere();

private:
    void operate();
    void slim(SlimKind kind);
    void runSlimCommand(SlimKind kind, const SlimPlan& plan) const;
    void share(bool autoBase);
    void shareCopies();
    SharePlan planSharing(const std::optional<Chain>& base);
    void runSharing(const SharePlan& plan, const std::optional<Chain>& given);
    void requireSharedResults(const SharePlan& plan) const;
    fs::path images() const { return made_->images(); }
    const GeneratedChain& first() const { return made_->all().front().layers.chain(); }

    std::optional<Random> random_;
    std::optional<RandomTemplates> made_;
    std::list<TemplateBefore> before_;
    std::vector<Chain> chains_;
    ImageOptions options_;
    std::string operation_;
    std::size_t rounds_ = 0;
    std::uint64_t dropped_ = 0;
    std::set<std::string> met_;
};

void SlimChainsTest::initTestCase()
{
    if (const std::string why = whyNoMounts(); !why.empty())
        QSKIP(why.c_str());
}

/// LAMELLA_SEED and LAMELLA_CHAINS choose others and more.
void SlimChainsTest::chain_data()
{
    QTest::addColumn<quint64>("seed");
    const std::uint64_t first = numberFromEnvironment("LAMELLA_SEED", 1000);
    const std::uint64_t count = numberFromEnvironment("LAMELLA_CHAINS", 16);
    const std::uint64_t shards = numberFromEnvironment("LAMELLA_SHARDS", 1);
    for (std::uint64_t index = numberFromEnvironment("LAMELLA_SHARD", 0); index < count; index += shards)
        QTest::addRow("seed %llu", static_cast<unsigned long long>(first + index)) << quint64(first + index);
}

void SlimChainsTest::chain()
{
    QFETCH(quint64, seed);
    const Scratch scratch;
    random_.emplace(seed);
    before_.clear();
    chains_.clear();
    made_.emplace(scratch.path());
    operation_.clear();
    try {
        operate();
    } catch (const engine::Error& error) {
        std::string text = "error " + std::string(error.code()) + ' ' + error.path().string();
        for (const auto& [key, value] : error.values())
            text += ' ' + std::string(key) + ' ' +
                    std::visit([](const auto& held) { return nlohmann::json(held).dump(); }, value);
        QTest::qFail(text.c_str(), __FILE__, __LINE__);
    } catch (const std::exception& error) {
        QTest::qFail(error.what(), __FILE__, __LINE__);
    }
    if (QTest::currentTestFailed())
        qInfo().noquote() << QString::fromStdString(operation_ + ' ' + optionsText(options_) + "; " + made_->text());
}

void SlimChainsTest::everythingWasThere()
{
    QVERIFY(rounds_ > 0);
    if (rounds_ < 100)
        return;
    QVERIFY(dropped_ > 0);
    for (const char* trait :
         {"standard",    "deep",        "share",        "auto",         "new base",      "whole",
          "dos",         "gpt",         "cli standard", "cli deep",     "cli share",     "xfs",
          "btrfs",       "ntfs",        "swap",         "random bytes", "fat16",         "fat32",
          "crashed ext", "crashed ntf", "crashed fat",  "replace slim", "replace share", "on each other"})
        QVERIFY2(met_.contains(trait), trait);
}

void SlimChainsTest::operate()
{
    options_ = randomOptions(*random_);
    const std::uint64_t dice = random_->below(100);
    if (dice < 70)
        slim(dice < 40 ? SlimKind::Standard : SlimKind::Deep);
    else
        share(dice >= 85);
    met_.insert(made_->traits().begin(), made_->traits().end());
    ++rounds_;
}

void SlimChainsTest::slim(SlimKind kind)
{
    const std::size_t firstMerged = kind == SlimKind::Standard ? 1 : 0;
    made_->add(random_->between(firstMerged + 1, 5), nullptr, nullptr, *random_);
    const TemplateBefore& before = before_.emplace_back(first(), made_->all().front().guest);
    options_.replace = options_.replace && !isRaw(first());
    operation_ = name(kind);
    met_.insert(operation_);
    if (options_.replace)
        met_.insert("replace slim");
    else
        options_.target = random_->chance(60) ? images() / "t0" / "new.qcow2" : images() / "new.qcow2";
    const Chain chain = openChain(first().top(), first().layers.back().format(), images());
    const GeneratedLayer& base = first().layers.front();
    const std::string backing = firstMerged > 0 ? diskOf(base.path, base.format()) : "";
    const GuestRangeSet covered = before.coveredFrom(firstMerged);
    const FilesBefore files(images());

    Progress progress;
    const SlimPlan plan = planSlim(chain, kind, options_, progress, {});
    require(plan.blockers.empty(), "blocked: " + report::toText(report::slimPlanJson(plan)));
    ImageOptions quick = options_;
    quick.exact = false;
    const std::uint64_t atMost = planSlim(chain, kind, quick, progress, {}).image.fileLength;
    require(atMost >= plan.image.fileLength,
            "quick is " + std::to_string(atMost) + " bytes, exact " + std::to_string(plan.image.fileLength));
    requireReasons(plan.image, chain, firstMerged);
    dropped_ += plan.image.saved.garbage;
    if (random_->chance(12)) {
        met_.insert("cli " + operation_);
        runSlimCommand(kind, plan);
    } else {
        RunProgress running;
        files.requireKept(plan.after, runSlim(plan, chain, running, {}));
    }
    requireNewFile(plan.image, plan.image.path);
    const bool compressed = options_.compression != Compression::None;
    const std::uint64_t unit = compressed ? plan.image.result.clusterSize : plan.image.result.unit();
    const std::string after = diskOf(plan.image.path, "qcow2");
    requireContent({plan.image, before.disk(), backing, covered, unit}, after);
    before.requireGuest(after, plan.image.free, options_.dropSystemFiles);
    require(options_.trim || after == before.disk(), "without trimming the disk is another one");
}

void SlimChainsTest::runSlimCommand(SlimKind kind, const SlimPlan& plan) const
{
    Command arguments = commandOptions(options_);
    arguments.insert(arguments.end(), {"--allow", images().string()});
    if (isRaw(first()))
        arguments.insert(arguments.end(), {"-f", "raw"});
    arguments.push_back(first().top().string());
    const std::string word(name(kind));
    const auto done = runCommand(LAMELLA_CLI, {"slim", word}, {word}, arguments);
    require(done.at("image").at("fileLength") == plan.image.fileLength, "the command planned another image");
}

/// The first guest lives alone for a while; the others begin as its copies, on its layers or as full copies.
void SlimChainsTest::shareCopies()
{
    made_->add(random_->between(1, 2), nullptr, nullptr, *random_);
    const GuestDisk common(made_->all().front().guest);
    const GeneratedChain below = first();
    for (std::uint64_t count = random_->between(1, 2); count > 0; --count)
        made_->add(random_->between(1, 2), random_->chance(50) ? &below : nullptr, &common, *random_);
    for (const auto& made : made_->all()) {
        const GeneratedChain& layers = made.layers.chain();
        before_.emplace_back(layers, made.guest);
        chains_.push_back(openChain(layers.top(), layers.layers.back().format(), images()));
    }
    options_.replace = options_.replace && !made_->anyRaw();
    options_.target = images() / "shared";
    fs::create_directories(options_.target);
}

void SlimChainsTest::share(bool autoBase)
{
    operation_ = autoBase ? "auto" : "share";
    met_.insert(operation_);
    shareCopies();
    std::optional<Chain> base;
    if (!autoBase)
        base = random_->chance(50) ? chains_.front() : chains_[random_->below(chains_.size())].lower(1);
    const SharePlan plan = planSharing(base);
    runSharing(plan, base);
    if (options_.replace)
        met_.insert("replace share");
    if (plan.newBase) {
        met_.insert("new base");
        requireNewBase(plan, before_);
    }
    requireSharedResults(plan);
}

/// Templates that rest on one another cannot be replaced at once: then they go elsewhere.
SharePlan SlimChainsTest::planSharing(const std::optional<Chain>& base)
{
    const FilesBefore files(images());
    Progress progress;
    SharePlan plan = planShare(chains_, base ? &*base : nullptr, options_, progress, {});
    const bool onEachOther = std::any_of(plan.blockers.begin(), plan.blockers.end(), [](const PlanNote& note) {
        return note.code == "plan.templateOnTemplate" || note.code == "plan.templateInBase";
    });
    if (options_.replace && onEachOther) {
        met_.insert("on each other");
        options_.replace = false;
        plan = planShare(chains_, base ? &*base : nullptr, options_, progress, {});
    }
    require(plan.blockers.empty(), "blocked: " + report::toText(report::sharePlanJson(plan)));
    ImageOptions quick = options_;
    quick.exact = false;
    requireAtMost(plan, planShare(chains_, base ? &*base : nullptr, quick, progress, {}));
    files.requireSame();
    return plan;
}

void SlimChainsTest::runSharing(const SharePlan& plan, const std::optional<Chain>& given)
{
    const FilesBefore files(images());
    if (!made_->anyRaw() && random_->chance(20)) {
        met_.insert("cli share");
        const Command base{"share", "--base", given ? given->top().path.string() : "auto"};
        Command arguments = commandOptions(options_);
        arguments.insert(arguments.end(), {"--allow", images().string()});
        for (const Chain& chain : chains_)
            arguments.push_back(chain.top().path.string());
        const auto done = runCommand(LAMELLA_CLI, base, base, arguments);
        require(done.at("after").at("fileLength") == plan.after.length(), "the command planned other images");
        return;
    }
    std::optional<Chain> base = given;
    if (!base && !plan.newBase)
        base = openChain(plan.base, {}, images());
    RunProgress running;
    files.requireKept(plan.after, runShare(plan, chains_, base ? &*base : nullptr, running, {}));
}

void SlimChainsTest::requireSharedResults(const SharePlan& plan) const
{
    const std::string backing = diskOf(plan.base, plan.newBase ? "qcow2" : plan.images.front().backingFormat);
    for (std::size_t at = 0; at < plan.images.size(); ++at) {
        const ImagePlan& image = plan.images[at];
        const std::size_t index = plan.templates[at];
        const TemplateBefore& before = *std::next(before_.begin(), static_cast<std::ptrdiff_t>(index));
        requireReasons(image, chains_[index], 0);
        requireNewFile(image, image.path);
        const std::string after = diskOf(image.path, "qcow2");
        requireContent({image, before.disk(), backing, {}, image.result.clusterSize}, after);
        before.requireGuest(after, image.free, options_.dropSystemFiles);
        require(options_.trim || after == before.disk(), "without trimming the disk is another one");
    }
}

QTEST_GUILESS_MAIN(SlimChainsTest)
#include "slim_chains_test.moc"
