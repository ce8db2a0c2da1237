#pragma once

#include "bytes/error.h"
#include "chain/progress.h"

#include <filesystem>
#include <stop_token>
#include <string_view>
#include <vector>

namespace engine {

/// A demonstration template that was made.
struct Sample {
    std::string_view code;                      ///< what it shows ("sample.classic")
    std::vector<std::filesystem::path> layers;  ///< base first, the template last; a lost base is not among them
};

struct Samples {
    std::vector<Sample> made;
    std::vector<Error> leftOut;  ///< templates that this machine has no tools for; their paths are in the errors
};

/// Makes demonstration templates in sub-folders of `folder`, which is made where it is missing: a three-layer one with
/// the classic example of slimming, and others that show what waste, damage and sharing look like. They hold real file
/// systems that the distribution's tools make in plain files; no privileges are needed. Their content is the same
/// each time, but for the times in NTFS and in a journal that was left. Everything is made in a hidden folder inside
/// `folder`, and moved to its names at the end: on any failure nothing is left. Takes seconds; for a background thread.
/// @param progress in layers
/// Throws Error: Refused "target.exists" where one of the sub-folders exists; NotFound "tool.missing" without
/// e2fsprogs; Io "tool.failed", and what writing throws; Cancelled within a fraction of a second.
Samples makeSamples(const std::filesystem::path& folder, Progress& progress, const std::stop_token& stop);

}  // namespace engine
