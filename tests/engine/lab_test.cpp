// shards: 2
#include "support/process.h"
#include "support/random.h"
#include "support/scratch.h"
#include "work/lab/facts.h"
#include "work/lab/practice.h"

#include <QTest>

#include <map>

using namespace engine;
using namespace engine::lab;
using namespace testsupport;
namespace fs = std::filesystem;

namespace {

using Names = std::vector<std::string>;

Step on(Action action, std::uint64_t number = 0)
{
    Step step;
    step.action = action;
    step.templateNumber = number;
    return step;
}

Step named(Action action, const std::string& name, std::uint64_t length = 0)
{
    Step step = on(action);
    step.name = name;
    step.length = length;
    return step;
}

/// qemu-img's judgement of every image that is in its place.
void requireClean(const Practice& practice)
{
    for (const auto& [name, state] : practice.imageStates())
        runChecked({"qemu-img", "check", "-q", (practice.images() / name).string()});
}

std::string converted(const Practice& practice, std::size_t number, const Scratch& scratch)
{
    const fs::path raw = scratch / "converted.raw";
    runChecked({"qemu-img", "convert", "-O", "raw", practice.top(number).string(), raw.string()});
    return readFile(raw);
}

std::map<std::string, std::string> filesOf(const fs::path& folder)
{
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file())
            files[entry.path().lexically_relative(folder).string()] = readFile(entry.path());
    }
    return files;
}

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
    Step step = on(random_.pick(actions), number);
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
    Step step = on(random_.pick(actions), number);
    static const Names names{"one", "two", "three"};
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

void RandomRun::take()
{
    const Step step = chooseStep();
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
        QVERIFY(converted(practice_, number, scratch_) == models_[number].disk);
        const Disk own = readDisk(practice_.open(number));
        QVERIFY(std::equal(own.begin(), own.end(), std::as_bytes(std::span(models_[number].disk)).begin()));
    }
}

}  // namespace

class LabTest : public QObject {
    Q_OBJECT

private slots:
    void randomStepsReadAsTheModel_data();
    void randomStepsReadAsTheModel();
    void guestFilesAreSound_data();
    void guestFilesAreSound();
    void workedExamples_data();
    void workedExamples();
    void changesNameWhatDiffers();
    void undoAndRedoBringTheFilesBack();
    void sameStepsGiveTheSameFiles();
    void brokenChains();
    void refusals_data();
    void refusals();
};

void LabTest::randomStepsReadAsTheModel_data()
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

void LabTest::randomStepsReadAsTheModel()
{
    QFETCH(quint64, seed);
    QFETCH(quint64, clusterSize);
    QFETCH(quint64, clusters);
    RandomRun(seed, {clusterSize, clusters, false}).steps(60);
}

void LabTest::guestFilesAreSound_data()
{
    QTest::addColumn<quint64>("clusterSize");
    QTest::addColumn<quint64>("clusters");
    for (quint64 size = 4096; size <= 262144; size *= 2) {
        const quint64 clusters = size == 4096 || size == 65536 ? 256 : 64;
        QTest::newRow(qPrintable(QString("%1 x %2").arg(clusters).arg(size))) << size << clusters;
    }
}

/// Files of random lengths come and go, in overlays and under snapshots; e2fsprogs reads what we wrote.
void LabTest::guestFilesAreSound()
{
    QFETCH(quint64, clusterSize);
    QFETCH(quint64, clusters);
    const Scratch scratch;
    Practice practice(scratch / "practice", {clusterSize, clusters, true});
    Random random(clusterSize + clusters);
    std::map<std::string, std::pair<std::uint64_t, std::uint64_t>> files;  // length and pattern
    for (int at = 0; at < 25; ++at) {
        Step step = named(random.chance(65) ? Action::WriteFile : Action::DeleteFile,
                          "File" + std::to_string(random.below(8)), random.between(1, 3 * clusterSize));
        step.pattern = random.below(100);
        if (random.chance(15))
            step.action = random.chance(50) ? Action::AddOverlay : Action::Trim;
        try {
            practice.run(step);
        } catch (const Error& error) {
            QVERIFY(error.code() == "lab.noFile" || error.code() == "lab.tooManyLayers");
            continue;
        }
        if (step.action == Action::WriteFile)
            files[step.name] = {step.length, step.pattern};
        else if (step.action == Action::DeleteFile)
            files.erase(step.name);
    }
    requireClean(practice);
    writeFile(scratch / "disk.raw", converted(practice, 0, scratch));
    runChecked({"e2fsck", "-fn", (scratch / "disk.raw").string()});
    Names names;
    for (const auto& [name, facts] : files) {
        names.push_back(name);
        std::string content(facts.first, '\0');
        fillPattern(name + " version " + std::to_string(facts.second), 0, std::as_writable_bytes(std::span(content)));
        runChecked(
            {"debugfs", "-R", "dump /" + name + " " + (scratch / "content").string(), (scratch / "disk.raw").string()});
        QVERIFY(readFile(scratch / "content") == content);
    }
    QCOMPARE(readFacts(practice).templates[0].files, names);
}

namespace {

/// File1 in the base; File2 and File3 in the diff; File4 and File5 in the second-level diff.
void buildExample(Practice& practice)
{
    practice.run(named(Action::WriteFile, "File1"));
    practice.run(on(Action::AddOverlay));
    practice.run(named(Action::WriteFile, "File2"));
    practice.run(named(Action::WriteFile, "File3"));
    practice.run(on(Action::AddOverlay));
    practice.run(named(Action::WriteFile, "File4"));
    practice.run(named(Action::WriteFile, "File5"));
}

}  // namespace

void LabTest::workedExamples_data()
{
    QTest::addColumn<quint64>("clusterSize");
    for (quint64 size = 4096; size <= 262144; size *= 4)
        QTest::newRow(qPrintable(QString::number(size))) << size;
}

void LabTest::workedExamples()
{
    QFETCH(quint64, clusterSize);
    const Scratch scratch;
    Practice practice(scratch / "practice", {clusterSize, 64, true});
    buildExample(practice);
    const Facts before = readFacts(practice);
    QCOMPARE(before.templates[0].layers.size(), std::size_t{3});
    QCOMPARE(before.templates[0].layers[0].files, Names{"File1"});
    QCOMPARE(before.templates[0].layers[1].files, (Names{"File2", "File3"}));
    QCOMPARE(before.templates[0].layers[2].files, (Names{"File4", "File5"}));

    practice.run(named(Action::DeleteFile, "File3"));
    practice.run(named(Action::DeleteFile, "File4"));
    const Facts deleted = readFacts(practice);
    QCOMPARE(deleted.length, before.length);
    QCOMPARE(deleted.templates[0].layers[1].garbage, std::uint64_t{1});
    QCOMPARE(deleted.templates[0].layers[2].garbage, std::uint64_t{1});
    practice.run(on(Action::StandardSlim));
    const Facts standard = readFacts(practice);
    QCOMPARE(standard.templates[0].layers.size(), std::size_t{2});
    QCOMPARE(standard.templates[0].layers[0].files, Names{"File1"});
    QCOMPARE(standard.templates[0].layers[1].files, (Names{"File2", "File5"}));
    QCOMPARE(standard.templates[0].layers[1].garbage, std::uint64_t{0});
    QVERIFY(standard.length < deleted.length);

    practice.go(practice.done() - 1);
    practice.run(named(Action::DeleteFile, "File1"));
    practice.run(on(Action::DeepSlim));
    const Facts deep = readFacts(practice);
    QCOMPARE(deep.templates[0].layers.size(), std::size_t{1});
    QCOMPARE(deep.templates[0].layers[0].files, (Names{"File2", "File5"}));
    QCOMPARE(deep.templates[0].layers[0].garbage, std::uint64_t{0});
    requireClean(practice);
}

void LabTest::changesNameWhatDiffers()
{
    const Scratch scratch;
    Practice practice(scratch / "practice", {65536, 64, false});
    practice.run(on(Action::AddOverlay));
    Step write = on(Action::Write);
    write.offset = 5 * 65536 + 4096;
    write.length = 4096;
    const Outcome outcome = practice.run(write);
    QCOMPARE(outcome.what.code, std::string_view("lab.wrotePart"));
    QCOMPARE(outcome.images.size(), std::size_t{1});
    const ImageChange& change = outcome.images.front();
    QCOMPARE(change.file, std::string("diff.qcow2"));
    QCOMPARE(change.l1.size(), std::size_t{1});
    QCOMPARE(change.l2.size(), std::size_t{1});
    QCOMPARE(change.l2[0].index, std::uint64_t{5});
    QCOMPARE(change.l2[0].before, std::uint64_t{0});
    const std::uint64_t host = change.l2[0].after & qcow2::entryOffsetMask;
    QCOMPARE(change.l2[0].after, host | qcow2::entryCopied);
    QCOMPARE(change.refcounts.size(), std::size_t{2});  // the L2 table and the cluster
    QCOMPARE(change.refcounts.back(), (EntryChange{host / 65536, 0, 1}));
    QCOMPARE(change.after.length, change.before.length + 2 * 65536);
    QCOMPARE(outcome.reads.size(), std::size_t{1});
    QCOMPARE(outcome.reads[0], GuestRangeSet::of({{GuestOffset(5 * 65536), 65536}}));

    practice.run(named(Action::TakeSnapshot, "before"));
    QCOMPARE(practice.steps().back().images.front().l2[0].after, host);  // shared: no longer flagged as copied
    QCOMPARE(practice.run(write).what.code, std::string_view("lab.wroteShared"));
    practice.run(named(Action::DeleteSnapshot, "before"));
    QCOMPARE(practice.run(write).what.code, std::string_view("lab.wroteInPlace"));
    requireClean(practice);
}

void LabTest::undoAndRedoBringTheFilesBack()
{
    const Scratch scratch;
    Practice practice(scratch / "practice", {4096, 64, true});
    std::vector<std::map<std::string, std::string>> moments{filesOf(practice.images())};
    buildExample(practice);
    for (std::size_t count = 0; count <= 7; ++count) {
        practice.go(count);
        if (count > 0)
            moments.push_back(filesOf(practice.images()));
    }
    for (const std::size_t count : {3U, 6U, 0U, 7U, 1U}) {
        practice.go(count);
        QCOMPARE(practice.done(), count);
        QVERIFY(filesOf(practice.images()) == moments[count]);
    }
    practice.run(named(Action::WriteFile, "other"));
    QCOMPARE(practice.steps().size(), std::size_t{2});
    QVERIFY(filesOf(practice.images()) != moments[2]);
    requireClean(practice);
}

void LabTest::sameStepsGiveTheSameFiles()
{
    const Scratch scratch;
    std::vector<std::map<std::string, std::string>> results;
    for (const char* folder : {"first", "second"}) {
        Practice practice(scratch / folder, {16384, 64, true});
        buildExample(practice);
        practice.run(named(Action::TakeSnapshot, "one"));
        practice.run(named(Action::DeleteFile, "File3"));
        practice.run(on(Action::StandardSlim));
        practice.run(on(Action::CopyTemplate));
        practice.run(on(Action::ShareBase));
        QCOMPARE(practice.templates().size(), std::size_t{2});
        results.push_back(filesOf(practice.images()));
        requireClean(practice);
    }
    QVERIFY(results[0] == results[1]);
}

void LabTest::brokenChains()
{
    const Scratch scratch;
    Practice practice(scratch / "practice", {16384, 64, true});
    practice.run(named(Action::WriteFile, "File1"));
    practice.run(on(Action::AddOverlay));
    practice.run(on(Action::AddSibling));
    practice.run(on(Action::MoveBase));
    const Facts moved = readFacts(practice);
    QCOMPARE(moved.templates[0].complete, false);
    QCOMPARE(moved.templates[0].layers.front().state, LayerState::Missing);
    QVERIFY(practice.steps().back().reads[0].total() == practice.options().diskSize());
    QVERIFY_EXCEPTION_THROWN(practice.run(named(Action::WriteFile, "File2")), Error);
    practice.run(on(Action::ReturnBase));
    QCOMPARE(readFacts(practice).templates[0].complete, true);

    // The base is changed under both; then the first is committed under the second.
    Step behind = on(Action::Write);
    behind.layer = 0;
    behind.offset = 20 * 16384;
    QCOMPARE(practice.run(behind).what.code, std::string_view("lab.wroteBehind"));
    QCOMPARE(practice.steps().back().reads[0].total(), std::uint64_t{16384});
    QCOMPARE(practice.steps().back().reads[1].total(), std::uint64_t{16384});
    practice.run(named(Action::WriteFile, "File2"));
    QCOMPARE(practice.steps().back().reads[1].total(), std::uint64_t{0});
    QCOMPARE(practice.run(on(Action::Commit)).what.code, std::string_view("lab.committedUnderSiblings"));
    QCOMPARE(practice.steps().back().reads[0].total(), std::uint64_t{0});
    QVERIFY(practice.steps().back().reads[1].total() > 0);
    requireClean(practice);
}

void LabTest::refusals_data()
{
    QTest::addColumn<int>("action");
    QTest::addColumn<quint64>("number");
    QTest::addColumn<quint64>("offset");
    QTest::addColumn<quint64>("length");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("code");
    const auto row = [](const char* what, Action action, quint64 number, quint64 offset, quint64 length,
                        const char* name, const char* code) {
        QTest::newRow(what) << static_cast<int>(action) << number << offset << length << name << code;
    };
    row("no template", Action::Write, 1, 1 << 19, 0, "", "lab.noTemplate");
    row("beyond the disk", Action::Write, 0, 1 << 20, 0, "", "lab.range");
    row("long beyond the disk", Action::Write, 0, 1 << 19, UINT64_MAX, "", "lab.range");
    row("notes", Action::Write, 0, 0, 0, "", "lab.notes");
    row("discard notes", Action::Discard, 0, 0, 0, "", "lab.notes");
    row("name", Action::WriteFile, 0, 0, 0, "../up", "lab.name");
    row("empty name", Action::WriteFile, 0, 0, 0, "", "lab.name");
    row("too long a file", Action::WriteFile, 0, 0, 1 << 20 | 1, "File1", "lab.fileLength");
    row("no room", Action::WriteFile, 0, 0, 1 << 20, "File1", "lab.diskFull");
    row("no file", Action::DeleteFile, 0, 0, 0, "File1", "lab.noFile");
    row("lost+found", Action::DeleteFile, 0, 0, 0, "lost+found", "lab.noFile");
    row("no snapshot", Action::RevertSnapshot, 0, 0, 0, "one", "lab.noSnapshot");
    row("snapshot without a name", Action::TakeSnapshot, 0, 0, 0, "", "lab.name");
    row("commit of a base", Action::Commit, 0, 0, 0, "", "lab.onlyBase");
    row("sibling of a base", Action::AddSibling, 0, 0, 0, "", "lab.onlyBase");
    row("one template", Action::ShareBase, 0, 0, 0, "", "lab.oneTemplate");
    row("not moved", Action::ReturnBase, 0, 0, 0, "", "lab.notMoved");
}

void LabTest::refusals()
{
    QFETCH(int, action);
    QFETCH(quint64, number);
    QFETCH(quint64, offset);
    QFETCH(quint64, length);
    QFETCH(QString, name);
    QFETCH(QString, code);
    const Scratch scratch;
    Practice practice(scratch / "practice", {16384, 64, true});
    const auto before = filesOf(practice.images());
    Step step = on(static_cast<Action>(action), number);
    step.offset = offset;
    step.length = length;
    step.name = name.toStdString();
    try {
        practice.run(step);
        QFAIL("was not refused");
    } catch (const Error& error) {
        QCOMPARE(QString::fromLatin1(error.code().data()), code);
    }
    QCOMPARE(practice.done(), std::size_t{0});
    QVERIFY(filesOf(practice.images()) == before);
}

QTEST_GUILESS_MAIN(LabTest)
#include "lab_test.moc"
