#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <stop_token>

namespace widgets {

/// Who may read the metadata of whole chains, which takes memory by the hundred megabytes where chains are large: one
/// after the other, and what the person waits for before the rest. For any thread.
class Turns : public std::enable_shared_from_this<Turns> {
public:
    /// Ends the turn when it goes.
    using Turn = std::shared_ptr<void>;

    /// The map of what was opened: begins at once, and lets no other begin until it is over.
    Turn first();
    /// The plans for it: waits for whoever has a turn. Throws engine::Error (Cancelled).
    Turn next(const std::stop_token& stop);
    /// All other chains: lets everybody else go before. Throws engine::Error (Cancelled).
    Turn last(const std::stop_token& stop);

private:
    bool free() const noexcept { return first_ == 0 && taken_ == 0; }
    Turn take(int& count);

    std::mutex mutex_;
    std::condition_variable_any changed_;
    int first_ = 0;
    int taken_ = 0;
    int waiting_ = 0;  ///< for the next turn
};

}  // namespace widgets
