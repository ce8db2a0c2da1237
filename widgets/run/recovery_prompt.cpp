#include "widgets/run/recovery_prompt.h"

#include "widgets/run/job_words.h"
#include "widgets/run/list_dialog.h"
#include "widgets/run/originals_text.h"

#include <algorithm>

namespace widgets {

RecoveryPrompt::RecoveryPrompt(QWidget* window, QObject* parent) : QObject(parent), window_(window)
{
    connect(&background_, &Background::failed, this, [this](const engine::Error& error) {
        auto* dialog =
            new ListDialog(tr("Interrupted run"), tr("It could not be recovered."), errorText(error), window_);
        dialog->open();
    });
}

RecoveryPrompt::Actions RecoveryPrompt::recoverAll(std::vector<std::filesystem::path> places, bool dryRun,
                                                   const std::stop_token& stop)
{
    Actions all;
    for (std::filesystem::path& place : places) {
        std::error_code ignored;
        if (std::filesystem::is_regular_file(place, ignored))
            place = place.parent_path();
    }
    for (const std::filesystem::path& folder : places) {
        try {
            const Actions found = engine::recover(folder, {true, places, dryRun}, stop);
            all.insert(all.end(), found.begin(), found.end());
        } catch (const engine::Error& error) {
            if (error.kind() == engine::ErrorKind::Cancelled)
                throw;
            // A folder that cannot be read is the library's to tell, not a reason to leave the others.
            if (!dryRun && error.kind() != engine::ErrorKind::NotFound)
                all.push_back({error.code(), folder, error.values(), true});
        }
    }
    return all;
}

void RecoveryPrompt::check(const std::vector<std::filesystem::path>& places)
{
    places_ = places;
    background_.start([this, places](std::stop_token stop, const Background::Publish& publish) {
        const Actions actions = recoverAll(places, true, stop);
        publish([this, actions] { offer(actions); });
    });
}

void RecoveryPrompt::offer(const Actions& actions)
{
    // What can only be left is no reason to ask; another window may be running it.
    const bool worth = std::any_of(actions.begin(), actions.end(), [](const auto& action) { return !action.left; });
    if (!worth) {
        emit nothingLeft();
        return;
    }
    auto* dialog =
        new ListDialog(tr("Interrupted run"), tr("A run was interrupted and has left files behind. This will be done:"),
                       recoverPlanText(actions), window_);
    dialog->offer(tr("&Recover"), tr("&Not now"));
    connect(dialog, &QDialog::accepted, this, &RecoveryPrompt::recover);
    connect(dialog, &QDialog::rejected, this, &RecoveryPrompt::nothingLeft);
    dialog->open();
}

void RecoveryPrompt::recover()
{
    background_.start([this, places = places_](std::stop_token stop, const Background::Publish& publish) {
        const Actions actions = recoverAll(places, false, stop);
        publish([this, actions] { show(actions); });
    });
}

void RecoveryPrompt::show(const Actions& actions)
{
    const bool left = std::any_of(actions.begin(), actions.end(), [](const auto& action) { return action.left; });
    auto* dialog =
        new ListDialog(tr("Interrupted run"),
                       left ? tr("Recovered, but for what could not be done:") : tr("Recovered. This was done:"),
                       recoveredText(actions), window_);
    dialog->open();
    emit recovered();
}

}  // namespace widgets
