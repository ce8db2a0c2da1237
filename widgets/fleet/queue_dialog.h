#pragma once

#include "plan/fleet.h"
#include "widgets/run/job_request.h"

#include <QDialog>

#include <vector>

class QCheckBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace widgets {

/// Says what one slim of many templates will replace, keep and lose before its jobs are queued. To be opened
/// with open(); `accepted` means that the person wants it, and `requests` are what to enqueue.
class QueueDialog : public QDialog {
    Q_OBJECT

public:
    /// @param templates that were chosen; those that cannot be slimmed are listed with the reason and left out
    /// @param places where images may need their files
    QueueDialog(JobRequest::Kind kind, std::vector<engine::FleetTemplate> templates,
                const engine::ChainOptions& options, std::vector<std::filesystem::path> places, QWidget* parent);

    std::vector<JobRequest> requests() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    QString listText() const;
    QString whyLeftOut(const engine::FleetTemplate& one) const;

    JobRequest::Kind kind_;
    std::vector<engine::FleetTemplate> runnable_;
    std::vector<engine::FleetTemplate> leftOut_;
    engine::ChainOptions options_;
    std::vector<std::filesystem::path> places_;
    QLabel* heading_;
    QLabel* explanation_;
    QPlainTextEdit* list_;
    QCheckBox* alone_;
    QPushButton* run_;
    QPushButton* cancel_;
};

}  // namespace widgets
