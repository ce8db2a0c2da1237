#pragma once

#include "plan/plan_note.h"

#include <QTextEdit>

#include <vector>

namespace widgets {

/// What speaks against a run and what has to be known before it, all of it, each with what to do. Can be copied.
class NotesPage : public QTextEdit {
    Q_OBJECT

public:
    explicit NotesPage(QWidget* parent = nullptr);

    void show(std::vector<engine::PlanNote> blockers, std::vector<engine::PlanNote> cautions, std::uint64_t peakBytes);
    /// Text alone: what went wrong; may be empty.
    void show(const QString& text);

protected:
    void changeEvent(QEvent* event) override;

private:
    void fill();
    void append(const QString& heading, const engine::PlanNote& note);

    std::vector<engine::PlanNote> blockers_;
    std::vector<engine::PlanNote> cautions_;
    std::uint64_t peakBytes_ = 0;
    QString text_;
};

}  // namespace widgets
