#include "widgets/run/job_queue.h"

#include "widgets/run/job_words.h"
#include "widgets/run/plan_facts.h"

#include <algorithm>
#include <utility>

namespace widgets {

namespace {

constexpr std::chrono::milliseconds pollInterval{50};

LogLine line(std::function<QString()> text)
{
    return {QDateTime::currentDateTime(), std::move(text)};
}

/// What is worth keeping of the end of a job.
void logEnd(Job& job)
{
    if (job.outcome.receipt) {
        for (const engine::PlacedResult& result : job.outcome.receipt->results)
            job.log.push_back(line([path = result.path] { return logText(LogText::Written, pathText(path)); }));
        for (const engine::KeptOriginal& original : job.outcome.receipt->originals)
            job.log.push_back(line([path = original.keptAs] { return logText(LogText::Kept, pathText(path)); }));
        for (const engine::PlanNote& caution : job.outcome.receipt->cautions)
            job.log.push_back(line([caution] { return logText(LogText::Caution, sentence(caution)); }));
    }
    job.log.push_back(line([outcome = job.outcome] {
        const QString why = whyText(outcome);
        return logText(LogText::Ended, why.isEmpty() ? stateText(outcome.state) : why);
    }));
}

}  // namespace

JobQueue::JobQueue(QObject* parent) : QObject(parent)
{
    timer_.setInterval(pollInterval);
    connect(&timer_, &QTimer::timeout, this, &JobQueue::poll);
}

JobQueue::~JobQueue()
{
    thread_.request_stop();
}

JobId JobQueue::enqueue(JobRequest request)
{
    Job job;
    job.id = jobs_.size() + 1;
    job.request = std::move(request);
    const JobId id = job.id;
    jobs_.push_back(std::move(job));
    emit jobAdded(id);
    startNext();
    return id;
}

void JobQueue::cancel(JobId id)
{
    Job* job = find(id);
    if (job == nullptr || isOver(job->state))
        return;
    if (running_ == id) {
        thread_.request_stop();
        return;
    }
    JobOutcome outcome;
    outcome.state = JobState::Cancelled;
    end(*job, std::move(outcome));
}

const Job* JobQueue::job(JobId id) const
{
    return id >= 1 && id <= jobs_.size() ? &jobs_[id - 1] : nullptr;
}

Job* JobQueue::find(JobId id)
{
    return const_cast<Job*>(std::as_const(*this).job(id));
}

void JobQueue::startNext()
{
    if (running_)
        return;
    const auto next =
        std::find_if(jobs_.begin(), jobs_.end(), [](const Job& job) { return job.state == JobState::Waiting; });
    if (next != jobs_.end())
        start(*next);
}

void JobQueue::start(Job& job)
{
    running_ = job.id;
    job.state = JobState::Planning;
    job.started = QDateTime::currentDateTime();
    progress_ = std::make_shared<JobProgress>();
    meter_ = {};
    clock_.start();
    timer_.start();
    thread_ = std::jthread([this, id = job.id, request = job.request, progress = progress_](std::stop_token stop) {
        // The queue waits for this thread before it goes; what it has not heard by then goes with it.
        const auto tell = [&](LogLine told) {
            QMetaObject::invokeMethod(
                this, [this, id, told = std::move(told)] { takeLine(id, told); }, Qt::QueuedConnection);
        };
        JobOutcome outcome = runJob(request, *progress, stop, tell);
        QMetaObject::invokeMethod(
            this, [this, id, outcome = std::move(outcome)] { finish(id, outcome); }, Qt::QueuedConnection);
    });
    emit jobChanged(job.id);
}

void JobQueue::takeLine(JobId id, LogLine told)
{
    if (Job* job = find(id)) {
        job->log.push_back(std::move(told));
        emit jobChanged(id);
    }
}

void JobQueue::poll()
{
    Job* job = running_ ? find(*running_) : nullptr;
    if (job != nullptr && takeProgress(*job))
        emit jobChanged(job->id);
}

/// Whether there is news.
bool JobQueue::takeProgress(Job& job)
{
    const JobState state = progress_->running ? JobState::Running : JobState::Planning;
    const bool running = state == JobState::Running;
    const engine::Progress& bytes = running ? progress_->run : progress_->planning;
    const engine::RunPhase phase = progress_->run.phase;
    const std::uint64_t done = bytes.done;
    std::uint64_t total = bytes.total;
    if (running)
        total = std::max<std::uint64_t>(total, progress_->expected);
    if (state != job.state)
        meter_ = {};
    meter_.add(std::chrono::milliseconds(clock_.elapsed()), done);
    const auto rate = meter_.rate();
    const auto left = meter_.left(done, total);
    // Phases can be shorter than the time between two looks.
    for (auto next = job.phase; running && next != phase && phase > next;) {
        next = static_cast<engine::RunPhase>(static_cast<int>(next) + 1);
        if (next != engine::RunPhase::Done)
            job.log.push_back(line([next] { return phaseText(next); }));
    }
    const bool news = std::tie(state, phase, done, total, left) !=
                          std::tie(job.state, job.phase, job.doneBytes, job.totalBytes, job.left) ||
                      rate != job.rate;
    job.state = state;
    job.phase = phase;
    job.doneBytes = done;
    job.totalBytes = total;
    job.rate = rate;
    job.left = left;
    return news;
}

void JobQueue::finish(JobId id, JobOutcome outcome)
{
    Job* job = find(id);
    thread_.join();
    takeProgress(*job);
    timer_.stop();
    running_.reset();
    end(*job, std::move(outcome));
    // Whoever heard that it is over may have asked for more.
    startNext();
    if (!running_)
        emit queueIdle();
}

void JobQueue::end(Job& job, JobOutcome outcome)
{
    const JobId id = job.id;
    job.state = outcome.state;
    job.ended = QDateTime::currentDateTime();
    job.rate.reset();
    job.left.reset();
    job.outcome = std::move(outcome);
    logEnd(job);
    emit jobChanged(id);
    emit jobFinished(id);
}

}  // namespace widgets
