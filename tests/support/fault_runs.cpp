#include "support/fault_runs.h"

#include "support/scratch.h"

#include <sstream>
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

/// Number, operation and path of all that the command does.
std::vector<std::string> operationsOf(const FaultRuns& runs, const fs::path& library, const fs::path& log)
{
    FaultRuns noting = runs;
    noting.lasting = true;
    empty(runs.folder);
    runs.prepare();
    run(faultCommand(noting, library, "none", 0, log));
    std::istringstream lines(fs::exists(log) ? readFile(log) : std::string());
    std::vector<std::string> operations;
    for (std::string line; std::getline(lines, line);)
        operations.push_back(line);
    return operations;
}

bool isPicked(const FaultRuns& runs, std::uint64_t at, const std::string& operation)
{
    const auto is = [&](const char* name) { return operation.find(name) != std::string::npos; };
    return at % runs.every == runs.first % runs.every || is(" rename") || is(" unlink") || is(" link") || is("sync ");
}

}  // namespace

std::uint64_t runWithFaults(const FaultRuns& runs, const fs::path& library, std::string_view action)
{
    const Scratch outside;
    const fs::path log = outside / "struck";
    const auto known = runs.every > 1 ? operationsOf(runs, library, log) : std::vector<std::string>();
    std::uint64_t struck = 0;
    for (std::uint64_t at = 0;; ++at) {
        if (at < known.size() && !isPicked(runs, at, known[at]))
            continue;
        if (!runOnce(runs, faultCommand(runs, library, action, at, log), log))
            return struck;
        ++struck;
    }
}

std::uint64_t countOperations(const FaultRuns& runs, const fs::path& library)
{
    const Scratch outside;
    return operationsOf(runs, library, outside / "struck").size();
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
