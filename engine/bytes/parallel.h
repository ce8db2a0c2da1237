#pragma once

#include <cstddef>
#include <functional>

namespace engine {

/// Calls work(0) .. work(count - 1), each once, on as many threads as the machine has processors (this one among them),
/// in no order. Returns when all are done; the first exception ends the rest early and is thrown again.
void parallelFor(std::size_t count, const std::function<void(std::size_t)>& work);

}  // namespace engine
