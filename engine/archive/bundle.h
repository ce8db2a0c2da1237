#pragma once

#include "plan/diagnosis/diagnosis.h"
#include "report/json.h"
#include "report/words.h"
#include "work/document_file.h"

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

/// What support needs to judge a chain from afar: numbers and structures, and nothing of what the guest stores.
namespace engine::archive {

/// One file of a bundle; shown before it is given away.
struct BundleFile {
    std::string name;  ///< with '/' for folders
    std::string content;
};

struct BundleInput {
    const Diagnosis& diagnosis;
    const report::Json& report;  ///< as reportJson makes it
    const report::Words& words;
    std::vector<std::string> log;  ///< what was done, without names
    bool hashNames = false;        ///< names of files, folders, volumes, snapshots become codes
};

/// The report in all its forms, the header and the tables of each layer as text (what they say, no bytes of clusters),
/// what a check finds, facts of the system (without the name of the machine and its users), the log, and a list of all
/// that. Reads metadata. Throws Error (Cancelled), and what reading throws.
std::vector<BundleFile> bundleFiles(const BundleInput& input, const std::stop_token& stop);

/// As .zip or .tar.zst, by the name of the target. Throws Error: InvalidArgument "bundle.format"; Io
/// "bundle.notWritten"; what DocumentFile throws.
void writeBundle(const std::filesystem::path& target, const std::vector<BundleFile>& files,
                 const DocumentOptions& options);

}  // namespace engine::archive
