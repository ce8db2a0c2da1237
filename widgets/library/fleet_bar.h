#pragma once

#include "widgets/library/fleet.h"

#include <QWidget>

#include <array>

class QLabel;

namespace widgets {

/// The sums over the library, and how far its reading has come.
class FleetBar : public QWidget {
    Q_OBJECT

public:
    explicit FleetBar(QWidget* parent = nullptr);

    void setTotals(const FleetTotals& totals);
    /// Empty: nothing is under way, and nothing has to be said.
    void setStatus(const QString& status);

protected:
    void changeEvent(QEvent* event) override;

private:
    static constexpr std::size_t figures = 8;

    void retranslate();

    FleetTotals totals_;
    std::array<QLabel*, figures> names_{};
    std::array<QLabel*, figures> values_{};
    QLabel* status_;
};

}  // namespace widgets
