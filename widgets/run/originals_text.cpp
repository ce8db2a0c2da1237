#include "widgets/run/originals_text.h"

#include "widgets/words/returned_text.h"
#include "widgets/words/words.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace widgets {

namespace {

QString say(const char* text)
{
    return QCoreApplication::translate("Originals", text);
}

/// What a dry run foretells: the sentences of the engine speak of what was done.
QString foretold(const engine::RecoverAction& action)
{
    const QString path = pathText(action.path);
    if (action.code == "recover.removed")
        return say(QT_TRANSLATE_NOOP("Originals", "%1 is removed")).arg(path);
    if (action.code == "recover.renamed")
        for (const auto& [name, value] : action.values)
            if (name == "to")
                return say(QT_TRANSLATE_NOOP("Originals", "%1 is renamed to %2"))
                    .arg(path, fileNameText(std::get<std::string>(value)));
    if (action.code == "recover.finished")
        return say(QT_TRANSLATE_NOOP("Originals", "%1: the run is finished, the new files take their names")).arg(path);
    if (action.code == "recover.rolledBack")
        return say(QT_TRANSLATE_NOOP("Originals", "%1: the run is taken back, everything is as before it")).arg(path);
    return say(QT_TRANSLATE_NOOP("Originals", "%1: %2")).arg(path, sentence(action.code, action.values));
}

}  // namespace

QString deleteQuestion(const engine::Receipt& receipt)
{
    if (!receipt.originalsSpace)
        return say(QT_TRANSLATE_NOOP("Originals", "Delete these originals? The run cannot be undone after that."));
    const engine::ReturnedSpace& space = *receipt.originalsSpace;
    return say(QT_TRANSLATE_NOOP("Originals",
                                 "Delete these originals? This frees %1 on disk. The run cannot be undone after that."))
        .arg(diskText(space.bytes, true, space.exact));
}

QString deleteList(const engine::Receipt& receipt)
{
    QStringList lines;
    for (const engine::KeptOriginal& original : receipt.originals)
        lines += say(QT_TRANSLATE_NOOP("Originals", "%1 (%2 on disk)"))
                     .arg(pathText(original.keptAs), exactSizeText(original.status.diskSize));
    return lines.join('\n');
}

QString restoreQuestion()
{
    return say(QT_TRANSLATE_NOOP(
        "Originals",
        "Restore the originals? They get their names again, and the files that the run has made are removed."));
}

QString restoreByNameQuestion()
{
    return say(QT_TRANSLATE_NOOP("Originals", "No receipt of that run is left. Restore this original by its name? The "
                                              "file that has the name now is kept in its place."));
}

QString restoreByNameList(const engine::Receipt& receipt)
{
    const engine::KeptOriginal& original = receipt.originals.front();
    QStringList lines{say(QT_TRANSLATE_NOOP("Originals", "Comes back: %1 (%2)"))
                          .arg(pathText(original.path), sizeText(original.status.length))};
    for (const engine::PlacedResult& result : receipt.results)
        lines += say(QT_TRANSLATE_NOOP("Originals", "Is kept as %1: %2 (%3)"))
                     .arg(fileNameText(original.keptAs), pathText(result.path), sizeText(result.status.length));
    return lines.join('\n');
}

QString restoreList(const engine::Receipt& receipt)
{
    QStringList lines;
    for (const engine::KeptOriginal& original : receipt.originals)
        lines += say(QT_TRANSLATE_NOOP("Originals", "Comes back: %1 (%2)"))
                     .arg(pathText(original.path), sizeText(original.status.length));
    for (const engine::PlacedResult& result : receipt.results)
        lines += say(QT_TRANSLATE_NOOP("Originals", "Is removed: %1 (%2)"))
                     .arg(pathText(result.path), sizeText(result.status.length));
    return lines.join('\n');
}

QString restoredText(const engine::Restored& restored)
{
    QStringList lines{say(QT_TRANSLATE_NOOP("Originals", "The originals are back:"))};
    for (const std::filesystem::path& path : restored.originals)
        lines += pathText(path);
    for (const engine::PlanNote& caution : restored.cautions)
        lines += sentence(caution);
    return lines.join('\n');
}

QStringList searchedLines(const engine::SearchedPlaces& places)
{
    QStringList lines;
    for (const std::filesystem::path& folder : places.folders)
        lines += say(QT_TRANSLATE_NOOP("Originals", "%1 and below")).arg(pathText(folder));
    const QString files = QLocale().toString(qulonglong(places.files));
    lines += (places.boundHit
                  ? say(QT_TRANSLATE_NOOP("Originals", "Files looked at: %1; there are more that were not looked at"))
                  : say(QT_TRANSLATE_NOOP("Originals", "Files looked at: %1")))
                 .arg(files);
    for (const engine::Error& skipped : places.skipped)
        lines += say(QT_TRANSLATE_NOOP("Originals", "Could not be read: %1")).arg(pathText(skipped.path()));
    return lines;
}

QString restingList(const engine::RestingImages& resting)
{
    QStringList lines;
    for (const engine::FoundOverlay& overlay : resting.overlays)
        lines += say(QT_TRANSLATE_NOOP("Originals", "Needs them: %1")).arg(pathText(overlay.path));
    for (const engine::FoundOverlay& original : resting.originals)
        lines += say(QT_TRANSLATE_NOOP("Originals", "Needs them, kept by another run: %1 (%2 on disk)"))
                     .arg(pathText(original.path), sizeText(original.status.diskSize));
    lines += say(QT_TRANSLATE_NOOP("Originals", "Images that need these files were looked for in:"));
    lines += searchedLines(resting.places);
    return lines.join('\n');
}

QString deleteRefusal()
{
    return say(QT_TRANSLATE_NOOP(
        "Originals", "Images need these originals, which are not deleted while that is so. Give those images "
                     "another base or delete them first, or restore the originals."));
}

QString restoreRefusal()
{
    return say(QT_TRANSLATE_NOOP("Originals",
                                 "Images were made on the new files, and would lose their base. Move or delete those "
                                 "images first."));
}

QString recoverPlanText(const std::vector<engine::RecoverAction>& actions)
{
    QStringList lines;
    for (const engine::RecoverAction& action : actions)
        lines += foretold(action);
    return lines.join('\n');
}

QString recoveredText(const std::vector<engine::RecoverAction>& actions)
{
    QStringList lines;
    for (const engine::RecoverAction& action : actions)
        lines += say(QT_TRANSLATE_NOOP("Originals", "%1: %2"))
                     .arg(pathText(action.path), sentence(action.code, action.values));
    return lines.join('\n');
}

}  // namespace widgets
