#pragma once

#include "widgets/savings/plan_desk.h"

#include <QWidget>

class QComboBox;
class QListWidget;
class QPushButton;

namespace widgets {

/// Which templates are to share a base, and which base: files can be dropped, added and removed.
class TemplatesPage : public QWidget {
    Q_OBJECT

public:
    explicit TemplatesPage(PlanDesk& desk, QWidget* parent = nullptr);

    /// Those that are not there yet, in order.
    void add(const std::vector<std::filesystem::path>& templates);

protected:
    void changeEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fill();
    void retranslate();
    void browse(bool base);
    void removeSelected();
    void chooseBase(int index);

    PlanDesk& desk_;
    QListWidget* list_;
    QPushButton* add_;
    QPushButton* remove_;
    QComboBox* base_;
};

}  // namespace widgets
