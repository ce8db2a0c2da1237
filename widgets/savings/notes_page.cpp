#include "widgets/savings/notes_page.h"

#include "widgets/words/remedies.h"
#include "widgets/words/words.h"

#include <QEvent>

namespace widgets {

NotesPage::NotesPage(QWidget* parent) : QTextEdit(parent)
{
    setReadOnly(true);
    setTabChangesFocus(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setFrameShape(QFrame::NoFrame);
    setMinimumHeight(2 * fontMetrics().height());
    fill();
}

void NotesPage::show(std::vector<engine::PlanNote> blockers, std::vector<engine::PlanNote> cautions,
                     std::uint64_t peakBytes)
{
    const bool same = blockers == blockers_ && cautions == cautions_ && peakBytes == peakBytes_ && text_.isEmpty();
    blockers_ = std::move(blockers);
    cautions_ = std::move(cautions);
    peakBytes_ = peakBytes;
    text_.clear();
    // Who reads keeps the place.
    if (!same)
        fill();
}

void NotesPage::show(const QString& text)
{
    blockers_.clear();
    cautions_.clear();
    peakBytes_ = 0;
    text_ = text;
    fill();
}

void NotesPage::fill()
{
    const auto count = static_cast<qulonglong>(blockers_.size() + cautions_.size());
    setWindowTitle(count == 0 ? tr("Notes") : tr("Notes (%1)").arg(count));
    setAccessibleName(tr("What to know before running"));
    setPlainText(text_);
    for (const engine::PlanNote& note : blockers_)
        append(tr("Not possible."), note);
    for (const engine::PlanNote& note : cautions_)
        append(tr("Please note."), note);
    if (peakBytes_ > 0)
        textCursor().insertText(tr("While it runs, it needs %1 (%2) beside what is there.")
                                    .arg(sizeText(peakBytes_), exactSizeText(peakBytes_)),
                                QTextCharFormat());
    moveCursor(QTextCursor::Start);
}

void NotesPage::append(const QString& heading, const engine::PlanNote& note)
{
    QTextCursor cursor(document());
    cursor.movePosition(QTextCursor::End);
    QTextCharFormat bold;
    bold.setFontWeight(QFont::Bold);
    cursor.insertText(heading + ' ', bold);
    cursor.insertText(noteWithRemedy(note) + '\n', QTextCharFormat());
    setTextCursor(cursor);
}

void NotesPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        fill();
    QTextEdit::changeEvent(event);
}

}  // namespace widgets
