#include "widgets/lab/new_practice_dialog.h"

#include "widgets/words/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>

namespace widgets {

NewPracticeDialog::NewPracticeDialog(const engine::lab::PracticeOptions& options, QWidget* parent)
    : QDialog(parent), clusterSize_(new QComboBox(this)), clusters_(new QComboBox(this)),
      fileSystem_(new QCheckBox(tr("With a file system of the guest (ext4)"), this))
{
    setWindowTitle(tr("New practice"));
    clusterSize_->setObjectName("clusterSize");
    clusters_->setObjectName("clusters");
    for (std::uint64_t size = 4096; size <= 262144; size *= 2)
        clusterSize_->addItem(sizeText(size), QVariant::fromValue<qulonglong>(size));
    for (const unsigned count : {64U, 128U, 192U, 256U})
        clusters_->addItem(QString::number(count), QVariant::fromValue<qulonglong>(count));
    clusterSize_->setCurrentIndex(clusterSize_->findData(QVariant::fromValue<qulonglong>(options.clusterSize)));
    clusters_->setCurrentIndex(clusters_->findData(QVariant::fromValue<qulonglong>(options.clusters)));
    fileSystem_->setChecked(options.fileSystem);
    auto* form = new QFormLayout(this);
    form->addRow(tr("&Cluster size"), clusterSize_);
    form->addRow(tr("&Number of clusters"), clusters_);
    form->addRow(fileSystem_);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    form->addRow(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

engine::lab::PracticeOptions NewPracticeDialog::options() const
{
    return {clusterSize_->currentData().toULongLong(), clusters_->currentData().toULongLong(),
            fileSystem_->isChecked()};
}

}  // namespace widgets
