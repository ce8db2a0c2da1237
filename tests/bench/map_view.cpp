/// map_view TOP [WIDTH HEIGHT]: opens a template and prints how long its map takes: until it is known, and to draw it
/// again after a step of zoom or pan. Raster drawing into memory, no display needed; 1920 x 1080 without sizes.

#include "widgets/map/map_view.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <functional>

namespace {

using engine::GuestOffset;
using engine::GuestRange;
using widgets::ChainAnalysis;
using widgets::Session;

double milliseconds(const QElapsedTimer& timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

/// What the drawing thread has used: tells more than the clock where other programs run too.
double processorMilliseconds()
{
    timespec used{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return static_cast<double>(used.tv_sec) * 1e3 + static_cast<double>(used.tv_nsec) / 1e6;
}

/// Moves the window step by step, and draws all that is seen after each.
void measure(const char* name, Session& session, QWidget& view, const std::function<GuestRange(int)>& windowOf)
{
    std::vector<double> times;
    std::vector<double> processor;
    for (int step = 0; step < 100; ++step) {
        QElapsedTimer timer;
        timer.start();
        const double before = processorMilliseconds();
        session.showWindow(windowOf(step));
        view.repaint();
        times.push_back(milliseconds(timer));
        processor.push_back(processorMilliseconds() - before);
        QCoreApplication::processEvents();
    }
    std::sort(times.begin(), times.end());
    std::sort(processor.begin(), processor.end());
    std::printf("%-38s %7.2f %7.2f %7.2f %7.2f ms\n", name, times[times.size() / 2], times.back(),
                processor[processor.size() / 2], processor.back());
}

void measureAll(Session& session, QWidget& view)
{
    const std::uint64_t size = session.analysis()->virtualSize();
    const auto part = [size](double share) { return static_cast<std::uint64_t>(static_cast<double>(size) * share); };
    measure("zoom from the whole disk", session, view, [&](int step) {
        const std::uint64_t length = part(std::pow(0.9, step));
        return GuestRange{GuestOffset((size - length) / 3), length};
    });
    measure("pan, nine tenths shown", session, view, [&](int step) {
        return GuestRange{GuestOffset(part(0.001 * step)), part(0.9)};
    });
    measure("pan, a hundredth shown", session, view, [&](int step) {
        return GuestRange{GuestOffset(part(0.3 + 0.001 * step)), part(0.01)};
    });
    measure("pan, 64 clusters shown", session, view, [&](int step) {
        return GuestRange{GuestOffset(part(0.5) + 65536ULL * static_cast<unsigned>(step)), 64ULL << 16};
    });
    session.showAll();
    view.repaint();
    measure("pointer moves, nothing to lay", session, view, [&](int step) {
        session.selectOffset(GuestOffset(part(0.005 * step)));
        return session.window();
    });
}

}  // namespace

int main(int argc, char** argv)
{
    if (argc != 2 && argc != 4) {
        std::fputs("usage: map_view TOP [WIDTH HEIGHT]\n", stderr);
        return 2;
    }
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    Session session;
    widgets::MapView view(session);
    view.resize(argc == 4 ? std::atoi(argv[2]) : 1920, argc == 4 ? std::atoi(argv[3]) : 1080);
    view.show();
    QElapsedTimer timer;
    timer.start();
    session.open(argv[1]);
    const auto reached = [&](ChainAnalysis::Stage stage) {
        return QTest::qWaitFor([&] { return session.analysis() && session.analysis()->has(stage); }, 300'000);
    };
    if (!reached(ChainAnalysis::Stage::Mapped))
        return 1;
    std::printf("%-38s %6.0f ms\n", "map is known", milliseconds(timer));
    timer.restart();
    view.repaint();
    std::printf("%-38s %6.2f ms\n", "first paint", milliseconds(timer));
    if (!reached(ChainAnalysis::Stage::Files))
        return 1;
    std::size_t runs = 0;
    for (const auto& lane : session.analysis()->lanes)
        runs += lane->runs();
    std::printf("%zu layers, %zu runs, %d x %d pixels\n", session.analysis()->lanes.size(), runs, view.width(),
                view.height());
    std::printf("%-38s %s\n", "", "median slowest  of processor time");
    measureAll(session, view);
    return 0;
}
