// xvfb
#include "support/fault_runs.h"
#include "support/process.h"
#include "support/small_chain.h"
#include "widgets/run/confirm_dialog.h"
#include "widgets/run/desktop_progress.h"
#include "widgets/run/job_bar.h"
#include "widgets/run/job_words.h"
#include "widgets/run/list_dialog.h"
#include "widgets/run/receipt_view.h"
#include "widgets/run/recovery_prompt.h"
#include "work/exchange_steps.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QFileDialog>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QStyle>
#include <QStyleFactory>
#include <QTableView>
#include <QTest>
#include <QTextBrowser>
#include <QToolButton>

using namespace testsupport;
using namespace widgets;
namespace fs = std::filesystem;

namespace {

const char* longName = "windows-server-2022-datacenter-golden-image-with-office-and-updates-2026-11-final-v2 <b>.qcow2";

JobRequest standardSlim(const fs::path& top)
{
    JobRequest request;
    request.templates = {top};
    request.options.replace = true;
    return request;
}

std::shared_ptr<const engine::SlimPlan> planOf(const JobRequest& request)
{
    engine::ChainOptions options;
    options.policy.openFolder(request.templates.front().parent_path());
    engine::Progress progress;
    return std::make_shared<const engine::SlimPlan>(planSlim(engine::Chain::open(request.templates.front(), options),
                                                             engine::SlimKind::Standard, request.options, progress,
                                                             {}));
}

const Job& finished(JobQueue& queue, JobRequest request)
{
    QSignalSpy idle(&queue, &JobQueue::queueIdle);
    const JobId id = queue.enqueue(std::move(request));
    if (!idle.wait(60000) || queue.job(id)->state != JobState::Done)
        throw std::runtime_error("the job is not done");
    return *queue.job(id);
}

QPushButton* button(QWidget& in, const QString& text)
{
    for (QPushButton* candidate : in.findChildren<QPushButton*>())
        if (candidate->text().remove('&') == text)
            return candidate;
    throw std::runtime_error("no button " + text.toStdString());
}

template <class Widget>
Widget* openWindow()
{
    for (QWidget* window : QApplication::topLevelWidgets())
        if (auto* wanted = qobject_cast<Widget*>(window); wanted != nullptr && wanted->isVisible())
            return wanted;
    return nullptr;
}

QString said(QWidget& in)
{
    QStringList texts;
    for (const QLabel* label : in.findChildren<QLabel*>())
        texts += label->text();
    for (const QPlainTextEdit* edit : in.findChildren<QPlainTextEdit*>())
        texts += edit->toPlainText();
    for (const QTextBrowser* browser : in.findChildren<QTextBrowser*>())
        texts += browser->toPlainText().remove(QChar(0x200b));
    return texts.join('\n');
}

void click(QWidget* widget)
{
    QTest::mouseClick(widget, Qt::LeftButton);
}

/// Pictures to look at, where LAMELLA_SHOTS names a folder.
void shoot(QWidget& widget, const QString& name)
{
    const QString folder = qEnvironmentVariable("LAMELLA_SHOTS");
    if (folder.isEmpty())
        return;
    for (const bool dark : {false, true}) {
        QPalette palette = QStyleFactory::create("Fusion")->standardPalette();
        if (dark) {
            palette = QPalette(QColor(53, 53, 53));
            palette.setColor(QPalette::Base, QColor(35, 35, 35));
        }
        QApplication::setPalette(palette);
        QTest::qWait(50);
        widget.grab().save(folder + '/' + name + (dark ? "-dark.png" : "-light.png"));
    }
    QApplication::setPalette(QStyleFactory::create("Fusion")->standardPalette());
}

}  // namespace

class RunDialogsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void confirmSaysEverything();
    void confirmAsksToReadWhatIsLost();
    void confirmByKeyboard();
    void confirmOfABlockedPlan();
    void receiptAndUndoByMouse();
    void undoByKeyboard();
    void undoIsRefusedWhereItWouldLose();
    void deletesOriginals();
    void copiesAndSaves();
    void barShowsAndCancels();
    void barListsJobs();
    void offersToRecover();
    void recoversNothingUnasked();
    void desktopWithoutABus();
};

void RunDialogsTest::initTestCase()
{
    QApplication::setStyle("Fusion");
}

void RunDialogsTest::confirmSaysEverything()
{
    const Scratch scratch;
    const JobRequest request = standardSlim(makeSmallChain(scratch.path(), 4, longName));
    ConfirmDialog dialog(request, planOf(request));
    dialog.open();
    QVERIFY(QTest::qWaitForWindowExposed(&dialog));
    QTRY_VERIFY(!said(dialog).contains("not known yet"));
    const QString text = said(dialog);
    for (const std::string& part :
         {(scratch / longName).string() + ", by a new file of", (scratch / longName).string() + ".before-slim (",
          (scratch / "diff.qcow2.before-slim").string(), (scratch / "base.qcow2").string() + ", unchanged",
          "Free in " + scratch.path().string(), std::string("Space while it runs"), std::string("counts as used")})
        QVERIFY2(text.contains(QString::fromStdString(part)), qPrintable(text));
    QVERIFY(!button(dialog, "Run")->isDefault());
    QVERIFY(button(dialog, "Cancel")->isDefault());
    QVERIFY(button(dialog, "Run")->isEnabled());
    QVERIFY(!dialog.findChild<QCheckBox*>()->isVisible());
    shoot(dialog, "confirm");
    QSignalSpy accepted(&dialog, &QDialog::accepted);
    click(button(dialog, "Run"));
    QCOMPARE(accepted.size(), 1);
    QCOMPARE(dialog.confirmedRequest().confirmed->size(), planOf(request)->cautions.size());
}

void RunDialogsTest::confirmAsksToReadWhatIsLost()
{
    const Scratch scratch;
    const JobRequest request = standardSlim(makeSmallChain(scratch.path()));
    runChecked({"qemu-img", "snapshot", "-c", "before <i>update", request.templates[0].string()});
    runChecked({"qemu-img", "bitmap", "--add", request.templates[0].string(), "backup0"});
    ConfirmDialog dialog(request, planOf(request));
    dialog.open();
    QVERIFY(QTest::qWaitForWindowExposed(&dialog));
    QVERIFY2(said(dialog).contains("before <i>update") && said(dialog).contains("backup0"), qPrintable(said(dialog)));
    shoot(dialog, "confirm-loss");
    QPushButton* run = button(dialog, "Run");
    QVERIFY(!run->isEnabled());
    QSignalSpy accepted(&dialog, &QDialog::accepted);
    click(run);
    QCOMPARE(accepted.size(), 0);
    QTest::mouseClick(dialog.findChild<QCheckBox*>(), Qt::LeftButton, {},
                      {8, dialog.findChild<QCheckBox*>()->height() / 2});
    QVERIFY(run->isEnabled());
    click(run);
    QCOMPARE(accepted.size(), 1);
}

void RunDialogsTest::confirmByKeyboard()
{
    const Scratch scratch;
    const JobRequest request = standardSlim(makeSmallChain(scratch.path()));
    for (const bool run : {false, true}) {
        ConfirmDialog dialog(request, planOf(request));
        QSignalSpy accepted(&dialog, &QDialog::accepted);
        QSignalSpy rejected(&dialog, &QDialog::rejected);
        dialog.open();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        QTRY_VERIFY(button(dialog, "Cancel")->hasFocus());
        if (run)
            QTest::keyClick(&dialog, Qt::Key_R, Qt::AltModifier);
        else
            QTest::keyClick(dialog.focusWidget(), Qt::Key_Return);
        QTRY_COMPARE(accepted.size() + rejected.size(), 1);
        QCOMPARE(accepted.size(), run ? 1 : 0);
    }
}

void RunDialogsTest::confirmOfABlockedPlan()
{
    const Scratch scratch;
    const JobRequest request = standardSlim(makeSmallChain(scratch.path()));
    createQcow2(QString::fromStdString(scratch / "other.qcow2"), "4G", "backing_file=top.qcow2,backing_fmt=qcow2");
    ConfirmDialog dialog(request, planOf(request));
    dialog.open();
    QVERIFY2(said(dialog).contains("other.qcow2"), qPrintable(said(dialog)));
    QVERIFY(!button(dialog, "Run")->isEnabled());
}

void RunDialogsTest::receiptAndUndoByMouse()
{
    const Scratch scratch;
    const fs::path top = makeSmallChain(scratch.path(), 4, longName);
    const auto before = listing(scratch.path());
    JobQueue queue;
    const Job& job = finished(queue, standardSlim(top));
    ReceiptDialog dialog(job.request, job.outcome);
    dialog.open();
    QVERIFY(QTest::qWaitForWindowExposed(&dialog));
    const QString text = said(dialog);
    const QString length = exactSizeText(job.outcome.receipt->actual.files.back().length);
    QVERIFY2(text.count(length) >= 2, qPrintable(text));
    for (const char* part : {"predicted", "actual", "Hidden by an upper layer", ".before-slim", "Written"})
        QVERIFY2(text.contains(part), qPrintable(text));
    shoot(dialog, "receipt");
    QSignalSpy changed(&dialog, &ReceiptDialog::filesChanged);
    click(button(dialog, "Restore originals"));
    ListDialog* box = nullptr;
    QTRY_VERIFY((box = openWindow<ListDialog>()) != nullptr);
    QVERIFY(button(*box, "Cancel")->isDefault());
    shoot(*box, "restore");
    click(button(*box, "Cancel"));
    QVERIFY(listing(scratch.path()) != before);
    QTRY_VERIFY(openWindow<ListDialog>() == nullptr);
    click(button(dialog, "Restore originals"));
    QTRY_VERIFY((box = openWindow<ListDialog>()) != nullptr);
    click(button(*box, "Restore originals"));
    QTRY_COMPARE(changed.size(), 1);
    QVERIFY(listing(scratch.path()) == before);
    QVERIFY(said(dialog).contains("The originals are back"));
    QVERIFY(!button(dialog, "Restore originals")->isEnabled() && !button(dialog, "Delete originals")->isEnabled());
}

void RunDialogsTest::undoByKeyboard()
{
    const Scratch scratch;
    const fs::path top = makeSmallChain(scratch.path());
    const auto before = listing(scratch.path());
    JobQueue queue;
    const Job& job = finished(queue, standardSlim(top));
    ReceiptDialog dialog(job.request, job.outcome);
    dialog.open();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    QTest::keyClick(&dialog, Qt::Key_R, Qt::AltModifier);
    ListDialog* box = nullptr;
    QTRY_VERIFY((box = openWindow<ListDialog>()) != nullptr);
    // The default is the harmless one; the other is one step back.
    QTRY_VERIFY(button(*box, "Cancel")->hasFocus());
    QTest::keyClick(box->focusWidget(), Qt::Key_Tab, Qt::ShiftModifier);
    QTRY_VERIFY(button(*box, "Restore originals")->hasFocus());
    QTest::keyClick(box->focusWidget(), Qt::Key_Space);
    QTRY_VERIFY(said(dialog).contains("The originals are back"));
    QVERIFY(listing(scratch.path()) == before);
}

void RunDialogsTest::undoIsRefusedWhereItWouldLose()
{
    const Scratch scratch;
    const fs::path top = makeSmallChain(scratch.path());
    JobQueue queue;
    const Job& job = finished(queue, standardSlim(top));
    qemuIo(QString::fromStdString(top), {"write -P 7 0 64k"});
    ReceiptDialog dialog(job.request, job.outcome);
    dialog.open();
    click(button(dialog, "Restore originals"));
    ListDialog* box = nullptr;
    QTRY_VERIFY((box = openWindow<ListDialog>()) != nullptr);
    const auto now = listing(scratch.path());
    click(button(*box, "Restore originals"));
    QTRY_VERIFY2(said(dialog).contains("would lose what changed"), qPrintable(said(dialog)));
    QVERIFY(listing(scratch.path()) == now);
    QVERIFY(button(dialog, "Restore originals")->isEnabled());
}

void RunDialogsTest::deletesOriginals()
{
    const Scratch scratch;
    const fs::path top = makeSmallChain(scratch.path());
    JobQueue queue;
    const Job& job = finished(queue, standardSlim(top));
    ReceiptDialog dialog(job.request, job.outcome);
    dialog.open();
    click(button(dialog, "Delete originals"));
    ListDialog* box = nullptr;
    QTRY_VERIFY((box = openWindow<ListDialog>()) != nullptr);
    for (const engine::KeptOriginal& original : job.outcome.receipt->originals)
        QVERIFY(said(*box).contains(pathText(original.keptAs)));
    QVERIFY(said(*box).contains("cannot be undone"));
    shoot(*box, "delete");
    QTest::keyClick(box, Qt::Key_Return);
    QTRY_VERIFY(openWindow<ListDialog>() == nullptr);
    QCOMPARE(listing(scratch.path()).size(), std::size_t{4});
    click(button(dialog, "Delete originals"));
    QTRY_VERIFY((box = openWindow<ListDialog>()) != nullptr);
    click(button(*box, "Delete originals"));
    QTRY_VERIFY2(said(dialog).contains("The originals are deleted"), qPrintable(said(dialog)));
    QCOMPARE(listing(scratch.path()).size(), std::size_t{2});
    QVERIFY(!button(dialog, "Restore originals")->isEnabled());
}

void RunDialogsTest::copiesAndSaves()
{
    const Scratch scratch;
    JobQueue queue;
    const Job& job = finished(queue, standardSlim(makeSmallChain(scratch.path())));
    ReceiptView view(job.request, job.outcome);
    view.show();
    click(button(view, "Copy"));
    QVERIFY(QApplication::clipboard()->text().contains("File lengths"));
    QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    click(button(view, "Save as JSON"));
    auto* dialog = view.findChild<QFileDialog*>();
    QVERIFY(dialog != nullptr);
    dialog->setDirectory(QString::fromStdString(scratch.path()));
    dialog->findChild<QLineEdit*>()->setText("receipt");
    QTest::keyClick(dialog->findChild<QLineEdit*>(), Qt::Key_Return);
    QTRY_VERIFY(fs::exists(scratch / "receipt.json"));
    const QJsonObject json =
        QJsonDocument::fromJson(QByteArray::fromStdString(readFile(scratch / "receipt.json"))).object();
    QCOMPARE(json["operation"].toString(), QString("standard"));
    QCOMPARE(json["actual"]["fileLength"].toDouble(), json["after"]["fileLength"].toDouble());
}

void RunDialogsTest::barShowsAndCancels()
{
    const Scratch scratch;
    const fs::path top = makeSmallChain(scratch.path(), 300);
    JobQueue queue;
    JobBar bar(queue);
    bar.resize(1300, 30);
    bar.show();
    QVERIFY(said(bar).contains("Nothing runs"));
    shoot(bar, "bar-idle");
    QSignalSpy titles(&bar, &JobBar::progressText);
    QSignalSpy fractions(&bar, &JobBar::progress);
    queue.enqueue(standardSlim(top));
    auto* progress = bar.findChild<QProgressBar*>();
    QTRY_VERIFY(progress->isVisible() && progress->value() > 0 && queue.running()->state == JobState::Running);
    QTRY_VERIFY_WITH_TIMEOUT(said(bar).contains("/s") || queue.idle(), 10000);
    shoot(bar, "bar-running");
    QVERIFY(!queue.idle());
    QVERIFY(said(bar).contains("Writing") || said(bar).contains("Verifying"));
    click(button(bar, "Cancel"));
    QTRY_VERIFY(queue.idle());
    QCOMPARE(queue.job(1)->state, JobState::Cancelled);
    QTRY_VERIFY2(said(bar).contains("Cancelled"), qPrintable(said(bar)));
    QVERIFY(!progress->isVisible());
    QVERIFY(titles.size() > 2 && titles.last().first().toString().isEmpty());
    QCOMPARE(fractions.last().first().toDouble(), -1.0);
    QCOMPARE(listing(scratch.path()).size(), std::size_t{3});
}

void RunDialogsTest::barListsJobs()
{
    const Scratch scratch;
    JobQueue queue;
    JobBar bar(queue);
    bar.resize(1300, 220);
    bar.show();
    QSignalSpy receipts(&bar, &JobBar::receiptRequested);
    finished(queue, standardSlim(makeSmallChain(scratch.path(), 4, longName)));
    queue.enqueue(standardSlim(scratch / "missing.qcow2"));
    QTRY_VERIFY(queue.idle());
    auto* expand = bar.findChild<QToolButton*>();
    expand->setFocus();
    QTest::keyClick(expand, Qt::Key_Space);
    QVERIFY(bar.isExpanded());
    QVERIFY2(said(bar).contains("Not found"), qPrintable(said(bar)));
    shoot(bar, "bar-list");
    auto* table = bar.findChild<QTableView*>();
    QTest::keyClick(table, Qt::Key_Up);
    QVERIFY2(said(bar).contains("Original kept: "), qPrintable(said(bar)));
    click(button(bar, "Show receipt"));
    QCOMPARE(receipts.size(), 1);
    QCOMPARE(receipts.first().first().value<JobId>(), JobId{1});
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
    engine::JournalFile::commit(engine::Folder::open(folder), journal);
    result.release();
}

}  // namespace

void RunDialogsTest::offersToRecover()
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

void RunDialogsTest::recoversNothingUnasked()
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

void RunDialogsTest::desktopWithoutABus()
{
    qunsetenv("DBUS_SESSION_BUS_ADDRESS");
    QElapsedTimer clock;
    clock.start();
    DesktopProgress desktop;
    desktop.setProgress(0.5);
    desktop.notify("Done", "a");
    desktop.setProgress(-1);
    QVERIFY(clock.elapsed() < 50);
}

QTEST_MAIN(RunDialogsTest)
#include "run_dialogs_test.moc"
