#pragma once

#include "chain/chain.h"
#include "chain/progress.h"
#include "plan/diagnosis/diagnosis.h"
#include "plan/slim_plan.h"
#include "report/json.h"
#include "work/document_file.h"

#include <filesystem>
#include <iosfwd>
#include <optional>
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
    bool csv = false;
    bool similar = false;
    bool progress = false;
    bool quiet = false;
    bool exact = false;
    bool extents = false;
    bool files = false;
    std::optional<std::uint64_t> offset;  ///< of the guest's disk, bytes
    engine::SlimKind slimKind = engine::SlimKind::Standard;
    std::string base = "auto";  ///< of sharing: a path, or auto
    std::string compress = "none";
    std::uint64_t clusterSize = 0;
    bool extendedL2 = false;
    bool noTrim = false;
    bool dropSystemFiles = false;
    bool shareEqualClusters = false;
    bool replace = false;
    std::filesystem::path target;   ///< --to
    std::filesystem::path receipt;  ///< or the file of a plan
    bool overwrite = false;         ///< a report, plan, receipt or bundle replaces a file of its name
    std::vector<std::filesystem::path> searchFolders;
    std::vector<std::filesystem::path> beside;  ///< --with: images of the guest's other disks
    bool alone = false;                         ///< no image elsewhere needs a base that is renamed
    bool strict = false;
    bool recursive = false;
    bool hashNames = false;  ///< of a bundle
    bool list = false;       ///< what a bundle would hold
    bool fix = false;        ///< of the doctor
    bool absolute = false;
};

/// Each prints its result on standard output and throws engine::Error for what it cannot do.
Exit runScan(const Options& options, std::stop_token stop);
Exit runFleet(const Options& options, std::stop_token stop);
Exit runInfo(const Options& options, std::stop_token stop);
Exit runMap(const Options& options, std::stop_token stop);
Exit runLayers(const Options& options, std::stop_token stop);
Exit runGuest(const Options& options, std::stop_token stop);
Exit runPlanSlim(const Options& options, std::stop_token stop);
Exit runPlanShare(const Options& options, std::stop_token stop);
Exit runSlimCommand(const Options& options, std::stop_token stop);
Exit runShareCommand(const Options& options, std::stop_token stop);
Exit runCompare(const Options& options, std::stop_token stop);
Exit runCheck(const Options& options, std::stop_token stop);
Exit runRecover(const Options& options, std::stop_token stop);
Exit runOriginalsList(const Options& options, std::stop_token stop);
Exit runOriginalsRestore(const Options& options, std::stop_token stop);
Exit runOriginalsDelete(const Options& options, std::stop_token stop);
Exit runReport(const Options& options, std::stop_token stop);
Exit runBundle(const Options& options, std::stop_token stop);
Exit runDoctor(const Options& options, std::stop_token stop);
Exit runSample(const Options& options, std::stop_token stop);

/// The disks of --with.
std::vector<std::shared_ptr<const engine::BlockSource>> besideDisks(const Options& options, std::stop_token stop);
/// How the options want a chain opened: the image's own folder counts as opened by the user.
/// @param format of the image; empty: told by its signature
engine::ChainOptions chainOptions(const std::filesystem::path& image, const std::string& format,
                                  const Options& options);
/// Opens an image and its chain as the options say. Warns of layers that another process may be writing to.
engine::Chain openChain(const std::filesystem::path& image, const std::string& format, const Options& options);

/// What the options say of new images; the disks of --with are open.
engine::ImageOptions imageOptions(const Options& options, std::stop_token stop);
/// The chains of all paths.
std::vector<engine::Chain> openTemplates(const Options& options);
/// The base that the options name; nothing for `auto`.
std::optional<engine::Chain> openBase(const Options& options);

/// All that a report tells of the chain that the options name.
struct GatheredReport {
    engine::Diagnosis diagnosis;
    engine::report::Json json;
};
GatheredReport gatherReport(const Options& options, std::stop_token stop);

/// How a document is written about files that those may read.
engine::DocumentOptions documentOptions(const Options& options, std::uint32_t readers);

/// A plan or a receipt in the form of the file that is to hold it: HTML, CSV, or else JSON.
std::string operationText(const engine::report::Json& operation, const std::filesystem::path& file);

/// `lamella-cli: PATH: what, why` on standard error, and what can be done about it on a line of its own.
void printError(const engine::Error& error);
/// What can be done about the line before, on one of its own behind the indent; nothing where it is empty. On standard
/// error each line starts with the program's name.
void printRemedy(std::ostream& out, const char* indent, const std::string& remedy);

}  // namespace cli
