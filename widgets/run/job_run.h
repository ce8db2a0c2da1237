#pragma once

#include "chain/progress.h"
#include "widgets/run/job.h"
#include "work/run_progress.h"

#include <atomic>
#include <functional>
#include <stop_token>

namespace widgets {

/// How far the thread of a job has come; polled by the queue.
struct JobProgress {
    std::atomic<bool> running = false;  ///< planned, and on its way
    engine::Progress planning;
    engine::RunProgress run;
    std::atomic<std::uint64_t> expected = 0;  ///< bytes of `run` in the end, as far as the plan tells
};

/// Plans the request from the files as they are now, looks at what speaks against it, and runs it. For the job's own
/// thread. Throws nothing: what goes wrong is the outcome.
/// @param tell called on this thread with what is worth a line in the log
JobOutcome runJob(const JobRequest& request, JobProgress& progress, const std::stop_token& stop,
                  const std::function<void(LogLine)>& tell);

}  // namespace widgets
