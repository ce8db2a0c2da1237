#pragma once

#include "bytes/error.h"

#include <filesystem>
#include <stop_token>
#include <string_view>
#include <vector>

namespace engine {

struct RecoverOptions {
    bool subfolders = false;  ///< also the folders below; links are not followed
    /// Folders, besides the one that is recovered, where an exchange may have files too, or below.
    std::vector<std::filesystem::path> allowed;
    bool dryRun = false;  ///< changes nothing and tells what would be done, with the codes of what is done
    bool alone = false;   ///< the user says that no image elsewhere needs a file that gets another name
};

/// Something that was done, or why something was left as it is.
struct RecoverAction {
    /// Done: "recover.renamed" (value `to`), "recover.removed", "recover.finished", "recover.rolledBack" (a journal);
    /// why it was taken back: "recover.overlay" (of an original: an image was made on it since, value `overlay`),
    /// "recover.notAlone" (nobody knows whether one was), "recover.path" (by which a result does not open).
    /// Left: "recover.running" (its process lives), "recover.unknownHolder" (the file system has no locks to tell),
    /// "recover.needed" (a temporary file that an exchange which is left may need), or of a journal: what speaks
    /// against it, as "recover.conflict", "recover.outsideFolders", "recover.owner", "image.inUse", "journal.invalid",
    /// "recover.overlay", "recover.notAlone", "recover.path" (and the way back is not free), "restore.overlay",
    /// "restore.notAlone" (of a result that would be removed), "recover.sameJournal" (another name of one that was looked at). Of a folder below: why it was not looked at, as
    /// "folder.deep", what the system says.
    std::string_view code;
    std::filesystem::path path;
    Error::Values values;
    bool left = false;
};

/// Finishes or takes back what an interrupted exchange left in a folder, and removes temporary files, and folders of
/// unfinished samples, whose process is gone. An exchange is taken back where an image was made since on an original
/// that would lose its name, and where a result does not open by each of its paths. Twice in a row changes no more than once. Journals are hostile input:
/// only what an exchange would do is done, only to files that are those of the journal, only in these folders, and a
/// journal that does not check out is left. A folder below that cannot be read, or lies deeper than `deepestFolder`, is
/// left too. Throws Error where the folder itself cannot be read; Cancelled between two journals or files.
std::vector<RecoverAction> recover(const std::filesystem::path& folder, const RecoverOptions& options,
                                   const std::stop_token& stop);

}  // namespace engine
