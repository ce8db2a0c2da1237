#pragma once

#include <stop_token>

namespace cli {

/// From now on an interrupt, SIGTERM or the end of the terminal (SIGHUP, unless it is ignored, as under nohup) asks to
/// stop. Whatever the calling thread is blocked in gives way: a call that waits is interrupted again and again, and
/// what nobody takes from a pipe is dropped. Asked twice, the process ends at once. Call it once, on the main thread,
/// before any other thread is started.
std::stop_source stopOnSignals();

}  // namespace cli
