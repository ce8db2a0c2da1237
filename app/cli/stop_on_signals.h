#pragma once

#include <stop_token>

namespace cli {

/// Turns Ctrl-C into a request to stop: all threads block the signals, one waits for them.
/// A second signal ends the program at once. To be called before any thread starts.
std::stop_source stopOnSignals();

}  // namespace cli
