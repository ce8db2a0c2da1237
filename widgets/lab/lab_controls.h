#pragma once

#include "widgets/lab/lab_view.h"

#include <QWidget>

#include <functional>
#include <map>
#include <memory>
#include <vector>

class QComboBox;
class QGroupBox;
class QLabel;
class QPushButton;
class QSpinBox;
class QToolButton;
class QVBoxLayout;

namespace widgets {

/// Everything that can be done to a practice, as buttons with what they need.
class LabControls : public QWidget {
    Q_OBJECT

public:
    explicit LabControls(QWidget* parent = nullptr);

    void setView(std::shared_ptr<const LabView> view);
    void setTemplate(std::size_t number);
    std::size_t templateNumber() const;
    /// As its button would do; where the button cannot be pressed now, nothing.
    void press(engine::lab::Action action);
    QPushButton* button(engine::lab::Action action) const { return buttons_.at(action); }

signals:
    /// Offset and length are those of the selected clusters where they are 0 and the action needs them.
    void wanted(const engine::lab::Step& step);
    /// Write into the selected layer, past those above it.
    void behindWanted(std::uint64_t pattern);
    void templateChosen(std::size_t number);

protected:
    void changeEvent(QEvent* event) override;

private:
    QVBoxLayout* addGroup(std::function<QString()> title);
    void addButtons(QVBoxLayout* group, const std::vector<engine::lab::Action>& actions);
    void addLabelled(QVBoxLayout* group, std::function<QString()> label, QWidget* field);
    void makeGuestGroup();
    void makeFileGroup();
    void makeChainGroups();
    void retranslate();
    void fillLists();
    void enable();
    void want(engine::lab::Action action);

    std::shared_ptr<const LabView> view_;
    std::vector<std::pair<QGroupBox*, std::function<QString()>>> groups_;
    std::vector<std::pair<QLabel*, std::function<QString()>>> labels_;
    std::map<engine::lab::Action, QPushButton*> buttons_;
    QPushButton* part_ = nullptr;
    QPushButton* behind_ = nullptr;
    QComboBox* template_ = nullptr;
    QSpinBox* pattern_ = nullptr;
    QComboBox* file_ = nullptr;
    QSpinBox* clusters_ = nullptr;
    QComboBox* snapshot_ = nullptr;
};

}  // namespace widgets
