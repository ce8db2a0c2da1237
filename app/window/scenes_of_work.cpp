#include "scenes.h"

#include "widgets/library/library_view.h"
#include "widgets/run/confirm_dialog.h"
#include "widgets/run/job_bar.h"
#include "widgets/run/list_dialog.h"
#include "widgets/run/receipt_view.h"
#include "widgets/savings/savings_view.h"
#include "widgets/trust/trust_dialog.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QDockWidget>
#include <QFileInfo>
#include <QHeaderView>
#include <QPushButton>

/// Pictures of what runs, and of what goes wrong.
using namespace widgets;
namespace fs = std::filesystem;

namespace {

template <class Dialog>
Dialog* shown(QWidget& window)
{
    Dialog* dialog = nullptr;
    waitFor([&] {
        dialog = window.findChild<Dialog*>();
        return dialog && dialog->isVisible();
    });
    return dialog;
}

}  // namespace

/// The run is a real one, of a copy: nothing that the person named is changed.
void Scenes::confirmAndReceipt()
{
    const fs::path from = fs::path(stage_.main.toStdString()).parent_path();
    const fs::path copy = fs::path(camera_.folder().toStdString()) / "work" / from.filename();
    fs::remove_all(copy);
    fs::create_directories(copy.parent_path());
    fs::copy(from, copy, fs::copy_options::recursive);
    const QString image = QString::fromStdString((copy / fs::path(stage_.main.toStdString()).filename()).string());
    {
        const auto window = windowOf({image});
        waitUntilPlanned(*window);
        window->findChild<SavingsView*>()->run(Kind::StandardSlim);
        auto* confirm = shown<ConfirmDialog>(*window);
        if (!confirm)
            return camera_.complain("there is nothing to confirm");
        camera_.take(*confirm, "confirm");
        for (auto* read : confirm->findChildren<QCheckBox*>())
            read->setChecked(true);
        confirm->accept();
        if (auto* receipt = shown<ReceiptDialog>(*window))
            camera_.take(*receipt, "receipt");
        else
            camera_.complain("the job has no receipt");
    }
    fs::remove_all(copy.parent_path());
}

/// One job half-way, another one behind it.
void Scenes::job()
{
    const fs::path image = extra("busy/diff.qcow2").toStdString();
    const fs::path result = fs::path(camera_.folder().toStdString()) / "slim.qcow2";
    const auto window = windowOf({QString::fromStdString(image.string())});
    JobRequest request;
    request.templates = {image};
    request.options.exact = true;
    request.options.replace = false;
    request.options.target = result;
    request.options.compression = engine::Compression::Zlib;
    request.chainOptions = window->session().options();
    window->findChild<JobBar*>()->setExpanded(true);
    JobQueue& jobs = window->jobs();
    request.kind = Kind::DeepSlim;
    jobs.enqueue(request);
    request.kind = Kind::StandardSlim;
    jobs.enqueue(request);
    const auto halfWay = [&jobs] {
        const Job* job = jobs.running();
        return job && job->state == JobState::Running && job->rate && job->doneBytes > job->totalBytes / 3;
    };
    if (waitFor(halfWay))
        camera_.take(*window, "job");
    else
        camera_.complain("the job was never half-way");
    for (const Job& job : jobs.jobs())
        jobs.cancel(job.id);
    waitFor([&jobs] { return jobs.idle(); });
    fs::remove(result);
}

/// Long names, broken chains, images in use: every column is shown.
void Scenes::library()
{
    const auto window = windowOf(stage_.paths + QStringList{extra("troubles")});
    auto* view = window->findChild<LibraryView*>();
    auto* header = view->findChild<QHeaderView*>();
    for (int column = 0; column < header->count(); ++column)
        header->setSectionHidden(column, false);
    header->resizeSection(LibraryModel::Name, 320);
    header->resizeSection(LibraryModel::Map, 110);
    header->resizeSection(LibraryModel::State, 260);
    view->window()->resize(1600, 768);
    for (auto* dock : window->findChildren<QDockWidget*>())
        if (dock->widget() != view)
            dock->hide();
    window->resizeDocks({window->findChild<QDockWidget*>("library")}, {1240}, Qt::Horizontal);
    settle();
    waitFor([&] { return !view->busy(); });
    camera_.take(*view, "library");
}

void Scenes::image(const QString& name, const QString& file)
{
    const auto window = windowOf({file});
    if (window->session().analysis() && window->session().analysis()->chain.complete())
        waitUntilPlanned(*window);
    camera_.take(*window, name);
}

void Scenes::trust()
{
    const auto window = windowOf({extra("outside/diff.qcow2")});
    camera_.take(*window, "not-allowed");
    for (auto* button : window->findChildren<QPushButton*>())
        if (button->isVisible() && button->text() == askText(TrustQuestion::Kind::AllowFile))
            button->click();
    if (auto* dialog = shown<TrustDialog>(*window))
        camera_.take(*dialog, "allow");
    else
        camera_.complain("no trust is asked for");
}

void Scenes::recovery()
{
    const auto window = windowOf({extra("interrupted")});
    if (auto* prompt = shown<ListDialog>(*window))
        camera_.take(*prompt, "recover");
    else
        camera_.complain("nothing was interrupted");
}
