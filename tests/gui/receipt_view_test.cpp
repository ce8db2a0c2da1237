// xvfb
#include "run_dialogs_fixture.h"
#include "support/report_forms.h"
#include "support/report_sums.h"

#include <QDialogButtonBox>

using namespace runtest;

/// The receipt, and what it does with the originals.
class ReceiptViewTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void receiptAndUndoByMouse();
    void undoByKeyboard();
    void undoIsRefusedWhereItWouldLose();
    void deletesOriginals();
    void leavesOriginalsThatImagesNeed();
    void copiesAndSaves();
};

void ReceiptViewTest::initTestCase()
{
    QApplication::setStyle("Fusion");
}

void ReceiptViewTest::receiptAndUndoByMouse()
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
    QVERIFY2(text.indexOf("Disk space") < text.indexOf("File lengths"), qPrintable(text));
    QVERIFY2(text.contains("once the originals are deleted"), qPrintable(text));
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

void ReceiptViewTest::undoByKeyboard()
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

void ReceiptViewTest::undoIsRefusedWhereItWouldLose()
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

void ReceiptViewTest::deletesOriginals()
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
    QVERIFY(said(*box).contains(sizeText(job.outcome.receipt->originalsSpace->bytes)));
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

/// A clone in another folder came after the run, and says the name that the middle layer had.
void ReceiptViewTest::leavesOriginalsThatImagesNeed()
{
    const Scratch scratch;
    fs::create_directories(scratch / "ours");
    fs::create_directories(scratch / "theirs");
    const fs::path top = makeSmallChain(scratch / "ours");
    JobQueue queue;
    const Job& job = finished(queue, standardSlim(top));
    runChecked({"qemu-img", "create", "-q", "-f", "qcow2", "-u", "-b", "../ours/diff.qcow2", "-F", "qcow2",
                (scratch / "theirs/clone.qcow2").string(), "4G"});
    ReceiptDialog dialog(job.request, job.outcome);
    dialog.open();
    const auto before = listing(scratch.path());
    click(button(dialog, "Delete originals"));
    ListDialog* box = nullptr;
    QTRY_VERIFY((box = openWindow<ListDialog>()) != nullptr);
    for (const char* part : {"Images need these originals", "theirs/clone.qcow2", "Files looked at: 5"})
        QVERIFY2(said(*box).contains(part), qPrintable(said(*box)));
    shoot(*box, "delete-needed");
    QVERIFY(box->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Close) != nullptr);
    QTest::keyClick(box, Qt::Key_Escape);
    QTRY_VERIFY(openWindow<ListDialog>() == nullptr);
    QVERIFY(listing(scratch.path()) == before);
    QVERIFY(button(dialog, "Delete originals")->isEnabled());
    fs::remove(scratch / "theirs/clone.qcow2");
    click(button(dialog, "Delete originals"));
    QTRY_VERIFY((box = openWindow<ListDialog>()) != nullptr);
    click(button(*box, "Delete originals"));
    QTRY_VERIFY2(said(dialog).contains("The originals are deleted"), qPrintable(said(dialog)));
}

void ReceiptViewTest::copiesAndSaves()
{
    const Scratch scratch;
    JobQueue queue;
    const Job& job = finished(queue, standardSlim(makeSmallChain(scratch.path())));
    ReceiptView view(job.request, job.outcome);
    view.show();
    click(button(view, "Copy"));
    QVERIFY(QApplication::clipboard()->text().contains("File lengths"));
    QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    for (const auto& [name, written] :
         {std::pair("receipt", "receipt.html"), {"receipt.json", "receipt.json"}, {"receipt.csv", "receipt.csv"}}) {
        click(button(view, "Save..."));
        auto* dialog = view.findChild<QFileDialog*>();
        QVERIFY(dialog != nullptr);
        dialog->setDirectory(QString::fromStdString(scratch.path()));
        dialog->findChild<QLineEdit*>()->setText(name);
        QTest::keyClick(dialog->findChild<QLineEdit*>(), Qt::Key_Return);
        QTRY_VERIFY(view.findChild<QFileDialog*>() == nullptr);
        QTRY_VERIFY(fs::exists(scratch / written));
    }
    QVERIFY(testsupport::textOfXml(readFile(scratch / "receipt.html")).find("It took") != std::string::npos);
    QVERIFY(testsupport::sumsOfCsv(readFile(scratch / "receipt.csv")).contains({"receipt", "lengthActual"}));
    const QJsonObject json =
        QJsonDocument::fromJson(QByteArray::fromStdString(readFile(scratch / "receipt.json"))).object();
    QCOMPARE(json["operation"].toString(), QString("standard"));
    QCOMPARE(json["actual"]["fileLength"].toDouble(), json["after"]["fileLength"].toDouble());
}

QTEST_MAIN(ReceiptViewTest)
#include "receipt_view_test.moc"
