#include "work/step_list.h"

#include <algorithm>

namespace engine {

std::size_t StepList::folder(const SharedFolder& folder)
{
    const auto known = std::find_if(folders_.begin(), folders_.end(),
                                    [&](const SharedFolder& other) { return other->identity() == folder->identity(); });
    if (known != folders_.end())
        return static_cast<std::size_t>(known - folders_.begin());
    journal_.folders.push_back({folder->path(), folder->identity()});
    folders_.push_back(folder);
    return folders_.size() - 1;
}

void StepList::add(ExchangeStep::Kind kind, const SharedFolder& in, std::pair<std::string, std::string> names,
                   const FileStatus& status)
{
    const std::size_t number = folder(in);
    journal_.steps.push_back({kind, number, std::move(names.first), std::move(names.second), status.identity,
                              status.length, nanoseconds(status.modified)});
}

}  // namespace engine
