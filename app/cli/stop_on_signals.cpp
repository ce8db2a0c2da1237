#include "stop_on_signals.h"

#include "commands.h"

#include <csignal>
#include <ctime>
#include <fcntl.h>
#include <poll.h>
#include <thread>
#include <unistd.h>

namespace cli {

namespace {

constexpr long patienceNs = 300'000'000;
constexpr int interruption = SIGUSR1;

/// Without SA_RESTART: what the thread waits in returns with EINTR.
void interruptWithoutAction()
{
    struct sigaction nothing = {};
    nothing.sa_handler = [](int) {};
    sigaction(interruption, &nothing, nullptr);
}

/// A write to a pipe that nobody reads waits for ever, however often it is interrupted: its next try goes elsewhere.
void dropBlockedOutput()
{
    for (const int output : {STDOUT_FILENO, STDERR_FILENO}) {
        pollfd room{output, POLLOUT, 0};
        const int nowhere = ::poll(&room, 1, 0) == 0 ? ::open("/dev/null", O_WRONLY | O_CLOEXEC) : -1;
        if (nowhere < 0)
            continue;
        ::dup2(nowhere, output);
        ::close(nowhere);
    }
}

void watch(const sigset_t& signals, std::stop_source source, pthread_t worker)
{
    int received = 0;
    sigwait(&signals, &received);
    source.request_stop();
    const timespec patience{0, patienceNs};
    while (sigtimedwait(&signals, nullptr, &patience) < 0) {
        dropBlockedOutput();
        pthread_kill(worker, interruption);
    }
    // Whoever asks twice does not want to wait for the answer.
    _exit(static_cast<int>(Exit::Cancelled));
}

}  // namespace

std::stop_source stopOnSignals()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    struct sigaction hangUp = {};
    sigaction(SIGHUP, nullptr, &hangUp);
    if (hangUp.sa_handler != SIG_IGN)
        sigaddset(&signals, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    interruptWithoutAction();
    std::stop_source source;
    std::thread(watch, signals, source, pthread_self()).detach();
    return source;
}

}  // namespace cli
