#include "support/grown_inputs.h"
#include "support/qcow2_header.h"
#include "support/scratch.h"
#include "work/exchange_steps.h"

#include <algorithm>

/// Folders of thousands of files, each of them small.
namespace testsupport {

namespace {

using engine::ExchangeStep;
using engine::Journal;
namespace fs = std::filesystem;

/// Overlays that all miss another file of one name, and as many files of that name.
void makeMissingBases(const fs::path& folder, std::size_t size)
{
    for (std::size_t number = 0; number < size; ++number) {
        const std::string text = std::to_string(number);
        fs::create_directory(folder / text);
        writeEmptyQcow2(folder / text / "base.qcow2");
        writeEmptyQcow2(folder / (text + ".qcow2"), "gone" + text + "/base.qcow2");
    }
}

/// Links to one file, each with an ending that its content does not fit.
void makeNames(const fs::path& folder, std::size_t size)
{
    writeEmptyQcow2(folder / "first.vmdk");
    for (std::size_t number = 0; number < size; ++number) {
        writeEmptyQcow2(folder / (std::to_string(number) + ".qcow2"), "first.vmdk");
        fs::create_symlink("first.vmdk", folder / (std::to_string(number) + ".vmdk"));
    }
}

/// Overlays that all rest on one chain, which gets deeper too.
void makeDeepChains(const fs::path& folder, std::size_t size)
{
    const std::size_t depth = std::min<std::size_t>(size / 8, 190);
    std::string below;
    for (std::size_t number = 0; number < depth + size; ++number) {
        const std::string name = "layer" + std::to_string(number) + ".qcow2";
        writeEmptyQcow2(folder / name, below);
        if (number < depth)
            below = name;
    }
}

/// Images that could all be the one that an overlay misses.
void makeCandidates(const fs::path& folder, std::size_t size)
{
    writeEmptyQcow2(folder / "lost.qcow2", "gone.qcow2");
    fs::create_directory(folder / "candidates");
    for (std::size_t number = 0; number < size; ++number)
        writeEmptyQcow2(folder / "candidates" / (std::to_string(number) + ".qcow2"));
}

/// Names of one long journal that fits nothing.
void makeJournals(const fs::path& folder, std::size_t size)
{
    constexpr std::size_t steps = 4096;
    Journal journal;
    journal.folders.push_back({folder, engine::statusOf(folder).identity});
    for (std::size_t step = 0; step < steps; ++step) {
        const std::string name = "image" + std::to_string(step);
        journal.steps.push_back({ExchangeStep::Kind::Keep, 0, name, name + ".before-slim", {1, step + 1}, 1, 1});
    }
    const fs::path first = folder / engine::newJournalName();
    writeFile(first, journalText(journal));
    for (std::size_t number = 1; number < size; ++number)
        fs::create_hard_link(first, folder / engine::newJournalName());
}

}  // namespace

std::vector<GrownInput> grownFolders()
{
    const Command scan{"scan", "--output=json", "%f"};
    const Command fleet{"fleet", "--output=json", "%f"};
    return {{"missing bases", 400, 8000, makeMissingBases, {scan, fleet}},
            {"overlays on a deep chain", 200, 4000, makeDeepChains, {scan}},
            {"names of one file", 500, 8000, makeNames, {scan}},
            {"candidates for a base",
             250,
             4000,
             makeCandidates,
             {{"doctor", "%f/lost.qcow2", "--search", "%f/candidates", "--output=json"}}},
            {"names of one journal", 50, 2000, makeJournals, {{"recover", "%f"}}}};
}

}  // namespace testsupport
