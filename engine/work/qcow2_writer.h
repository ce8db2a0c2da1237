#pragma once

#include "chain/progress.h"
#include "plan/qcow2_layout.h"
#include "plan/result_map.h"
#include "storage/file.h"

#include <cstdint>
#include <stop_token>

namespace engine {

struct WrittenBytes {
    std::uint64_t read = 0;     ///< of content
    std::uint64_t written = 0;  ///< to the file; what was left as a hole is not counted
    std::uint64_t shared = 0;   ///< of content that was neither read nor written: the file shares it with its source
};

/// Writes a new image into an empty file: first its length, then content on all processors, the tables, and when all
/// that was sent to the device, the header; flushes at the end. Where the file system can, the file shares the blocks
/// of content that a source stores unchanged; blocks of zeros stay holes, but for those in such content. Memory is a
/// few MiB a processor. On any failure the file is left as it is then: no image, and to be removed by the caller.
/// @param progress in bytes of content
/// Throws Error: what the content throws; Io; Refused "plan.outdated" where a cluster does not compress to the length
/// that was promised; Cancelled within a fraction of a second.
WrittenBytes writeQcow2(const Qcow2Layout& layout, const ContentSource& content, const File& file, Progress& progress,
                        const std::stop_token& stop);

}  // namespace engine
