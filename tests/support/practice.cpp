#include "support/practice.h"

#include "bytes/checked.h"
#include "support/map_json.h"
#include "support/process.h"
#include "support/scratch.h"

#include <sstream>

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

namespace {

/// The tags that `qemu-img snapshot -l` lists, behind two lines of titles.
std::vector<std::string> listedSnapshots(const std::string& path)
{
    std::istringstream list(runChecked({"qemu-img", "snapshot", "-l", path}));
    std::vector<std::string> names;
    std::string line;
    for (int at = 0; std::getline(list, line); ++at) {
        std::istringstream words(line);
        std::string id;
        std::string name;
        if (at >= 2 && words >> id >> name)
            names.push_back(name);
    }
    return names;
}

}  // namespace

void requireSameTables(const Practice& practice, std::size_t number)
{
    const std::string& top = practice.templates().at(number);
    const engine::lab::Tables& tables = practice.imageStates().at(top).tables;
    const std::string path = practice.top(number).string();
    const std::uint64_t clusterSize = practice.options().clusterSize;
    for (const MapEntry& entry : parseMap(runChecked({"qemu-img", "map", "--output=json", path}))) {
        // Holes of the file divide clusters there.
        for (std::uint64_t at = engine::alignDown(entry.start, clusterSize); at < entry.start + entry.length;
             at += clusterSize) {
            const std::uint64_t shown = tables.entry(at / clusterSize);
            const bool here = entry.depth == 0 && entry.present;
            const std::uint64_t place = here && entry.data ? *entry.offset + at - entry.start : 0;
            if ((shown != 0) != here || (entry.data && (shown & engine::qcow2::entryOffsetMask) != place))
                throw std::runtime_error(top + ": " + entry.text() + ", shown " + std::to_string(shown));
        }
    }
    std::vector<std::string> names;
    for (const engine::lab::PracticeSnapshot& snapshot : tables.snapshots)
        names.push_back(snapshot.entry.snapshot.name);
    if (names != listedSnapshots(path))
        throw std::runtime_error(top + ": other snapshots");
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
