#pragma once

#include "bytes/error.h"
#include "storage/folder.h"
#include "work/sample/recipes.h"

#include <array>
#include <optional>
#include <set>
#include <stop_token>
#include <string_view>

namespace engine::sample {

/// The programs that make volumes of a type.
struct VolumeTools {
    std::string_view make;     ///< the program that makes it
    std::string_view options;  ///< of that program, words with a space between
    std::string_view change;   ///< the one that puts files in
    std::string_view package;  ///< that has them
    std::array<std::uint8_t, 16> partitionType;
};

const VolumeTools& toolsOf(VolumeType type);
/// Why volumes of a type cannot be made here ("tool.missing"); nothing where they can.
std::optional<Error> whyNotMade(VolumeType type);

/// A guest's file system in a plain file, made and changed by the distribution's tools.
class Volume {
public:
    /// Makes a file in a folder, which is for its other files too. Throws Error, as runTool does, "tool.missing" too.
    static Volume make(const Recipe& recipe, SharedFolder folder, const std::stop_token& stop);

    /// Its file, to be read. Throws Error.
    File open() const;
    /// Throws Error.
    void bring(const State& state, const std::stop_token& stop);

private:
    Volume(VolumeType type, SharedFolder folder) : type_(type), folder_(std::move(folder)) {}
    void bringExt4(const State& state, const Folder& contents, const std::stop_token& stop);
    void bringNtfs(const State& state, const Folder& contents, const std::stop_token& stop) const;

    VolumeType type_;
    SharedFolder folder_;
    std::set<std::string> folders_;  ///< of the guest
};

}  // namespace engine::sample
