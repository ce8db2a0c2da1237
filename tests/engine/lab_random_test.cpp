// shards: 4
#include "support/practice.h"
#include "support/random.h"
#include "support/scratch.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace engine;
using namespace engine::lab;
using namespace testsupport;

namespace {

void put(std::string& disk, std::uint64_t offset, std::uint64_t length, std::uint64_t pattern)
{
    fillPattern("pattern " + std::to_string(pattern), offset,
                std::as_writable_bytes(std::span(disk)).subspan(offset, length));
}

/// What the guest of the random run should read, kept apart from all images.
struct Model {
    std::string disk;
    std::map<std::string, std::string> snapshots;  ///< of the active layer; no layer above it was made since
};

/// Random steps that a guest and an administrator can take; refused ones change nothing.
class RandomRun {
public:
    RandomRun(std::uint64_t seed, const PracticeOptions& options)
        : random_(seed), options_(options), practice_(scratch_ / "practice", options)
    {
        models_ = {{std::string(options.diskSize(), '\0'), {}}};
        history_ = {models_};
    }

    void steps(int count)
    {
        for (int at = 0; at < count; ++at) {
            if (random_.chance(12))
                goSomewhere();
            else
                take();
            compare();
        }
    }

private:
    void take();
    Step chooseGuestStep(std::uint64_t number);
    Step chooseStep();
    void apply(const Step& step);
    void applySnapshot(const Step& step, Model& model);
    void goSomewhere();
    void compare();
    bool isBaseOfOthers(std::uint64_t number) const;

    Random random_;
    PracticeOptions options_;
    Scratch scratch_;
    Practice practice_;
    std::vector<Model> models_;
    std::vector<std::vector<Model>> history_;
};

Step RandomRun::chooseGuestStep(std::uint64_t number)
{
    static const std::vector<Action> actions{Action::Write, Action::Write, Action::Write, Action::Zero,
                                             Action::Discard};
    Step step = labStep(random_.pick(actions), number);
    step.pattern = random_.below(4);
    step.offset = random_.below(options_.clusters) * options_.clusterSize;
    step.length = options_.clusterSize * random_.between(1, 3);
    if (step.action == Action::Write && random_.chance(50)) {
        step.offset += 512 * random_.below(options_.clusterSize / 512);
        step.length = 512 * random_.between(1, options_.clusterSize / 256);
    }
    step.length = std::min(step.length, options_.diskSize() - step.offset);
    return step;
}

Step RandomRun::chooseStep()
{
    const std::uint64_t number = random_.below(models_.size());
    if (random_.chance(60))
        return chooseGuestStep(number);
    static const std::vector<Action> actions{Action::AddOverlay,   Action::AddOverlay,     Action::TakeSnapshot,
                                             Action::TakeSnapshot, Action::RevertSnapshot, Action::DeleteSnapshot,
                                             Action::Commit,       Action::StandardSlim,   Action::DeepSlim,
                                             Action::CopyTemplate, Action::ShareBase};
    Step step = labStep(random_.pick(actions), number);
    static const std::vector<std::string> names{"one", "two", "three"};
    step.name = random_.pick(names);
    return step;
}

void RandomRun::applySnapshot(const Step& step, Model& model)
{
    if (step.action == Action::TakeSnapshot)
        model.snapshots[step.name] = model.disk;
    else if (step.action == Action::RevertSnapshot)
        model.disk = model.snapshots.at(step.name);
    else
        model.snapshots.erase(step.name);
}

void RandomRun::apply(const Step& step)
{
    Model& model = models_[step.templateNumber];
    const std::uint64_t first = step.offset / options_.clusterSize * options_.clusterSize;
    const std::uint64_t end =
        (step.offset + step.length + options_.clusterSize - 1) / options_.clusterSize * options_.clusterSize;
    switch (step.action) {
    case Action::Write:
        put(model.disk, step.offset, step.length, step.pattern);
        break;
    case Action::Zero:
    case Action::Discard:
        std::fill_n(model.disk.begin() + static_cast<std::ptrdiff_t>(first), end - first, '\0');
        break;
    case Action::TakeSnapshot:
    case Action::RevertSnapshot:
    case Action::DeleteSnapshot:
        applySnapshot(step, model);
        break;
    case Action::CopyTemplate:
        models_.push_back({model.disk, {}});
        break;
    case Action::ShareBase:
        for (Model& each : models_)
            each.snapshots.clear();
        break;
    default:
        model.snapshots.clear();
    }
}

/// After a sharing, one template may be what the others stand on: what is written to it changes them too.
bool RandomRun::isBaseOfOthers(std::uint64_t number) const
{
    const std::filesystem::path top = practice_.open(number).top().path;
    for (std::uint64_t other = 0; other < models_.size(); ++other) {
        const Chain chain = practice_.open(other);
        const auto layers = chain.layers();
        if (other != number && std::any_of(layers.begin(), layers.end(), [&](auto& each) { return each.path == top; }))
            return true;
    }
    return false;
}

void RandomRun::take()
{
    const Step step = chooseStep();
    static const std::set<Action> writes{Action::Write, Action::Zero, Action::Discard, Action::RevertSnapshot};
    if (writes.contains(step.action) && isBaseOfOthers(step.templateNumber))
        return;
    const auto before = filesOf(practice_.images());
    try {
        const Outcome& outcome = practice_.run(step);
        QVERIFY(!outcome.what.code.empty());
    } catch (const Error&) {
        QCOMPARE(filesOf(practice_.images()), before);
        return;
    }
    history_.resize(practice_.done());
    apply(step);
    history_.push_back(models_);
}

void RandomRun::goSomewhere()
{
    const std::size_t to = random_.below(practice_.steps().size() + 1);
    practice_.go(to);
    models_ = history_.at(to);
}

void RandomRun::compare()
{
    requireClean(practice_);
    QCOMPARE(practice_.templates().size(), models_.size());
    for (std::size_t number = 0; number < models_.size(); ++number) {
        requireSameTables(practice_, number);
        QVERIFY(convertedDisk(practice_, number) == models_[number].disk);
        const Disk own = readDisk(practice_.open(number));
        QVERIFY(std::equal(own.begin(), own.end(), std::as_bytes(std::span(models_[number].disk)).begin()));
    }
}

}  // namespace

/// Hundreds of random steps on real images, held against plain memory and qemu-img after each.
class LabRandomTest : public QObject {
    Q_OBJECT

private slots:
    void readsAsTheModel_data();
    void readsAsTheModel();
};

void LabRandomTest::readsAsTheModel_data()
{
    QTest::addColumn<quint64>("seed");
    QTest::addColumn<quint64>("clusterSize");
    QTest::addColumn<quint64>("clusters");
    const quint64 sizes[] = {4096, 8192, 16384, 65536};
    const quint64 shard = static_cast<quint64>(qEnvironmentVariableIntValue("LAMELLA_SHARD"));
    const quint64 shards = static_cast<quint64>(std::max(1, qEnvironmentVariableIntValue("LAMELLA_SHARDS")));
    for (quint64 seed = shard; seed < 8; seed += shards)
        QTest::newRow(qPrintable(QString("seed %1").arg(seed))) << seed << sizes[seed % 4] << 64 + 64 * (seed % 3);
}

void LabRandomTest::readsAsTheModel()
{
    QFETCH(quint64, seed);
    QFETCH(quint64, clusterSize);
    QFETCH(quint64, clusters);
    RandomRun(seed, {clusterSize, clusters, false}).steps(50);
}

QTEST_GUILESS_MAIN(LabRandomTest)
#include "lab_random_test.moc"
