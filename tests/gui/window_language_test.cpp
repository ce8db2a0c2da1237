#include "opened_window.h"

#include "widgets/trust/trust_dialog.h"
#include "widgets/window/settings_dialog.h"

#include <QAccessible>
#include <QLabel>
#include <QTextBrowser>

using namespace windowtest;

namespace {

QStringList textsOf(const QWidget& widget)
{
    QStringList texts{widget.windowTitle()};
    for (const QWidget* child : widget.findChildren<QWidget*>()) {
        if (const auto* button = qobject_cast<const QAbstractButton*>(child))
            texts += button->text();
        else if (const auto* label = qobject_cast<const QLabel*>(child))
            texts += label->text();
        else if (const auto* browser = qobject_cast<const QTextBrowser*>(child))
            texts += browser->toPlainText();
    }
    texts.removeAll(QString());
    return texts;
}

/// "..." is the same in every language.
bool hasLetters(const QString& text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.isLetter(); });
}

bool isChinese(const QString& text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.script() == QChar::Script_Han; });
}

/// Every button of the dialog and its title are Chinese after the switch, and everything is as before after the switch
/// back.
void switchesWhile(Opened& opened, const QWidget& dialog)
{
    const QStringList english = textsOf(dialog);
    opened.appearance.setLanguage("zh_CN");
    QCoreApplication::processEvents();
    const QStringList chinese = textsOf(dialog);
    QStringList left;
    for (const QAbstractButton* button : dialog.findChildren<QAbstractButton*>())
        if (hasLetters(button->text()) && button->isVisible() && !isChinese(button->text()))
            left += button->text();
    const bool title = isChinese(dialog.windowTitle());
    const auto same = std::count_if(chinese.begin(), chinese.end(), [&](const QString& text) {
        return english.contains(text) && text.count(' ') > 2 && !text.startsWith('/');
    });
    opened.appearance.setLanguage("en");
    QCoreApplication::processEvents();
    QVERIFY2(left.isEmpty(), qPrintable(left.join(", ")));
    QVERIFY(title);
    QCOMPARE(same, 0);
    QCOMPARE(textsOf(dialog), english);
}

}  // namespace

/// A live switch of the language reaches what is open, and everything that takes the focus has a name.
class WindowLanguageTest : public QObject {
    Q_OBJECT

private slots:
    void whileItIsConfirmed();
    void whileSettingsAreOpen();
    void whileTrustIsAsked();
    void everythingHasAName();
};

void WindowLanguageTest::whileItIsConfirmed()
{
    const Scratch scratch;
    const auto chain = testsupport::makeSmallChain(scratch / "");
    Opened opened(scratch / "");
    QVERIFY(opened.opened(chain.second));
    QVERIFY(opened.planned(Kind::StandardSlim));
    opened.savings().run(Kind::StandardSlim);
    auto* confirm = opened.shown<ConfirmDialog>();
    QVERIFY(confirm);
    QTest::qWait(300);
    switchesWhile(opened, *confirm);
    QVERIFY(confirmByMouse(*confirm));
    auto* receipt = opened.shown<ReceiptDialog>();
    QVERIFY(receipt);
    switchesWhile(opened, *receipt);
}

void WindowLanguageTest::whileSettingsAreOpen()
{
    const Scratch scratch;
    Opened opened(scratch / "");
    SettingsDialog dialog(opened.settings, opened.appearance, &opened.window);
    dialog.show();
    switchesWhile(opened, dialog);
}

void WindowLanguageTest::whileTrustIsAsked()
{
    const Scratch scratch;
    Opened opened(scratch / "");
    for (const auto kind : {TrustQuestion::Kind::AllowFile, TrustQuestion::Kind::NameFormat}) {
        TrustDialog dialog(opened.window.session(), {kind, scratch / "far.qcow2"}, &opened.window);
        dialog.show();
        switchesWhile(opened, dialog);
    }
}

void WindowLanguageTest::everythingHasAName()
{
    const Scratch scratch;
    const auto chain = testsupport::makeSmallChain(scratch / "");
    Opened opened(scratch / "");
    QVERIFY(opened.opened(chain.second));
    QVERIFY(opened.planned(Kind::StandardSlim));
    opened.savings().run(Kind::StandardSlim);
    QVERIFY(opened.shown<ConfirmDialog>());
    SettingsDialog settings(opened.settings, opened.appearance, &opened.window);
    settings.show();
    opened.window.showAbout();
    QStringList nameless;
    int named = 0;
    for (QWidget* widget : opened.window.findChildren<QWidget*>()) {
        // Parts that Qt's own widgets are made of speak through them.
        if (widget->focusPolicy() == Qt::NoFocus || widget->objectName().startsWith("qt_") ||
            widget->inherits("QComboBoxListView") || widget->inherits("QTabBar") || widget->inherits("QScrollBar"))
            continue;
        QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(widget);
        QVERIFY(interface);
        if (interface->text(QAccessible::Name).isEmpty())
            nameless += QString("%1 in %2")
                            .arg(widget->metaObject()->className(), widget->parentWidget()->metaObject()->className());
        else
            ++named;
    }
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(", ")));
    QVERIFY(named > 40);
}

QTEST_MAIN(WindowLanguageTest)
#include "window_language_test.moc"
