#include "support/grown_inputs.h"

#include <iterator>

namespace testsupport {

Command GrownInput::inFolder(Command arguments, const std::filesystem::path& folder)
{
    for (std::string& argument : arguments)
        if (argument.starts_with("%f"))
            argument.replace(0, 2, folder.string());
    return arguments;
}

std::vector<GrownInput> grownInputs()
{
    std::vector<GrownInput> all;
    for (auto* some : {grownFolders, grownImages, grownGuests})
        for (GrownInput& input : some())
            all.push_back(std::move(input));
    return all;
}

}  // namespace testsupport
