#include "support/practice.h"
#include "support/scratch.h"
#include "work/lab/facts.h"

#include <QTest>

using namespace engine;
using namespace engine::lab;
using namespace testsupport;

/// What a step says of itself, undo and redo, accidents, refusals.
class LabTest : public QObject {
    Q_OBJECT

private slots:
    void changesNameWhatDiffers();
    void undoAndRedoBringTheFilesBack();
    void sameStepsGiveTheSameFiles();
    void brokenChains();
    void damagedGuests();
    void refusals_data();
    void refusals();
};

void LabTest::changesNameWhatDiffers()
{
    const Scratch scratch;
    Practice practice(scratch / "practice", {65536, 64, false});
    practice.run(labStep(Action::AddOverlay));
    Step write = labStep(Action::Write);
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

    practice.run(labStep(Action::TakeSnapshot, "before"));
    QCOMPARE(practice.steps().back().images.front().l2[0].after, host);  // shared: no longer flagged as copied
    QCOMPARE(practice.run(write).what.code, std::string_view("lab.wroteShared"));
    practice.run(labStep(Action::DeleteSnapshot, "before"));
    QCOMPARE(practice.run(write).what.code, std::string_view("lab.wroteInPlace"));
    requireClean(practice);
}

void LabTest::undoAndRedoBringTheFilesBack()
{
    const Scratch scratch;
    Practice practice(scratch / "practice", {4096, 64, true});
    std::vector<std::map<std::string, std::string>> moments{filesOf(practice.images())};
    buildWorkedExample(practice);
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
    practice.run(labStep(Action::WriteFile, "other"));
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
        buildWorkedExample(practice);
        practice.run(labStep(Action::TakeSnapshot, "one"));
        practice.run(labStep(Action::DeleteFile, "File3"));
        practice.run(labStep(Action::StandardSlim));
        practice.run(labStep(Action::CopyTemplate));
        practice.run(labStep(Action::ShareBase));
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
    practice.run(labStep(Action::WriteFile, "File1"));
    practice.run(labStep(Action::AddOverlay));
    practice.run(labStep(Action::AddSibling));
    practice.run(labStep(Action::MoveBase));
    const Facts moved = readFacts(practice);
    QCOMPARE(moved.templates[0].complete, false);
    QCOMPARE(moved.templates[0].layers.front().state, LayerState::Missing);
    QVERIFY(practice.steps().back().reads[0].total() == practice.options().diskSize());
    QVERIFY_EXCEPTION_THROWN(practice.run(labStep(Action::WriteFile, "File2")), Error);
    practice.run(labStep(Action::ReturnBase));
    QCOMPARE(readFacts(practice).templates[0].complete, true);

    // The base is changed under both; then the first is committed under the second.
    Step behind = labStep(Action::Write);
    behind.layer = 0;
    behind.offset = 20 * 16384;
    QCOMPARE(practice.run(behind).what.code, std::string_view("lab.wroteBehind"));
    QCOMPARE(practice.steps().back().reads[0].total(), std::uint64_t{16384});
    QCOMPARE(practice.steps().back().reads[1].total(), std::uint64_t{16384});
    practice.run(labStep(Action::WriteFile, "File2"));
    QCOMPARE(practice.steps().back().reads[1].total(), std::uint64_t{0});
    QCOMPARE(practice.run(labStep(Action::Commit)).what.code, std::string_view("lab.committedUnderSiblings"));
    QCOMPARE(practice.steps().back().reads[0].total(), std::uint64_t{0});
    QVERIFY(practice.steps().back().reads[1].total() > 0);
    requireClean(practice);
}

/// What is written into the base behind an overlay can lie over the guest's own notes: inodes of absurd lengths.
void LabTest::damagedGuests()
{
    const Scratch scratch;
    Practice practice(scratch / "practice", {4096, 64, true});
    practice.run(labStep(Action::WriteFile, "File1"));
    practice.run(labStep(Action::AddOverlay));
    Step behind = labStep(Action::Write);
    behind.layer = 0;
    behind.offset = 4096;
    behind.length = 3 * 4096;
    practice.run(behind);
    Step write = labStep(Action::Write);
    write.offset = 40 * 4096;
    for (const Step& step : {write, labStep(Action::WriteFile, "File2"), labStep(Action::DeleteFile, "File1")})
        QVERIFY_EXCEPTION_THROWN(practice.run(step), Error);
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
    Step step = labStep(static_cast<Action>(action), number);
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
