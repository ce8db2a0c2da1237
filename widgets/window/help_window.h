#pragma once

#include <QDialog>

class QLineEdit;
class QTextBrowser;

namespace widgets {

/// What each number means, in the language of the window; with a search.
class HelpWindow : public QDialog {
    Q_OBJECT

public:
    /// @param language as Appearance names it
    explicit HelpWindow(const QString& language, QWidget* parent = nullptr);

    void showTopic(const QString& anchor);
    void setLanguage(const QString& language);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    QLineEdit* search_ = nullptr;
    QTextBrowser* text_ = nullptr;
};

}  // namespace widgets
