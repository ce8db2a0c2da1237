#pragma once

#include "widgets/basics/background.h"
#include "widgets/basics/turns.h"
#include "widgets/library/template_figures.h"

#include <QTimer>

#include <map>
#include <memory>

namespace widgets {

/// Reads the figures of a library's rows on one thread, those that the person sees first. Keeps what it read: unchanged
/// images are not read again. For the window's thread.
class LibraryFigures : public QObject {
    Q_OBJECT

public:
    /// @param turns that are taken for each template
    explicit LibraryFigures(std::shared_ptr<Turns> turns, QObject* parent = nullptr);

    /// Supersedes what is under way. What is known already arrives before this returns.
    void start(std::shared_ptr<const engine::Forest> forest, std::vector<FigureTarget> targets,
               const engine::ChainOptions& options);
    /// What is known of one template already, and need not be read again; null: nothing.
    void setKnown(std::shared_ptr<const ChainAnalysis> known);
    /// Reads these first; others keep their order.
    void prefer(const std::vector<std::filesystem::path>& paths);
    void cancel();

    bool running() const noexcept { return reader_.running(); }
    std::size_t done() const noexcept { return done_; }
    std::size_t total() const noexcept { return total_; }

signals:
    /// At most 20 times a second.
    void arrived(const std::vector<PathFigures>& figures);
    void runningChanged(bool running);

private:
    class Queue;
    struct Known {
        std::string signature;
        std::vector<PathFigures> figures;
    };

    std::vector<FigureTarget> takeKnown(std::vector<FigureTarget> targets);
    void collect();

    std::map<std::filesystem::path, Known> known_;
    std::shared_ptr<Queue> queue_;
    std::shared_ptr<const ChainAnalysis> analysis_;
    std::size_t done_ = 0;
    std::size_t total_ = 0;
    QTimer poll_;
    std::shared_ptr<Turns> turns_;
    Background reader_;
};

}  // namespace widgets
