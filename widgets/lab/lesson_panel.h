#pragma once

#include "widgets/basics/background.h"
#include "widgets/lab/lesson_run.h"

#include <QWidget>

#include <filesystem>
#include <memory>
#include <vector>

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;

namespace widgets {

/// Guides through a lesson: what to do now, a hint, what was learned; notices by itself that it was done.
class LessonPanel : public QWidget {
    Q_OBJECT

public:
    explicit LessonPanel(QWidget* parent = nullptr);

    /// As Appearance names it.
    void setLanguage(const QString& language);
    /// Lessons that somebody else has written are shown with ours.
    void readFolder(const std::filesystem::path& folder);
    void setView(std::shared_ptr<const LabView> view);
    /// The view that follows is of another practice.
    void practiceBegun() { begun_ = true; }
    void looked(std::size_t templateNumber, std::size_t layer);
    /// Begins the chosen lesson.
    void start();

    const LessonRun& run() const noexcept { return run_; }
    int lessons() const noexcept { return static_cast<int>(lessons_.size()); }

signals:
    /// A lesson begins with this practice.
    void practiceWanted(const engine::lab::PracticeOptions& options, const std::vector<engine::lab::Step>& steps);

protected:
    void changeEvent(QEvent* event) override;

private:
    void makeWidgets();
    void readOwn();
    void retranslate();
    void showTask();
    QString textOf(const engine::lab::Texts& texts) const;

    std::string language_ = "en";
    std::vector<std::shared_ptr<const engine::lab::Lesson>> lessons_;
    QStringList problems_;
    LessonRun run_;
    std::shared_ptr<const LabView> view_;
    bool begun_ = false;
    bool starting_ = false;  ///< the practice of the lesson is being made
    bool hintShown_ = false;
    Background reader_;
    QComboBox* choice_ = nullptr;
    QPushButton* start_ = nullptr;
    QLabel* about_ = nullptr;
    QProgressBar* progress_ = nullptr;
    QLabel* text_ = nullptr;
    QLabel* hint_ = nullptr;
    QLabel* done_ = nullptr;
    QLabel* problem_ = nullptr;
    QPushButton* back_ = nullptr;
    QPushButton* showHint_ = nullptr;
    QPushButton* next_ = nullptr;
};

}  // namespace widgets
