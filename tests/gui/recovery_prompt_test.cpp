// xvfb
#include "run_dialogs_fixture.h"

using namespace runtest;

/// What an interrupted run has left is offered to be cleaned up.
class RecoveryPromptTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void offersToRecover();
    void recoversNothingUnasked();
};

void RecoveryPromptTest::initTestCase()
{
    QApplication::setStyle("Fusion");
}

namespace {

/// What a run leaves that dies when its journal is written.
void leaveInterrupted(const fs::path& folder)
{
    writeFile(folder / "a", "old");
    engine::TemporaryFile result = engine::TemporaryFile::beside(folder / "a");
    result.file().write(0, std::as_bytes(std::span("new", 3)));
    engine::Journal journal;
    journal.folders.push_back({fs::canonical(folder), engine::statusOf(folder).identity});
    using Kind = engine::ExchangeStep::Kind;
    const auto add = [&](Kind kind, const fs::path& from, const std::string& to) {
        const engine::FileStatus status = engine::statusOf(from);
        journal.steps.push_back(
            {kind, 0, from.filename(), to, status.identity, status.length, engine::nanoseconds(status.modified)});
    };
    add(Kind::Keep, folder / "a", "a.before-slim");
    add(Kind::Place, result.path(), "a");
    engine::JournalFile::commit(std::make_shared<const engine::Folder>(engine::Folder::open(folder)), journal);
    result.release();
}

}  // namespace

void RecoveryPromptTest::offersToRecover()
{
    const Scratch scratch;
    leaveInterrupted(scratch.path());
    const auto before = listing(scratch.path());
    QWidget window;
    window.show();
    RecoveryPrompt prompt(&window);
    QSignalSpy recovered(&prompt, &RecoveryPrompt::recovered);
    prompt.check({scratch / "gone", scratch.path()});
    ListDialog* dialog = nullptr;
    QTRY_VERIFY((dialog = openWindow<ListDialog>()) != nullptr);
    QVERIFY2(said(*dialog).contains("is renamed to a.before-slim"), qPrintable(said(*dialog)));
    shoot(*dialog, "recover");
    QVERIFY(listing(scratch.path()) == before);
    click(button(*dialog, "Recover"));
    QTRY_COMPARE(recovered.size(), 1);
    QCOMPARE(readFile(scratch / "a"), std::string("new"));
    QCOMPARE(readFile(scratch / "a.before-slim"), std::string("old"));
    QTRY_VERIFY((dialog = openWindow<ListDialog>()) != nullptr);
    QVERIFY2(said(*dialog).contains("This was done"), qPrintable(said(*dialog)));
    click(button(*dialog, "Close"));
}

void RecoveryPromptTest::recoversNothingUnasked()
{
    const Scratch scratch;
    QWidget window;
    window.show();
    RecoveryPrompt prompt(&window);
    QSignalSpy nothing(&prompt, &RecoveryPrompt::nothingLeft);
    prompt.check({scratch.path()});
    QTRY_COMPARE(nothing.size(), 1);
    leaveInterrupted(scratch.path());
    const auto before = listing(scratch.path());
    prompt.check({scratch.path()});
    ListDialog* dialog = nullptr;
    QTRY_VERIFY((dialog = openWindow<ListDialog>()) != nullptr);
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_COMPARE(nothing.size(), 2);
    QVERIFY(listing(scratch.path()) == before);
}

QTEST_MAIN(RecoveryPromptTest)
#include "recovery_prompt_test.moc"
