#pragma once

#include <QWidget>

namespace widgets {

/// What the colours and patterns of the lab's map mean, in a line or more.
class LabLegend : public QWidget {
    Q_OBJECT

public:
    explicit LabLegend(QWidget* parent = nullptr);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void retranslate();
};

}  // namespace widgets
