#include "work/exchange.h"

#include "bytes/error.h"
#include "bytes/reason.h"
#include "work/step_list.h"

#include <algorithm>
#include <map>

namespace engine {

namespace {

namespace fs = std::filesystem;
using Kind = ExchangeStep::Kind;

void requireSame(const fs::path& path, const FileStatus& now, const FileStatus& planned)
{
    if (now.identity != planned.identity || now.length != planned.length || now.modified != planned.modified ||
        now.changed != planned.changed)
        throw Error(ErrorKind::Refused, "plan.outdated").at(path);
}

Error interrupted(const fs::path& journal, const Error& cause)
{
    return Error(ErrorKind::Io, "exchange.interrupted", withReason({}, cause)).at(journal).because(cause);
}

}  // namespace

void Exchange::place(TemporaryFile result, std::optional<FileAttributes> attributes)
{
    results_.push_back({std::move(result), std::move(attributes)});
}

void Exchange::replace(TemporaryFile result, const FileStatus& planned, std::optional<FileAttributes> attributes)
{
    if (!attributes)
        attributes = FileAttributes::of(result.folder()->open(result.targetName(), File::Access::ReadOnly));
    retire({result.folder(), result.targetName()}, planned);
    place(std::move(result), std::move(attributes));
}

void Exchange::retire(FilePlace original, const FileStatus& planned)
{
    originals_.push_back({std::move(original), planned});
}

void Exchange::require(fs::path file, const FileStatus& planned)
{
    required_.push_back({std::move(file), planned});
}

void Exchange::follow(ResultNames names)
{
    for (fs::path& path : names.openedAs)
        path = fs::absolute(path);
    if (!names.openedAs.empty())
        names_.push_back(std::move(names));
}

void Exchange::requireUnchanged() const
{
    for (const Original& file : originals_) {
        const std::optional<FileStatus> now = file.place.folder->status(file.place.name);
        requireSame(file.place.path(), now.value_or(FileStatus{}), file.status);
    }
    for (const Required& file : required_)
        requireSame(file.path, statusOf(file.path), file.status);
}

std::vector<PlanNote> Exchange::giveAttributes() const
{
    std::vector<PlanNote> cautions;
    for (const Result& result : results_) {
        if (!result.attributes)
            continue;
        for (const Error& lost : engine::giveAttributes(*result.attributes, result.file.file())) {
            Error::Values values = lost.values();
            values.emplace_back("path", result.file.target().string());
            cautions.push_back({lost.code(), std::move(values)});
        }
    }
    return cautions;
}

ExchangeSteps Exchange::prepare() const
{
    // The journal lies where the first result goes.
    StepList list;
    for (const Result& result : results_)
        list.folder(result.file.folder());
    for (const Original& original : originals_) {
        const auto& [folder, name] = original.place;
        list.add(Kind::Keep, folder, {name, keptName(*folder, name)}, original.status);
    }
    for (const Result& result : results_) {
        const TemporaryFile& file = result.file;
        file.file().sync();
        if (!file.keepsItsName())
            throw Error(ErrorKind::Refused, "file.exchanged").at(file.path());
        list.add(Kind::Place, file.folder(), {file.name(), file.targetName()}, *file.folder()->status(file.name()));
    }
    for (const ResultNames& names : names_)
        list.add(names);
    for (const SharedFolder& folder : list.folders())
        folder->sync();
    return list.take();
}

/// In one order for all processes.
std::vector<FolderHold> Exchange::holdFolders() const
{
    std::map<FileIdentity, SharedFolder> folders;
    for (const Result& result : results_)
        folders.emplace(result.file.folder()->identity(), result.file.folder());
    for (const Original& original : originals_)
        folders.emplace(original.place.folder->identity(), original.place.folder);
    std::vector<FolderHold> holds;
    holds.reserve(folders.size());
    for (auto& [identity, folder] : folders)
        holds.emplace_back(std::move(folder));
    return holds;
}

void Exchange::leaveToRecover()
{
    for (Result& result : results_)
        result.file.release();
}

ExchangeResult Exchange::publish()
{
    const std::vector<FolderHold> holds = holdFolders();
    requireUnchanged();
    ExchangeResult result;
    result.cautions = giveAttributes();
    const ExchangeSteps steps = prepare();
    const JournalFile journal = JournalFile::commit(steps.sharedHome(), steps.journal());
    const std::string journalName = journal.path().filename();
    try {
        requireUnchanged();
        steps.finish();
        std::for_each(names_.begin(), names_.end(), verifyNames);
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
        const Folder& folder = *steps.folders()[step.folder];
        const FileStatus status = folder.status(step.to).value_or(FileStatus{});
        if (step.kind == Kind::Keep)
            result.originals.push_back({folder / step.from, folder / step.to, status});
        else
            result.results.push_back({folder / step.to, status});
    }
    return result;
}

}  // namespace engine
