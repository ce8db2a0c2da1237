#include "storage/hold.h"

#include "bytes/error.h"

#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <sys/file.h>
#include <thread>
#include <unistd.h>

namespace engine {

namespace {

namespace fs = std::filesystem;

constexpr off_t holdByte = off_t{1} << 62;
constexpr std::chrono::milliseconds pause{50};
constexpr int mostTriesForFile = 8;
constexpr int mostTriesForFolder = 200;

struct flock lockOf(short type)
{
    struct flock lock = {};
    lock.l_type = type;
    lock.l_whence = SEEK_SET;
    lock.l_start = holdByte;
    lock.l_len = 1;
    return lock;
}

bool unsupported(int errorNumber)
{
    return errorNumber == EINVAL || errorNumber == ENOLCK || errorNumber == ENOTSUP || errorNumber == ENOSYS;
}

/// Whether the text of /proc/PID/fdinfo/N (proc(5)) tells of a lock on that inode, and of the right kind.
bool tellsOfLock(const std::string& text, std::uint64_t inode, std::string_view kind)
{
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("lock:") && line.find(kind) != std::string::npos &&
            line.find(':' + std::to_string(inode) + ' ') != std::string::npos)
            return true;
    }
    return false;
}

/// The process that has the lock, as far as /proc shows us; 0 where it does not.
std::uint64_t holderOf(std::uint64_t inode, std::string_view kind)
{
    std::error_code failed;
    for (const auto& process : fs::directory_iterator("/proc", failed)) {
        const std::string number = process.path().filename();
        if (number.find_first_not_of("0123456789") != std::string::npos || number == std::to_string(::getpid()))
            continue;
        for (fs::directory_iterator file(process.path() / "fdinfo", failed); !failed && file != fs::end(file);
             file.increment(failed)) {
            std::stringstream text;
            text << std::ifstream(file->path()).rdbuf();
            if (tellsOfLock(text.str(), inode, kind))
                return std::stoull(number);
        }
    }
    return 0;
}

/// @param codes without and with the process
Error held(std::pair<std::string_view, std::string_view> codes, const fs::path& path, std::uint64_t inode,
           std::string_view kind)
{
    const std::uint64_t process = holderOf(inode, kind);
    return (process == 0 ? Error(ErrorKind::InUse, codes.first)
                         : Error(ErrorKind::InUse, codes.second, {{"process", process}}))
        .at(path);
}

void unlock(const File& file) noexcept
{
    struct flock lock = lockOf(F_UNLCK);
    fcntl(file.descriptor(), F_OFD_SETLK, &lock);
}

/// First take, then look: of two that start together at least one sees the other. False: somebody has it, and ours is
/// given back.
bool takeAlone(const File& file)
{
    struct flock lock = lockOf(F_RDLCK);
    if (fcntl(file.descriptor(), F_OFD_SETLK, &lock) != 0) {
        if (unsupported(errno))
            return true;
        if (errno == EAGAIN || errno == EACCES)
            return false;
        throw systemError(errno, "file.lock").at(file.path());
    }
    lock = lockOf(F_WRLCK);
    if (fcntl(file.descriptor(), F_OFD_GETLK, &lock) == 0 && lock.l_type == F_UNLCK)
        return true;
    unlock(file);
    return false;
}

}  // namespace

Hold takeHold(const File& file)
{
    struct flock lock = lockOf(F_WRLCK);
    if (fcntl(file.descriptor(), F_OFD_SETLK, &lock) == 0)
        return Hold::Taken;
    if (errno == EAGAIN || errno == EACCES)
        return Hold::Held;
    if (unsupported(errno))
        return Hold::Unknown;
    throw systemError(errno, "file.lock").at(file.path());
}

ExclusiveHold::ExclusiveHold(const File& file) : file_(file)
{
    for (int tries = 1; !takeAlone(file); ++tries) {
        if (tries == mostTriesForFile)
            throw held({"file.held", "file.heldBy"}, file.path(), file.status().identity.inode,
                       std::to_string(holdByte));
        // Of two that see each other one must come back first.
        std::this_thread::sleep_for(pause + std::chrono::milliseconds(::getpid() % 97));
    }
}

ExclusiveHold::~ExclusiveHold()
{
    unlock(file_);
}

FolderHold::FolderHold(SharedFolder folder) : folder_(std::move(folder))
{
    for (int tries = 1; ::flock(folder_->descriptor(), LOCK_EX | LOCK_NB) != 0; ++tries) {
        // A file system may have no such locks; then we go without.
        if (errno != EWOULDBLOCK && errno != EINTR)
            return;
        if (tries == mostTriesForFolder)
            throw held({"folder.held", "folder.heldBy"}, folder_->path(), folder_->identity().inode, "FLOCK");
        std::this_thread::sleep_for(pause);
    }
}

FolderHold::~FolderHold()
{
    if (folder_)
        ::flock(folder_->descriptor(), LOCK_UN);
}

}  // namespace engine
