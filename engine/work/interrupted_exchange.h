#pragma once

#include "work/exchange_steps.h"
#include "work/recover.h"
#include "work/resting_images.h"

#include <functional>
#include <optional>
#include <stop_token>

namespace engine {

/// An exchange that a run has left, its journal held by us: which way it goes, and the going.
class InterruptedExchange {
public:
    using Tell = std::function<void(RecoverAction)>;

    /// @param elsewhere where images may be that were made on its files since
    InterruptedExchange(ExchangeSteps steps, Elsewhere elsewhere, Tell tell, const std::stop_token& stop)
        : steps_(std::move(steps)), elsewhere_(std::move(elsewhere)), tell_(std::move(tell)), stop_(stop)
    {
    }

    /// Goes on where that is possible, nobody needs an original that would lose its name, and the results open by all
    /// their paths; else back. The journal, of that name, goes last. Throws Error where neither way is free; then
    /// everything is in one of both states, or on the way between them with the journal left.
    void carryOut(const std::string& journal);
    /// Changes nothing and tells what carryOut would.
    void foretell(const std::string& journal);

private:
    enum class Way : std::uint8_t { On, Back };

    Way chooseWay() const;
    void requireWayBack() const;
    std::optional<Error> needed(ExchangeStep::Kind kind) const;
    void refuseUse(ExchangeStep::Kind kind) const;
    void requireNames() const;
    bool goOn() const;
    void goBack() const;
    void tellMove(const std::filesystem::path& from, const std::filesystem::path& to) const;
    void tellReason(const Error& against) const;
    void tellEnd(Way way, const std::string& journal) const;

    ExchangeSteps steps_;
    Elsewhere elsewhere_;
    Tell tell_;
    const std::stop_token& stop_;
};

}  // namespace engine
