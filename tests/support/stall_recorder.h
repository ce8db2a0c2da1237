#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <algorithm>
#include <ctime>
#include <fstream>

namespace testsupport {

/// How long the event loop of its thread was kept from turning, told by a timer that beats every few milliseconds.
/// Counts the thread's own processor time: a machine that is busy with something else is no stall.
class StallRecorder {
public:
    struct Longest {
        double processor = 0;  ///< milliseconds of the thread's work between two beats
        double clock = 0;      ///< milliseconds from one beat to the next, without the wait for a free processor
    };

    StallRecorder()
    {
        QObject::connect(&beat_, &QTimer::timeout, [this] { note(); });
        beat_.setTimerType(Qt::PreciseTimer);
        beat_.start(2);
        start();
    }

    /// Begins again. What was done since the last beat, outside of the event loop, does not count.
    void start()
    {
        longest_ = {};
        last_ = processorTime();
        lastQueued_ = queuedTime();
        clock_.start();
    }
    /// Since the last start; what was done since the last beat counts.
    Longest longest()
    {
        note();
        return longest_;
    }

private:
    static double processorTime()
    {
        timespec used{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
        return static_cast<double>(used.tv_sec) * 1e3 + static_cast<double>(used.tv_nsec) / 1e6;
    }
    /// How long the thread was ready to run while others ran.
    static double queuedTime()
    {
        double ran = 0;
        double queued = 0;
        std::ifstream("/proc/thread-self/schedstat") >> ran >> queued;
        return queued / 1e6;
    }
    void note()
    {
        const double now = processorTime();
        const double queued = queuedTime();
        const double clock = static_cast<double>(clock_.nsecsElapsed()) / 1e6 - (queued - lastQueued_);
        longest_.processor = std::max(longest_.processor, now - last_);
        longest_.clock = std::max(longest_.clock, clock);
        last_ = now;
        lastQueued_ = queued;
        clock_.start();
    }

    QTimer beat_;
    QElapsedTimer clock_;
    double last_ = 0;
    double lastQueued_ = 0;
    Longest longest_;
};

}  // namespace testsupport
