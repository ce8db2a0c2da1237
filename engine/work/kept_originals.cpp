#include "work/kept_originals.h"

#include "storage/folder_tree.h"
#include "storage/kept_name.h"
#include "work/locked_files.h"

#include <algorithm>
#include <cerrno>

namespace engine {

namespace {

namespace fs = std::filesystem;

bool isSame(const std::optional<FileStatus>& now, const FileStatus& then)
{
    return now && now->identity == then.identity && now->length == then.length && now->modified == then.modified;
}

void requireOpens(const fs::path& image, ChainOptions options)
{
    options.policy.openFolder(image.parent_path());
    Chain::open(image, options).requireComplete();
}

}  // namespace

KeptFiles findKept(std::span<const fs::path> folders, const std::stop_token& stop)
{
    KeptFiles found;
    FolderTree tree = walkFolders(
        folders,
        [&](const fs::directory_entry& entry) {
            if (!isKeptName(entry.path().filename().native()))
                return;
            try {
                found.files.push_back(keptFile(entry.path()));
            } catch (const Error& error) {
                found.skipped.push_back(error);
            }
        },
        stop);
    std::sort(found.files.begin(), found.files.end(),
              [](const KeptFile& a, const KeptFile& b) { return a.path < b.path; });
    found.skipped.insert(found.skipped.end(), tree.skipped.begin(), tree.skipped.end());
    return found;
}

KeptFile keptFile(const fs::path& path)
{
    const std::string name = path.filename();
    if (!isKeptName(name))
        throw Error(ErrorKind::Refused, "originals.otherName").at(path);
    const Folder folder = Folder::open(path.parent_path());
    const std::optional<FileStatus> status = folder.status(name);
    if (!status)
        throw systemError(ENOENT, "file.open").at(path);
    if (!status->regular)
        throw Error(ErrorKind::Refused, "file.notRegular").at(path);
    return {folder / name, folder / name.substr(0, name.rfind(keptSuffix)), *status};
}

Receipt receiptByName(const KeptFile& kept)
{
    Receipt receipt;
    receipt.originals.push_back({kept.original, kept.path, kept.status});
    const std::optional<FileStatus> present =
        Folder::open(kept.original.parent_path()).status(kept.original.filename());
    if (present)
        receipt.results.push_back({kept.original, *present});
    return receipt;
}

std::optional<fs::path> restoreByName(const KeptFile& kept, const ChainOptions& options, Progress& progress,
                                      const std::stop_token& stop, const Elsewhere& elsewhere)
{
    requireOpens(kept.path, options);
    const Receipt receipt = receiptByName(kept);
    const bool taken = !receipt.results.empty();
    if (taken)
        requireNoOverlays(receipt, elsewhere, progress, stop);
    LockedFiles locked;
    locked.add(kept.path);
    if (taken)
        locked.add(kept.original);
    const SharedFolder folder = FilePlace::toWrite(kept.path).folder;
    const FolderHold hold(folder);
    const std::string from = kept.path.filename();
    const std::string to = kept.original.filename();
    if (!isSame(folder->status(from), kept.status) ||
        (taken && !isSame(folder->status(to), receipt.results.front().status)))
        throw Error(ErrorKind::Refused, "plan.outdated").at(kept.path);
    throwIfStopped(stop);
    taken ? folder->exchange(from, to) : folder->rename(from, to);
    folder->sync();
    return taken ? std::optional(kept.path) : std::nullopt;
}

ReturnedSpace deleteByName(const KeptFile& kept, const ChainOptions& options, Progress& progress,
                           const std::stop_token& stop, const Elsewhere& elsewhere)
{
    const Receipt receipt = receiptByName(kept);
    if (receipt.results.empty())
        throw Error(ErrorKind::Refused, "originals.noResult").at(kept.original);
    requireOpens(kept.original, options);
    return deleteOriginals(receipt, progress, stop, elsewhere);
}

}  // namespace engine
