#include "widgets/basics/turns.h"

#include "bytes/error.h"

namespace widgets {

/// The mutex is locked.
Turns::Turn Turns::take(int& count)
{
    ++count;
    return {&count, [self = shared_from_this()](int* taken) {
                {
                    const std::scoped_lock lock(self->mutex_);
                    --*taken;
                }
                self->changed_.notify_all();
            }};
}

Turns::Turn Turns::first()
{
    const std::scoped_lock lock(mutex_);
    return take(first_);
}

Turns::Turn Turns::next(const std::stop_token& stop)
{
    std::unique_lock lock(mutex_);
    ++waiting_;
    changed_.wait(lock, stop, [this] { return free(); });
    --waiting_;
    if (stop.stop_requested())
        changed_.notify_all();
    engine::throwIfStopped(stop);
    return take(taken_);
}

Turns::Turn Turns::last(const std::stop_token& stop)
{
    std::unique_lock lock(mutex_);
    changed_.wait(lock, stop, [this] { return free() && waiting_ == 0; });
    engine::throwIfStopped(stop);
    return take(taken_);
}

}  // namespace widgets
