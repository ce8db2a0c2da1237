#pragma once

#include "widgets/window/settings.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QToolButton;

namespace widgets {

/// Language, colours, notifications. Each change is in force at once; closing keeps it.
class SettingsDialog : public QDialog {
    Q_OBJECT

public:
    SettingsDialog(Settings& settings, Appearance& appearance, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void askLessons();

    Settings& settings_;
    Appearance& appearance_;
    QLabel* languageLabel_ = nullptr;
    QLabel* themeLabel_ = nullptr;
    QComboBox* language_ = nullptr;
    QComboBox* theme_ = nullptr;
    QLabel* lessonsLabel_ = nullptr;
    QLineEdit* lessons_ = nullptr;
    QToolButton* chooseLessons_ = nullptr;
    QCheckBox* notifications_ = nullptr;
};

}  // namespace widgets
