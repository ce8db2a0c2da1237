#pragma once

#include "widgets/lab/lab_view.h"

#include <QTableWidget>
#include <QVariantAnimation>

#include <memory>
#include <vector>

namespace widgets {

/// The three sizes of every image of a practice and of all together. They count from what they were to what they are.
class LabSizes : public QTableWidget {
    Q_OBJECT

public:
    explicit LabSizes(QWidget* parent = nullptr);

    void setView(std::shared_ptr<const LabView> view);
    void setAnimated(bool animated) { animated_ = animated; }
    QSize sizeHint() const override;

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Row {
        QString name;
        engine::lab::Sizes before;
        engine::lab::Sizes now;
    };
    void retranslate();
    void collect();
    void show(double part);

    std::shared_ptr<const LabView> view_;
    std::vector<Row> rows_;
    QVariantAnimation counting_;
    bool animated_ = true;
};

}  // namespace widgets
