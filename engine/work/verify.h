#pragma once

#include "chain/progress.h"
#include "plan/image_plan.h"
#include "work/temporary_file.h"

#include <span>
#include <stop_token>

namespace engine {

/// What a new image has to agree with.
struct Verification {
    const ImagePlan& plan;
    const ContentSource& content;  ///< what the guest must read, zeros where it uses nothing
    const Chain* backing;          ///< null: none
};

/// Opens a finished image by its path, as a reader would, before it gets its final name: length as promised, structure
/// without a leak or a corruption, backing name and format as planned; then every byte: what the image stores equals
/// the content, what it leaves to its backing equals it wherever the guest uses it. `progress` counts bytes. Throws
/// Error: Refused "file.exchanged" (its path leads to another file); Corrupt "verify.length", "verify.structure",
/// "verify.backing", "verify.content" (with the guest offset); what reading throws; Cancelled.
void verifyImage(const TemporaryFile& file, const Verification& verification, Progress& progress, std::stop_token stop);

}  // namespace engine
