#pragma once

#include "plan/content_sample.h"
#include "plan/fleet.h"
#include "report/json.h"

#include <string>
#include <vector>

namespace engine::report {

/// `templates` (each `path`, `state`, `reason`, `layers`, sizes, `garbageBytes`, `duplicateBytes`, `standard` and
/// `deep` with `savedBytes`, `returnedBytes` and `returnedExact`, or `blocker`), `totals`. `exact` says which kind of
/// figures they are.
Json fleetJson(const Fleet& fleet, bool exact);
/// Adds `sharingGroups`: `base`, `templates` (paths), `gainBytes` (about).
/// @param sampled paths, one a sample that the groups count by
void addSharingGroups(Json& json, const std::vector<SharingGroup>& groups,
                      const std::vector<std::filesystem::path>& sampled);

/// A line of titles, then one a template. Bytes; empty: not known.
std::string fleetCsv(const Fleet& fleet);

}  // namespace engine::report
