#include "image/qcow2/findings.h"

namespace engine::qcow2 {

void Findings::add(FindingKind kind, std::string_view code, std::uint64_t at, std::uint64_t count,
                   NumberedValues values)
{
    totals_[static_cast<std::size_t>(kind)] += count;
    ++added_;
    if (kept_.size() >= limit_)
        return;
    Finding finding{kind, code, HostOffset(at), count, {}};
    for (const auto& [name, value] : values)
        finding.values.emplace_back(name, value);
    kept_.push_back(std::move(finding));
}

}  // namespace engine::qcow2
