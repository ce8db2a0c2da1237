#pragma once

#include <cstdint>
#include <iterator>
#include <random>

namespace testsupport {

/// Reproducible choices: the same seed gives the same ones with every standard library (no distribution objects).
class Random {
public:
    explicit Random(std::uint64_t seed) : engine_(seed) {}

    std::uint64_t next() { return engine_(); }
    /// In [0, limit); `limit` is not 0.
    std::uint64_t below(std::uint64_t limit) { return engine_() % limit; }
    /// In [first, last].
    std::uint64_t between(std::uint64_t first, std::uint64_t last) { return first + below(last - first + 1); }
    bool chance(unsigned percent) { return below(100) < percent; }
    template <class Choices>
    const auto& pick(const Choices& choices)
    {
        return *std::next(std::begin(choices), static_cast<std::ptrdiff_t>(below(std::size(choices))));
    }

private:
    std::mt19937_64 engine_;
};

}  // namespace testsupport
