#include "widgets/lab/lab_words.h"

#include "widgets/words/words.h"

#include <QCoreApplication>

#include <array>

namespace widgets {

namespace lab = engine::lab;

namespace {

struct Words {
    const char* text;
    const char* meaning;
};

/// In the order of the enumeration.
constexpr std::array<Words, lab::actionCount> words{{
    {QT_TRANSLATE_NOOP("LabWords", "Write clusters"),
     QT_TRANSLATE_NOOP("LabWords", "The guest writes the selected clusters with the chosen pattern")},
    {QT_TRANSLATE_NOOP("LabWords", "Write zeros"),
     QT_TRANSLATE_NOOP("LabWords", "The guest writes zeros over the selected clusters")},
    {QT_TRANSLATE_NOOP("LabWords", "Discard"),
     QT_TRANSLATE_NOOP("LabWords", "The guest says that it does not need the selected clusters any more")},
    {QT_TRANSLATE_NOOP("LabWords", "Write file"),
     QT_TRANSLATE_NOOP("LabWords", "The guest writes a file; one of that name is overwritten")},
    {QT_TRANSLATE_NOOP("LabWords", "Delete file"), QT_TRANSLATE_NOOP("LabWords", "The guest deletes a file")},
    {QT_TRANSLATE_NOOP("LabWords", "Trim (fstrim)"),
     QT_TRANSLATE_NOOP("LabWords", "The guest discards all clusters that its file system does not use")},
    {QT_TRANSLATE_NOOP("LabWords", "Add overlay"),
     QT_TRANSLATE_NOOP("LabWords", "A new, empty layer on the active one")},
    {QT_TRANSLATE_NOOP("LabWords", "Add sibling"),
     QT_TRANSLATE_NOOP("LabWords", "A second template on the layer below the active one")},
    {QT_TRANSLATE_NOOP("LabWords", "Take snapshot"),
     QT_TRANSLATE_NOOP("LabWords", "Keeps the active layer as it is, inside its own file")},
    {QT_TRANSLATE_NOOP("LabWords", "Revert to snapshot"),
     QT_TRANSLATE_NOOP("LabWords", "Makes the active layer what the snapshot kept")},
    {QT_TRANSLATE_NOOP("LabWords", "Delete snapshot"),
     QT_TRANSLATE_NOOP("LabWords", "Gives up what only the snapshot refers to")},
    {QT_TRANSLATE_NOOP("LabWords", "Commit"),
     QT_TRANSLATE_NOOP("LabWords", "Writes the active layer into the layer below it, and removes it")},
    {QT_TRANSLATE_NOOP("LabWords", "Standard slim"),
     QT_TRANSLATE_NOOP("LabWords", "Merges all layers above the base into one, without garbage")},
    {QT_TRANSLATE_NOOP("LabWords", "Deep slim"),
     QT_TRANSLATE_NOOP("LabWords", "Merges the whole chain into a new base, without garbage")},
    {QT_TRANSLATE_NOOP("LabWords", "Copy template"),
     QT_TRANSLATE_NOOP("LabWords", "A second template: a full copy of what this one reads")},
    {QT_TRANSLATE_NOOP("LabWords", "Share base"),
     QT_TRANSLATE_NOOP("LabWords", "Makes all templates differences on one base")},
    {QT_TRANSLATE_NOOP("LabWords", "Move base away"),
     QT_TRANSLATE_NOOP("LabWords", "Moves the base to another folder, as it happens by mistake")},
    {QT_TRANSLATE_NOOP("LabWords", "Bring base back"),
     QT_TRANSLATE_NOOP("LabWords", "Moves the base back to where its overlays look for it")},
}};

constexpr std::array uses{QT_TRANSLATE_NOOP("LabWords", "free"),
                          QT_TRANSLATE_NOOP("LabWords", "header"),
                          QT_TRANSLATE_NOOP("LabWords", "refcount table"),
                          QT_TRANSLATE_NOOP("LabWords", "refcount block"),
                          QT_TRANSLATE_NOOP("LabWords", "L1 table"),
                          QT_TRANSLATE_NOOP("LabWords", "L2 table"),
                          QT_TRANSLATE_NOOP("LabWords", "data"),
                          QT_TRANSLATE_NOOP("LabWords", "snapshot table"),
                          QT_TRANSLATE_NOOP("LabWords", "L1 table of a snapshot"),
                          QT_TRANSLATE_NOOP("LabWords", "L2 table of a snapshot"),
                          QT_TRANSLATE_NOOP("LabWords", "data of a snapshot")};

QString translated(const char* text)
{
    return QCoreApplication::translate("LabWords", text);
}

bool ofClusters(lab::Action action)
{
    return action == lab::Action::Write || action == lab::Action::Zero || action == lab::Action::Discard;
}

}  // namespace

QString actionText(lab::Action action)
{
    return translated(words[static_cast<std::size_t>(action)].text);
}

QString actionMeaning(lab::Action action)
{
    return translated(words[static_cast<std::size_t>(action)].meaning);
}

QString stepText(const lab::Step& step, const lab::PracticeOptions& options)
{
    QString text = actionText(step.action);
    if (ofClusters(step.action)) {
        const std::uint64_t first = step.offset / options.clusterSize;
        const std::uint64_t last = (step.offset + std::max<std::uint64_t>(step.length, 1) - 1) / options.clusterSize;
        text = first == last
                   ? translated(QT_TRANSLATE_NOOP("LabWords", "%1: cluster %2")).arg(text).arg(first)
                   : translated(QT_TRANSLATE_NOOP("LabWords", "%1: clusters %2 to %3")).arg(text).arg(first).arg(last);
    } else if (!step.name.empty())
        text = translated(QT_TRANSLATE_NOOP("LabWords", "%1: %2")).arg(text, plainText(step.name));
    if (step.layer)
        text = translated(QT_TRANSLATE_NOOP("LabWords", "%1, into layer %2")).arg(text).arg(*step.layer + 1);
    return text;
}

QString hostUseText(lab::HostUse use)
{
    return translated(uses[static_cast<std::size_t>(use)]);
}

}  // namespace widgets
