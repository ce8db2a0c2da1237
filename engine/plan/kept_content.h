#pragma once

#include "chain/chain.h"
#include "plan/result_map.h"

namespace engine {

/// What a chain shows its guest, with zeros where the guest uses nothing, and beyond the chain's end. Thread-safe.
class KeptContent : public ContentSource {
public:
    /// @param free outlives the object, as does `chain`
    KeptContent(const Chain& chain, const GuestRangeSet& free) : chain_(chain), free_(free) {}

    void read(GuestOffset offset, std::span<std::byte> out) const override;
    void visitStored(GuestRange range, const StoredRunVisitor& visit) const override;

private:
    const Chain& chain_;
    const GuestRangeSet& free_;
};

/// Fills what the set covers of a buffer that starts at `offset` with zeros.
void clear(const GuestRangeSet& set, GuestOffset offset, std::span<std::byte> buffer);

bool isZero(std::span<const std::byte> bytes) noexcept;

}  // namespace engine
