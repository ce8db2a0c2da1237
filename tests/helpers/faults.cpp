// A library for LD_PRELOAD that lets one file operation of a program go wrong. From the environment:
//
//   LAMELLA_FAULTS_FOLDER       absolute, without links; only operations on files below it count, and on it itself
//   LAMELLA_FAULTS_AT           the number of the operation that is struck, from 0
//   LAMELLA_FAULTS_ACTION       killBefore, killAfter: SIGKILL before or after the operation;
//                               EIO, ENOSPC, EROFS: the operation is not done and fails so (a close is done, and fails)
//                               interrupt: SIGINT, and time to notice it, before the operation
//                               run: LAMELLA_FAULTS_RUN is run and waited for, before the operation
//                               none: it is only noted
//   LAMELLA_FAULTS_RUN          a program
//   LAMELLA_FAULTS_READS        not empty: what only looks counts too: open, stat, readlink, access, opendir, realpath
//   LAMELLA_FAULTS_LASTING      not empty: all operations after it go wrong in the same way
//   LAMELLA_FAULTS_LOG          a file outside the folder that gets "NUMBER OPERATION PATH\n" when one is struck
//   LAMELLA_FAULTS_UNSUPPORTED  any of "noreplace", "link", separated by commas: what the file system cannot do at all
//
// What counts: open for writing or creating, write, pwrite, writev, pwritev, ftruncate, fallocate, fsync, fdatasync,
// sync_file_range, rename, renameat, renameat2, link, linkat, unlink, unlinkat, copy_file_range, the cloning ioctls,
// fchown, fchmod, fsetxattr, fremovexattr, and close of what was open for writing.

#include <atomic>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <spawn.h>
#include <string_view>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

template <class Function>
Function* next(const char* name)
{
    return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

struct Settings {
    const char* folder = std::getenv("LAMELLA_FAULTS_FOLDER");
    const char* log = std::getenv("LAMELLA_FAULTS_LOG");
    std::string_view action = orEmpty("LAMELLA_FAULTS_ACTION");
    const char* program = std::getenv("LAMELLA_FAULTS_RUN");
    bool reads = *orEmpty("LAMELLA_FAULTS_READS") != 0;
    std::string_view lasting = orEmpty("LAMELLA_FAULTS_LASTING");
    std::string_view unsupported = orEmpty("LAMELLA_FAULTS_UNSUPPORTED");
    long at = std::getenv("LAMELLA_FAULTS_AT") == nullptr ? -1 : std::atol(std::getenv("LAMELLA_FAULTS_AT"));

    static const char* orEmpty(const char* name)
    {
        const char* value = std::getenv(name);
        return value == nullptr ? "" : value;
    }
    int failure() const { return action == "EIO" ? EIO : action == "ENOSPC" ? ENOSPC : action == "EROFS" ? EROFS : 0; }
};

const Settings& settings()
{
    static const Settings made;
    return made;
}

/// The path of a name, relative to a folder that is open; of the descriptor itself where there is no name.
struct Path {
    char text[2 * PATH_MAX] = {};

    Path(int descriptor, const char* name)
    {
        if (name != nullptr && name[0] == '/') {
            std::snprintf(text, sizeof(text), "%s", name);
            return;
        }
        char link[64];
        if (descriptor == AT_FDCWD)
            std::snprintf(link, sizeof(link), "/proc/self/cwd");
        else
            std::snprintf(link, sizeof(link), "/proc/self/fd/%d", descriptor);
        const ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, text, PATH_MAX);
        const std::size_t end = length < 0 ? 0 : static_cast<std::size_t>(length);
        std::snprintf(text + end, sizeof(text) - end, "%s%s", name == nullptr ? "" : "/", name == nullptr ? "" : name);
    }
    bool counts() const
    {
        const char* folder = settings().folder;
        if (folder == nullptr)
            return false;
        const std::size_t length = std::strlen(folder);
        return std::strncmp(text, folder, length) == 0 && (text[length] == '/' || text[length] == '\0');
    }
};

void note(long number, const char* operation, const char* path)
{
    if (settings().log == nullptr)
        return;
    char line[2 * PATH_MAX + 64];
    const int length = std::snprintf(line, sizeof(line), "%ld %s %s\n", number, operation, path);
    const long log = syscall(SYS_openat, AT_FDCWD, settings().log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    syscall(SYS_write, log, line, length);
    syscall(SYS_close, log);
}

std::atomic<long> count = 0;

/// Without this library, and to its end.
void runProgram()
{
    static char* const environment[] = {const_cast<char*>("PATH=/usr/sbin:/usr/bin:/sbin:/bin"), nullptr};
    char* const arguments[] = {const_cast<char*>(settings().program), nullptr};
    pid_t child = 0;
    if (settings().program == nullptr ||
        posix_spawn(&child, settings().program, nullptr, nullptr, arguments, environment) != 0)
        return;
    while (waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
    }
}

/// Performs `operation` unless it is its turn to fail.
/// @param doneAnyway also where it fails
template <class Operation>
auto strike(const char* name, const Path& path, bool doneAnyway, const Operation& operation) -> decltype(operation())
{
    const long number = path.counts() ? count++ : -1;
    const bool turn = number == settings().at || (number > settings().at && !settings().lasting.empty());
    if (number < 0 || settings().at < 0 || !turn)
        return operation();
    note(number, name, path.text);
    if (settings().action == "killBefore")
        raise(SIGKILL);
    if (settings().action == "run")
        runProgram();
    if (settings().action == "interrupt") {
        kill(getpid(), SIGINT);
        usleep(10000);
    }
    const int failure = settings().failure();
    const auto result = failure == 0 || doneAnyway ? operation() : decltype(operation())(-1);
    if (settings().action == "killAfter")
        raise(SIGKILL);
    if (failure == 0)
        return result;
    errno = failure;
    return -1;
}

template <class Operation>
auto strike(const char* name, int descriptor, const Operation& operation)
{
    return strike(name, Path(descriptor, nullptr), false, operation);
}

/// Of what only looks.
template <class Operation>
auto look(const char* name, const Path& path, const Operation& operation)
{
    return settings().reads ? strike(name, path, false, operation) : operation();
}

bool lacks(std::string_view what)
{
    return settings().unsupported.find(what) != std::string_view::npos;
}

int openCounted(const char* real, int folder, const char* name, int flags, mode_t mode)
{
    const auto operation = [&] {
        static auto* const openat = next<int(int, const char*, int, ...)>("openat");
        return openat(folder, name, flags, mode);
    };
    const bool writes = (flags & O_ACCMODE) != O_RDONLY || (flags & (O_CREAT | O_TRUNC)) != 0;
    return settings().reads || (writes && (flags & O_PATH) == 0) ? strike(real, Path(folder, name), false, operation)
                                                                 : operation();
}

mode_t modeOf(int flags, va_list arguments)
{
    return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;
}

}  // namespace

// The signatures are the C library's.
#define LAMELLA_OPEN(NAME)                                                                                             \
    int NAME(const char* name, int flags, ...)                                                                         \
    {                                                                                                                  \
        va_list arguments;                                                                                             \
        va_start(arguments, flags);                                                                                    \
        const mode_t mode = modeOf(flags, arguments);                                                                  \
        va_end(arguments);                                                                                             \
        return openCounted(#NAME, AT_FDCWD, name, flags, mode);                                                        \
    }
#define LAMELLA_OPENAT(NAME)                                                                                           \
    int NAME(int folder, const char* name, int flags, ...)                                                             \
    {                                                                                                                  \
        va_list arguments;                                                                                             \
        va_start(arguments, flags);                                                                                    \
        const mode_t mode = modeOf(flags, arguments);                                                                  \
        va_end(arguments);                                                                                             \
        return openCounted(#NAME, folder, name, flags, mode);                                                          \
    }
/// A function whose first argument is the descriptor.
#define LAMELLA_ON_FILE(RESULT, NAME, PARAMETERS, ARGUMENTS, DESCRIPTOR)                                               \
    RESULT NAME PARAMETERS                                                                                             \
    {                                                                                                                  \
        static auto* const real = next<RESULT PARAMETERS>(#NAME);                                                      \
        return strike(#NAME, DESCRIPTOR, [&] { return real ARGUMENTS; });                                              \
    }

/// A function that looks at a path.
#define LAMELLA_LOOK(NAME, STATUS)                                                                                     \
    int NAME(const char* name, STATUS* status)                                                                         \
    {                                                                                                                  \
        static auto* const real = next<int(const char*, STATUS*)>(#NAME);                                              \
        return look(#NAME, Path(AT_FDCWD, name), [&] { return real(name, status); });                                  \
    }

extern "C" {

LAMELLA_OPEN(open)
LAMELLA_OPEN(open64)
LAMELLA_OPENAT(openat)
LAMELLA_OPENAT(openat64)

LAMELLA_ON_FILE(ssize_t, write, (int fd, const void* data, std::size_t size), (fd, data, size), fd)
LAMELLA_ON_FILE(ssize_t, pwrite, (int fd, const void* data, std::size_t size, off_t at), (fd, data, size, at), fd)
LAMELLA_ON_FILE(ssize_t, pwrite64, (int fd, const void* data, std::size_t size, off_t at), (fd, data, size, at), fd)
LAMELLA_ON_FILE(ssize_t, writev, (int fd, const iovec* parts, int count), (fd, parts, count), fd)
LAMELLA_ON_FILE(ssize_t, pwritev, (int fd, const iovec* parts, int count, off_t at), (fd, parts, count, at), fd)
LAMELLA_ON_FILE(ssize_t, pwritev64, (int fd, const iovec* parts, int count, off_t at), (fd, parts, count, at), fd)
LAMELLA_ON_FILE(int, ftruncate, (int fd, off_t length), (fd, length), fd)
LAMELLA_ON_FILE(int, ftruncate64, (int fd, off_t length), (fd, length), fd)
LAMELLA_ON_FILE(int, fallocate, (int fd, int mode, off_t at, off_t length), (fd, mode, at, length), fd)
LAMELLA_ON_FILE(int, fallocate64, (int fd, int mode, off_t at, off_t length), (fd, mode, at, length), fd)
LAMELLA_ON_FILE(int, fsync, (int fd), (fd), fd)
LAMELLA_ON_FILE(int, fdatasync, (int fd), (fd), fd)
LAMELLA_ON_FILE(int, sync_file_range, (int fd, off64_t at, off64_t length, unsigned flags), (fd, at, length, flags), fd)
LAMELLA_ON_FILE(int, fchown, (int fd, uid_t user, gid_t group), (fd, user, group), fd)
LAMELLA_ON_FILE(int, fchmod, (int fd, mode_t mode), (fd, mode), fd)
LAMELLA_ON_FILE(int, fsetxattr, (int fd, const char* name, const void* value, std::size_t size, int flags),
                (fd, name, value, size, flags), fd)
LAMELLA_ON_FILE(int, fremovexattr, (int fd, const char* name), (fd, name), fd)
LAMELLA_ON_FILE(ssize_t, copy_file_range,
                (int in, off64_t* inAt, int out, off64_t* outAt, std::size_t length, unsigned flags),
                (in, inAt, out, outAt, length, flags), out)

int ioctl(int fd, unsigned long request, ...)
{
    va_list arguments;
    va_start(arguments, request);
    void* argument = va_arg(arguments, void*);
    va_end(arguments);
    static auto* const real = next<int(int, unsigned long, ...)>("ioctl");
    const auto operation = [&] { return real(fd, request, argument); };
    return request == FICLONE || request == FICLONERANGE ? strike("ioctl", fd, operation) : operation();
}

int close(int fd)
{
    static auto* const real = next<int(int)>("close");
    const int flags = fcntl(fd, F_GETFL);
    const auto operation = [&] { return real(fd); };
    const bool writes = flags >= 0 && (flags & O_ACCMODE) != O_RDONLY;
    return writes ? strike("close", Path(fd, nullptr), true, operation) : operation();
}

int statx(int folder, const char* name, int flags, unsigned mask, struct statx* status)
{
    static auto* const real = next<int(int, const char*, int, unsigned, struct statx*)>("statx");
    return look("statx", Path(folder, name), [&] { return real(folder, name, flags, mask, status); });
}

LAMELLA_LOOK(stat, struct stat)
LAMELLA_LOOK(stat64, struct stat64)
LAMELLA_LOOK(lstat, struct stat)
LAMELLA_LOOK(lstat64, struct stat64)

int fstatat64(int folder, const char* name, struct stat64* status, int flags)
{
    static auto* const real = next<int(int, const char*, struct stat64*, int)>("fstatat64");
    return look("fstatat64", Path(folder, name), [&] { return real(folder, name, status, flags); });
}

int access(const char* name, int mode)
{
    static auto* const real = next<int(const char*, int)>("access");
    return look("access", Path(AT_FDCWD, name), [&] { return real(name, mode); });
}

DIR* opendir(const char* name)
{
    static auto* const real = next<DIR*(const char*)>("opendir");
    look("opendir", Path(AT_FDCWD, name), [] { return 0; });
    return real(name);
}

char* realpath(const char* name, char* text)
{
    static auto* const real = next<char*(const char*, char*)>("realpath");
    look("realpath", Path(AT_FDCWD, name), [] { return 0; });
    return real(name, text);
}

ssize_t readlinkat(int folder, const char* name, char* text, std::size_t size)
{
    static auto* const real = next<ssize_t(int, const char*, char*, std::size_t)>("readlinkat");
    return look("readlinkat", Path(folder, name), [&] { return real(folder, name, text, size); });
}

ssize_t readlink(const char* name, char* text, std::size_t size)
{
    static auto* const real = next<ssize_t(const char*, char*, std::size_t)>("readlink");
    return look("readlink", Path(AT_FDCWD, name), [&] { return real(name, text, size); });
}

int faccessat(int folder, const char* name, int mode, int flags)
{
    static auto* const real = next<int(int, const char*, int, int)>("faccessat");
    return look("faccessat", Path(folder, name), [&] { return real(folder, name, mode, flags); });
}

int mkdirat(int folder, const char* name, mode_t mode)
{
    static auto* const real = next<int(int, const char*, mode_t)>("mkdirat");
    return strike("mkdirat", Path(folder, name), false, [&] { return real(folder, name, mode); });
}

int mkdir(const char* name, mode_t mode)
{
    return mkdirat(AT_FDCWD, name, mode);
}

int renameat2(int fromFolder, const char* from, int toFolder, const char* to, unsigned flags)
{
    if (flags != 0 && lacks("noreplace")) {
        errno = EINVAL;
        return -1;
    }
    static auto* const real = next<int(int, const char*, int, const char*, unsigned)>("renameat2");
    return strike("renameat2", Path(fromFolder, from), false,
                  [&] { return real(fromFolder, from, toFolder, to, flags); });
}

int renameat(int fromFolder, const char* from, int toFolder, const char* to)
{
    static auto* const real = next<int(int, const char*, int, const char*)>("renameat");
    return strike("renameat", Path(fromFolder, from), false, [&] { return real(fromFolder, from, toFolder, to); });
}

int rename(const char* from, const char* to)
{
    return renameat(AT_FDCWD, from, AT_FDCWD, to);
}

int linkat(int fromFolder, const char* from, int toFolder, const char* to, int flags)
{
    if (lacks("link")) {
        errno = EPERM;
        return -1;
    }
    static auto* const real = next<int(int, const char*, int, const char*, int)>("linkat");
    return strike("linkat", Path(toFolder, to), false, [&] { return real(fromFolder, from, toFolder, to, flags); });
}

int link(const char* from, const char* to)
{
    return linkat(AT_FDCWD, from, AT_FDCWD, to, 0);
}

int unlinkat(int folder, const char* name, int flags)
{
    static auto* const real = next<int(int, const char*, int)>("unlinkat");
    return strike("unlinkat", Path(folder, name), false, [&] { return real(folder, name, flags); });
}

int unlink(const char* name)
{
    return unlinkat(AT_FDCWD, name, 0);
}

}  // extern "C"
