#include "support/process.h"
#include "support/qemu.h"
#include "support/scratch.h"
#include "widgets/map/map_view.h"
#include "widgets/trust/trust_dialog.h"

#include <QComboBox>
#include <QFile>
#include <QPushButton>
#include <QTest>

using namespace widgets;
using testsupport::Scratch;
namespace fs = std::filesystem;

namespace {

QString text(const fs::path& path)
{
    return QString::fromStdString(path.string());
}

/// A map whose template lacks trust.
struct Shown {
    bool open(const fs::path& top)
    {
        view.resize(700, 400);
        view.show();
        session.open(top);
        return QTest::qWaitFor([this] { return session.analysis() && !session.reading(); });
    }
    bool complete() const { return session.analysis()->chain.complete(); }
    /// The dialog that the visible button of that text opens.
    TrustDialog* ask(const QString& button)
    {
        for (auto* one : view.findChildren<QPushButton*>())
            if (one->isVisible() && one->text() == button)
                QTest::mouseClick(one, Qt::LeftButton);
        return view.findChild<TrustDialog*>();
    }

    Session session;
    MapView view{session};
};

QPushButton* buttonOf(const QWidget& dialog, const QString& label)
{
    for (auto* one : dialog.findChildren<QPushButton*>())
        if (one->text().remove('&') == label)
            return one;
    return nullptr;
}

}  // namespace

/// Files that an image names are read only where the person agrees.
class TrustTest : public QObject {
    Q_OBJECT

private slots:
    void allowsAFileElsewhere();
    void allowsADataFile();
    void namesAFormat();
    void othersAreNotAsked();
};

void TrustTest::allowsAFileElsewhere()
{
    const Scratch here;
    const Scratch there;
    testsupport::createQcow2(text(there / "far.qcow2"), "1M");
    testsupport::mustRun("qemu-img", {"create", "-q", "-f", "qcow2", "-F", "qcow2", "-b", text(there / "far.qcow2"),
                                      text(here / "top.qcow2")});
    Shown shown;
    QVERIFY(shown.open(here / "top.qcow2"));
    QVERIFY(!shown.complete());
    TrustDialog* dialog = shown.ask("Allow this file...");
    QVERIFY(dialog);
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!shown.view.findChild<TrustDialog*>());
    QVERIFY(!shown.complete());

    dialog = shown.ask("Allow this file...");
    QVERIFY(dialog);
    // Enter alone does not give trust away.
    QVERIFY(!buttonOf(*dialog, "Allow this file")->isDefault());
    QTest::mouseClick(buttonOf(*dialog, "Allow this file"), Qt::LeftButton);
    QTRY_VERIFY(shown.complete());
}

void TrustTest::allowsADataFile()
{
    const Scratch here;
    testsupport::createQcow2(text(here / "top.qcow2"), "1M", "data_file=" + text(here / "top.data"));
    Shown shown;
    QVERIFY(shown.open(here / "top.qcow2"));
    QVERIFY(!shown.complete());
    TrustDialog* dialog = shown.ask("Allow this file...");
    QVERIFY(dialog);
    QTest::mouseClick(buttonOf(*dialog, "Allow this file"), Qt::LeftButton);
    QTRY_VERIFY(shown.complete());
}

void TrustTest::namesAFormat()
{
    const Scratch here;
    QFile base(text(here / "base.img"));
    QVERIFY(base.open(QIODevice::WriteOnly) && base.resize(1 << 20));
    testsupport::mustRun("qemu-img",
                         {"create", "-q", "-f", "qcow2", "-F", "raw", "-b", "base.img", text(here / "top.qcow2")});
    // Images of older tools are silent.
    QFile top(text(here / "top.qcow2"));
    QVERIFY(top.open(QIODevice::ReadWrite));
    QByteArray header = top.read(4096);
    header.replace(QByteArray::fromHex("e2792aca"), QByteArray::fromHex("11111111"));
    top.seek(0);
    top.write(header);
    top.close();

    Shown shown;
    QVERIFY(shown.open(here / "top.qcow2"));
    TrustDialog* dialog = shown.ask("Name its format...");
    QVERIFY(dialog);
    QPushButton* agree = buttonOf(*dialog, "Read as this format");
    QVERIFY(agree && !agree->isEnabled());
    auto* format = dialog->findChild<QComboBox*>();
    QVERIFY(format->hasFocus() || dialog->focusWidget() == format);
    format->setFocus();
    QTest::keyClick(format, Qt::Key_R);
    QCOMPARE(format->currentText(), QString("raw"));
    QTRY_VERIFY(agree->isEnabled());
    agree->setFocus();
    QTest::keyClick(agree, Qt::Key_Space);
    QTRY_VERIFY(shown.complete());
}

void TrustTest::othersAreNotAsked()
{
    const Scratch here;
    testsupport::mustRun("qemu-img", {"create", "-q", "-u", "-f", "qcow2", "-F", "qcow2", "-b", "gone.qcow2",
                                      text(here / "top.qcow2"), "1M"});
    Shown shown;
    QVERIFY(shown.open(here / "top.qcow2"));
    QVERIFY(!shown.ask("Allow this file..."));
    QVERIFY(!shown.ask("Name its format..."));
}

QTEST_MAIN(TrustTest)
#include "trust_test.moc"
