#pragma once

#include "widgets/data/session.h"

#include <QToolButton>

namespace widgets {

/// Asks for the images of the machine's other disks. There only while a volume group of the open template needs one, or
/// one was given; its tool tip says which is missing.
class OtherDisksButton : public QToolButton {
    Q_OBJECT

public:
    /// The session outlives the button.
    explicit OtherDisksButton(Session& session, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void ask();
    void showState();

    Session& session_;
    QMenu* menu_;
    QAction* without_;
};

}  // namespace widgets
