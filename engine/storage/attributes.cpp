#include "storage/attributes.h"

#include <algorithm>
#include <cerrno>
#include <linux/limits.h>
#include <linux/xattr.h>
#include <string>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

namespace engine {

namespace {

constexpr mode_t permissionBits = S_IRWXU | S_IRWXG | S_IRWXO;
constexpr const char* accessList = XATTR_NAME_POSIX_ACL_ACCESS;

struct stat statusOf(const File& file)
{
    struct stat status = {};
    if (::fstat(file.descriptor(), &status) != 0)
        throw systemError(errno, "file.status").at(file.path());
    return status;
}

/// Those that are copied: not what the system makes itself (capabilities, hashes of the content).
std::vector<std::string> extendedNames(const File& file)
{
    std::string list;
    ssize_t length = ::flistxattr(file.descriptor(), nullptr, 0);
    if (length > 0) {
        list.resize(static_cast<std::size_t>(length));
        length = ::flistxattr(file.descriptor(), list.data(), list.size());
    }
    if (length < 0 && errno != ENOTSUP)
        throw systemError(errno, "file.attributes").at(file.path());
    std::vector<std::string> names;
    for (std::size_t at = 0; length > 0 && at < static_cast<std::size_t>(length);) {
        std::string name = list.c_str() + at;
        at += name.size() + 1;
        if (name.starts_with(XATTR_USER_PREFIX) || name == XATTR_NAME_SELINUX || name == accessList)
            names.push_back(std::move(name));
    }
    return names;
}

class AttributeGift {
public:
    AttributeGift(const FileAttributes& from, const File& to) : from_(from), to_(to) {}

    std::vector<Error> run()
    {
        for (const std::string& name : from_.unread)
            lose(name, EPERM);
        // The owner first: changing it takes permissions away. The list before the mode, whose group bits are its mask.
        const bool sameGroup = giveOwner();
        // One that the new file has from its folder.
        if (!from_.extended.contains(accessList))
            dropExtended(accessList);
        for (const auto& [name, value] : from_.extended) {
            // The list of another group would speak of that group.
            if (name == accessList && !sameGroup)
                lose(name, EPERM);
            else if (::fsetxattr(to_.descriptor(), name.c_str(), value.data(), value.size(), 0) != 0)
                lose(name, errno);
        }
        giveMode(sameGroup);
        return std::move(lost_);
    }

private:
    /// What the system does not let us; a disk that fails or is full is an error.
    void lose(std::string attribute, int errorNumber)
    {
        if (errorNumber == EIO || errorNumber == ENOSPC || errorNumber == EDQUOT || errorNumber == EROFS)
            throw systemError(errorNumber, "file.attributes").at(to_.path());
        lost_.push_back(
            Error(ErrorKind::AccessDenied, "attribute.lost", {{"attribute", std::move(attribute)}}).at(from_.path));
    }

    /// Whether the group is the same afterwards.
    bool giveOwner()
    {
        const struct stat made = statusOf(to_);
        // Separately: without privileges the group can often be kept where the owner cannot.
        bool sameGroup = true;
        if (made.st_gid != from_.group && ::fchown(to_.descriptor(), static_cast<uid_t>(-1), from_.group) != 0) {
            lose("group", errno);
            sameGroup = false;
        }
        if (made.st_uid != from_.owner && ::fchown(to_.descriptor(), from_.owner, static_cast<gid_t>(-1)) != 0)
            lose("owner", errno);
        return sameGroup;
    }

    void giveMode(bool sameGroup)
    {
        const mode_t mode = from_.mode;
        const mode_t others = mode & S_IRWXO;
        const mode_t given = sameGroup ? mode : ((mode & ~mode_t{S_IRWXG}) | (mode & (others << 3)));
        if (::fchmod(to_.descriptor(), given) != 0)
            lose("mode", errno);
        else if (given != mode)
            lose("mode", EPERM);
    }

    void dropExtended(const char* name)
    {
        if (::fremovexattr(to_.descriptor(), name) != 0 && errno != ENODATA && errno != ENOTSUP)
            lose(name, errno);
    }

    const FileAttributes& from_;
    const File& to_;
    std::vector<Error> lost_;
};

/// The value of an extended attribute, or nothing.
const std::string* valueOf(const FileAttributes& attributes, const char* name)
{
    const auto found = attributes.extended.find(name);
    return found == attributes.extended.end() ? nullptr : &found->second;
}

bool alike(const FileAttributes& a, const FileAttributes& b, const char* name)
{
    const std::string* one = valueOf(a, name);
    const std::string* other = valueOf(b, name);
    return one && other ? *one == *other : one == other;
}

/// Two of them become one, for what both hold.
void narrow(MergedAttributes& merged, const FileAttributes& other)
{
    FileAttributes& own = merged.attributes;
    const auto forGroupAndOthers = [](mode_t mode) { return (mode >> 3) & mode & S_IRWXO; };
    merged.ownersDiffer |= own.owner != other.owner;
    const bool sameLists = alike(own, other, accessList);
    const bool sameGroup = own.group == other.group;
    const mode_t both = forGroupAndOthers(own.mode) & forGroupAndOthers(other.mode);
    own.mode &= other.mode;
    // Who was of one group is a stranger to the other, and the other way round.
    if (!sameGroup)
        own.mode = (own.mode & S_IRWXU) | (both << 3) | both;
    // Without its list a mode would speak of others than it did.
    if (!sameLists || (!sameGroup && valueOf(own, accessList) != nullptr)) {
        own.extended.erase(accessList);
        own.mode &= S_IRWXU;
    }
    if (!alike(own, other, XATTR_NAME_SELINUX))
        own.extended.erase(XATTR_NAME_SELINUX);
}

}  // namespace

FileAttributes FileAttributes::of(const File& file)
{
    const struct stat status = statusOf(file);
    FileAttributes found{file.path(), status.st_uid, status.st_gid, status.st_mode & permissionBits, {}, {}};
    for (const std::string& name : extendedNames(file)) {
        std::string value(XATTR_SIZE_MAX, '\0');
        const ssize_t length = ::fgetxattr(file.descriptor(), name.c_str(), value.data(), value.size());
        if (length < 0) {
            found.unread.push_back(name);
            continue;
        }
        value.resize(static_cast<std::size_t>(length));
        found.extended.emplace(name, std::move(value));
    }
    return found;
}

MergedAttributes mergedAttributes(std::span<const File* const> sources)
{
    MergedAttributes merged{FileAttributes::of(*sources.back())};
    const FileAttributes last = merged.attributes;
    for (const File* source : sources.first(sources.size() - 1))
        narrow(merged, FileAttributes::of(*source));
    FileAttributes& own = merged.attributes;
    if (merged.ownersDiffer) {
        own.owner = ::geteuid();
        own.group = ::getegid();
        own.mode &= S_IRUSR | S_IWUSR;
        own.extended.erase(accessList);
    }
    merged.narrowed = own.mode != last.mode || !alike(own, last, accessList);
    return merged;
}

std::vector<Error> giveAttributes(const FileAttributes& attributes, const File& to)
{
    return AttributeGift(attributes, to).run();
}

}  // namespace engine
