#include "support/practice.h"

#include "support/process.h"
#include "support/scratch.h"

namespace testsupport {

namespace fs = std::filesystem;
using engine::lab::Action;
using engine::lab::Practice;
using engine::lab::Step;

Step labStep(Action action, std::uint64_t templateNumber)
{
    Step step;
    step.action = action;
    step.templateNumber = templateNumber;
    return step;
}

Step labStep(Action action, const std::string& name, std::uint64_t length)
{
    Step step = labStep(action);
    step.name = name;
    step.length = length;
    return step;
}

void buildWorkedExample(Practice& practice)
{
    practice.run(labStep(Action::WriteFile, "File1"));
    practice.run(labStep(Action::AddOverlay));
    practice.run(labStep(Action::WriteFile, "File2"));
    practice.run(labStep(Action::WriteFile, "File3"));
    practice.run(labStep(Action::AddOverlay));
    practice.run(labStep(Action::WriteFile, "File4"));
    practice.run(labStep(Action::WriteFile, "File5"));
}

void requireClean(const Practice& practice)
{
    for (const auto& [name, state] : practice.imageStates())
        runChecked({"qemu-img", "check", "-q", (practice.images() / name).string()});
}

std::string convertedDisk(const Practice& practice, std::size_t number)
{
    const Scratch scratch;
    runChecked({"qemu-img", "convert", "-O", "raw", practice.top(number).string(), (scratch / "raw").string()});
    return readFile(scratch / "raw");
}

std::map<std::string, std::string> filesOf(const fs::path& folder)
{
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file())
            files[entry.path().lexically_relative(folder).string()] = readFile(entry.path());
    }
    return files;
}

}  // namespace testsupport
