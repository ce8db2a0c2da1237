#include "widgets/window/appearance.h"

#include <QApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace widgets {

namespace {

struct Tone {
    QColor window, base, alternate, text, button, highlight, link, faded;
};

QPalette paletteOf(const Tone& tone)
{
    QPalette palette(tone.button, tone.window);
    palette.setColor(QPalette::Window, tone.window);
    palette.setColor(QPalette::WindowText, tone.text);
    palette.setColor(QPalette::Base, tone.base);
    palette.setColor(QPalette::AlternateBase, tone.alternate);
    palette.setColor(QPalette::Text, tone.text);
    palette.setColor(QPalette::Button, tone.button);
    palette.setColor(QPalette::ButtonText, tone.text);
    palette.setColor(QPalette::ToolTipBase, tone.base);
    palette.setColor(QPalette::ToolTipText, tone.text);
    palette.setColor(QPalette::PlaceholderText, tone.faded);
    palette.setColor(QPalette::Highlight, tone.highlight);
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, tone.link);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, tone.faded);
    return palette;
}

const Tone light{0xf3f4f6, 0xffffff, 0xf0f4f8, 0x1b1f24, 0xe9ebee, 0x0067a3, 0x0067a3, 0x6a7179};
const Tone dark{0x22262b, 0x191c20, 0x20242a, 0xe7eaee, 0x2d3238, 0x1f6f9f, 0x6cc0f0, 0x969da6};

}  // namespace

Appearance::Appearance(QObject* parent) : QObject(parent), systemPalette_(QApplication::palette()) {}

Appearance::~Appearance()
{
    QCoreApplication::removeTranslator(&own_);
    QCoreApplication::removeTranslator(&qt_);
}

QStringList Appearance::languages()
{
    return {"en", "zh_CN"};
}

QString Appearance::languageName(const QString& language)
{
    return language == "zh_CN" ? QStringLiteral("简体中文") : QStringLiteral("English");
}

void Appearance::setLanguage(const QString& language)
{
    QString wanted = language;
    if (wanted.isEmpty())
        wanted = QLocale::system().language() == QLocale::Chinese ? "zh_CN" : "en";
    QCoreApplication::removeTranslator(&own_);
    QCoreApplication::removeTranslator(&qt_);
    language_ = languages().contains(wanted) ? wanted : "en";
    QLocale::setDefault(language_ == "en" ? QLocale(QLocale::English) : QLocale(language_));
    if (language_ == "en")
        return;
    if (qt_.load("qtbase_" + language_, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&qt_);
    if (own_.load(":/translations/lamella_" + language_))
        QCoreApplication::installTranslator(&own_);
}

void Appearance::setTheme(Theme theme)
{
    QApplication::setPalette(theme == Theme::System  ? systemPalette_
                             : theme == Theme::Light ? paletteOf(light)
                                                     : paletteOf(dark));
}

}  // namespace widgets
