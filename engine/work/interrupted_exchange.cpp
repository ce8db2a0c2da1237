#include "work/interrupted_exchange.h"

#include "storage/hold.h"
#include "storage/image_lock.h"

#include <vector>

namespace engine {

namespace {

namespace fs = std::filesystem;
using Kind = ExchangeStep::Kind;

/// File systems can have other numbers after a restart.
ResultNames withDevicesOfToday(ResultNames result)
{
    for (ExpectedLayer& layer : result.layers) {
        std::error_code gone;
        if (!fs::is_regular_file(layer.path, gone))
            continue;
        const FileIdentity now = statusOf(layer.path).identity;
        if (now.inode == layer.identity->inode)
            layer.identity = now;
    }
    return result;
}

std::vector<FolderHold> holdAll(const std::vector<SharedFolder>& folders)
{
    return {folders.begin(), folders.end()};
}

}  // namespace

void InterruptedExchange::carryOut(const std::string& journal)
{
    const Way way = chooseWay();
    const std::vector<FolderHold> holds = holdAll(steps_.folders());
    refuseUse(way == Way::On ? Kind::Keep : Kind::Place);
    const bool arrived = way == Way::On && goOn();
    if (!arrived)
        goBack();
    removeJournal(steps_.home(), journal);
    tellEnd(arrived ? Way::On : Way::Back, journal);
}

void InterruptedExchange::foretell(const std::string& journal)
{
    Way way = chooseWay();
    const std::vector<FolderHold> holds = holdAll(steps_.folders());
    refuseUse(way == Way::On ? Kind::Keep : Kind::Place);
    // Before all names are exchanged nobody can follow them.
    if (way == Way::On && steps_.allPlaced()) {
        try {
            requireNames();
        } catch (const Error& failure) {
            if (failure.kind() != ErrorKind::Corrupt || !steps_.canUndo())
                throw;
            requireWayBack();
            tellReason(failure);
            way = Way::Back;
        }
    }
    const ExchangeSteps::Done done = [this](const fs::path& from, const fs::path& to) { tellMove(from, to); };
    way == Way::On ? steps_.foretellFinish(done) : steps_.foretellUndo(done);
    tellEnd(way, journal);
}

InterruptedExchange::Way InterruptedExchange::chooseWay() const
{
    if (steps_.canFinish()) {
        const std::optional<Error> against = needed(Kind::Keep);
        if (!against)
            return Way::On;
        if (!steps_.canUndo())
            throw *against;
        requireWayBack();
        tellReason(*against);
    } else {
        requireWayBack();
    }
    return Way::Back;
}

void InterruptedExchange::requireWayBack() const
{
    if (!steps_.canUndo())
        throw Error(ErrorKind::Refused, "recover.conflict", {{"name", steps_.journal().steps.front().from}});
    if (const std::optional<Error> against = needed(Kind::Place))
        throw *against;
}

/// What speaks against taking names away.
std::optional<Error> InterruptedExchange::needed(Kind kind) const
{
    const bool back = kind == Kind::Place;
    Progress ignored;
    const RestingImages resting = whoNeedsNames(steps_, kind, elsewhere_, ignored, stop_);
    // An original that was kept before has lost its base's name anyway: nobody starts it.
    const std::vector<FoundOverlay>& overlays = back && resting.overlays.empty() ? resting.originals : resting.overlays;
    std::optional<Error> against;
    if (!overlays.empty())
        against = Error(ErrorKind::Refused, back ? "restore.overlay" : "recover.overlay",
                        {{"overlay", overlays.front().path.string()}});
    else if (resting.places.boundHit && !elsewhere_.alone)
        against = Error(ErrorKind::Refused, back ? "restore.notAlone" : "recover.notAlone",
                        {{"files", resting.places.files}});
    if (against)
        against = against->at(steps_.toLeave(kind).front());
    return against;
}

/// Nobody's image changes its name under his hands.
void InterruptedExchange::refuseUse(Kind kind) const
{
    for (const fs::path& path : steps_.toLeave(kind))
        if (lockHolders(File::open(path, File::Access::ReadOnly, false)).held != LockPermission::None)
            throw Error(ErrorKind::InUse, "image.inUse").at(path);
}

void InterruptedExchange::requireNames() const
{
    try {
        for (const ResultNames& result : steps_.journal().results)
            verifyNames(withDevicesOfToday(result));
    } catch (const Error& failure) {
        if (failure.kind() != ErrorKind::Corrupt)
            throw;
        throw Error(ErrorKind::Corrupt, "recover.path", failure.values()).at(failure.path());
    }
}

/// False where a result does not open by its names, and the way back is free.
bool InterruptedExchange::goOn() const
{
    steps_.finish([this](const fs::path& from, const fs::path& to) { tellMove(from, to); });
    try {
        requireNames();
        return true;
    } catch (const Error& failure) {
        if (failure.kind() != ErrorKind::Corrupt || !steps_.canUndo())
            throw;
        requireWayBack();
        tellReason(failure);
        return false;
    }
}

void InterruptedExchange::goBack() const
{
    const ExchangeSteps::Done done = [this](const fs::path& from, const fs::path& to) { tellMove(from, to); };
    steps_.undo(done);
    steps_.removeTemporaries(done);
}

void InterruptedExchange::tellMove(const fs::path& from, const fs::path& to) const
{
    if (to.empty())
        tell_({"recover.removed", from, {}});
    else
        tell_({"recover.renamed", from, {{"to", to.string()}}});
}

void InterruptedExchange::tellReason(const Error& against) const
{
    tell_({against.code(), against.path(), against.values()});
}

void InterruptedExchange::tellEnd(Way way, const std::string& journal) const
{
    tell_({way == Way::On ? "recover.finished" : "recover.rolledBack", steps_.home() / journal, {}});
}

}  // namespace engine
