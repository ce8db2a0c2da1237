#pragma once

#include "widgets/lab/lab_desk.h"

#include <QMainWindow>

#include <functional>
#include <vector>

class QDockWidget;
class QLabel;
class QListWidget;
class QScrollArea;

namespace widgets {

class LabControls;
class LabLegend;
class LabMap;
class LabSizes;
class LabTables;
class LessonPanel;
class Settings;

/// The copy-on-write lab: a practice chain of real images that a person changes step by step, and lessons about it.
class LabWindow : public QMainWindow {
    Q_OBJECT

public:
    /// @param settings outlives the window
    /// @param language as Appearance names it
    LabWindow(Settings& settings, const QString& language, QWidget* parent = nullptr);
    ~LabWindow() override;

    void setLanguage(const QString& language);
    /// Lessons of somebody else's, shown with ours; those of the folder in the settings are there from the start.
    void readLessons(const QString& folder);
    void setPresenter(bool on);
    /// Brings a panel to the front: controls, lessons, tables, steps.
    void showPanel(const QString& name);
    bool presenter() const;

    LabDesk& desk() noexcept { return desk_; }
    LabMap& map() noexcept { return *map_; }
    LabControls& controls() noexcept { return *controls_; }
    LessonPanel& lessons() noexcept { return *lessons_; }

protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    struct Command {
        QAction* action = nullptr;
        std::function<QString()> text;
    };

    void makeCentre();
    QDockWidget* addPanel(const char* name, QWidget* content, Qt::DockWidgetArea area, std::function<QString()> title);
    void makePanels();
    void widenPanels(qreal factor);
    void makeCommands();
    QAction* addCommand(std::function<QString()> text, const QKeySequence& shortcut, std::function<void()> run);
    void connectParts();
    void retranslate();

    void take();
    void showWhat();
    void showPlace();
    void showSteps();
    void runWanted(engine::lab::Step step);
    void writeBehind(std::uint64_t pattern);
    void askNew();
    void askFile(bool save);
    void setAnimated(bool on);
    void enlargeSentence();
    void moveFocus();

    Settings& settings_;
    LabDesk desk_;
    QString language_;
    QString refusal_;  ///< why the last wish was not fulfilled
    QScrollArea* scroll_ = nullptr;
    LabMap* map_ = nullptr;
    LabLegend* legend_ = nullptr;
    QLabel* path_ = nullptr;
    QLabel* what_ = nullptr;
    LabSizes* sizes_ = nullptr;
    LabControls* controls_ = nullptr;
    LabTables* tables_ = nullptr;
    QListWidget* steps_ = nullptr;
    LessonPanel* lessons_ = nullptr;
    QAction* undo_ = nullptr;
    QAction* redo_ = nullptr;
    QAction* reset_ = nullptr;
    QAction* presenter_ = nullptr;
    QAction* animated_ = nullptr;
    qreal plainPointSize_ = 0;
    bool wasMaximized_ = false;
    QByteArray plainState_;  ///< of the panels, before the presenter mode
    std::vector<Command> commands_;
    std::vector<std::pair<QDockWidget*, std::function<QString()>>> panels_;
};

}  // namespace widgets
