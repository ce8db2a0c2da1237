#include "widgets/run/rate_meter.h"

#include <cmath>

namespace widgets {

namespace {

constexpr double memorySeconds = 3;
constexpr RateMeter::Time leastTime{500};
constexpr double longestSeconds = 100.0 * 3600;

double seconds(RateMeter::Time time)
{
    return std::chrono::duration<double>(time).count();
}

}  // namespace

void RateMeter::add(Time now, std::uint64_t done)
{
    if (!first_ || done < last_.done) {
        first_ = last_ = {now, done};
        smoothed_ = 0;
        return;
    }
    if (now <= last_.time)
        return;
    const double passed = seconds(now - last_.time);
    const double current = static_cast<double>(done - last_.done) / passed;
    // Until the memory is full, the plain average: a smoothed figure would creep up from zero.
    const double sinceFirst = seconds(now - first_->time);
    const double weight = sinceFirst < memorySeconds ? passed / sinceFirst : 1 - std::exp(-passed / memorySeconds);
    smoothed_ += (current - smoothed_) * weight;
    last_ = {now, done};
}

std::optional<double> RateMeter::rate() const
{
    if (!first_ || last_.time - first_->time < leastTime)
        return std::nullopt;
    return smoothed_;
}

std::optional<std::chrono::seconds> RateMeter::left(std::uint64_t done, std::uint64_t total) const
{
    if (done >= total)
        return std::chrono::seconds(0);
    const double bytes = static_cast<double>(total - done);
    const double pace = rate().value_or(0);
    if (pace * longestSeconds <= bytes)
        return std::nullopt;
    return std::chrono::seconds(static_cast<std::int64_t>(std::ceil(bytes / pace)));
}

}  // namespace widgets
