#include "work/exchange_steps.h"

#include "bytes/error.h"

#include <algorithm>

namespace engine {

namespace {

using Kind = ExchangeStep::Kind;

bool isUnchanged(const ExchangeStep& step, const FileStatus& status)
{
    return status.length == step.length && nanoseconds(status.modified) == step.modified;
}

}  // namespace

ExchangeSteps::ExchangeSteps(Journal journal, std::vector<SharedFolder> folders)
    : journal_(std::move(journal)), folders_(std::move(folders))
{
}

bool ExchangeSteps::isItsFile(const ExchangeStep& step, const FileStatus& status) const
{
    if (!status.regular || status.identity.inode != step.identity.inode)
        return false;
    // A file system can have another number after a restart: then the file must be on its folder's, as it was.
    const std::uint64_t folderThen = journal_.folders[step.folder].identity.device;
    const std::uint64_t folderNow = folderOf(step).identity().device;
    return status.identity.device == step.identity.device ||
           (step.identity.device == folderThen && status.identity.device == folderNow);
}

ExchangeSteps::Place ExchangeSteps::placeOf(const ExchangeStep& step) const
{
    const std::optional<FileStatus> from = folderOf(step).status(step.from);
    const std::optional<FileStatus> to = folderOf(step).status(step.to);
    const bool isFrom = from && isItsFile(step, *from);
    const bool isTo = to && isItsFile(step, *to);
    if (isTo && !isUnchanged(step, *to))
        return Place::ToChanged;
    if (isFrom && isTo)
        return Place::Both;
    if (isFrom)
        return isUnchanged(step, *from) ? Place::From : Place::FromChanged;
    return isTo ? Place::To : Place::Nowhere;
}

bool ExchangeSteps::isFree(const ExchangeStep& of, const std::string& name) const
{
    const std::optional<FileStatus> status = folderOf(of).status(name);
    if (!status)
        return true;
    // Or held by the other file of the same exchange, which makes way.
    return std::any_of(journal_.steps.begin(), journal_.steps.end(), [&](const ExchangeStep& other) {
        const bool makesWay = other.kind != of.kind && other.folder == of.folder &&
                              (other.kind == Kind::Keep ? other.from : other.to) == name;
        return makesWay && isItsFile(other, *status);
    });
}

bool ExchangeSteps::allPlaced() const
{
    std::size_t results = 0;
    for (const ExchangeStep& step : journal_.steps) {
        if (step.kind != Kind::Place)
            continue;
        ++results;
        const Place place = placeOf(step);
        if (place != Place::To && place != Place::ToChanged)
            return false;
    }
    return results > 0;
}

bool ExchangeSteps::canFinish() const
{
    const bool placed = allPlaced();
    return std::all_of(journal_.steps.begin(), journal_.steps.end(), [&](const ExchangeStep& step) {
        switch (placeOf(step)) {
        case Place::From:
            return isFree(step, step.to);
        case Place::To:
        case Place::ToChanged:
        case Place::Both:
            return true;
        case Place::Nowhere:
            // Originals go first: once all results have their names, somebody has deleted the original since.
            return step.kind == Kind::Keep && placed;
        case Place::FromChanged:
            break;
        }
        return false;
    });
}

bool ExchangeSteps::canUndo() const
{
    return std::all_of(journal_.steps.begin(), journal_.steps.end(), [&](const ExchangeStep& step) {
        const bool keep = step.kind == Kind::Keep;
        switch (placeOf(step)) {
        case Place::From:
        case Place::FromChanged:
        case Place::Both:
            return true;
        case Place::To:
            return isFree(step, step.from);
        case Place::ToChanged:
            return keep && isFree(step, step.from);
        case Place::Nowhere:
            return !keep;
        }
        return false;
    });
}

std::vector<std::filesystem::path> ExchangeSteps::toLeave(Kind kind) const
{
    std::vector<std::filesystem::path> paths;
    for (const ExchangeStep& step : journal_.steps) {
        const Place place = placeOf(step);
        const bool there = kind == Kind::Keep ? place == Place::From : place == Place::To;
        if (step.kind == kind && there)
            paths.push_back(folderOf(step) / (kind == Kind::Keep ? step.from : step.to));
    }
    return paths;
}

std::vector<std::pair<std::filesystem::path, FileStatus>> ExchangeSteps::files() const
{
    std::vector<std::pair<std::filesystem::path, FileStatus>> found;
    for (const ExchangeStep& step : journal_.steps) {
        for (const std::string& name : {step.from, step.to}) {
            const std::optional<FileStatus> status = folderOf(step).status(name);
            if (status && isItsFile(step, *status))
                found.emplace_back(folderOf(step) / name, *status);
        }
    }
    return found;
}

void ExchangeSteps::move(const ExchangeStep& step, const std::string& from, const std::string& to,
                         const Done& done) const
{
    const Folder& folder = folderOf(step);
    folder.rename(from, to);
    const std::optional<FileStatus> moved = folder.status(to);
    if (!moved || !isItsFile(step, *moved)) {
        folder.rename(to, from);
        throw Error(ErrorKind::Refused, "plan.outdated").at(folder / from);
    }
    if (done)
        done(folder / from, folder / to);
}

void ExchangeSteps::finish(const Done& done) const
{
    const bool placed = allPlaced();
    for (const ExchangeStep& step : journal_.steps) {
        const Place place = placeOf(step);
        const bool gone = place == Place::Nowhere && !(step.kind == Kind::Keep && placed);
        if (place == Place::From)
            move(step, step.from, step.to, done);
        else if (place == Place::Both)
            folderOf(step).remove(step.from);
        else if (place == Place::FromChanged || gone)
            throw Error(ErrorKind::Refused, "plan.outdated").at(folderOf(step) / step.from);
    }
    syncFolders();
}

void ExchangeSteps::undo(const Done& done) const
{
    for (auto last = journal_.steps.rbegin(); last != journal_.steps.rend(); ++last) {
        const ExchangeStep& step = *last;
        const Place place = placeOf(step);
        if (place == Place::To || place == Place::ToChanged)
            move(step, step.to, step.from, done);
        else if (place == Place::Both)
            folderOf(step).remove(step.to);
        else if (place == Place::Nowhere && step.kind == Kind::Keep && !folderOf(step).status(step.from))
            throw Error(ErrorKind::Refused, "plan.outdated").at(folderOf(step) / step.from);
    }
    syncFolders();
}

void ExchangeSteps::foretellFinish(const Done& done) const
{
    for (const ExchangeStep& step : journal_.steps)
        if (placeOf(step) == Place::From)
            done(folderOf(step) / step.from, folderOf(step) / step.to);
}

void ExchangeSteps::foretellUndo(const Done& done) const
{
    for (auto step = journal_.steps.rbegin(); step != journal_.steps.rend(); ++step) {
        const Place place = placeOf(*step);
        const Folder& folder = folderOf(*step);
        if (step->kind == Kind::Place && place != Place::Nowhere)
            done(folder / (place == Place::To ? step->to : step->from), {});
        else if (step->kind == Kind::Keep && (place == Place::To || place == Place::ToChanged))
            done(folder / step->to, folder / step->from);
    }
}

void ExchangeSteps::removeTemporaries(const Done& done) const
{
    for (const ExchangeStep& step : journal_.steps) {
        const std::optional<FileStatus> status = folderOf(step).status(step.from);
        if (step.kind != Kind::Place || !status || !isItsFile(step, *status))
            continue;
        folderOf(step).remove(step.from);
        if (done)
            done(folderOf(step) / step.from, {});
    }
}

void ExchangeSteps::syncFolders() const
{
    for (const SharedFolder& folder : folders_)
        folder->sync();
}

std::int64_t nanoseconds(FileTime time)
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(time.time_since_epoch()).count();
}

}  // namespace engine
