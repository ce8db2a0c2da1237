#include "bytes/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace engine {

void parallelFor(std::size_t count, const std::function<void(std::size_t)>& work)
{
    std::atomic<std::size_t> next = 0;
    std::exception_ptr failure;
    std::mutex failureMutex;
    const auto run = [&] {
        try {
            for (std::size_t index = next++; index < count; index = next++)
                work(index);
        } catch (...) {
            const std::scoped_lock lock(failureMutex);
            if (!failure)
                failure = std::current_exception();
            next = count;
        }
    };
    {
        std::vector<std::jthread> helpers;
        const std::size_t threads = std::min<std::size_t>(count, std::max(1U, std::thread::hardware_concurrency()));
        for (std::size_t i = 1; i < threads; ++i)
            helpers.emplace_back(run);
        run();
    }
    if (failure)
        std::rethrow_exception(failure);
}

void parallelWorkers(const std::function<std::function<bool()>()>& makeWorker)
{
    std::atomic<bool> failed = false;
    parallelFor(std::max(1U, std::thread::hardware_concurrency()), [&](std::size_t) {
        try {
            const std::function<bool()> work = makeWorker();
            while (!failed && work())
                continue;
        } catch (...) {
            failed = true;
            throw;
        }
    });
}

}  // namespace engine
