#pragma once

#include "widgets/run/job_queue.h"

#include "storage/folder.h"
#include "storage/image_lock.h"
#include "support/fault_runs.h"
#include "support/process.h"
#include "support/small_chain.h"
#include "widgets/run/job_model.h"
#include "widgets/run/job_words.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <unistd.h>

namespace jobtest {

using namespace testsupport;
using namespace widgets;
namespace fs = std::filesystem;

inline JobRequest standardSlim(const fs::path& top)
{
    JobRequest request;
    request.templates = {top};
    request.options.replace = true;
    return request;
}

inline std::vector<std::string> names(const fs::path& folder)
{
    std::vector<std::string> found;
    for (const auto& entry : fs::directory_iterator(folder))
        found.push_back(entry.path().filename());
    std::sort(found.begin(), found.end());
    return found;
}

const std::vector<std::string> untouched{"base.qcow2", "diff.qcow2", "top.qcow2"};

/// A small file system of its own.
class Tmpfs {
public:
    /// Hardly more fits than what is there.
    void fill(const char* whole)
    {
        const std::uint64_t size = std::stoull(whole) << 20;
        remount("size=" + std::to_string(size - engine::spaceAt(folder_).freeBytes + (20 << 20)));
    }

    Tmpfs(const fs::path& folder, const std::string& size) : folder_(folder)
    {
        fs::create_directory(folder);
        runChecked({"mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.string()});
    }
    ~Tmpfs() { run({"umount", folder_.string()}); }
    void remount(const std::string& options) { runChecked({"mount", "-o", "remount," + options, folder_.string()}); }

private:
    fs::path folder_;
};

inline QString logOf(const Job& job)
{
    QStringList lines;
    for (const LogLine& line : job.log)
        lines += line.text();
    return lines.join('\n');
}

/// Runs one to its end.
inline const Job& finished(JobQueue& queue, JobRequest request)
{
    QSignalSpy idle(&queue, &JobQueue::queueIdle);
    const JobId id = queue.enqueue(std::move(request));
    if (!idle.wait(60000))
        throw std::runtime_error("the job does not end");
    return *queue.job(id);
}

/// Calls once, when the job writes.
template <class Call>
void whenItWrites(JobQueue& queue, Call call)
{
    QObject::connect(&queue, &JobQueue::jobChanged, &queue, [&queue, call, called = false](JobId id) mutable {
        const Job& job = *queue.job(id);
        if (called || job.state != JobState::Running || job.doneBytes == 0)
            return;
        called = true;
        call(id);
    });
}

}  // namespace jobtest
