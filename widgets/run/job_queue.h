#pragma once

#include "widgets/run/job.h"
#include "widgets/run/job_run.h"
#include "widgets/run/rate_meter.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

namespace widgets {

/// Jobs in the order in which they were asked for; one runs at a time, on a thread of its own, the others wait.
/// Progress is polled, 20 times a second. For the window's thread; needs an event loop, no window.
class JobQueue : public QObject {
    Q_OBJECT

public:
    explicit JobQueue(QObject* parent = nullptr);
    /// Cancels and waits: the engine answers within 200 ms.
    ~JobQueue() override;

    JobId enqueue(JobRequest request);
    /// A job that waits never starts; one that runs stops soon and leaves everything as it was. Nothing for one that is
    /// over.
    void cancel(JobId id);

    /// In their order, with those that are over. Valid until the next enqueue.
    const std::vector<Job>& jobs() const noexcept { return jobs_; }
    /// Null for an id that is none.
    const Job* job(JobId id) const;
    /// Null while nothing runs.
    const Job* running() const { return running_ ? job(*running_) : nullptr; }
    bool idle() const noexcept { return !running_; }

signals:
    void jobAdded(widgets::JobId id);
    /// State, progress or log.
    void jobChanged(widgets::JobId id);
    void jobFinished(widgets::JobId id);
    /// The last job is over, and none waits.
    void queueIdle();

private:
    Job* find(JobId id);
    void startNext();
    void start(Job& job);
    void poll();
    bool takeProgress(Job& job);
    void takeLine(JobId id, LogLine line);
    void finish(JobId id, JobOutcome outcome);
    void end(Job& job, JobOutcome outcome);

    std::vector<Job> jobs_;
    std::optional<JobId> running_;
    std::shared_ptr<JobProgress> progress_;
    RateMeter meter_;
    QElapsedTimer clock_;
    QTimer timer_;
    std::jthread thread_;
};

}  // namespace widgets
