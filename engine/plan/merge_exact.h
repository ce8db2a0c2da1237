#pragma once

#include "chain/chain.h"
#include "chain/progress.h"
#include "plan/kept_content.h"
#include "plan/result_map.h"

#include <optional>
#include <stop_token>

namespace engine {

/// What reading the content tells of a quick result.
struct ContentFindings {
    GuestRangeSet zeros;       ///< live units that hold only zeros, and so are not stored
    GuestRangeSet duplicates;  ///< units whose live bytes the backing image gives as well
    /// Bytes of the data that is left in blocks of 4 KiB that are not all zero: what a file with holes takes.
    std::uint64_t dataDiskBytes = 0;
};

/// Reads every unit of `result`, drops from its data what need not be stored and from its zero entries what the backing
/// image gives as zero anyway. Uses all processors. `progress` counts bytes.
/// @param backing as the guest sees it; null where the new image has none
/// @param unit bytes; that of `mergeQuickly`
/// Throws Error (Cancelled), and what reading throws.
ContentFindings refineByContent(ResultMap& result, const ContentSource& kept, const ContentSource* backing,
                                const GuestRangeSet& free, std::uint64_t unit, Progress& progress,
                                std::stop_token stop);

}  // namespace engine
