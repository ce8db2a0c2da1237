#include "widgets/lab/lab_desk.h"

#include "report/lab/practice_json.h"
#include "work/document_file.h"
#include "work/lab/temporary_folder.h"

#include <optional>

namespace widgets {

namespace lab = engine::lab;

/// Only one work at a time has its hands on it.
struct LabDesk::Bench {
    std::optional<lab::TemporaryFolder> folder;
    std::optional<lab::Practice> practice;
    unsigned practices = 0;
    std::optional<engine::PlanNote> what;
    std::vector<engine::GuestRangeSet> reads;
    std::shared_ptr<const LabView> before;

    void begin(const lab::PracticeOptions& options, const std::vector<lab::Step>& steps, const std::stop_token& stop)
    {
        if (!folder)
            folder.emplace();
        lab::Practice made(folder->path() / std::to_string(practices++), options);
        for (const lab::Step& step : steps)
            made.run(step, stop);
        practice.emplace(std::move(made));
        before = nullptr;
    }
};

LabDesk::LabDesk(QObject* parent) : QObject(parent), bench_(std::make_shared<Bench>()), worker_(this)
{
    connect(&worker_, &Background::failed, this, &LabDesk::failed);
    connect(&worker_, &Background::runningChanged, this, [this](bool running) {
        if (!running)
            next();
        emit busyChanged(busy());
    });
}

LabDesk::~LabDesk()
{
    worker_.disconnect(this);
}

void LabDesk::begin(const lab::PracticeOptions& options, const std::vector<lab::Step>& steps)
{
    add(
        [options, steps](Bench& bench, const std::stop_token& stop) {
            bench.begin(options, steps, stop);
            return true;
        },
        true);
}

void LabDesk::run(const lab::Step& step)
{
    add([step](Bench& bench, const std::stop_token& stop) {
        const lab::Outcome& outcome = bench.practice.value().run(step, stop);
        bench.what = outcome.what;
        bench.reads = outcome.reads;
        return true;
    });
}

void LabDesk::undo()
{
    add([](Bench& bench, const std::stop_token&) {
        lab::Practice& practice = bench.practice.value();
        practice.go(practice.done() > 0 ? practice.done() - 1 : 0);
        return true;
    });
}

void LabDesk::redo()
{
    add([](Bench& bench, const std::stop_token&) {
        bench.practice.value().go(bench.practice->done() + 1);
        return true;
    });
}

void LabDesk::go(std::size_t count)
{
    add([count](Bench& bench, const std::stop_token&) {
        bench.practice.value().go(count);
        return true;
    });
}

void LabDesk::save(const std::filesystem::path& path)
{
    add([path](Bench& bench, const std::stop_token&) {
        const lab::Practice& practice = bench.practice.value();
        engine::report::SavedPractice saved{practice.options(), {}};
        for (std::size_t at = 0; at < practice.done(); ++at)
            saved.steps.push_back(practice.steps()[at].step);
        engine::writeDocument(path, practiceText(saved), {.overwrite = true});
        return false;
    });
}

void LabDesk::load(const std::filesystem::path& path)
{
    add(
        [path](Bench& bench, const std::stop_token& stop) {
            const auto saved = engine::report::parsePractice(engine::report::readDocument(path));
            bench.begin(saved.options, saved.steps, stop);
            return true;
        },
        true);
}

void LabDesk::add(Work work, bool another)
{
    waiting_.emplace_back(std::move(work), another);
    if (!worker_.running())
        next();
}

void LabDesk::next()
{
    if (waiting_.empty())
        return;
    auto [work, another] = std::move(waiting_.front());
    waiting_.pop_front();
    worker_.start([this, bench = bench_, work = std::move(work),
                   another = another](std::stop_token stop, const Background::Publish& publish) {
        bench->what.reset();
        bench->reads.clear();
        if (!work(*bench, stop))
            return;
        auto view = std::make_shared<LabView>(readLabView(*bench->practice, bench->before.get(), stop));
        view->what = bench->what;
        view->reads = bench->reads;
        bench->before = view;
        publish([this, view, another] { take(view, another); });
    });
}

void LabDesk::take(std::shared_ptr<const LabView> view, bool another)
{
    view_ = std::move(view);
    if (another)
        emit begun();
    emit viewChanged();
}

}  // namespace widgets
