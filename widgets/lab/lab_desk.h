#pragma once

#include "bytes/error.h"
#include "widgets/basics/background.h"
#include "widgets/lab/lab_view.h"

#include <QObject>

#include <deque>
#include <filesystem>
#include <functional>
#include <memory>

namespace widgets {

/// The practice of the lab window: takes wishes, carries them out one after the other away from the window, and tells
/// what became of them. For the window's thread.
class LabDesk : public QObject {
    Q_OBJECT

public:
    explicit LabDesk(QObject* parent = nullptr);
    ~LabDesk() override;

    /// Null until the first practice was made.
    std::shared_ptr<const LabView> view() const noexcept { return view_; }
    bool busy() const noexcept { return worker_.running() || !waiting_.empty(); }

    /// A new practice, in place of the one there is.
    void begin(const engine::lab::PracticeOptions& options, const std::vector<engine::lab::Step>& steps = {});
    void run(const engine::lab::Step& step);
    void undo();
    void redo();
    /// To where `count` steps are done.
    void go(std::size_t count);
    void save(const std::filesystem::path& path);
    void load(const std::filesystem::path& path);

signals:
    void viewChanged();
    /// The practice is another one now.
    void begun();
    void busyChanged(bool busy);
    /// A wish could not be fulfilled; the practice is as it was.
    void failed(const engine::Error& error);

private:
    struct Bench;
    /// Works on the bench, on a thread of its own. Tells whether the practice may have changed.
    using Work = std::function<bool(Bench&, const std::stop_token&)>;

    void add(Work work, bool another = false);
    void next();
    void take(std::shared_ptr<const LabView> view, bool another);

    std::shared_ptr<Bench> bench_;
    std::shared_ptr<const LabView> view_;
    std::deque<std::pair<Work, bool>> waiting_;
    Background worker_;
};

}  // namespace widgets
