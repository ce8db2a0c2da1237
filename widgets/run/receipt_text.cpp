#include "widgets/run/receipt_text.h"

#include "report/plan_json.h"
#include "widgets/run/job_words.h"
#include "widgets/run/plan_facts.h"
#include "widgets/words/remedies.h"
#include "widgets/words/returned_text.h"

#include <QCoreApplication>

namespace widgets {

namespace {

QString say(const char* text)
{
    return QCoreApplication::translate("ReceiptView", text);
}

QString row(const QStringList& cells)
{
    return cells.join('\t');
}

bool isAsPredicted(const PlanFacts& facts, const engine::Receipt& receipt)
{
    return facts.after.length() == receipt.actual.length();
}

/// The figure that counts: what comes back, not how long files are.
TextSection spaceSection(const PlanFacts& facts, const engine::Receipt& receipt)
{
    TextSection section{say(QT_TRANSLATE_NOOP("ReceiptView", "Disk space")), {}};
    const auto add = [&](const char* when, const std::optional<engine::ReturnedBytes>& returned) {
        if (returned)
            section.lines += row({say(when), returnedText(*returned, true)});
    };
    add(QT_TRANSLATE_NOOP("ReceiptView", "Measured, once the originals are deleted"), receipt.returned);
    add(QT_TRANSLATE_NOOP("ReceiptView", "Predicted"), facts.returned);
    if (const auto& originals = receipt.originalsSpace)
        section.lines += row({say(QT_TRANSLATE_NOOP("ReceiptView", "Deleting the originals frees")),
                              diskText(originals->bytes, true, originals->exact)});
    return section;
}

TextSection filesSection(const PlanFacts& facts, const engine::Receipt& receipt)
{
    TextSection section{say(QT_TRANSLATE_NOOP("ReceiptView", "File lengths")), {}};
    section.lines +=
        row({say(QT_TRANSLATE_NOOP("ReceiptView", "After")), say(QT_TRANSLATE_NOOP("ReceiptView", "predicted")),
             say(QT_TRANSLATE_NOOP("ReceiptView", "actual"))});
    for (std::size_t at = 0; at < receipt.actual.files.size(); ++at)
        section.lines += row({pathText(receipt.actual.files[at].path), exactSizeText(facts.after.files.at(at).length),
                              exactSizeText(receipt.actual.files[at].length)});
    section.lines += row({say(QT_TRANSLATE_NOOP("ReceiptView", "In all")), exactSizeText(facts.after.length()),
                          exactSizeText(receipt.actual.length())});
    return section;
}

TextSection beforeSection(const PlanFacts& facts)
{
    TextSection section{say(QT_TRANSLATE_NOOP("ReceiptView", "Before")), {}};
    for (const engine::FileSize& file : facts.before.files)
        section.lines += row({pathText(file.path), exactSizeText(file.length)});
    section.lines += row({say(QT_TRANSLATE_NOOP("ReceiptView", "In all")), exactSizeText(facts.before.length())});
    return section;
}

/// A run reproduces its plan cluster by cluster, so the lengths tell whether the reasons hold.
TextSection reasonsSection(const PlanFacts& facts, const engine::Receipt& receipt)
{
    const QString actual = isAsPredicted(facts, receipt) ? say(QT_TRANSLATE_NOOP("ReceiptView", "as predicted"))
                                                         : say(QT_TRANSLATE_NOOP("ReceiptView", "not as predicted"));
    TextSection section{say(QT_TRANSLATE_NOOP("ReceiptView", "What the new files leave out")), {}};
    const auto add = [&](const char* what, std::uint64_t bytes) {
        if (bytes > 0)
            section.lines += row({say(what), sizeText(bytes), actual});
    };
    add(QT_TRANSLATE_NOOP("ReceiptView", "Garbage: the guest does not use it"), facts.saved.garbage);
    add(QT_TRANSLATE_NOOP("ReceiptView", "Only zeros"), facts.saved.zero);
    add(QT_TRANSLATE_NOOP("ReceiptView", "Equal to the backing"), facts.saved.duplicate);
    add(QT_TRANSLATE_NOOP("ReceiptView", "Hidden by an upper layer"), facts.saved.hidden);
    add(QT_TRANSLATE_NOOP("ReceiptView", "Equal to each other"), facts.saved.shared);
    return section;
}

TextSection workSection(const engine::Receipt& receipt)
{
    TextSection section{say(QT_TRANSLATE_NOOP("ReceiptView", "The run")), {}};
    section.lines += row({say(QT_TRANSLATE_NOOP("ReceiptView", "Time")), durationText(receipt.duration)});
    section.lines += row({say(QT_TRANSLATE_NOOP("ReceiptView", "Read")), sizeText(receipt.bytesRead)});
    section.lines += row({say(QT_TRANSLATE_NOOP("ReceiptView", "Written")), sizeText(receipt.bytesWritten)});
    return section;
}

}  // namespace

std::vector<TextSection> receiptSections(const JobOutcome& outcome)
{
    const PlanFacts facts = factsOf(outcome.plan);
    const engine::Receipt& receipt = *outcome.receipt;
    TextSection originals{say(QT_TRANSLATE_NOOP("ReceiptView", "Originals are kept as")), {}};
    for (const engine::KeptOriginal& original : receipt.originals)
        originals.lines += row({pathText(original.keptAs), exactSizeText(original.status.length)});
    TextSection cautions{say(QT_TRANSLATE_NOOP("ReceiptView", "Came up during the run")), {}};
    for (const engine::PlanNote& caution : receipt.cautions)
        cautions.lines += noteWithRemedy(caution);
    return {spaceSection(facts, receipt), filesSection(facts, receipt),
            beforeSection(facts),         reasonsSection(facts, receipt),
            workSection(receipt),         std::move(originals),
            std::move(cautions)};
}

engine::report::Json receiptJson(const JobOutcome& outcome)
{
    engine::report::Json json = planJson(outcome.plan);
    engine::report::addReceipt(json, *outcome.receipt);
    return json;
}

}  // namespace widgets
