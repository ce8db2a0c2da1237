#pragma once

#include "bytes/error.h"

#include <QObject>
#include <QThreadPool>

#include <functional>
#include <stop_token>

namespace widgets {

/// Runs one kind of work away from the window, on a thread of its own. Newer work supersedes the older: what the older
/// one still has to say is not heard any more. To be used on the window's thread.
class Background : public QObject {
    Q_OBJECT

public:
    /// Called by the work on its thread; what it is given runs later on the window's thread, in order, unless newer
    /// work was started or everything was cancelled meanwhile.
    using Publish = std::function<void(std::function<void()>)>;
    /// Throws engine::Error, which `failed` shows.
    using Work = std::function<void(std::stop_token, const Publish&)>;

    explicit Background(QObject* parent = nullptr);
    /// Cancels and waits: the engine answers within 200 ms.
    ~Background() override;

    void start(Work work);
    void cancel();
    bool running() const noexcept { return running_; }

signals:
    void runningChanged(bool running);
    /// The newest work ended with an error that is not a cancellation.
    void failed(const engine::Error& error);

private:
    void post(unsigned generation, std::function<void()> call);
    void finish(unsigned generation);
    void setRunning(bool running);

    QThreadPool pool_;
    std::stop_source stop_;
    unsigned generation_ = 0;
    bool running_ = false;
};

}  // namespace widgets
