#pragma once

#include <QObject>
#include <QPalette>
#include <QString>
#include <QTranslator>

namespace widgets {

enum class Theme : std::uint8_t { System, Light, Dark };

/// The language and the colours of the whole application; both can change while it runs. For the window's thread.
class Appearance : public QObject {
    Q_OBJECT

public:
    /// Remembers the system's colours, which Theme::System comes back to.
    explicit Appearance(QObject* parent = nullptr);
    ~Appearance() override;

    /// What there is: "en" and those that we have a translation of.
    static QStringList languages();
    /// The name of a language in that language.
    static QString languageName(const QString& language);

    /// @param language empty: that of the system, where we have it, else English
    void setLanguage(const QString& language);
    /// In use: "en", "zh_CN".
    const QString& language() const noexcept { return language_; }
    void setTheme(Theme theme);

private:
    QPalette systemPalette_;
    QString language_ = "en";
    QTranslator own_;
    QTranslator qt_;
};

}  // namespace widgets
