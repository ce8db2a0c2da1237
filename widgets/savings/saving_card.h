#pragma once

#include "widgets/savings/plan_desk.h"

#include <QFrame>
#include <QTimer>

class QLabel;
class QProgressBar;
class QPushButton;
class QTabWidget;

namespace widgets {

class ElidedLabel;
class FiguresPage;
class NotesPage;
class Waterfall;

/// One operation: its figures, why, why not more, what speaks against it, and the button that runs it.
class SavingCard : public QFrame {
    Q_OBJECT

public:
    using Kind = JobRequest::Kind;

    SavingCard(Session& session, PlanDesk& desk, Kind kind, QWidget* parent = nullptr);

    /// A page of its own kind, whose window title is the tab's; comes before the others.
    void addPage(int index, QWidget* page);
    void showPage(QWidget* page);
    /// Why it cannot be run now; empty: it can.
    QString whyNot() const;
    /// Asks for the run; where something speaks against it, shows what.
    void run();
    /// The same once the exact figures are there.
    void planAndRun();

signals:
    void runRequested(const widgets::JobRequest& request, std::shared_ptr<const widgets::PlanResult> plan);

protected:
    void changeEvent(QEvent* event) override;

private:
    void layOut();
    void showResult();
    void showFigures(const PlanResult& result);
    void showRunning();
    void showProgress();
    void showWhyNot();
    void retranslate();
    void planOrCancel();
    QString emptyText() const;

    Session& session_;
    PlanDesk& desk_;
    Kind kind_;
    QLabel* title_;
    QLabel* badge_;
    QPushButton* exactly_;
    QPushButton* run_;
    ElidedLabel* figure_;
    ElidedLabel* length_;
    ElidedLabel* reason_;
    QProgressBar* progress_;
    QTabWidget* pages_;
    FiguresPage* figures_;
    Waterfall* waterfall_;
    NotesPage* notes_;
    QTimer poll_;
    bool wasBlocked_ = false;
    bool runsWhenPlanned_ = false;
};

}  // namespace widgets
