#pragma once

#include "plan/dependents.h"
#include "plan/limits.h"

#include <functional>

namespace engine {

/// Originals that earlier runs have kept and that rest on layers from `first` up: "plan.originalsRest". They never
/// block: nobody starts them.
void noteOriginals(const Chain& chain, std::size_t first, const std::vector<Dependent>& dependents, PlanNotes& notes);

/// How far the search for overlays came. Where it ended at its bound: "plan.notAlone" (a blocker, while nobody has said
/// that there are no others), else "plan.searchBound"; "plan.searchSkipped" for what could not be read.
/// @param renamed a base that gets another name; null: none does
void noteSearch(const SearchedPlaces& places, const std::filesystem::path* renamed, bool alone, PlanNotes& notes);

/// The lowest layer that loses its name and on which others may rest: any but an active layer that has a backing image,
/// for whose name there is a successor of the same content. Null where there is none.
/// @param loses whether the layer of that index gets another name
const Layer* renamedBase(const Chain& chain, const std::function<bool(std::size_t)>& loses);

}  // namespace engine
