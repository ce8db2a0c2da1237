#include "timings.h"

#include "widgets/library/library_view.h"
#include "widgets/map/map_canvas.h"
#include "widgets/savings/savings_view.h"
#include "widgets/window/main_window.h"

#include <QApplication>
#include <QEvent>

#include <cstdio>
#include <ctime>
#include <fstream>
#include <string>
#include <sys/resource.h>
#include <unistd.h>

namespace {

using widgets::ChainAnalysis;
using widgets::JobRequest;

constexpr std::chrono::milliseconds pollInterval(20);

double milliseconds(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

/// Since the process was started, with all that happened before main; as exact as the kernel's ticks.
double sinceStart()
{
    std::string stat;
    std::getline(std::ifstream("/proc/self/stat"), stat);
    // Fields are counted from behind the name, which can hold spaces.
    std::size_t at = stat.rfind(')');
    for (int field = 2; field < 22; ++field)
        at = stat.find(' ', at + 1);
    return milliseconds(CLOCK_BOOTTIME) - std::stod(stat.substr(at)) * 1e3 / static_cast<double>(sysconf(_SC_CLK_TCK));
}

}  // namespace

Timings::Timings(widgets::MainWindow& window) : window_(window)
{
    QCoreApplication::instance()->installEventFilter(this);
    shown_.start();
    poll_.setInterval(pollInterval);
    connect(&poll_, &QTimer::timeout, this, &Timings::endWhenDone);
    poll_.start();
}

/// What is painted is seen when the event loop comes back from painting all.
bool Timings::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::Paint)
        return false;
    if (!std::exchange(painted_, true))
        QTimer::singleShot(0, this, [this] { tell("window painted"); });
    const auto analysis = window_.session().analysis();
    if (!mapPainted_ && analysis && analysis->has(ChainAnalysis::Stage::Mapped) &&
        qobject_cast<widgets::MapCanvas*>(watched)) {
        mapPainted_ = true;
        QTimer::singleShot(0, this, [this] { tell("map painted"); });
    }
    return false;
}

void Timings::tell(const char* what) const
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::printf("%-16s started %7.0f ms ago, shown %7lld ms ago, processor %7.0f ms, this thread %6.0f ms, "
                "memory %8ld KiB\n",
                what, sinceStart(), static_cast<long long>(shown_.elapsed()), milliseconds(CLOCK_PROCESS_CPUTIME_ID),
                milliseconds(CLOCK_THREAD_CPUTIME_ID), usage.ru_maxrss);
}

void Timings::endWhenDone()
{
    const auto analysis = window_.session().analysis();
    const auto& desk = window_.findChild<widgets::SavingsView*>()->desk();
    const auto planned = [&desk](JobRequest::Kind kind) { return desk.result(kind) || desk.error(kind); };
    if (!mapPainted_ || !analysis->has(ChainAnalysis::Stage::Files) || window_.session().reading() ||
        !planned(JobRequest::Kind::StandardSlim) || !planned(JobRequest::Kind::DeepSlim) ||
        window_.findChild<widgets::LibraryView*>()->busy())
        return;
    tell("all known");
    QCoreApplication::quit();
}
