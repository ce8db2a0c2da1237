#include "storage/open_policy.h"

#include "bytes/error.h"
#include "storage/local_name.h"

#include <algorithm>
#include <array>
#include <system_error>

namespace engine {

namespace {

namespace fs = std::filesystem;

/// As far as the path exists; the rest is only tidied up.
fs::path canonicalOf(const fs::path& path)
{
    std::error_code failed;
    // The folder of a bare file name is the current one.
    const fs::path absolute = fs::absolute(path.empty() ? fs::path(".") : path);
    const fs::path canonical = fs::weakly_canonical(absolute, failed);
    return failed ? absolute.lexically_normal() : canonical;
}

bool isInside(const fs::path& path, const fs::path& folder)
{
    const auto mismatch = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
    return mismatch.first == folder.end() || (mismatch.first->empty() && std::next(mismatch.first) == folder.end());
}

bool isSystemPath(const fs::path& path)
{
    static const std::array<fs::path, 3> systemFolders{"/proc", "/sys", "/dev"};
    return std::any_of(systemFolders.begin(), systemFolders.end(),
                       [&path](const fs::path& folder) { return isInside(path, folder); });
}

/// Asked without opening it: opening a device can block or act.
bool isBlockDevice(const fs::path& path)
{
    std::error_code failed;
    return fs::is_block_file(path, failed);
}

}  // namespace

void OpenPolicy::openFolder(const fs::path& folder)
{
    fs::path canonical = canonicalOf(folder);
    if (std::find(folders_.begin(), folders_.end(), canonical) == folders_.end())
        folders_.push_back(std::move(canonical));
}

void OpenPolicy::allow(const fs::path& path)
{
    allowed_.push_back(canonicalOf(path));
}

fs::path OpenPolicy::resolve(std::string_view name, const fs::path& namedBy)
{
    if (name.empty() || name.find('\0') != std::string_view::npos)
        throw Error(ErrorKind::Refused, "name.invalid", {{"name", std::string(name)}});
    const std::optional<LocalName> local = localName(name);
    if (!local)
        throw Error(ErrorKind::Refused, "name.protocol", {{"name", std::string(name)}});
    const fs::path path = namedBy.parent_path() / fs::path(local->path);
    const fs::path tidy = path.lexically_normal();
    // Behind a linked folder ".." is the parent of where the link leads, not of the link.
    return canonicalOf(tidy.parent_path()) == canonicalOf(path.parent_path()) ? tidy : path;
}

File OpenPolicy::open(const fs::path& resolved, NameRole role) const
{
    const fs::path canonical = canonicalOf(resolved);
    if (isBlockDevice(canonical))
        throw Error(ErrorKind::Refused, "name.blockDevice", {{"name", canonical.string()}}).at(resolved);
    if (isSystemPath(canonical))
        throw Error(ErrorKind::Refused, "name.system", {{"name", canonical.string()}}).at(resolved);
    if (!allows(canonical, role)) {
        const auto* code = role == NameRole::ExternalDataFile ? "name.dataFile" : "name.outsideFolders";
        throw Error(ErrorKind::Refused, code, {{"name", canonical.string()}}).at(resolved);
    }
    return File::open(canonical, File::Access::ReadOnly, false);
}

bool OpenPolicy::allows(const fs::path& canonical, NameRole role) const
{
    const auto covers = [&canonical](const fs::path& folder) { return isInside(canonical, folder); };
    if (std::any_of(allowed_.begin(), allowed_.end(), covers))
        return true;
    return role == NameRole::BackingFile && std::any_of(folders_.begin(), folders_.end(), covers);
}

}  // namespace engine
