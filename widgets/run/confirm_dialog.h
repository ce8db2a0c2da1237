#pragma once

#include "widgets/basics/background.h"
#include "widgets/run/confirm_text.h"
#include "widgets/run/job.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QPushButton;
class QTextBrowser;

namespace widgets {

/// Says what a run will do before it does it. To be opened with open(); `accepted` means that the person wants it, and
/// `confirmedRequest` is what to enqueue.
class ConfirmDialog : public QDialog {
    Q_OBJECT

public:
    /// @param plan exact, of that request
    ConfirmDialog(JobRequest request, JobPlan plan, QWidget* parent = nullptr);

    /// The request with the cautions that were shown, and what the person has answered.
    JobRequest confirmedRequest() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void readSpace();
    void retranslate();
    void showText();
    void enableRun();

    JobRequest request_;
    JobPlan plan_;
    bool blocked_;
    bool asksAlone_;  ///< whether images elsewhere need what is renamed
    bool asksToRead_;
    FreeSpace space_;
    QLabel* heading_;
    QLabel* summary_;
    QTextBrowser* text_;
    QCheckBox* read_;
    QCheckBox* alone_;
    QPushButton* run_;
    QPushButton* cancel_;
    Background background_;
};

}  // namespace widgets
