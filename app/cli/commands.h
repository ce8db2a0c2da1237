#pragma once

#include "chain/chain.h"
#include "chain/progress.h"

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

namespace cli {

/// What a command ends with; other programs branch on it.
enum class Exit : int { Done = 0, Failed = 1, Usage = 2, Cancelled = 130 };

/// The options of all commands; each command takes those that it knows.
struct Options {
    std::vector<std::filesystem::path> paths;
    std::vector<std::filesystem::path> allowed;
    std::vector<std::string> backingFormats;  ///< PATH=FORMAT
    std::string format;
    std::string secondFormat;  ///< of the second image that is compared
    std::string snapshot;
    std::string repair;
    bool json = false;
    bool progress = false;
    bool quiet = false;
    bool exact = false;
    bool extents = false;
    bool strict = false;
};

/// Each prints its result on standard output and throws engine::Error for what it cannot do.
Exit runScan(const Options& options, std::stop_token stop);
Exit runInfo(const Options& options, std::stop_token stop);
Exit runMap(const Options& options, std::stop_token stop);
Exit runLayers(const Options& options, std::stop_token stop);
Exit runCompare(const Options& options, std::stop_token stop);
Exit runCheck(const Options& options, std::stop_token stop);

/// Opens an image and its chain as the options say: the image's own folder counts as opened by the user. Warns of
/// layers that another process may be writing to.
/// @param format of the image; empty: told by its signature
engine::Chain openChain(const std::filesystem::path& image, const std::string& format, const Options& options);

/// `lamella-cli: PATH: what, why` on standard error.
void printError(const engine::Error& error);

}  // namespace cli
