#pragma once

#include <QLabel>

namespace widgets {

/// One line of plain text that never asks for more room than it has; what does not fit is in the tool tip.
class MapReadOut : public QLabel {
    Q_OBJECT

public:
    explicit MapReadOut(QWidget* parent = nullptr);

    void setLine(const QString& line);
    const QString& line() const noexcept { return line_; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void elide();

    QString line_;
};

}  // namespace widgets
