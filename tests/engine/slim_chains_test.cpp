// shards: 2
#include "chain/layer_map.h"
#include "plan/merge_input.h"
#include "report/plan_json.h"
#include "support/guest_tree.h"
#include "support/scratch.h"
#include "support/slim_oracle.h"
#include "support/template_chain.h"
#include "work/operation.h"

#include <QtTest>

#include <nlohmann/json.hpp>

#include <array>
#include <list>
#include <set>

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

ImageOptions randomOptions(Random& random)
{
    static constexpr std::array kinds{Compression::None, Compression::None, Compression::None, Compression::Zlib,
                                      Compression::Zstd};
    ImageOptions options;
    options.compression = random.pick(kinds);
    if (random.chance(45))
        options.clusterSize = std::uint64_t{1} << random.between(9, 21);
    options.extendedL2 = random.chance(30);
    if (options.extendedL2)
        options.clusterSize = std::uint64_t{1} << random.between(14, 21);
    options.trim = random.chance(88);
    options.dropSystemFiles = random.chance(25);
    options.shareEqualClusters = random.chance(25);
    options.replace = random.chance(35);
    return options;
}

std::string optionsText(const ImageOptions& options)
{
    return "compression " + std::to_string(static_cast<int>(options.compression)) + ", clusters " +
           std::to_string(options.clusterSize) + (options.extendedL2 ? ", extended L2" : "") +
           (options.trim ? "" : ", no trim") + (options.dropSystemFiles ? ", drop system files" : "") +
           (options.shareEqualClusters ? ", share equal" : "") + (options.replace ? ", replace" : "");
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

/// Path -> content of every file below.
std::map<std::string, std::string> filesBelow(const fs::path& folder)
{
    auto tree = hashTree(folder);
    std::erase_if(tree, [](const auto& entry) { return entry.second == "folder"; });
    return tree;
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
    void makeTemplate(std::size_t layers, const GeneratedChain* below, const GuestDisk* guest);
    void slim(SlimKind kind);
    void runSlimCommand(SlimKind kind, const SlimPlan& plan);
    void share(bool autoBase);
    void requireReasons(const ImagePlan& plan, const Chain& chain, std::size_t firstMerged);
    void requireSharedResults(const SharePlan& plan, const std::vector<Chain>& chains);
    void requireNewBase(const SharePlan& plan);
    template <class Plan>
    void requireFiles(const Plan& plan, const Receipt& receipt) const;
    fs::path images() const { return *scratch_ / "images"; }

    struct Template {
        GuestDisk guest;
        TemplateChain layers;
    };

    std::optional<Random> random_;
    std::optional<Scratch> scratch_;
    std::list<Template> templates_;
    std::list<TemplateBefore> before_;
    std::map<std::string, std::string> filesBefore_;
    ImageOptions options_;
    std::string summary_;
    std::size_t chains_ = 0;
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
    random_.emplace(seed);
    before_.clear();
    templates_.clear();
    scratch_.emplace();
    summary_.clear();
    try {
        options_ = randomOptions(*random_);
        const std::uint64_t dice = random_->below(100);
        if (dice < 70)
            slim(dice < 40 ? SlimKind::Standard : SlimKind::Deep);
        else
            share(dice >= 85);
        ++chains_;
    } catch (const engine::Error& error) {
        std::string text = "error " + std::string(error.code()) + ' ' + error.path().string();
        for (const auto& [key, value] : error.values())
            text += ' ' + std::string(key) + ' ' +
                    std::visit([](const auto& held) { return nlohmann::json(held).dump(); }, value);
        QTest::qFail(text.c_str(), __FILE__, __LINE__);
    } catch (const std::exception& error) {
        QTest::qFail(error.what(), __FILE__, __LINE__);
    }
    if (!QTest::currentTestFailed())
        return;
    qInfo().noquote() << QString::fromStdString(summary_ + "; " + optionsText(options_));
    for (const Template& made : templates_)
        qInfo().noquote() << QString::fromStdString(made.layers.chain().historyText());
}

void SlimChainsTest::everythingWasThere()
{
    QVERIFY(chains_ > 0);
    if (chains_ < 100)
        return;
    QVERIFY(dropped_ > 0);
    for (const char* trait : {"standard", "deep", "share", "auto", "new base", "whole", "dos", "gpt", "cli", "xfs",
                              "btrfs", "ntfs", "swap", "random bytes", "fat16", "fat32", "crashed", "replace"})
        QVERIFY2(met_.contains(trait), trait);
}

/// A guest's life, a layer for each part of it.
void SlimChainsTest::makeTemplate(std::size_t layers, const GeneratedChain* below, const GuestDisk* guest)
{
    const std::string name = "t" + std::to_string(templates_.size());
    const fs::path guestFolder = *scratch_ / ("guest of " + name);
    fs::create_directories(guestFolder);
    fs::create_directories(images() / name);
    GuestDisk disk = guest ? GuestDisk(*guest, guestFolder) : GuestDisk(guestFolder, *random_);
    TemplateChain chain = below ? TemplateChain(images() / name, *below) : TemplateChain(images() / name);
    Template& made = templates_.emplace_back(std::move(disk), std::move(chain));
    summary_ += name + ": " + made.guest.layout();
    met_.insert(made.guest.layout());
    for (std::size_t layer = 0; layer < layers; ++layer) {
        made.guest.use(*random_);
        if (layer + 1 == layers)
            made.guest.crash(*random_);
        made.layers.addLayer(made.guest.content(), made.guest.end(), *random_);
    }
    for (const GuestVolume& volume : made.guest.volumes()) {
        met_.insert(volume.kind);
        if (volume.untouchable && volume.kind.starts_with("ext"))
            met_.insert("crashed");
        summary_ += ", " + volume.kind + (volume.untouchable ? " (untouchable)" : "") + " at " +
                    std::to_string(volume.start) + " + " + std::to_string(volume.length);
    }
    summary_ += "\n";
}

void SlimChainsTest::requireReasons(const ImagePlan& plan, const Chain& chain, std::size_t firstMerged)
{
    Progress progress;
    const std::vector<LayerMap> maps = readLayerMaps(chain, MapDepth::Quick, progress, {});
    const std::span merged = std::span(maps).subspan(firstMerged);
    std::uint64_t stored = 0;
    for (const LayerMap& map : merged)
        stored += map.own.select({ExtentState::Data, ExtentState::Compressed}).total();
    const SavedBytes& saved = plan.saved;
    const std::uint64_t kept = intersectionOf(visibleOf(merged).stored, plan.result.data).total();
    const std::uint64_t reasons = saved.hidden + saved.garbage + saved.zero + saved.duplicate;
    require(reasons + kept == stored, "of " + std::to_string(stored) + " stored bytes " + std::to_string(kept) +
                                          " are kept and " + std::to_string(reasons) + " have a reason: hidden " +
                                          std::to_string(saved.hidden) + ", garbage " + std::to_string(saved.garbage) +
                                          ", zero " + std::to_string(saved.zero) + ", duplicate " +
                                          std::to_string(saved.duplicate));
    dropped_ += saved.garbage;
}

/// Every file that was there is there, under its own or its kept name; every new file was planned, with its length.
template <class Plan>
void SlimChainsTest::requireFiles(const Plan& plan, const Receipt& receipt) const
{
    std::map<std::string, std::string> expected = filesBefore_;
    for (const KeptOriginal& original : receipt.originals) {
        const auto moved = expected.extract(fs::relative(original.path, images()).string());
        require(!moved.empty(), original.path.string() + " was never there");
        expected[fs::relative(original.keptAs, images()).string()] = moved.mapped();
    }
    require(plan.after.files.size() == receipt.actual.files.size(), "the receipt has other files");
    const auto now = filesBelow(images());
    for (std::size_t index = 0; index < plan.after.files.size(); ++index) {
        const FileSize& planned = plan.after.files[index];
        require(planned.length == fs::file_size(planned.path) && planned.length == receipt.actual.files[index].length,
                planned.path.string() + " has not the planned length");
        const std::string name = fs::relative(fs::canonical(planned.path), images()).string();
        expected.emplace(name, now.at(name));
    }
    const std::string differs = difference(expected, now);
    require(differs.empty(), differs);
}

void SlimChainsTest::slim(SlimKind kind)
{
    const std::size_t first = kind == SlimKind::Standard ? 1 : 0;
    makeTemplate(random_->between(first + 1, 5), nullptr, nullptr);
    const GeneratedChain& made = templates_.front().layers.chain();
    const TemplateBefore& before = before_.emplace_back(made, templates_.front().guest);
    options_.replace = options_.replace && !made.layers.back().recipe.raw;
    summary_ += std::string(name(kind)) + " slim";
    met_.insert(std::string(name(kind)));
    if (options_.replace)
        met_.insert("replace");
    else
        options_.target = random_->chance(60) ? images() / "t0" / "new.qcow2" : images() / "new.qcow2";
    const Chain chain = openChain(made.top(), made.layers.back().format(), images());
    const std::string backing = first > 0 ? diskOf(made.layers.front().path, made.layers.front().format()) : "";
    const GuestRangeSet covered = before.coveredFrom(first);
    filesBefore_ = filesBelow(images());

    Progress progress;
    const SlimPlan plan = planSlim(chain, kind, options_, progress, {});
    require(plan.blockers.empty(), "blocked: " + report::toText(report::slimPlanJson(plan)));
    ImageOptions quick = options_;
    quick.exact = false;
    const std::uint64_t atMost = planSlim(chain, kind, quick, progress, {}).image.fileLength;
    require(atMost >= plan.image.fileLength, "the quick preview promised " + std::to_string(atMost) +
                                                 " bytes, exact is " + std::to_string(plan.image.fileLength));
    requireReasons(plan.image, chain, first);
    if (random_->chance(12)) {
        runSlimCommand(kind, plan);
    } else {
        RunProgress running;
        requireFiles(plan, runSlim(plan, chain, running, {}));
    }
    requireNewFile(plan.image, plan.image.path);
    const bool compressed = options_.compression != Compression::None;
    const std::uint64_t unit = compressed ? plan.image.result.clusterSize : plan.image.result.unit();
    const std::string after = diskOf(plan.image.path, "qcow2");
    requireContent({plan.image, before.disk(), backing, covered, unit}, after);
    before.requireGuest(after, plan.image.free, options_.dropSystemFiles);
    require(options_.trim || after == before.disk(), "without trimming the disk is another one");
}

/// The same through the command line.
void SlimChainsTest::runSlimCommand(SlimKind kind, const SlimPlan& plan)
{
    met_.insert("cli");
    static constexpr std::array compressions{"none", "zlib", "zstd"};
    Command command{LAMELLA_CLI,
                    "plan",
                    std::string(name(kind)),
                    "--output=json",
                    "--allow",
                    images().string(),
                    "--compress",
                    compressions[static_cast<std::size_t>(options_.compression)]};
    const auto add = [&](bool on, const Command& more) {
        if (on)
            command.insert(command.end(), more.begin(), more.end());
    };
    add(options_.clusterSize > 0, {"--cluster-size", std::to_string(options_.clusterSize)});
    add(options_.extendedL2, {"--extended-l2"});
    add(!options_.trim, {"--no-trim"});
    add(options_.dropSystemFiles, {"--drop-system-files"});
    add(options_.shareEqualClusters, {"--share-equal"});
    add(options_.replace, {"--replace"});
    add(!options_.replace, {"--to", options_.target.string()});
    const GeneratedChain& made = templates_.front().layers.chain();
    if (made.layers.back().recipe.raw)
        add(true, {"-f", "raw"});
    command.push_back(made.top().string());
    Command exact = command;
    exact.insert(exact.begin() + 3, "--exact");
    const auto preview = nlohmann::json::parse(runChecked(exact));
    command[1] = "slim";
    const auto done = nlohmann::json::parse(runChecked(command));
    for (const char* key : {"before", "after", "savedBytes", "garbageBytes", "duplicateBytes", "zeroBytes",
                            "hiddenBytes", "sharedBytes", "fragmentationLossBytes", "unknownBytes", "peakBytes"})
        require(preview.at(key) == done.at(key), std::string(key) + ": the preview said otherwise");
    require(done.at("actual").at("fileLength") == done.at("after").at("fileLength") &&
                done.at("actual").at("savedBytes") == done.at("savedBytes"),
            "the receipt is not the plan");
    require(done.at("image").at("fileLength") == plan.image.fileLength, "the command planned another image");
}

void SlimChainsTest::share(bool autoBase)
{
    met_.insert(autoBase ? "auto" : "share");
    // The first guest lives alone for a while; the others begin as its copies, on its layers or as full copies.
    makeTemplate(random_->between(1, 2), nullptr, nullptr);
    const GuestDisk common(templates_.front().guest);
    const GeneratedChain below = templates_.front().layers.chain();
    const bool crashed = std::any_of(common.volumes().begin(), common.volumes().end(), [](const GuestVolume& volume) {
        return volume.untouchable && volume.kind.starts_with("ext");
    });
    const std::uint64_t count = random_->between(1, 2);
    for (std::uint64_t index = 0; index < count; ++index)
        makeTemplate(random_->between(1, 2), random_->chance(50) && !crashed ? &below : nullptr, &common);

    summary_ += autoBase ? "share, automatic base" : "share, given base";
    std::vector<Chain> chains;
    for (const Template& made : templates_) {
        const GeneratedChain& layers = made.layers.chain();
        before_.emplace_back(layers, made.guest);
        chains.push_back(openChain(layers.top(), layers.layers.back().format(), images()));
        options_.replace = options_.replace && !layers.layers.back().recipe.raw;
    }
    options_.replace = options_.replace && false;
    options_.target = *scratch_ / "images" / "shared";
    fs::create_directories(options_.target);
    std::optional<Chain> base;
    if (!autoBase)
        base = random_->chance(50) ? chains.front() : chains[random_->below(chains.size())].lower(1);
    filesBefore_ = filesBelow(images());

    Progress progress;
    const SharePlan plan = planShare(chains, base ? &*base : nullptr, options_, progress, {});
    require(plan.blockers.empty(), "blocked: " + report::toText(report::sharePlanJson(plan)));
    if (!base && !plan.newBase)
        base = openChain(plan.base, {}, images());
    RunProgress running;
    requireFiles(plan, runShare(plan, chains, base ? &*base : nullptr, running, {}));
    if (plan.newBase)
        requireNewBase(plan);
    requireSharedResults(plan, chains);
}

/// At least two templates have each cluster of it.
void SlimChainsTest::requireNewBase(const SharePlan& plan)
{
    met_.insert("new base");
    requireNewFile(*plan.newBase, plan.base);
    const std::string disk = diskOf(plan.base, "qcow2");
    std::vector<std::string> kept;
    std::size_t at = 0;
    for (const TemplateBefore& before : before_) {
        kept.push_back(keptOf(before.disk(), plan.newBaseContent.free[at++]));
        kept.back().resize(disk.size());
    }
    const std::uint64_t clusterSize = plan.newBase->result.clusterSize;
    for (std::uint64_t start = 0; start < disk.size(); start += clusterSize) {
        const std::uint64_t length = std::min<std::uint64_t>(clusterSize, disk.size() - start);
        if (plan.newBase->result.data.restrictedTo({GuestOffset(start), length}).empty())
            continue;
        const auto have = std::count_if(kept.begin(), kept.end(), [&](const std::string& one) {
            return one.compare(start, length, disk, start, length) == 0;
        });
        require(have >= 2, "the new base holds at " + std::to_string(start) + " what fewer than two templates have");
    }
}

void SlimChainsTest::requireSharedResults(const SharePlan& plan, const std::vector<Chain>& chains)
{
    const std::string backing = diskOf(plan.base, plan.newBase ? "qcow2" : plan.images.front().backingFormat);
    for (std::size_t at = 0; at < plan.images.size(); ++at) {
        const ImagePlan& image = plan.images[at];
        const std::size_t index = plan.templates[at];
        const TemplateBefore& before = *std::next(before_.begin(), static_cast<std::ptrdiff_t>(index));
        requireReasons(image, chains[index], 0);
        requireNewFile(image, image.path);
        const std::string after = diskOf(image.path, "qcow2");
        requireContent({image, before.disk(), backing, {}, image.result.clusterSize, true}, after);
        before.requireGuest(after, image.free, options_.dropSystemFiles);
        require(options_.trim || after == before.disk(), "without trimming the disk is another one");
    }
}

QTEST_GUILESS_MAIN(SlimChainsTest)
#include "slim_chains_test.moc"
