#include "progress_line.h"

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <mutex>

namespace cli {

namespace {

void show(const engine::Progress& progress)
{
    const auto total = static_cast<double>(progress.total);
    const double percent = total > 0 ? 100.0 * static_cast<double>(progress.done) / total : 0;
    std::fprintf(stderr, "    (%.2f/100%%)\r", percent);
}

}  // namespace

ProgressLine::ProgressLine(const engine::Progress& progress, bool shown)
{
    if (!shown)
        return;
    ticker_ = std::jthread([&progress](const std::stop_token& stop) {
        std::mutex mutex;
        std::condition_variable_any stopped;
        std::unique_lock lock(mutex);
        while (!stopped.wait_for(lock, stop, std::chrono::milliseconds(100), [&stop] { return stop.stop_requested(); }))
            show(progress);
        show(progress);
        std::fputc('\n', stderr);
    });
}

}  // namespace cli
