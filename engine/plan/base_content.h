#pragma once

#include "plan/share_plan.h"

#include <span>

namespace engine {

/// The content of a new base: each cluster from the template that the plan took it from. Thread-safe; what it is made
/// of outlives it.
class BaseContentSource : public ContentSource {
public:
    BaseContentSource(std::span<const Chain> templates, const BaseContent& content)
        : templates_(templates), content_(content)
    {
    }

    void read(GuestOffset offset, std::span<std::byte> out) const override;
    void visitStored(GuestRange range, const StoredRunVisitor& visit) const override;

private:
    std::span<const Chain> templates_;
    const BaseContent& content_;
};

}  // namespace engine
