#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace testsupport {

/// How a child process ended, and what it cost.
struct Finished {
    int exitCode = -1;  ///< -1: ended by a signal
    int signal = 0;
    std::string out;
    std::string err;
    std::chrono::milliseconds wall{0};
    std::uint64_t peakBytes = 0;  ///< resident memory at its highest
};

using Command = std::vector<std::string>;

/// Runs a program (looked up in PATH) to its end with empty standard input; kills it after `limit`.
/// Throws std::runtime_error where it cannot be started.
Finished run(const Command& command, std::chrono::seconds limit = std::chrono::seconds(120));

/// Like run, for what a test needs to succeed: returns standard output, throws std::runtime_error with the command line
/// and its standard error where the exit code is not 0.
std::string runChecked(const Command& command);

/// The command line as a shell would take it, for messages.
std::string shellText(const Command& command);

}  // namespace testsupport
