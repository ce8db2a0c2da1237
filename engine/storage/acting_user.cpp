#include "storage/acting_user.h"

#include "bytes/error.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/fsuid.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <vector>

namespace engine {

namespace {

constexpr gid_t groupOfNobody = 65534;

/// The first is the user's own.
std::vector<gid_t> groupsOf(uid_t user)
{
    passwd entry{};
    passwd* found = nullptr;
    std::array<char, 16384> text{};
    if (::getpwuid_r(user, &entry, text.data(), text.size(), &found) != 0 || found == nullptr)
        return {groupOfNobody};
    int count = 64;
    std::vector<gid_t> groups(static_cast<std::size_t>(count));
    if (::getgrouplist(found->pw_name, found->pw_gid, groups.data(), &count) < 0)
        return {found->pw_gid};
    groups.resize(static_cast<std::size_t>(count));
    return groups;
}

/// Of this thread alone: the library's setgroups(2) changes all of them.
bool setGroups(const std::vector<gid_t>& groups)
{
    return ::syscall(SYS_setgroups, groups.size(), groups.data()) == 0;
}

std::vector<gid_t> ownGroups()
{
    std::vector<gid_t> groups(static_cast<std::size_t>(std::max(0, ::getgroups(0, nullptr))));
    groups.resize(static_cast<std::size_t>(std::max(0, ::getgroups(static_cast<int>(groups.size()), groups.data()))));
    return groups;
}

/// The groups of the process, which the main thread still has; no other place needs them.
const std::vector<gid_t>& groupsBefore()
{
    static const std::vector<gid_t> groups = ownGroups();
    return groups;
}

void actAsOurselves() noexcept
{
    ::setfsuid(::geteuid());
    ::setfsgid(::getegid());
    setGroups(groupsBefore());
}

}  // namespace

ActingUser::ActingUser(uid_t user)
{
    groupsBefore();
    const std::vector<gid_t> groups = groupsOf(user);
    const bool hasGroups = setGroups(groups);
    ::setfsgid(groups.front());
    ::setfsuid(user);
    // It tells of success only when asked again.
    const bool acts = hasGroups && static_cast<uid_t>(::setfsuid(static_cast<uid_t>(-1))) == user &&
                      static_cast<gid_t>(::setfsgid(static_cast<gid_t>(-1))) == groups.front();
    if (acts)
        return;
    actAsOurselves();
    throw systemError(EPERM, "user.act");
}

ActingUser::~ActingUser()
{
    actAsOurselves();
}

bool mayAccess(uid_t user, int descriptor, int mode)
{
    try {
        const ActingUser acting(user);
        // The library's faccessat(2) asks for the process's user, where the kernel lacks the call.
        return ::syscall(SYS_faccessat2, descriptor, "", mode, AT_EACCESS | AT_EMPTY_PATH) == 0;
    } catch (const Error&) {
        return false;
    }
}

}  // namespace engine
