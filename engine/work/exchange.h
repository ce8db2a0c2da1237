#pragma once

#include "plan/plan_note.h"
#include "storage/file.h"
#include "work/exchange_steps.h"
#include "work/temporary_file.h"

#include <filesystem>
#include <functional>
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
/// The caller holds QEMU's locks on the originals until `publish` returns. `planned` is what a plan saw of a file:
/// device, inode, length and times must still be the same.
class Exchange {
public:
    /// A result under a new name.
    /// @param like the file whose owner and permissions it gets; empty: it stays for nobody else to read
    void place(TemporaryFile result, std::filesystem::path like = {});
    /// A result for the name of an original, whose owner, permissions, labels and attributes it gets.
    void replace(TemporaryFile result, const FileStatus& planned);
    /// An original that is not needed any more.
    void retire(const std::filesystem::path& original, const FileStatus& planned);
    /// A file that the results rest on, and that stays.
    void require(std::filesystem::path file, const FileStatus& planned);

    /// Called when all files have their names, before that is final: what it throws takes all back.
    void confirm(std::function<void()> check) { check_ = std::move(check); }

    /// Once. After it returns all is on stable storage. Throws Error, and nothing has changed then: Refused
    /// "plan.outdated" (an original has changed), "target.exists" (a new name is taken, or its file has come since),
    /// Io, AccessDenied, what `confirm` throws. Or "exchange.interrupted" with its cause: neither the way on nor the
    /// way back could be finished; the journal at the error's path stays for `recover`.
    ExchangeResult publish();

private:
    struct Result {
        TemporaryFile file;
        std::filesystem::path like;
    };
    struct Planned {
        std::filesystem::path path;
        FileStatus status;
    };

    void requireUnchanged() const;
    std::vector<PlanNote> giveAttributes() const;
    std::size_t folderOf(const std::filesystem::path& file);
    void addStep(ExchangeStep::Kind kind, const std::filesystem::path& from, const std::filesystem::path& to,
                 const FileStatus& status);
    ExchangeSteps prepare();
    void leaveToRecover();

    std::vector<Result> results_;
    std::vector<Planned> originals_;
    std::vector<Planned> required_;
    std::function<void()> check_;
    Journal journal_;
    std::vector<Folder> folders_;
};

}  // namespace engine
