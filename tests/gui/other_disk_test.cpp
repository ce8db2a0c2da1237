#include "savings_fixture.h"
#include "support/situations.h"
#include "widgets/diagnosis/diagnosis_desk.h"
#include "widgets/run/job_run.h"
#include "widgets/savings/other_disks_button.h"

#include <QFileDialog>
#include <QLineEdit>
#include <QMenu>

using namespace savingstest;

/// A template whose volume group needs the disk of another image: the window says which, asks for it, and reads, plans,
/// diagnoses and runs with it.
class OtherDiskTest : public QObject {
    Q_OBJECT

private slots:
    void theMissingDiskIsNamedAndChosen();
};

void OtherDiskTest::theMissingDiskIsNamedAndChosen()
{
    if (const std::string why = testsupport::whyNoMounts(); !why.empty())
        QSKIP(why.c_str());
    QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    const Scratch scratch;
    const testsupport::TwoDiskGroup group(scratch.path());
    const QString uuid = QString::fromStdString(group.secondUuid);
    Shown shown;
    DiagnosisDesk diagnosis(shown.session);
    diagnosis.follow();
    auto& button = *shown.view.findChild<OtherDisksButton*>();
    QVERIFY(!button.isVisible());
    const auto notes = [&] { return shown.card(Kind::DeepSlim).findChild<NotesPage*>()->toPlainText(); };
    const auto garbage = [&] { return shown.session.analysis()->uses[0].garbage.total(); };

    shown.session.open(group.first);
    QVERIFY(shown.planned(Kind::DeepSlim, true));
    for (const QString& said : {notes(), button.toolTip()})
        QVERIFY2(said.contains(uuid) && said.contains("Add a disk"), qPrintable(said));
    QVERIFY(button.isVisible());
    QCOMPARE(garbage(), std::uint64_t{0});
    const auto before = shown.view.desk().result(Kind::DeepSlim)->slim()->image.fileLength;

    QTest::mouseClick(&button, Qt::LeftButton);
    auto* dialog = shown.view.findChild<QFileDialog*>();
    QVERIFY(dialog);
    auto* name = dialog->findChild<QLineEdit*>();
    name->setText(QString::fromStdString(group.second.string()));
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(garbage() > 4 << 20, patience);
    QVERIFY(QTest::qWaitFor([&] { return !notes().contains(uuid); }, patience));
    QVERIFY(shown.planned(Kind::DeepSlim, true));
    const auto planned = shown.view.desk().result(Kind::DeepSlim);
    // What was deleted; zeros were not stored before either.
    QVERIFY(planned->slim()->image.fileLength + (2 << 20) < before);
    QVERIFY(button.isVisible() && !button.toolTip().contains(uuid));
    QTRY_VERIFY_WITH_TIMEOUT(diagnosis.diagnosis() && !diagnosis.reading() &&
                                 diagnosis.diagnosis()->total[engine::Part::Garbage] > 4 << 20,
                             patience);

    // The run reads it once more by its name.
    JobRequest request = shown.view.desk().request(Kind::DeepSlim);
    request.options.replace = false;
    request.options.target = scratch / "slim.qcow2";
    JobProgress progress;
    const JobOutcome outcome = runJob(request, progress, {}, [](LogLine) {});
    QVERIFY(outcome.state == JobState::Done);
    QCOMPARE(fs::file_size(scratch / "slim.qcow2"), planned->slim()->image.fileLength);

    button.menu()->actions().front()->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(garbage(), std::uint64_t{0}, patience);
    QVERIFY(QTest::qWaitFor([&] { return notes().contains(uuid); }, patience));
    // What cannot be read can be taken back.
    QSignalSpy failed(&shown.session, &Session::failed);
    shown.session.addDisk(scratch / "nothing.raw");
    QVERIFY(failed.wait(patience));
    QTRY_VERIFY(button.menu());
    button.menu()->actions().front()->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(!button.menu() && !shown.session.reading(), patience);
    // Another template is another machine.
    shown.session.addDisk(group.second);
    shown.session.open(group.second);
    QVERIFY(shown.session.otherDisks().empty());
}

QTEST_MAIN(OtherDiskTest)
#include "other_disk_test.moc"
