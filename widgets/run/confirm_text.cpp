#include "widgets/run/confirm_text.h"

#include "widgets/run/originals_text.h"
#include "widgets/run/plan_facts.h"
#include "widgets/words/remedies.h"
#include "widgets/words/returned_text.h"
#include "widgets/words/words.h"
#include "work/journal.h"

#include <QCoreApplication>

#include <algorithm>
#include <set>

namespace widgets {

namespace {

QString say(const char* text)
{
    return QCoreApplication::translate("ConfirmDialog", text);
}

QString withSize(const std::filesystem::path& path, std::uint64_t bytes)
{
    return say(QT_TRANSLATE_NOOP("ConfirmDialog", "%1 (%2, %3)"))
        .arg(pathText(path), sizeText(bytes), exactSizeText(bytes));
}

bool isReplaced(const PlanFacts& facts, const std::filesystem::path& path)
{
    return std::any_of(facts.sources.begin(), facts.sources.end(),
                       [&](const engine::PlannedSource& source) { return source.replaced && source.path == path; });
}

void addNote(QStringList& lines, const engine::PlanNote& note)
{
    // Two volumes can have the same to say.
    if (const QString line = QStringLiteral("• ") + noteWithRemedy(note); !lines.contains(line))
        lines += line;
}

TextSection notes(const QString& title, const std::vector<engine::PlanNote>& from,
                  bool (*belongs)(const engine::PlanNote&))
{
    TextSection section{title, {}};
    for (const engine::PlanNote& note : from)
        if (belongs(note))
            addNote(section.lines, note);
    return section;
}

bool isGoodToKnow(const engine::PlanNote& caution)
{
    return !hasToBeRead(caution);
}

TextSection replacedSection(const PlanFacts& facts)
{
    TextSection section{say(QT_TRANSLATE_NOOP("ConfirmDialog", "Will be replaced")), {}};
    for (const engine::ImagePlan* image : facts.images)
        if (isReplaced(facts, image->path))
            section.lines += say(QT_TRANSLATE_NOOP("ConfirmDialog", "%1, by a new file of %2"))
                                 .arg(pathText(image->path), sizeText(image->fileLength));
    return section;
}

TextSection newSection(const PlanFacts& facts)
{
    TextSection section{say(QT_TRANSLATE_NOOP("ConfirmDialog", "Will be made")), {}};
    for (const engine::ImagePlan* image : facts.images)
        if (!isReplaced(facts, image->path))
            section.lines += withSize(image->path, image->fileLength);
    return section;
}

TextSection keptSection(const PlanFacts& facts)
{
    TextSection section{say(QT_TRANSLATE_NOOP("ConfirmDialog", "Is kept")), {}};
    for (const engine::PlannedSource& source : facts.sources) {
        const std::filesystem::path kept = source.path.string() + std::string(engine::keptSuffix);
        if (source.replaced)
            section.lines += say(QT_TRANSLATE_NOOP("ConfirmDialog", "The original, as %1"))
                                 .arg(withSize(kept, source.status.length));
        else
            section.lines += say(QT_TRANSLATE_NOOP("ConfirmDialog", "%1, unchanged")).arg(pathText(source.path));
    }
    return section;
}

/// Where images were looked for that need a file which gets another name.
TextSection searchSection(const PlanFacts& facts)
{
    TextSection section{say(QT_TRANSLATE_NOOP("ConfirmDialog", "Images that need these files were looked for in")), {}};
    const bool renames = std::any_of(facts.sources.begin(), facts.sources.end(),
                                     [](const engine::PlannedSource& source) { return source.replaced; });
    if (renames)
        section.lines = searchedLines(facts.searched);
    return section;
}

TextSection spaceSection(const JobPlan& plan, const PlanFacts& facts, const FreeSpace& space)
{
    TextSection section{say(QT_TRANSLATE_NOOP("ConfirmDialog", "Space while it runs")), {}};
    section.lines += say(QT_TRANSLATE_NOOP("ConfirmDialog", "At most %1 (%2) more than now"))
                         .arg(sizeText(facts.peakBytes), exactSizeText(facts.peakBytes));
    for (const std::filesystem::path& folder : targetFolders(plan)) {
        const auto known = space.find(folder);
        section.lines +=
            known == space.end()
                ? say(QT_TRANSLATE_NOOP("ConfirmDialog", "Free in %1: not known yet")).arg(pathText(folder))
                : say(QT_TRANSLATE_NOOP("ConfirmDialog", "Free in %1: %2"))
                      .arg(pathText(folder), sizeText(known->second));
    }
    return section;
}

}  // namespace

std::vector<std::filesystem::path> targetFolders(const JobPlan& plan)
{
    std::set<std::filesystem::path> folders;
    for (const engine::ImagePlan* image : factsOf(plan).images)
        if (!image->path.empty())
            folders.insert(image->path.parent_path());
    return {folders.begin(), folders.end()};
}

std::vector<TextSection> confirmSections(const JobPlan& plan, const FreeSpace& space)
{
    const PlanFacts facts = factsOf(plan);
    TextSection blockers{say(QT_TRANSLATE_NOOP("ConfirmDialog", "It cannot run")), {}};
    TextSection questions{say(QT_TRANSLATE_NOOP("ConfirmDialog", "Has to be known")), {}};
    for (const engine::PlanNote& blocker : facts.blockers)
        addNote((asksAlone(blocker) ? questions : blockers).lines, blocker);
    for (const engine::PlanNote& caution : facts.cautions)
        if (hasToBeRead(caution) && !isLoss(caution))
            addNote(questions.lines, caution);
    return {std::move(blockers),
            std::move(questions),
            notes(say(QT_TRANSLATE_NOOP("ConfirmDialog", "Is lost in the result")), facts.cautions, isLoss),
            replacedSection(facts),
            newSection(facts),
            keptSection(facts),
            searchSection(facts),
            spaceSection(plan, facts, space),
            notes(say(QT_TRANSLATE_NOOP("ConfirmDialog", "Good to know")), facts.cautions, isGoodToKnow)};
}

QString summaryText(const JobPlan& plan)
{
    const PlanFacts facts = factsOf(plan);
    const std::int64_t saved = facts.savedBytes();
    const QString form = saved >= 0 ? say(QT_TRANSLATE_NOOP("ConfirmDialog", "File length: %1 become %2, %3 less"))
                                    : say(QT_TRANSLATE_NOOP("ConfirmDialog", "File length: %1 become %2, %3 more"));
    const QString length = form.arg(sizeText(facts.before.length()), sizeText(facts.after.length()),
                                    sizeText(saved >= 0 ? saved : -saved));
    if (!facts.returned)
        return length;
    return say(QT_TRANSLATE_NOOP("ConfirmDialog", "%1, once the originals are deleted.\n%2"))
        .arg(returnedText(*facts.returned, true), length);
}

}  // namespace widgets
