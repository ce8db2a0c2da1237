#pragma once

#include "widgets/run/job_queue.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;
class QTableView;
class QToolButton;

namespace widgets {

class JobModel;

/// One line at the bottom of the window: what runs, how far it is, Cancel; or what the last job ended with. Opens to a
/// list of all jobs with the log of the selected one.
class JobBar : public QWidget {
    Q_OBJECT

public:
    /// The queue outlives the bar.
    explicit JobBar(JobQueue& queue, QWidget* parent = nullptr);

    bool isExpanded() const;
    void setExpanded(bool expanded);

signals:
    /// For the window's title: "43 % Standard slim of a.qcow2"; empty while nothing runs.
    void progressText(const QString& text);
    /// 0 to 1 while a job runs; negative while nothing runs or the end is not known yet.
    void progress(double fraction);
    /// The person wants to see the receipt of that job.
    void receiptRequested(widgets::JobId id);

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* buildLine();
    QWidget* buildList();
    void retranslate();
    void update();
    void showRunning(const Job& job);
    void showIdle();
    void showLog();
    void cancelSelected();
    void selectLatest();
    const Job* selected() const;
    const Job* last() const;

    JobQueue& queue_;
    JobModel* model_;
    QToolButton* expand_;
    QLabel* what_;
    QProgressBar* bar_;
    QLabel* pace_;
    QPushButton* cancel_;
    QPushButton* receipt_;
    QWidget* list_;
    QTableView* table_;
    QPlainTextEdit* log_;
    QPushButton* cancelSelected_;
    QPushButton* showReceipt_;
    std::size_t shownLines_ = 0;
    JobId shownLog_ = 0;
};

}  // namespace widgets
