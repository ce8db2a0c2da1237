#pragma once

#include "chain/chain.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace engine {

/// A file that a chain has to come to.
struct ExpectedLayer {
    std::filesystem::path path;
    std::optional<FileIdentity> identity;  ///< nothing: it is yet to be made, at that path
    std::string format;                    ///< as qemu-img spells it

    bool operator==(const ExpectedLayer&) const = default;
};
/// An image and all that it rests on: topmost first.
using ExpectedLayers = std::vector<ExpectedLayer>;

/// The files of a chain, where it found them. All of them are there.
ExpectedLayers expectedLayers(const Chain& chain);

enum class Leads : std::uint8_t {
    Right,
    Nowhere,    ///< some file on the way is missing or cannot be opened
    Elsewhere,  ///< to other files
};

/// Opens `image` by that very path and follows what the headers name, as QEMU does: each relative name from the folder
/// of the path by which its overlay was opened (path_combine). Device and inode tell the files. Nothing but the
/// expected files is opened. Throws Error (Io).
Leads leadsTo(const std::filesystem::path& image, const ExpectedLayers& expected);

/// What a caller wishes of a backing name.
struct NameWish {
    std::string old;           ///< kept where it is a plain name and right; empty: there is none
    bool absolute = false;     ///< the whole path
    std::size_t limit = 1023;  ///< bytes that the header has room for
};

/// The name by which an overlay names its backing image; the one place where names for headers are made.
/// It is right from every path by which the overlay will be opened: the old one, else one relative to a folder, else
/// the whole path. QEMU takes what stands before a colon for a protocol: such a name begins with "./". Nothing where no
/// name is right from everywhere, or none that is has room.
/// @param overlays paths; their folders exist
/// @param backing the backing image first
std::optional<std::string> nameOfBacking(std::span<const std::filesystem::path> overlays, const ExpectedLayers& backing,
                                         const NameWish& wish);

}  // namespace engine
