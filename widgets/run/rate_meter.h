#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace widgets {

/// How fast bytes go by, smoothed so that a figure can be read, and how long the rest takes at that pace. Pure: time is
/// what the caller says it is.
struct RateMeter {
    using Time = std::chrono::milliseconds;

    /// `done` bytes at that moment. Time that stands still or runs back is no news; fewer bytes than before begin anew.
    void add(Time now, std::uint64_t done);
    /// Bytes a second; nothing until half a second was seen.
    std::optional<double> rate() const;
    /// Nothing where the rate is unknown, or so low that the figure would mean nothing.
    std::optional<std::chrono::seconds> left(std::uint64_t done, std::uint64_t total) const;

private:
    struct Sample {
        Time time;
        std::uint64_t done;
    };
    std::optional<Sample> first_;
    Sample last_{};
    double smoothed_ = 0;
};

}  // namespace widgets
