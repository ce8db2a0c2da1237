#pragma once

#include "plan/plan_note.h"
#include "storage/attributes.h"
#include "storage/hold.h"
#include "work/exchange_steps.h"
#include "work/temporary_file.h"

#include <filesystem>
#include <optional>
#include <vector>

namespace engine {

/// An original under the name that it keeps.
struct KeptOriginal {
    std::filesystem::path path;
    std::filesystem::path keptAs;
    FileStatus status;  ///< since it is kept
};

/// A result under its final name, links resolved.
struct PlacedResult {
    std::filesystem::path path;
    FileStatus status;
};

struct ExchangeResult {
    std::vector<KeptOriginal> originals;
    std::vector<PlacedResult> results;
    /// "attribute.lost" for what a result does not have of its original; "exchange.journalLeft" where all is done but
    /// the journal could not be removed (`recover` will).
    std::vector<PlanNote> cautions;
};

/// The end of every operation that writes: results take their names, originals keep theirs with `.before-slim`, all or
/// nothing, over one folder or several. Until `publish` nothing is changed, and the results go with the object.
/// While names are exchanged nobody else exchanges names in these folders. The caller holds QEMU's locks, and
/// ExclusiveHold, on the originals until `publish` returns. `planned` is what a plan saw of a file:
/// device, inode, length and times must still be the same.
class Exchange {
public:
    /// A result under a new name.
    /// @param attributes that it gets; nothing: it stays for nobody else to read
    void place(TemporaryFile result, std::optional<FileAttributes> attributes = {});
    /// A result for the name of an original.
    /// @param attributes that it gets; nothing: those of the original. Throws Error where that cannot be opened
    void replace(TemporaryFile result, const FileStatus& planned, std::optional<FileAttributes> attributes = {});
    /// An original that is not needed any more.
    void retire(FilePlace original, const FileStatus& planned);
    /// A file that the results rest on, and that stays.
    void require(std::filesystem::path file, const FileStatus& planned);

    /// When all files have their names, before that is final, the result is opened by each of these paths (verifyNames):
    /// where one does not lead to these layers all is taken back, by `recover` too.
    void follow(ResultNames names);

    /// Once. After it returns all is on stable storage. Throws Error, and nothing has changed then: Refused
    /// "plan.outdated" (an original has changed), "target.exists" (a new name is taken, or its file has come since),
    /// Io, AccessDenied, what verifyNames throws. Or "exchange.interrupted" with its cause: neither the way on nor the
    /// way back could be finished; the journal at the error's path stays for `recover`.
    ExchangeResult publish();

private:
    struct Result {
        TemporaryFile file;
        std::optional<FileAttributes> attributes;
    };
    struct Original {
        FilePlace place;
        FileStatus status;
    };
    struct Required {
        std::filesystem::path path;
        FileStatus status;
    };

    void requireUnchanged() const;
    std::vector<PlanNote> giveAttributes() const;
    ExchangeSteps prepare() const;
    std::vector<FolderHold> holdFolders() const;
    void leaveToRecover();

    std::vector<Result> results_;
    std::vector<Original> originals_;
    std::vector<Required> required_;
    std::vector<ResultNames> names_;
};

}  // namespace engine
