#include "work/recover.h"

#include "storage/folder_tree.h"
#include "storage/hold.h"
#include "work/interrupted_exchange.h"
#include "work/sample/workshop.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unistd.h>

namespace engine {

namespace {

namespace fs = std::filesystem;

bool isInside(const fs::path& path, const fs::path& folder)
{
    return std::mismatch(folder.begin(), folder.end(), path.begin(), path.end()).first == folder.end();
}

/// Opens the file of a name, no link followed; nothing where it is gone, or no regular file.
std::optional<File> openForHold(const Folder& folder, const std::string& name)
{
    const std::optional<FileStatus> status = folder.status(name);
    if (!status || !status->regular)
        return std::nullopt;
    return folder.open(name, File::Access::ReadWrite);
}

class Recovery {
public:
    Recovery(const fs::path& folder, const RecoverOptions& options, const std::stop_token& stop)
        : stop_(stop), dryRun_(options.dryRun), alone_(options.alone)
    {
        folders_.push_back(Folder::open(folder).path());
        allowed_ = folders_;
        for (const fs::path& path : options.allowed)
            allowed_.push_back(fs::weakly_canonical(fs::absolute(path)));
        if (options.subfolders)
            addSubfolders();
    }

    std::vector<RecoverAction> run()
    {
        // All journals before any temporary file: they say which of those are needed.
        attemptAll(isJournalName, &Recovery::recoverJournal);
        attemptAll([](const std::string& name) { return targetOfTemporary(name).has_value(); }, &Recovery::removeStray);
        attemptAll(sample::isWorkshopName, &Recovery::removeWorkshop);
        return std::move(actions_);
    }

private:
    using LookedAt = std::tuple<FileIdentity, std::uint64_t, FileTime>;
    using Attempt = void (Recovery::*)(const Folder&, const std::string&);

    void addSubfolders()
    {
        FolderTree tree = walkFolders(
            folders_, [](const fs::directory_entry&) {}, stop_);
        folders_ = std::move(tree.folders);
        for (const Error& error : tree.skipped)
            leave(error, error.path());
    }

    /// Opens one folder at a time: there may be more than a process may have open. A subfolder that cannot be looked at
    /// is left, once.
    void attemptAll(const std::function<bool(const std::string&)>& wanted, Attempt what)
    {
        std::vector<fs::path> read;
        for (fs::path& path : folders_) {
            throwIfStopped(stop_);
            try {
                const Folder folder = openExactly(path);
                for (const std::string& name : folder.names(wanted))
                    attempt(folder, name, what);
            } catch (const Error& error) {
                if (error.kind() == ErrorKind::Cancelled || path == allowed_.front())
                    throw;
                leave(error, path);
                continue;
            }
            read.push_back(std::move(path));
        }
        folders_ = std::move(read);
    }

    /// Not what a link leads to that was put in its place.
    static Folder openExactly(const fs::path& path)
    {
        Folder folder = Folder::open(path);
        if (folder.path() != path)
            throw Error(ErrorKind::Refused, "file.exchanged").at(path);
        return folder;
    }

    void leave(const Error& error, const fs::path& path)
    {
        actions_.push_back({error.code(), error.path().empty() ? path : error.path(), error.values(), true});
    }

    void add(std::string_view code, fs::path path, Error::Values values = {})
    {
        actions_.push_back({code, std::move(path), std::move(values), false});
    }

    /// One that fails is left, and the others are looked at.
    void attempt(const Folder& folder, const std::string& name, Attempt what)
    {
        throwIfStopped(stop_);
        try {
            (this->*what)(folder, name);
        } catch (const Error& error) {
            if (error.kind() == ErrorKind::Cancelled)
                throw;
            leave(error, folder / name);
            guarded_.insert(named_.begin(), named_.end());
        }
        named_.clear();
    }

    /// Ours from now on, or Error.
    static void hold(const File& file)
    {
        switch (takeHold(file)) {
        case Hold::Taken:
            return;
        case Hold::Held:
            throw Error(ErrorKind::InUse, "recover.running").at(file.path());
        case Hold::Unknown:
            throw Error(ErrorKind::Unsupported, "recover.unknownHolder").at(file.path());
        }
    }

    static LookedAt identityOf(const File& journal);
    void recoverJournal(const Folder& folder, const std::string& name);
    void removeStray(const Folder& folder, const std::string& name);
    void removeWorkshop(const Folder& folder, const std::string& name);
    ExchangeSteps openExchange(const Folder& home, Journal journal);
    void requireOpenNames(const Journal& journal) const;
    void requireAllowed(const fs::path& folder) const;
    void tell(RecoverAction action);

    const std::stop_token& stop_;
    const bool dryRun_;
    const bool alone_;
    std::vector<fs::path> folders_;  ///< without links
    std::vector<fs::path> allowed_;
    std::set<fs::path> named_;             ///< folders with files of the journal at hand
    std::set<fs::path> guarded_;           ///< those of the journals that are left
    std::set<fs::path> foreseen_;          ///< by a dry run: files that a journal takes care of
    std::map<LookedAt, fs::path> looked_;  ///< journals of several names, and the first of those
    std::vector<RecoverAction> actions_;
};

bool isOwn(const File& journal)
{
    const std::uint32_t owner = journal.status().owner;
    return owner == 0 || owner == ::geteuid();
}

/// Somebody who may write here could otherwise have a privileged user rename files elsewhere.
void requireTrustedOwner(const Folder& folder, const File& journal)
{
    const std::uint32_t owner = journal.status().owner;
    const std::optional<FileStatus> status = folder.status(".");
    if (!isOwn(journal) && !(status && status->owner == owner))
        throw Error(ErrorKind::Refused, "recover.owner", {{"user", std::uint64_t{owner}}});
}

Journal readJournal(const File& file)
{
    if (file.length() > mostJournalBytes)
        throw Error(ErrorKind::Refused, "journal.invalid", {{"part", std::string("size")}});
    std::string text(static_cast<std::size_t>(file.length()), '\0');
    file.read(0, std::as_writable_bytes(std::span(text)));
    return parseJournal(text);
}

/// A number of a file that is gone may be given to another one.
Recovery::LookedAt Recovery::identityOf(const File& journal)
{
    const FileStatus& status = journal.status();
    return {status.identity, status.length, status.modified};
}

void Recovery::recoverJournal(const Folder& folder, const std::string& name)
{
    named_ = {folder.path()};
    const std::optional<File> file = openForHold(folder, name);
    if (!file)
        return;
    hold(*file);
    // Whoever held it before may just have finished.
    const std::optional<FileStatus> status = folder.status(name);
    if (!status || status->identity != file->status().identity)
        return;
    // A file can have thousands of names, and is read under one.
    const auto [known, isNew] =
        file->status().links > 1 ? looked_.insert({identityOf(*file), folder / name}) : std::pair(looked_.end(), true);
    if (!isNew)
        throw Error(ErrorKind::Refused, "recover.sameJournal", {{"path", known->second.string()}});
    ExchangeSteps steps = openExchange(folder, readJournal(*file));
    for (const SharedFolder& open : steps.folders())
        requireTrustedOwner(*open, *file);
    if (!isOwn(*file))
        requireOpenNames(steps.journal());
    InterruptedExchange exchange(
        std::move(steps), {allowed_, alone_}, [this](RecoverAction action) { tell(std::move(action)); }, stop_);
    dryRun_ ? exchange.foretell(name) : exchange.carryOut(name);
}

ExchangeSteps Recovery::openExchange(const Folder& home, Journal journal)
{
    for (const ExchangeFolder& folder : journal.folders)
        named_.insert(folder.path);
    std::vector<SharedFolder> folders;
    for (const ExchangeFolder& folder : journal.folders) {
        // The journal's own folder may have another path by now.
        const fs::path& path = folders.empty() ? home.path() : folder.path;
        if (!folders.empty())
            requireAllowed(path);
        folders.push_back(std::make_shared<const Folder>(Folder::open(path)));
        if (folders.back()->path() != path || folders.back()->identity().inode != folder.identity.inode)
            throw Error(ErrorKind::Refused, "recover.conflict", {{"name", path.string()}});
    }
    return {std::move(journal), std::move(folders)};
}

/// A stranger's journal has us open nothing outside the folders that we were given.
void Recovery::requireOpenNames(const Journal& journal) const
{
    for (const ResultNames& result : journal.results) {
        std::vector<fs::path> paths = result.openedAs;
        for (const ExpectedLayer& layer : result.layers)
            paths.push_back(layer.path);
        for (const fs::path& path : paths)
            requireAllowed(fs::weakly_canonical(path).parent_path());
    }
}

void Recovery::requireAllowed(const fs::path& folder) const
{
    if (std::none_of(allowed_.begin(), allowed_.end(), [&](const fs::path& open) { return isInside(folder, open); }))
        throw Error(ErrorKind::Refused, "recover.outsideFolders", {{"folder", folder.string()}});
}

void Recovery::tell(RecoverAction action)
{
    foreseen_.insert(action.path);
    actions_.push_back(std::move(action));
}

void Recovery::removeStray(const Folder& folder, const std::string& name)
{
    if (dryRun_ && foreseen_.contains(folder / name))
        return;
    const std::optional<File> file = openForHold(folder, name);
    if (!file)
        return;
    hold(*file);
    // Where a target is missing beside its original, a journal in another folder may need this file.
    const std::string target = targetOfTemporary(name).value_or("");
    const bool targetIsAway = !folder.status(target) && folder.status(target + std::string(keptSuffix));
    if (guarded_.contains(folder.path()) || targetIsAway)
        throw Error(ErrorKind::Refused, "recover.needed").at(folder / name);
    if (!dryRun_)
        folder.remove(name);
    add("recover.removed", folder / name);
}

/// What an interrupted `sample` left.
void Recovery::removeWorkshop(const Folder& folder, const std::string& name)
{
    switch (sample::removeLeftWorkshop(folder, name, dryRun_)) {
    case sample::LeftWorkshop::Removed:
        return add("recover.removed", folder / name);
    case sample::LeftWorkshop::InUse:
        throw Error(ErrorKind::InUse, "recover.running").at(folder / name);
    case sample::LeftWorkshop::Unknown:
        throw Error(ErrorKind::Unsupported, "recover.unknownHolder").at(folder / name);
    }
}

}  // namespace

std::vector<RecoverAction> recover(const fs::path& folder, const RecoverOptions& options, const std::stop_token& stop)
{
    return Recovery(folder, options, stop).run();
}

}  // namespace engine
