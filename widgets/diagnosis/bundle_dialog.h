#pragma once

#include "widgets/diagnosis/diagnosis_desk.h"

#include <QDialog>

class QCheckBox;
class QDialogButtonBox;
class QTreeWidget;
class QPlainTextEdit;

namespace widgets {

/// What a support bundle would hold, file by file, before it is saved.
class BundleDialog : public QDialog {
    Q_OBJECT

public:
    /// The desk outlives the dialog.
    explicit BundleDialog(DiagnosisDesk& desk, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void make();
    void showFiles(std::shared_ptr<const std::vector<engine::archive::BundleFile>> files);
    void save();

    DiagnosisDesk& desk_;
    QCheckBox* hash_;
    QTreeWidget* list_;
    QPlainTextEdit* content_;
    QDialogButtonBox* buttons_;
    std::shared_ptr<const std::vector<engine::archive::BundleFile>> files_;
};

}  // namespace widgets
