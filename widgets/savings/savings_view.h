#pragma once

#include "widgets/savings/plan_desk.h"

#include <QWidget>

class QToolButton;

namespace widgets {

class ElidedLabel;
class OperationFile;
class OptionsPanel;
class OtherDisksButton;
class SavingCard;
class SimilarityPage;
class TemplatesPage;

/// The three operations as cards beside each other, with their options: what each would save, why, and what speaks
/// against it.
class SavingsView : public QWidget {
    Q_OBJECT

public:
    explicit SavingsView(Session& session, QWidget* parent = nullptr);

    PlanDesk& desk() noexcept { return *desk_; }

    /// As the button of that card does; where it cannot be run, its reasons are shown.
    void run(JobRequest::Kind kind);
    /// Plans exactly what sharing a base means for these, then asks for the run.
    void share(std::vector<std::filesystem::path> templates);

public slots:
    /// The templates that base sharing is about.
    void setTemplates(std::vector<std::filesystem::path> templates);

signals:
    /// The person wants it to be run; nothing speaks against it as far as the plan knows.
    /// What became of a plan that was to be saved.
    void told(const QString& text);
    void runRequested(const widgets::JobRequest& request, std::shared_ptr<const widgets::PlanResult> plan);

protected:
    void changeEvent(QEvent* event) override;

private:
    void layOut();
    void makeSaving();
    void fillPlans();
    void retranslate();

    PlanDesk* desk_;
    QToolButton* showOptions_;
    OtherDisksButton* otherDisks_;
    QToolButton* save_;
    OperationFile* file_;
    ElidedLabel* summary_;
    OptionsPanel* options_;
    std::array<SavingCard*, PlanDesk::kindCount> cards_{};
    TemplatesPage* templates_;
    SimilarityPage* similarity_;
    QWidget* bases_;
};

}  // namespace widgets
