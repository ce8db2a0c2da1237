#pragma once

#include "plan/diagnosis/diagnosis.h"

#include <QString>

#include <optional>

namespace widgets {

/// What a line of a diagnosis speaks of on the guest's disk.
struct DiagnosedPlace {
    QString title;                     ///< of the line
    std::optional<std::size_t> layer;  ///< nothing: of all
    engine::GuestRangeSet ranges;
    QString instead;  ///< where there are no ranges: why the map has no place for it
};

/// Where clusters of that part are, in one layer or in all.
engine::GuestRangeSet rangesOf(const engine::Diagnosis& diagnosis, engine::Part part, std::optional<std::size_t> layer);
/// All that is stored for the guest.
engine::GuestRangeSet storedRanges(const engine::Diagnosis& diagnosis, std::optional<std::size_t> layer);

/// "added: /path".
QString changeTitle(const engine::FileChanges& changes, const engine::FileChange& change);
/// Where the files lie that changed.
engine::GuestRangeSet changedRanges(const engine::FileChanges& changes);

/// Where parts that the guest does not see are; empty for parts that are on its disk.
QString textInstead(const engine::Diagnosis& diagnosis, engine::Part part, std::optional<std::size_t> layer);

}  // namespace widgets
