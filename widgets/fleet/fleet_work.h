#pragma once

#include "plan/fleet.h"
#include "widgets/basics/background.h"
#include "widgets/fleet/fleet_model.h"
#include "widgets/library/library_scan.h"

#include <memory>
#include <vector>

namespace widgets {

/// How far a read of many templates is.
struct FleetProgress {
    engine::Progress templates;
    engine::Progress content;  ///< of the template under way, mostly bytes; the total grows while it is found out
};

/// Reads the content of many templates, away from the window: samples that tell which ones are alike, or all of some
/// of them. One at a time. For the window's thread.
class FleetWork : public QObject {
    Q_OBJECT

public:
    explicit FleetWork(QObject* parent = nullptr);

    /// Of all templates that can be read; what cannot is left out.
    void findSimilar(std::shared_ptr<const ScanResult> scan, const engine::ChainOptions& options);
    void readExactly(std::shared_ptr<const ScanResult> scan, std::vector<engine::FleetTemplate> templates,
                     const engine::ChainOptions& options);
    void cancel() { background_.cancel(); }

    bool running() const noexcept { return background_.running(); }
    const FleetProgress& progress() const noexcept { return *progress_; }

signals:
    void groupsFound(const std::vector<widgets::FleetGroup>& groups);
    void readOne(const engine::FleetTemplate& looked);
    void runningChanged(bool running);

private:
    std::shared_ptr<FleetProgress> progress_ = std::make_shared<FleetProgress>();
    Background background_;
};

}  // namespace widgets
