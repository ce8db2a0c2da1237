#pragma once

#include "chain/progress.h"

#include <thread>

namespace cli {

/// Shows a percentage on standard error ten times a second while it lives, where the user asked for it.
class ProgressLine {
public:
    /// The progress outlives the line.
    ProgressLine(const engine::Progress& progress, bool shown);

private:
    std::jthread ticker_;
};

}  // namespace cli
