/// make_grown: names what can be made, one a line: its number, its large size, its name.
/// make_grown NUMBER SIZE FOLDER: makes that input in an empty folder, and writes the commands that read it, one a line.

#include "support/grown_inputs.h"

#include <cstdlib>
#include <iostream>
#include <span>

int main(int count, char** arguments)
try {
    const std::vector<testsupport::GrownInput> inputs = testsupport::grownInputs();
    if (count == 1) {
        for (std::size_t number = 0; number < inputs.size(); ++number)
            std::cout << number << ' ' << inputs[number].large << ' ' << inputs[number].name << '\n';
        return 0;
    }
    if (count != 4)
        return 2;
    const std::span<char*> values(arguments, 4);
    const testsupport::GrownInput& input = inputs.at(std::strtoul(values[1], nullptr, 10));
    input.make(values[3], std::strtoul(values[2], nullptr, 10));
    for (const testsupport::Command& command : input.commands)
        std::cout << testsupport::shellText(testsupport::GrownInput::inFolder(command, values[3])) << '\n';
    return 0;
} catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
