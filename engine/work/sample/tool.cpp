#include "work/sample/tool.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sstream>
#include <sys/wait.h>
#include <unistd.h>

namespace engine::sample {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t mostSaid = 2000;
constexpr int stopEveryMs = 50;

void require(int errorNumber)
{
    if (errorNumber != 0)
        throw systemError(errorNumber, "tool.start");
}

class Pipe {
public:
    Pipe() { require(::pipe2(ends_.data(), O_CLOEXEC) == 0 ? 0 : errno); }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    ~Pipe()
    {
        ::close(ends_[0]);
        closeWriteEnd();
    }
    int readEnd() const noexcept { return ends_[0]; }
    int writeEnd() const noexcept { return ends_[1]; }
    void closeWriteEnd() noexcept
    {
        if (ends_[1] >= 0)
            ::close(ends_[1]);
        ends_[1] = -1;
    }

private:
    std::array<int, 2> ends_{-1, -1};
};

/// How a child is started: in a folder, apart from our signals, with its standard error in a pipe.
class Start {
public:
    Start(const Folder& folder, int standardError)
    {
        require(posix_spawn_file_actions_init(&actions_));
        require(posix_spawnattr_init(&attributes_));
        require(posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0));
        require(posix_spawn_file_actions_addopen(&actions_, STDOUT_FILENO, "/dev/null", O_WRONLY, 0));
        require(posix_spawn_file_actions_adddup2(&actions_, standardError, STDERR_FILENO));
        require(posix_spawn_file_actions_addfchdir_np(&actions_, folder.descriptor()));
        sigset_t none;
        sigemptyset(&none);
        require(posix_spawnattr_setsigmask(&attributes_, &none));
        // In a group of its own an interrupt from the terminal does not reach it: the stop token tells.
        require(posix_spawnattr_setpgroup(&attributes_, 0));
        require(posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP));
    }
    Start(const Start&) = delete;
    Start& operator=(const Start&) = delete;
    ~Start()
    {
        posix_spawn_file_actions_destroy(&actions_);
        posix_spawnattr_destroy(&attributes_);
    }

    pid_t operator()(std::vector<std::string> words) const
    {
        std::vector<char*> arguments;
        for (std::string& word : words)
            arguments.push_back(word.data());
        arguments.push_back(nullptr);
        std::string locale = "LC_ALL=C";
        std::string time = "E2FSPROGS_FAKE_TIME=1700000000";
        const std::array<char*, 3> environment{locale.data(), time.data(), nullptr};
        pid_t child = -1;
        require(posix_spawn(&child, arguments[0], &actions_, &attributes_, arguments.data(), environment.data()));
        return child;
    }

private:
    posix_spawn_file_actions_t actions_{};
    posix_spawnattr_t attributes_{};
};

/// Kills and reaps what was not waited for.
class Child {
public:
    explicit Child(pid_t id) noexcept : id_(id) {}
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child()
    {
        if (id_ <= 0)
            return;
        ::kill(id_, SIGKILL);
        wait();
    }
    /// Its status as waitpid gives it.
    int wait() noexcept
    {
        int status = -1;
        while (::waitpid(id_, &status, 0) < 0 && errno == EINTR) {
        }
        id_ = -1;
        return status;
    }

private:
    pid_t id_;
};

std::string readToEnd(int descriptor, const std::stop_token& stop)
{
    std::string text;
    std::array<char, 4096> buffer{};
    for (;;) {
        throwIfStopped(stop);
        pollfd source{descriptor, POLLIN, 0};
        if (::poll(&source, 1, stopEveryMs) <= 0)
            continue;
        const ssize_t count = ::read(descriptor, buffer.data(), buffer.size());
        if (count == 0)
            return text;
        if (count > 0 && text.size() < mostSaid)
            text.append(buffer.data(), static_cast<std::size_t>(count));
    }
}

}  // namespace

std::optional<fs::path> findTool(const std::string& name)
{
    const char* path = std::getenv("PATH");
    std::istringstream folders((path == nullptr ? std::string() : std::string(path) + ":") +
                               "/usr/sbin:/sbin:/usr/bin:/bin");
    for (std::string folder; std::getline(folders, folder, ':');) {
        const fs::path candidate = fs::path(folder) / name;
        std::error_code failed;
        if (candidate.is_absolute() && fs::is_regular_file(candidate, failed) && ::access(candidate.c_str(), X_OK) == 0)
            return candidate;
    }
    return std::nullopt;
}

Error missingTool(const std::string& name, std::string_view package)
{
    return {ErrorKind::NotFound, "tool.missing", {{"tool", name}, {"package", std::string(package)}}};
}

std::string runTool(const fs::path& program, const std::vector<std::string>& arguments, const Folder& folder,
                    const std::stop_token& stop)
{
    throwIfStopped(stop);
    Pipe said;
    std::vector<std::string> words{program.string()};
    words.insert(words.end(), arguments.begin(), arguments.end());
    Child child(Start(folder, said.writeEnd())(std::move(words)));
    said.closeWriteEnd();
    std::string text = readToEnd(said.readEnd(), stop);
    const int status = child.wait();
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        throwToolFailed(program, text);
    return text;
}

void throwToolFailed(const fs::path& program, const std::string& said)
{
    const std::size_t last = said.find_last_not_of(" \n");
    throw Error(ErrorKind::Io, "tool.failed",
                {{"tool", program.string()}, {"said", last == std::string::npos ? "" : said.substr(0, last + 1)}});
}

}  // namespace engine::sample
