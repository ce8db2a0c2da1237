#pragma once

#include "plan/image_plan.h"
#include "plan/limits.h"

#include <span>
#include <stop_token>

namespace engine {

/// A new image with where its content comes from.
struct NewImage {
    const ImagePlan& image;
    const ContentSource& content;
};

/// What comes back on disk where the images take the place of the superseded sources. What the writer can let a new
/// image share with blocks that stay (on file systems that can) costs nothing. Notes why less comes back than the files
/// take: "plan.spaceShared", "plan.spaceLinked". Throws Error (Cancelled), and what looking at the sources throws.
ReturnedBytes planReturn(const std::vector<PlannedSource>& sources, std::span<const NewImage> images, PlanNotes& notes,
                         const std::stop_token& stop);

}  // namespace engine
