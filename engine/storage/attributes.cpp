#include "storage/attributes.h"

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

class AttributeCopy {
public:
    AttributeCopy(const File& from, const File& to) : from_(from), to_(to) {}

    std::vector<Error> run()
    {
        struct stat original = {};
        if (::fstat(from_.descriptor(), &original) != 0)
            throw systemError(errno, "file.status").at(from_.path());
        // The owner first: changing it takes permissions away. The list before the mode, whose group bits are its mask.
        const bool sameGroup = copyOwner(original);
        for (const std::string& name : names()) {
            // The list of another group would speak of that group.
            if (name == XATTR_NAME_POSIX_ACL_ACCESS && !sameGroup)
                lose(name, EPERM);
            else
                copyExtended(name);
        }
        copyMode(original.st_mode & permissionBits, sameGroup);
        return std::move(lost_);
    }

private:
    /// What the system does not let us; a disk that fails or is full is an error.
    void lose(std::string attribute, int errorNumber)
    {
        if (errorNumber == EIO || errorNumber == ENOSPC || errorNumber == EDQUOT || errorNumber == EROFS)
            throw systemError(errorNumber, "file.attributes").at(to_.path());
        lost_.push_back(
            Error(ErrorKind::AccessDenied, "attribute.lost", {{"attribute", std::move(attribute)}}).at(from_.path()));
    }

    /// Whether the group is the same afterwards.
    bool copyOwner(const struct stat& original)
    {
        struct stat made = {};
        if (::fstat(to_.descriptor(), &made) != 0)
            throw systemError(errno, "file.status").at(to_.path());
        // Separately: without privileges the group can often be kept where the owner cannot.
        bool sameGroup = true;
        if (made.st_gid != original.st_gid &&
            ::fchown(to_.descriptor(), static_cast<uid_t>(-1), original.st_gid) != 0) {
            lose("group", errno);
            sameGroup = false;
        }
        if (made.st_uid != original.st_uid && ::fchown(to_.descriptor(), original.st_uid, static_cast<gid_t>(-1)) != 0)
            lose("owner", errno);
        return sameGroup;
    }

    void copyMode(mode_t mode, bool sameGroup)
    {
        const mode_t others = mode & S_IRWXO;
        const mode_t given = sameGroup ? mode : ((mode & ~mode_t{S_IRWXG}) | (mode & (others << 3)));
        if (::fchmod(to_.descriptor(), given) != 0)
            lose("mode", errno);
        else if (given != mode)
            lose("mode", EPERM);
    }

    /// Those that are copied: not what the system makes itself (capabilities, hashes of the content).
    std::vector<std::string> names()
    {
        std::string list;
        ssize_t length = ::flistxattr(from_.descriptor(), nullptr, 0);
        if (length > 0) {
            list.resize(static_cast<std::size_t>(length));
            length = ::flistxattr(from_.descriptor(), list.data(), list.size());
        }
        if (length < 0 && errno != ENOTSUP)
            throw systemError(errno, "file.attributes").at(from_.path());
        std::vector<std::string> names;
        bool hasAccessList = false;
        for (std::size_t at = 0; length > 0 && at < static_cast<std::size_t>(length);) {
            std::string name = list.c_str() + at;
            at += name.size() + 1;
            hasAccessList |= name == XATTR_NAME_POSIX_ACL_ACCESS;
            if (name.starts_with(XATTR_USER_PREFIX) || name == XATTR_NAME_SELINUX ||
                name == XATTR_NAME_POSIX_ACL_ACCESS)
                names.push_back(std::move(name));
        }
        // One that the new file has from its folder.
        if (!hasAccessList)
            dropExtended(XATTR_NAME_POSIX_ACL_ACCESS);
        return names;
    }

    void copyExtended(const std::string& name)
    {
        std::string value(XATTR_SIZE_MAX, '\0');
        const ssize_t length = ::fgetxattr(from_.descriptor(), name.c_str(), value.data(), value.size());
        if (length < 0 ||
            ::fsetxattr(to_.descriptor(), name.c_str(), value.data(), static_cast<std::size_t>(length), 0) != 0)
            lose(name, errno);
    }

    void dropExtended(const char* name)
    {
        if (::fremovexattr(to_.descriptor(), name) != 0 && errno != ENODATA && errno != ENOTSUP)
            lose(name, errno);
    }

    const File& from_;
    const File& to_;
    std::vector<Error> lost_;
};

}  // namespace

std::vector<Error> copyAttributes(const File& from, const File& to)
{
    return AttributeCopy(from, to).run();
}

}  // namespace engine
