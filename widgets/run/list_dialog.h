#pragma once

#include <QDialog>

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

private:
    QDialogButtonBox* buttons_;
};

}  // namespace widgets
