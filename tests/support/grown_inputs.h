#pragma once

#include "support/process.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace testsupport {

/// Something that another person can make as large as he likes, and what has to cope with it.
struct GrownInput {
    std::string name;
    std::size_t least;  ///< the size that a test begins with
    std::size_t large;  ///< one that is measured by hand
    /// Makes it, of that size, in an empty folder.
    std::function<void(const std::filesystem::path& folder, std::size_t size)> make;
    /// Arguments of lamella-cli; %f is the folder. It may end with 0 or 1.
    std::vector<Command> commands;

    /// The arguments of one command for a folder.
    static Command inFolder(Command arguments, const std::filesystem::path& folder);
};

std::vector<GrownInput> grownFolders();
std::vector<GrownInput> grownImages();
std::vector<GrownInput> grownGuests();
/// All of these.
std::vector<GrownInput> grownInputs();

}  // namespace testsupport
