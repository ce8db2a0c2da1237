#pragma once

#include "widgets/fleet/fleet_work.h"

#include <QProgressBar>

namespace widgets {

/// Whole templates, and how far the one under way is.
class FleetProgressBar : public QProgressBar {
    Q_OBJECT

public:
    explicit FleetProgressBar(QWidget* parent = nullptr);

    /// Another read begins.
    void begin();
    /// Goes never back, also where more of a template is found to read.
    void setProgress(const FleetProgress& progress);
};

}  // namespace widgets
