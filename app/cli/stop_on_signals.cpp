#include "stop_on_signals.h"

#include "commands.h"

#include <csignal>
#include <thread>
#include <unistd.h>

namespace cli {

std::stop_source stopOnSignals()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::stop_source source;
    std::thread([signals, source]() mutable {
        int received = 0;
        sigwait(&signals, &received);
        source.request_stop();
        // Whoever asks twice does not want to wait for the answer.
        sigwait(&signals, &received);
        _exit(static_cast<int>(Exit::Cancelled));
    }).detach();
    return source;
}

}  // namespace cli
