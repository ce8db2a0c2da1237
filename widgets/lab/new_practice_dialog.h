#pragma once

#include "work/lab/step.h"

#include <QDialog>

class QCheckBox;
class QComboBox;

namespace widgets {

/// Asks what the disk of a new practice shall be.
class NewPracticeDialog : public QDialog {
    Q_OBJECT

public:
    NewPracticeDialog(const engine::lab::PracticeOptions& options, QWidget* parent);

    engine::lab::PracticeOptions options() const;

private:
    QComboBox* clusterSize_;
    QComboBox* clusters_;
    QCheckBox* fileSystem_;
};

}  // namespace widgets
