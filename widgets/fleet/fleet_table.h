#pragma once

#include <QTableView>

namespace widgets {

/// The rows of a FleetModel, sorted by a click on a title; can be copied.
class FleetTable : public QTableView {
    Q_OBJECT

public:
    /// @param rows outlives the table
    explicit FleetTable(QAbstractItemModel& rows, QWidget* parent = nullptr);
};

}  // namespace widgets
