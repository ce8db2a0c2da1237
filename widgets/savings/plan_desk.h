#pragma once

#include "widgets/data/session.h"
#include "widgets/savings/plan_result.h"

#include <QObject>
#include <QTimer>

#include <array>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace widgets {

/// Plans what a run would do, away from the window, and keeps the newest plan of each kind. Slims of the session's
/// template are planned as soon as it is known and again when an option changes: quickly, then exactly where there is
/// little to read. Base sharing reads everything, and is planned only when it is asked for. For the window's thread.
class PlanDesk : public QObject {
    Q_OBJECT

public:
    using Kind = JobRequest::Kind;
    static constexpr std::size_t kindCount = 3;
    /// Guest bytes stored in a chain up to which the exact plan follows the quick one by itself.
    static constexpr std::uint64_t cheapBytes = 2ULL << 30;

    explicit PlanDesk(Session& session, QObject* parent = nullptr);

    /// `exact` does not count. The target is that of slims.
    const engine::ImageOptions& options() const noexcept { return options_; }
    void setOptions(const engine::ImageOptions& options);
    /// The folder for results of base sharing that do not replace their templates; empty: not said.
    void setShareFolder(const std::filesystem::path& folder);

    const std::vector<std::filesystem::path>& templates() const noexcept { return templates_; }
    void setTemplates(std::vector<std::filesystem::path> templates);
    /// Nothing: the cheapest one is found.
    const std::optional<std::filesystem::path>& base() const noexcept { return base_; }
    void setBase(std::optional<std::filesystem::path> base);

    /// Starts the exact plan of that kind; for base sharing the only one there is.
    void planExactly(Kind kind);
    /// A plan that is there stays.
    void cancel(Kind kind);

    /// Null until there is one. It may be outdated.
    std::shared_ptr<const PlanResult> result(Kind kind) const { return lane(kind).result; }
    /// Why there is none, where planning failed.
    const std::optional<engine::Error>& error(Kind kind) const { return lane(kind).error; }
    bool running(Kind kind) const { return lane(kind).work->running(); }
    /// Whether the plan that is there is one of other options or templates than now.
    bool outdated(Kind kind) const { return lane(kind).outdated; }
    const engine::Progress& progress(Kind kind) const { return *lane(kind).progress; }
    /// The request to run what the plan of that kind says.
    JobRequest request(Kind kind) const;

signals:
    /// A plan, an error, or neither is there now.
    void resultChanged(widgets::JobRequest::Kind kind);
    void runningChanged(widgets::JobRequest::Kind kind);
    void optionsChanged();
    void templatesChanged();

private:
    /// The search for overlays of the template's layers, made once for all its plans.
    struct Search {
        std::mutex mutex;
        std::optional<engine::KnownDependents> known;
    };
    struct Lane {
        Background* work = nullptr;
        std::shared_ptr<engine::Progress> progress = std::make_shared<engine::Progress>();
        std::shared_ptr<const PlanResult> result;
        std::optional<engine::Error> error;
        bool outdated = false;
    };

    Lane& lane(Kind kind) { return lanes_[static_cast<std::size_t>(kind)]; }
    const Lane& lane(Kind kind) const { return lanes_[static_cast<std::size_t>(kind)]; }
    void follow();
    void clear();
    void searchAnew();
    void replan();
    static const engine::KnownDependents& dependentsOf(const JobRequest& request, const ChainAnalysis& analysis,
                                                       Search& search, const std::stop_token& stop);
    void planSlim(Kind kind, bool quickFirst, bool thenExact);
    void planShare();
    void outdate(Kind kind);
    void take(Kind kind, std::shared_ptr<const PlanResult> result);
    void fail(Kind kind, const engine::Error& error);

    Session& session_;
    std::shared_ptr<const ChainAnalysis> analysis_;  ///< that plans are of
    std::shared_ptr<Search> search_ = std::make_shared<Search>();
    engine::ImageOptions options_;
    std::filesystem::path shareFolder_;
    std::vector<std::filesystem::path> templates_;
    std::optional<std::filesystem::path> base_;
    std::array<Lane, kindCount> lanes_;
    QTimer debounce_;
};

}  // namespace widgets
