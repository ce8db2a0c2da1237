#include "work/exchange.h"

#include "bytes/error.h"
#include "bytes/reason.h"
#include "storage/attributes.h"

#include <algorithm>

namespace engine {

namespace {

namespace fs = std::filesystem;
using Kind = ExchangeStep::Kind;

void requireSame(const fs::path& path, const FileStatus& planned)
{
    const FileStatus now = statusOf(path);
    if (now.identity != planned.identity || now.length != planned.length || now.modified != planned.modified ||
        now.changed != planned.changed)
        throw Error(ErrorKind::Refused, "plan.outdated").at(path);
}

Error interrupted(const fs::path& journal, const Error& cause)
{
    return Error(ErrorKind::Io, "exchange.interrupted", withReason({}, cause)).at(journal).because(cause);
}

}  // namespace

void Exchange::place(TemporaryFile result, fs::path like)
{
    results_.push_back({std::move(result), std::move(like)});
}

void Exchange::replace(TemporaryFile result, const FileStatus& planned)
{
    originals_.push_back({result.target(), planned});
    const fs::path like = result.target();
    results_.push_back({std::move(result), like});
}

void Exchange::retire(const fs::path& original, const FileStatus& planned)
{
    std::error_code failed;
    const fs::path real = fs::canonical(original, failed);
    if (failed)
        throw systemError(failed.value(), "file.status").at(original);
    originals_.push_back({real, planned});
}

void Exchange::require(fs::path file, const FileStatus& planned)
{
    required_.push_back({std::move(file), planned});
}

void Exchange::requireUnchanged() const
{
    for (const Planned& file : originals_)
        requireSame(file.path, file.status);
    for (const Planned& file : required_)
        requireSame(file.path, file.status);
}

std::vector<PlanNote> Exchange::giveAttributes() const
{
    std::vector<PlanNote> cautions;
    for (const Result& result : results_) {
        if (result.like.empty())
            continue;
        for (const Error& lost : copyAttributes(File::open(result.like), result.file.file())) {
            Error::Values values = lost.values();
            values.emplace_back("path", result.file.target().string());
            cautions.push_back({lost.code(), std::move(values)});
        }
    }
    return cautions;
}

std::size_t Exchange::folderOf(const fs::path& file)
{
    Folder folder = Folder::open(file.parent_path());
    const auto known = std::find_if(folders_.begin(), folders_.end(),
                                    [&](const Folder& other) { return other.identity() == folder.identity(); });
    if (known != folders_.end())
        return static_cast<std::size_t>(known - folders_.begin());
    journal_.folders.push_back({folder.path(), folder.identity()});
    folders_.push_back(std::move(folder));
    return folders_.size() - 1;
}

void Exchange::addStep(Kind kind, const fs::path& from, const fs::path& to, const FileStatus& status)
{
    journal_.steps.push_back({kind, folderOf(from), from.filename(), to.filename(), status.identity, status.length,
                              nanoseconds(status.modified)});
}

ExchangeSteps Exchange::prepare()
{
    // The journal lies where the first result goes.
    for (const Result& result : results_)
        folderOf(result.file.path());
    for (const Planned& original : originals_) {
        const std::size_t folder = folderOf(original.path);
        const std::string kept = keptName(folders_[folder], original.path.filename());
        addStep(Kind::Keep, original.path, original.path.parent_path() / kept, original.status);
    }
    for (const Result& result : results_) {
        result.file.file().sync();
        addStep(Kind::Place, result.file.path(), result.file.target(), statusOf(result.file.path()));
    }
    for (const Folder& folder : folders_)
        folder.sync();
    return {std::move(journal_), std::move(folders_)};
}

void Exchange::leaveToRecover()
{
    for (Result& result : results_)
        result.file.release();
}

ExchangeResult Exchange::publish()
{
    requireUnchanged();
    ExchangeResult result;
    result.cautions = giveAttributes();
    const ExchangeSteps steps = prepare();
    const JournalFile journal = JournalFile::commit(steps.home(), steps.journal());
    const std::string journalName = journal.path().filename();
    try {
        requireUnchanged();
        steps.finish();
        if (check_)
            check_();
    } catch (const Error& failure) {
        try {
            steps.undo();
            removeJournal(steps.home(), journalName);
        } catch (const Error&) {
            leaveToRecover();
            throw interrupted(journal.path(), failure);
        }
        throw;
    }
    leaveToRecover();
    try {
        removeJournal(steps.home(), journalName);
    } catch (const Error&) {
        result.cautions.push_back({"exchange.journalLeft", {{"path", journal.path().string()}}});
    }
    for (const ExchangeStep& step : steps.journal().steps) {
        const Folder& folder = steps.folders()[step.folder];
        const FileStatus status = folder.status(step.to).value_or(FileStatus{});
        if (step.kind == Kind::Keep)
            result.originals.push_back({folder / step.from, folder / step.to, status});
        else
            result.results.push_back({folder / step.to, status});
    }
    return result;
}

}  // namespace engine
