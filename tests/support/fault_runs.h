#pragma once

#include "support/process.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace testsupport {

/// What happens to the one operation that is struck; the names are those of tests/helpers/faults.cpp.
inline constexpr std::string_view killBefore = "killBefore";
inline constexpr std::string_view killAfter = "killAfter";
inline constexpr std::string_view interrupt = "interrupt";

/// A program that changes files in a folder, and how to tell that it left the folder in order.
struct FaultRuns {
    Command command;
    std::filesystem::path folder;
    /// Fills the folder, which is empty.
    std::function<void()> prepare;
    /// After the struck command.
    std::function<void()> recover = {};
    /// After recover. `struck` is the operation and its path, empty in the last run, where nothing was struck.
    /// Throws where the folder, or how the command ended, is not right.
    std::function<void(const Finished& finished, const std::string& struck)> judge = {};
    std::string unsupported = {};  ///< LAMELLA_FAULTS_UNSUPPORTED
    bool lasting = false;          ///< what follows the struck operation fails too
    /// Only one of that many operations is struck, beginning with number `first`, and each that changes a name or
    /// flushes.
    std::uint64_t every = 1;
    std::uint64_t first = 0;
};

/// Runs the command again and again, each time in a fresh folder and with the next of its operations struck, until one
/// run is over before its turn comes. Recovers twice each time: the second must find nothing to do.
/// Answers how many operations were struck. Throws std::runtime_error with the operation, where something is not right.
/// @param library lamella_faults
/// @param action killBefore, killAfter, interrupt, or "EIO" and the like
std::uint64_t runWithFaults(const FaultRuns& runs, const std::filesystem::path& library, std::string_view action);

/// How many operations the command does that count.
std::uint64_t countOperations(const FaultRuns& runs, const std::filesystem::path& library);

/// Path below the folder -> content, for everything in it; a folder ends with a slash.
std::map<std::string, std::string> listing(const std::filesystem::path& folder);

}  // namespace testsupport
