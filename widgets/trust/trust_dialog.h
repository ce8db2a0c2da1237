#pragma once

#include "widgets/data/session.h"
#include "widgets/trust/trust_question.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QPushButton;

namespace widgets {

/// Says what it means to trust a file, and does it only where the person agrees. The session then reads its template
/// again.
class TrustDialog : public QDialog {
    Q_OBJECT

public:
    /// @param session outlives the dialog
    TrustDialog(Session& session, TrustQuestion question, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void retranslate();
    void trust();

    Session& session_;
    TrustQuestion question_;
    QLabel* heading_ = nullptr;
    QLabel* file_ = nullptr;
    QLabel* text_ = nullptr;
    QLabel* formatLabel_ = nullptr;
    QComboBox* format_ = nullptr;
    QPushButton* agree_ = nullptr;
    QPushButton* cancel_ = nullptr;
};

}  // namespace widgets
