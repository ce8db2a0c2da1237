#pragma once

#include "chain/layer_map.h"
#include "guest/guest.h"

#include <cstddef>
#include <span>
#include <vector>

namespace engine {

/// What the guest can see of each layer's stored bytes, base first: stored and not hidden.
std::vector<GuestRangeSet> visibleInLayers(std::span<const LayerMap> maps);

/// Bytes of `range` that lie in the set.
std::uint64_t overlap(const GuestRangeSet& set, GuestRange range);

/// A file or a folder of a guest, and how much of it each layer stores.
struct FileShare {
    std::size_t volume = 0;  ///< index in Guest::volumes
    FileTable::Index file = FileTable::none;
    std::vector<std::uint64_t> bytesByLayer;  ///< base first
};

/// The shares of the `count` largest files, or folders, of a volume whose files were listed.
std::vector<FileShare> largestShares(const Guest& guest, std::size_t volume, std::span<const GuestRangeSet> visible,
                                     std::size_t count, bool folders);

/// What of one layer is which file.
struct LayerFile {
    std::size_t volume = 0;
    FileTable::Index file = FileTable::none;
    std::uint64_t bytes = 0;  ///< of the layer
};

/// The `count` files that most of a layer belongs to, largest first; metadata of file systems among them.
/// @param visible of that layer
std::vector<LayerFile> largestInLayer(const Guest& guest, const GuestRangeSet& visible, std::size_t count);

/// A byte of the disk, and the file that owns it.
struct Owner {
    const Volume* volume = nullptr;  ///< null: in no volume
    VolumeOffset offset;             ///< in the volume
    FileTable::Index file = FileTable::none;
};
Owner ownerOf(const Guest& guest, GuestOffset offset);

}  // namespace engine
