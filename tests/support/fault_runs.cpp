#include "support/fault_runs.h"

#include "support/scratch.h"

#include <stdexcept>

namespace testsupport {

namespace fs = std::filesystem;

namespace {

void empty(const fs::path& folder)
{
    for (const auto& entry : fs::directory_iterator(folder))
        fs::remove_all(entry.path());
}

Command faultCommand(const FaultRuns& runs, const fs::path& library, std::string_view action, std::uint64_t at,
                     const fs::path& log)
{
    Command command{"env", "LD_PRELOAD=" + library.string(),
                    // The address sanitizer wants to be the first library.
                    "ASAN_OPTIONS=verify_asan_link_order=0", "LAMELLA_FAULTS_FOLDER=" + runs.folder.string(),
                    "LAMELLA_FAULTS_AT=" + std::to_string(at), "LAMELLA_FAULTS_ACTION=" + std::string(action),
                    "LAMELLA_FAULTS_UNSUPPORTED=" + runs.unsupported,
                    std::string("LAMELLA_FAULTS_LASTING=") + (runs.lasting ? "1" : ""),
                    "LAMELLA_FAULTS_LOG=" + log.string()};
    command.insert(command.end(), runs.command.begin(), runs.command.end());
    return command;
}

/// Whether an operation was struck.
bool runOnce(const FaultRuns& runs, const Command& command, const fs::path& log)
{
    empty(runs.folder);
    fs::remove(log);
    runs.prepare();
    const Finished finished = run(command);
    const std::string struck = fs::exists(log) ? readFile(log) : std::string();
    try {
        runs.recover();
        const auto once = listing(runs.folder);
        runs.recover();
        if (listing(runs.folder) != once)
            throw std::runtime_error("the second recover changed something");
        runs.judge(finished, struck);
    } catch (const std::exception& error) {
        throw std::runtime_error(shellText(command) + ": struck '" + struck + "', ended with " +
                                 std::to_string(finished.exitCode) + ' ' + finished.err + ": " + error.what());
    }
    return !struck.empty();
}

}  // namespace

std::uint64_t runWithFaults(const FaultRuns& runs, const fs::path& library, std::string_view action)
{
    const Scratch outside;
    const fs::path log = outside / "struck";
    std::uint64_t at = 0;
    while (runOnce(runs, faultCommand(runs, library, action, at, log), log))
        ++at;
    return at;
}

std::map<std::string, std::string> listing(const fs::path& folder)
{
    std::map<std::string, std::string> found;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const std::string name = entry.path().lexically_relative(folder).string();
        if (entry.is_directory())
            found[name + '/'] = "";
        else
            found[name] = entry.is_symlink() ? "-> " + fs::read_symlink(entry.path()).string() : readFile(entry.path());
    }
    return found;
}

}  // namespace testsupport
