#pragma once

#include "chain/layer_map.h"
#include "guest/guest.h"
#include "guest/layer_use.h"
#include "image/qcow2/host_use.h"

#include <array>
#include <cstdint>
#include <numeric>
#include <optional>
#include <stop_token>
#include <string_view>

namespace engine {

/// What the bytes of an image file are spent on. The first are told by what the guest sees; where ranges overlap the
/// one that stands first in `guestParts` wins. The next are told by the file itself, the last take bytes off.
enum class Part : std::uint8_t {
    Live,       ///< used by the guest, and only this layer gives it
    Rounding,   ///< free, but in one cluster with something live; what the disk's end leaves of the last cluster
    Unknown,    ///< in volumes whose free space cannot be trusted: counts as used
    Behind,     ///< behind the end of a file system that is smaller than its partition: counts as used
    Garbage,    ///< not used by the guest
    Duplicate,  ///< what the layers below give as well; exact only
    Zero,       ///< stored, but only zeros; exact only
    Hidden,     ///< covered by upper layers
    Snapshots,  ///< only internal snapshots need it
    Bitmaps,
    Leaked,        ///< marked as used, referred to by nothing
    Metadata,      ///< header, tables, refcounts
    Preallocated,  ///< reserved, and nothing was written there; holes of raw files
    Unused,        ///< free for reuse inside the file
    Compression,   ///< takes off what compressed clusters need less
    Shared,        ///< takes off what guest clusters have in common in one place of the file
    Elsewhere,     ///< takes off what is not in this file: behind its end
};
inline constexpr std::size_t partCount = 17;

/// The stable name of a part, as JSON spells it.
std::string_view name(Part part) noexcept;

/// Those that are ranges of the guest's disk, in the order in which they win; what remains is Live.
inline constexpr std::array guestParts{Part::Preallocated, Part::Hidden,  Part::Garbage, Part::Zero,
                                       Part::Duplicate,    Part::Unknown, Part::Behind,  Part::Rounding};

template <class Value>
struct ByPart {
    std::array<Value, partCount> values{};

    Value& operator[](Part part) noexcept { return values[static_cast<std::size_t>(part)]; }
    const Value& operator[](Part part) const noexcept { return values[static_cast<std::size_t>(part)]; }
};

/// Bytes; only the parts that take bytes off are negative.
struct PartBytes : ByPart<std::int64_t> {
    std::int64_t sum() const noexcept { return std::accumulate(values.begin(), values.end(), std::int64_t{0}); }
    PartBytes& operator+=(const PartBytes& other) noexcept;
};

/// One image file, to the byte. Where an external data file has the content, its parts lie on the guest's disk
/// (`guest`) and are in no sum: the account is of this file alone.
struct LayerAccount {
    PartBytes bytes;  ///< adds up to the file's length
    /// Where the parts lie on the guest's disk; of Live and `guestParts`. Disjoint.
    ByPart<GuestRangeSet> guest;
    /// Where they lie in the file; of the parts that the file tells.
    ByPart<HostRangeSet> host;
    std::optional<qcow2::HostUse> use;  ///< of qcow2 files
};

/// What is known of one layer. Refers to what outlives it.
struct LayerFacts {
    const Layer& layer;
    const LayerMap& map;
    const LayerUse& use;
    const Guest& guest;
};

/// @param progress counts bytes that are read
/// @param exact also reads what the layer stores, for zeros
/// Throws Error (Cancelled), and what reading throws.
LayerAccount accountOf(const LayerFacts& facts, bool exact, Progress& progress, const std::stop_token& stop);

}  // namespace engine
