#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace engine::sample {

/// Its content follows from its name: the same name has the same content in all templates.
struct GuestFile {
    std::string name;  ///< in ext4 at most one folder deep, in NTFS in the root folder
    std::uint64_t bytes = 0;
};

/// What the guest does before the next layer is put on top.
struct State {
    std::string layer;  ///< the image that stores it, without its ending
    std::vector<GuestFile> written;
    std::vector<std::string> removed;  ///< after all are written, so that nothing takes their place; NTFS: emptied
    bool powerCut = false;             ///< the guest goes down with changes in its journal
};

enum class VolumeType : std::uint8_t { Ext4, Ntfs };

/// A demonstration template, from its base up.
struct Recipe {
    std::string_view code;    ///< what it shows
    std::string_view folder;  ///< below the folder of all samples; several templates may share one
    VolumeType volume = VolumeType::Ext4;
    std::string_view label;  ///< of the volume
    std::vector<State> states;
    bool baseLost = false;  ///< the base is not kept
};

/// Bytes of every template's disk, and where its one partition lies.
inline constexpr std::uint64_t diskSize = 128 << 20;
inline constexpr std::uint64_t volumeStart = 1 << 20;
inline constexpr std::uint64_t volumeSize = diskSize - 2 * volumeStart;

std::vector<Recipe> recipes();
/// The file that stores a state.
std::string imageName(const State& state);

}  // namespace engine::sample
