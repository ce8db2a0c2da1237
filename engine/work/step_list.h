#pragma once

#include "work/exchange_steps.h"

#include <string>
#include <utility>
#include <vector>

namespace engine {

/// The journal of an exchange, and its folders, as they are put together; each folder is in it once.
class StepList {
public:
    /// The first is where the journal lies.
    std::size_t folder(const SharedFolder& folder);
    /// @param names from and to
    void add(ExchangeStep::Kind kind, const SharedFolder& in, std::pair<std::string, std::string> names,
             const FileStatus& status);
    /// After the steps.
    void add(const ResultNames& names) { journal_.results.push_back(names); }
    const std::vector<SharedFolder>& folders() const noexcept { return folders_; }
    ExchangeSteps take() { return {std::move(journal_), std::move(folders_)}; }

private:
    Journal journal_;
    std::vector<SharedFolder> folders_;
};

}  // namespace engine
