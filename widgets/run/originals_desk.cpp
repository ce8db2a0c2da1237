#include "widgets/run/originals_desk.h"

#include "report/receipt_store.h"
#include "widgets/run/job_words.h"
#include "widgets/run/list_dialog.h"
#include "widgets/run/originals_text.h"
#include "widgets/words/returned_text.h"
#include "widgets/words/words.h"

namespace widgets {

/// What a kept file turned out to be.
struct OriginalsDesk::Found {
    engine::KeptFile kept;
    engine::Receipt run;   ///< of its receipt, or as the names tell it
    bool receipt = false;  ///< there is one
    engine::RestingImages resting;
};

OriginalsDesk::OriginalsDesk(const Session& session, QWidget* window, QObject* parent)
    : QObject(parent), session_(session), window_(window)
{
    connect(&background_, &Background::failed, this,
            [this](const engine::Error& error) { tell(tr("Nothing was changed."), errorText(error)); });
}

void OriginalsDesk::askToRestore(const std::filesystem::path& kept)
{
    ask(Wish::Restore, kept);
}

void OriginalsDesk::askToDelete(const std::filesystem::path& kept)
{
    ask(Wish::Delete, kept);
}

void OriginalsDesk::ask(Wish wish, const std::filesystem::path& kept)
{
    background_.start([this, wish, kept, where = engine::Elsewhere{session_.places()}](
                          std::stop_token stop, const Background::Publish& publish) {
        auto found = std::make_shared<Found>();
        found->kept = engine::keptFile(kept);
        const std::vector<engine::report::StoredReceipt> receipts = engine::report::storedReceipts();
        const engine::report::StoredReceipt* receipt = engine::report::receiptOf(found->kept, receipts);
        found->receipt = receipt != nullptr;
        found->run = receipt ? receipt->run : engine::receiptByName(found->kept);
        engine::Progress progress;
        found->resting = wish == Wish::Restore ? engine::whoNeedsResults(found->run, where, progress, stop)
                                               : engine::whoNeedsOriginals(found->run, where, progress, stop);
        publish([this, wish, found] { show(wish, found); });
    });
}

void OriginalsDesk::show(Wish wish, const std::shared_ptr<const Found>& found)
{
    const bool restore = wish == Wish::Restore;
    const bool refused = !found->resting.overlays.empty() || (restore && !found->resting.originals.empty());
    QString sentence =
        restore ? (found->receipt ? restoreQuestion() : restoreByNameQuestion()) : deleteQuestion(found->run);
    if (refused)
        sentence = restore ? restoreRefusal() : deleteRefusal();
    const QString lines =
        restore ? (found->receipt ? restoreList(found->run) : restoreByNameList(found->run)) : deleteList(found->run);
    const QString title = restore ? tr("Restore originals") : tr("Delete originals");
    auto* dialog = new ListDialog(title, sentence, lines + "\n\n" + restingList(found->resting), window_);
    if (!refused) {
        dialog->offer(QLatin1Char('&') + title, tr("&Cancel"));
        if (found->resting.places.boundHit)
            dialog->requireTick(tr("No image &elsewhere needs these files"));
        connect(dialog, &QDialog::accepted, this,
                [this, dialog, wish, found] { carryOut(wish, found, dialog->ticked()); });
    }
    dialog->open();
}

void OriginalsDesk::carryOut(Wish wish, const std::shared_ptr<const Found>& found, bool alone)
{
    background_.start([this, wish, found, options = session_.options(),
                       where = engine::Elsewhere{session_.places(), alone}](std::stop_token stop,
                                                                            const Background::Publish& publish) {
        engine::Progress progress;
        if (wish == Wish::Delete) {
            const engine::ReturnedSpace freed = found->receipt
                                                    ? deleteOriginals(found->run, progress, stop, where)
                                                    : deleteByName(found->kept, options, progress, stop, where);
            publish([this, freed] {
                emit filesChanged();
                tell(tr("The originals are deleted: %1 on disk are free").arg(diskText(freed.bytes, true, freed.exact)),
                     {});
            });
            return;
        }
        engine::Restored restored;
        if (found->receipt) {
            restored = restoreOriginals(found->run, progress, stop, where);
        } else {
            restoreByName(found->kept, options, progress, stop, where);
            restored.originals.push_back(found->kept.original);
        }
        publish([this, restored] {
            emit filesChanged();
            tell(tr("The originals are restored."), restoredText(restored));
        });
    });
}

void OriginalsDesk::tell(const QString& sentence, const QString& lines)
{
    auto* dialog = new ListDialog(tr("Originals"), sentence, lines, window_);
    dialog->open();
}

}  // namespace widgets
