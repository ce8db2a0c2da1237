/// measure RUNS COMMAND...: runs a command with its output thrown away; prints the fastest run's seconds, its processor
/// seconds, and the largest peak of resident memory in KiB. Fails when a run fails.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

struct Run {
    double seconds = 0;
    double processorSeconds = 0;
    long peakKiB = 0;
    bool succeeded = false;
};

double secondsOf(const timeval& time)
{
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

Run runOnce(char** command)
{
    const auto start = std::chrono::steady_clock::now();
    const pid_t child = fork();
    if (child == 0) {
        dup2(open("/dev/null", O_WRONLY), STDOUT_FILENO);
        execvp(command[0], command);
        _exit(127);
    }
    int status = 0;
    rusage usage = {};
    wait4(child, &status, 0, &usage);
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
    return {elapsed.count(), secondsOf(usage.ru_utime) + secondsOf(usage.ru_stime), usage.ru_maxrss,
            WIFEXITED(status) && WEXITSTATUS(status) == 0};
}

}  // namespace

int main(int argc, char** argv)
{
    if (argc < 3) {
        std::fputs("usage: measure RUNS COMMAND...\n", stderr);
        return 2;
    }
    Run best;
    long peakKiB = 0;
    for (int run = 0; run < std::atoi(argv[1]); ++run) {
        const Run result = runOnce(argv + 2);
        if (!result.succeeded)
            return 1;
        if (run == 0 || result.seconds < best.seconds)
            best = result;
        peakKiB = std::max(peakKiB, result.peakKiB);
    }
    std::printf("%.3f %.3f %ld\n", best.seconds, best.processorSeconds, peakKiB);
}
