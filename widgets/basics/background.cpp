#include "widgets/basics/background.h"

#include <new>

namespace widgets {

Background::Background(QObject* parent) : QObject(parent)
{
    // Superseded work may still be on its way out while the newer one runs.
    pool_.setMaxThreadCount(4);
}

Background::~Background()
{
    stop_.request_stop();
    pool_.clear();
    pool_.waitForDone();
}

void Background::start(Work work)
{
    stop_.request_stop();
    stop_ = std::stop_source();
    const unsigned generation = ++generation_;
    pool_.start([this, generation, stop = stop_.get_token(), work = std::move(work)] {
        const Publish publish = [this, generation](std::function<void()> call) { post(generation, std::move(call)); };
        try {
            work(stop, publish);
        } catch (const engine::Error& error) {
            if (error.kind() != engine::ErrorKind::Cancelled)
                publish([this, error] { emit failed(error); });
        } catch (const std::bad_alloc&) {
            publish([this] { emit failed(engine::systemError(ENOMEM, "memory")); });
        }
        QMetaObject::invokeMethod(
            this, [this, generation] { finish(generation); }, Qt::QueuedConnection);
    });
    setRunning(true);
}

void Background::cancel()
{
    stop_.request_stop();
    ++generation_;
    setRunning(false);
}

void Background::post(unsigned generation, std::function<void()> call)
{
    QMetaObject::invokeMethod(
        this,
        [this, generation, call = std::move(call)] {
            if (generation == generation_)
                call();
        },
        Qt::QueuedConnection);
}

void Background::finish(unsigned generation)
{
    if (generation == generation_)
        setRunning(false);
}

void Background::setRunning(bool running)
{
    if (running_ == running)
        return;
    running_ = running;
    emit runningChanged(running);
}

}  // namespace widgets
