#pragma once

#include "widgets/savings/plan_desk.h"

#include <QScrollArea>

class QCheckBox;
class QComboBox;
class QGroupBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;

namespace widgets {

/// The options that all operations share, each with what it would change as far as that is known, and what they change
/// together. A change goes to the desk at once.
class OptionsPanel : public QScrollArea {
    Q_OBJECT

public:
    OptionsPanel(Session& session, PlanDesk& desk, QWidget* parent = nullptr);

    /// What is chosen, in one line.
    QString summary() const;

signals:
    void summaryChanged();

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void connectAll();
    void retranslate();
    void apply();
    void follow();
    void showGains();
    void showEffect();
    void browseFile();
    void browseFolder();
    QWidget* pathRow(QLineEdit* edit, QPushButton* browse);

    Session& session_;
    PlanDesk& desk_;
    /// The figures with the options as they are at first: what a change is measured against. By kind, quick and exact.
    std::array<std::array<std::optional<std::int64_t>, 2>, 2> defaultSaving_;
    QLabel* compressionLabel_;
    QComboBox* compression_;
    QLabel* clusterLabel_;
    QComboBox* clusterSize_;
    QCheckBox* extendedL2_;
    QLabel* extendedWarning_;
    QCheckBox* trim_;
    QCheckBox* systemFiles_;
    QGroupBox* advanced_;
    QCheckBox* shareClusters_;
    QGroupBox* result_;
    QRadioButton* replace_;
    QRadioButton* beside_;
    QLabel* fileLabel_;
    QLineEdit* file_;
    QPushButton* browseFile_;
    QLabel* folderLabel_;
    QLineEdit* folder_;
    QPushButton* browseFolder_;
    QLabel* effect_;
    bool filling_ = false;
};

}  // namespace widgets
