#include "widgets/library/library_view.h"
#include "widgets/run/confirm_dialog.h"
#include "widgets/run/job_words.h"
#include "widgets/run/receipt_view.h"
#include "widgets/window/main_window.h"
#include "widgets/words/path_field.h"

/// What is run, and what comes of it.
namespace widgets {

void MainWindow::confirmRun(const JobRequest& request, const std::shared_ptr<const PlanResult>& plan)
{
    // The plan lives as long as the result that it is a part of.
    const JobPlan shown = plan->slim() ? JobPlan(std::shared_ptr<const engine::SlimPlan>(plan, plan->slim()))
                                       : JobPlan(std::shared_ptr<const engine::SharePlan>(plan, plan->share()));
    auto* dialog = new ConfirmDialog(request, shown, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { jobs_.enqueue(dialog->confirmedRequest()); });
    dialog->open();
}

void MainWindow::showJobEnd(JobId id)
{
    const Job* job = jobs_.job(id);
    if (settings_.notifications() && !isActiveWindow())
        desktop_.notify(jobText(job->request), standText(*job));
    if (job->state != JobState::Done)
        return;
    filesChanged();
    if (!job->request.oneOfMany)
        showReceipt(id);
}

void MainWindow::showReceipt(JobId id)
{
    const Job* job = jobs_.job(id);
    if (!job || job->state != JobState::Done)
        return;
    auto* dialog = new ReceiptDialog(job->request, job->outcome, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ReceiptDialog::filesChanged, this, &MainWindow::filesChanged);
    dialog->open();
}

void MainWindow::filesChanged()
{
    library_->refresh();
    session_.reload();
}

void MainWindow::checkForLeftovers()
{
    std::vector<std::filesystem::path> places;
    for (const QString& path : library_->folders())
        places.push_back(pathFrom(path));
    recovery_.check(places);
}

}  // namespace widgets
