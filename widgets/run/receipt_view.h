#pragma once

#include "widgets/basics/background.h"
#include "widgets/run/job.h"
#include "work/restore.h"

#include <QDialog>
#include <QWidget>

class QLabel;
class QPushButton;
class QTextBrowser;

namespace widgets {

class ListDialog;
class OperationFile;

/// The receipt of a job that is done: predicted against actual, and what can be done with the originals. What changes
/// files asks first, and works on another thread.
class ReceiptView : public QWidget {
    Q_OBJECT

public:
    /// @param outcome of a job in state Done
    ReceiptView(JobRequest request, JobOutcome outcome, QWidget* parent = nullptr);

signals:
    /// The originals have their names again, or are gone: files have changed.
    void filesChanged();

protected:
    void changeEvent(QEvent* event) override;

private:
    enum class Originals : std::uint8_t { There, Busy, Restored, Deleted };

    void build();
    void retranslate();
    void enable();
    void showText();
    void openFolder();
    void copy();
    void askToRestore();
    void askToDelete();
    /// Looks who rests on the files; where nobody does, asks, and calls `accepted` with what was answered.
    struct Question {
        QString title;
        QString text;
        QString lines;
        QString refusal;  ///< where images rest on the files
        decltype(&engine::whoNeedsOriginals) who = nullptr;
        void (ReceiptView::*accepted)(const engine::Elsewhere& elsewhere) = nullptr;
    };
    void ask(const Question& question);
    void showQuestion(const Question& question, const engine::RestingImages& resting);
    engine::Elsewhere elsewhere() const { return {request_.options.searchFolders, request_.options.alone}; }
    void restore(const engine::Elsewhere& elsewhere);
    void deleteOriginals(const engine::Elsewhere& elsewhere);
    void say(const QString& text);

    JobRequest request_;
    JobOutcome outcome_;
    Originals originals_ = Originals::There;
    QLabel* heading_;
    QTextBrowser* text_;
    QLabel* message_;
    QPushButton* open_;
    QPushButton* copy_;
    QPushButton* save_;
    QPushButton* restore_;
    QPushButton* delete_;
    OperationFile* file_;
    Background background_;
};

/// The same as a window of its own.
class ReceiptDialog : public QDialog {
    Q_OBJECT

public:
    ReceiptDialog(JobRequest request, JobOutcome outcome, QWidget* parent = nullptr);

signals:
    void filesChanged();

protected:
    void changeEvent(QEvent* event) override;
};

}  // namespace widgets
