// xvfb
#include "run_dialogs_fixture.h"

using namespace runtest;

/// The confirmation and the bar of jobs, on real plans and jobs.
class RunDialogsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void confirmSaysEverything();
    void confirmAsksToReadWhatIsLost();
    void confirmByKeyboard();
    void confirmOfABlockedPlan();
    void confirmAsksWhetherABaseIsAlone();
    void barShowsAndCancels();
    void barListsJobs();
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

void RunDialogsTest::confirmAsksWhetherABaseIsAlone()
{
    const Scratch scratch;
    const JobRequest request = standardSlim(makeSmallChain(scratch.path()));
    auto plan = std::make_shared<engine::SlimPlan>(*planOf(request));
    plan->searched.boundHit = true;
    plan->blockers.push_back({"plan.notAlone",
                              {{"path", (scratch / "base.qcow2").string()},
                               {"files", std::uint64_t{20000}},
                               {"folders", scratch.path().string()}}});
    ConfirmDialog dialog(request, std::shared_ptr<const engine::SlimPlan>(plan));
    dialog.open();
    QVERIFY(QTest::qWaitForWindowExposed(&dialog));
    const QString text = said(dialog);
    for (const char* part : {"Has to be known", "There may be images elsewhere that need",
                             "there are more that were not", "Images that need these files were looked for in"})
        QVERIFY2(text.contains(part), qPrintable(text));
    QVERIFY(text.contains(QString::fromStdString(scratch.path().parent_path().string()) + " and below"));
    shoot(dialog, "confirm-alone");
    QPushButton* run = button(dialog, "Run");
    QVERIFY(!run->isEnabled());
    QVERIFY(!dialog.confirmedRequest().options.alone);
    QCheckBox* tick = dialog.findChildren<QCheckBox*>().back();
    QVERIFY(tick->isVisible());
    QTest::mouseClick(tick, Qt::LeftButton, {}, {8, tick->height() / 2});
    QVERIFY(run->isEnabled());
    QVERIFY(dialog.confirmedRequest().options.alone);
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
    JobRequest request = standardSlim(top);
    // Slow enough to be seen: what is only copied is done before there is a rate.
    request.options.compression = engine::Compression::Zlib;
    queue.enqueue(request);
    auto* progress = bar.findChild<QProgressBar*>();
    QTRY_VERIFY_WITH_TIMEOUT(
        progress->isVisible() && progress->value() > 0 && queue.running()->state == JobState::Running, 60000);
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
