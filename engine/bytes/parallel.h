#pragma once

#include <cstddef>
#include <functional>

namespace engine {

/// Calls work(0) .. work(count - 1), each once, on as many threads as the machine has processors (this one among them),
/// in no order. Returns when all are done; the first exception ends the rest early and is thrown again.
void parallelFor(std::size_t count, const std::function<void(std::size_t)>& work);

/// Runs a worker on each of as many threads as the machine has processors (this one among them): `makeWorker` makes it
/// there, with what it needs for itself, and it is called until it returns false. Returns when all are done; after an
/// exception nothing is called any more, and it is thrown again.
void parallelWorkers(const std::function<std::function<bool()>()>& makeWorker);

}  // namespace engine
