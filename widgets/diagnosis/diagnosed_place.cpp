#include "widgets/diagnosis/diagnosed_place.h"

#include "widgets/words/report_words.h"
#include "widgets/words/words.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace widgets {

using engine::GuestRangeSet;
using engine::Part;

namespace {

/// Files that are named; a chain can have hundreds.
constexpr qsizetype mostNamed = 4;

QString words(const char* text)
{
    return QCoreApplication::translate("DiagnosedPlace", text);
}

bool isGuestPart(Part part)
{
    return part == Part::Live ||
           std::find(engine::guestParts.begin(), engine::guestParts.end(), part) != engine::guestParts.end();
}

template <class Visit>
void visitLayers(const engine::Diagnosis& diagnosis, std::optional<std::size_t> layer, Visit&& visit)
{
    for (std::size_t index = 0; index < diagnosis.layers.size(); ++index) {
        if (!layer || *layer == index)
            visit(diagnosis.layers[index]);
    }
}

}  // namespace

GuestRangeSet rangesOf(const engine::Diagnosis& diagnosis, Part part, std::optional<std::size_t> layer)
{
    GuestRangeSet ranges;
    visitLayers(diagnosis, layer,
                [&](const engine::LayerDiagnosis& one) { ranges = unionOf(ranges, one.account.guest[part]); });
    return ranges;
}

GuestRangeSet storedRanges(const engine::Diagnosis& diagnosis, std::optional<std::size_t> layer)
{
    GuestRangeSet ranges = rangesOf(diagnosis, Part::Live, layer);
    for (const Part part : engine::guestParts)
        ranges = unionOf(ranges, rangesOf(diagnosis, part, layer));
    return ranges;
}

QString changeTitle(const engine::FileChanges& changes, const engine::FileChange& change)
{
    return words(QT_TRANSLATE_NOOP("DiagnosedPlace", "%1: %2"))
        .arg(reportWord(name(change.kind)), plainText(changes.path(change)));
}

GuestRangeSet changedRanges(const engine::FileChanges& changes)
{
    std::vector<engine::GuestRange> all;
    for (const engine::FileChange& change : changes.files) {
        const GuestRangeSet ranges = changes.ranges(change);
        all.insert(all.end(), ranges.ranges().begin(), ranges.ranges().end());
    }
    return GuestRangeSet::of(std::move(all));
}

QString textInstead(const engine::Diagnosis& diagnosis, Part part, std::optional<std::size_t> layer)
{
    if (isGuestPart(part))
        return {};
    QStringList places;
    visitLayers(diagnosis, layer, [&](const engine::LayerDiagnosis& one) {
        const auto ranges = one.account.host[part].ranges();
        if (!ranges.empty())
            places += words(QT_TRANSLATE_NOOP("DiagnosedPlace", "%1 (places: %2, the first at byte %3)"))
                          .arg(fileNameText(one.path), QLocale().toString(static_cast<qulonglong>(ranges.size())),
                               QLocale().toString(static_cast<qulonglong>(ranges.front().start.bytes())));
    });
    if (places.isEmpty())
        return words(
            QT_TRANSLATE_NOOP("DiagnosedPlace", "This is a difference between sums: the map has no place for it."));
    if (places.size() > mostNamed)
        places = places.first(mostNamed) << "...";
    return words(QT_TRANSLATE_NOOP("DiagnosedPlace",
                                   "This is in the files, not on the guest's disk: the map has no place for it. %1."))
        .arg(clauses(places));
}

}  // namespace widgets
