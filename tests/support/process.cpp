#include "support/process.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <stdexcept>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace testsupport {

namespace {

using Clock = std::chrono::steady_clock;

std::runtime_error systemFailure(const std::string& what)
{
    return std::runtime_error(what + ": " + std::strerror(errno));
}

struct Pipe {
    int readEnd = -1;
    int writeEnd = -1;

    Pipe()
    {
        std::array<int, 2> ends{};
        if (pipe2(ends.data(), O_CLOEXEC) != 0)
            throw systemFailure("pipe");
        readEnd = ends[0];
        writeEnd = ends[1];
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    ~Pipe()
    {
        close(readEnd);
        closeWriteEnd();
    }
    void closeWriteEnd()
    {
        if (writeEnd >= 0)
            close(writeEnd);
        writeEnd = -1;
    }
};

[[noreturn]] void becomeProgram(const std::vector<char*>& arguments, const Pipe& out, const Pipe& err)
{
    const rlimit noCore{0, 0};
    setrlimit(RLIMIT_CORE, &noCore);
    setenv("LD_PRELOAD", LAMELLA_OWN_FILES, 0);
    dup2(open("/dev/null", O_RDONLY | O_CLOEXEC), STDIN_FILENO);
    dup2(out.writeEnd, STDOUT_FILENO);
    dup2(err.writeEnd, STDERR_FILENO);
    execvp(arguments[0], arguments.data());
    _exit(127);
}

/// Collects what the child writes until it has closed both pipes; false after the deadline.
bool drain(const Pipe& out, const Pipe& err, Finished& result, Clock::time_point deadline)
{
    std::array<pollfd, 2> sources{pollfd{out.readEnd, POLLIN, 0}, pollfd{err.readEnd, POLLIN, 0}};
    const std::array<std::string*, 2> sinks{&result.out, &result.err};
    std::array<char, 65536> buffer{};
    while (sources[0].fd >= 0 || sources[1].fd >= 0) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
        if (left <= 0 || poll(sources.data(), sources.size(), static_cast<int>(left)) == 0)
            return false;
        for (std::size_t i = 0; i < sources.size(); ++i) {
            if (sources[i].fd < 0 || sources[i].revents == 0)
                continue;
            const ssize_t count = read(sources[i].fd, buffer.data(), buffer.size());
            if (count > 0)
                sinks[i]->append(buffer.data(), static_cast<std::size_t>(count));
            else if (count == 0 || errno != EINTR)
                sources[i].fd = -1;
        }
    }
    return true;
}

void reap(pid_t child, Finished& result)
{
    int status = 0;
    rusage usage = {};
    while (wait4(child, &status, 0, &usage) < 0)
        if (errno != EINTR)
            throw systemFailure("wait");
    if (WIFSIGNALED(status))
        result.signal = WTERMSIG(status);
    else
        result.exitCode = WEXITSTATUS(status);
    result.peakBytes = static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
}

}  // namespace

Finished run(const Command& command, std::chrono::seconds limit)
{
    std::vector<char*> arguments;
    for (const std::string& argument : command)
        arguments.push_back(const_cast<char*>(argument.c_str()));
    arguments.push_back(nullptr);

    Pipe out;
    Pipe err;
    Finished result;
    const auto start = Clock::now();
    // Not vfork: the peak would be that of this process, whose memory the child would borrow.
    const pid_t child = fork();
    if (child < 0)
        throw systemFailure("fork");
    if (child == 0)
        becomeProgram(arguments, out, err);
    out.closeWriteEnd();
    err.closeWriteEnd();
    if (!drain(out, err, result, start + limit))
        kill(child, SIGKILL);
    reap(child, result);
    result.wall = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start);
    if (result.exitCode == 127 && result.err.empty())
        throw std::runtime_error("cannot start " + command[0]);
    return result;
}

std::string runChecked(const Command& command)
{
    Finished result = run(command);
    if (result.exitCode != 0)
        throw std::runtime_error(shellText(command) + " gave exit code " + std::to_string(result.exitCode) +
                                 ", signal " + std::to_string(result.signal) + ": " + result.err + result.out);
    return std::move(result.out);
}

std::string shellText(const Command& command)
{
    std::string text;
    for (const std::string& argument : command) {
        if (!text.empty())
            text += ' ';
        if (argument.find_first_of(" '\"\\$&|;<>(){}*?\n") == std::string::npos && !argument.empty()) {
            text += argument;
            continue;
        }
        text += '\'';
        for (const char c : argument)
            text += c == '\'' ? "'\\''" : std::string(1, c);
        text += '\'';
    }
    return text;
}

}  // namespace testsupport
