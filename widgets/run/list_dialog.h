#pragma once

#include <QDialog>

class QCheckBox;
class QDialogButtonBox;

namespace widgets {

/// A sentence, and a list of plain lines that can be long and can be copied. Goes when it is closed; to be opened with
/// open().
class ListDialog : public QDialog {
    Q_OBJECT

public:
    ListDialog(const QString& title, const QString& sentence, const QString& lines, QWidget* parent);

    /// Two buttons in place of Close; the default is the second.
    void offer(const QString& accept, const QString& reject);
    /// After `offer`: a box that has to be ticked before the first button can be used.
    void requireTick(const QString& text);
    bool ticked() const;

private:
    QCheckBox* tick_ = nullptr;
    QDialogButtonBox* buttons_;
};

}  // namespace widgets
