#include "widgets/savings/options_panel.h"
#include "widgets/words/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>

/// What the options say.
namespace widgets {

QString OptionsPanel::summary() const
{
    const engine::ImageOptions& options = desk_.options();
    QStringList parts;
    parts += options.replace ? tr("Replaces the originals, kept as *.before-slim") : tr("To a new file");
    parts += compression_->currentText();
    parts += options.clusterSize == 0 ? tr("clusters as now") : tr("clusters of %1").arg(sizeText(options.clusterSize));
    if (options.extendedL2)
        parts += tr("extended L2 entries");
    if (!options.trim)
        parts += tr("garbage stays");
    if (options.dropSystemFiles)
        parts += tr("without page files");
    return parts.join(QStringLiteral(" \u00b7 "));
}

void OptionsPanel::retranslate()
{
    filling_ = true;
    const int chosen = std::max(0, compression_->currentIndex());
    compression_->clear();
    compression_->addItems({tr("not compressed"), tr("zlib: every reader, slower"), tr("zstd: QEMU 5.1 and newer")});
    compression_->setCurrentIndex(chosen);
    filling_ = false;
    setAccessibleName(tr("Options"));
    compressionLabel_->setText(tr("&Compression"));
    clusterLabel_->setText(tr("Cluster si&ze, and what it changes at most"));
    extendedL2_->setText(tr("&Extended L2 entries"));
    extendedL2_->setToolTip(tr("Clusters are allocated in 32 parts: less rounding with large clusters."));
    extendedWarning_->setText(tr("Needs QEMU 5.2 or newer. Some cloud services refuse such images."));
    trim_->setText(tr("Drop &garbage of the guest"));
    trim_->setToolTip(tr("Leaves out what the guest's file systems do not use."));
    systemFiles_->setText(tr("Drop page, s&wap and hibernation files"));
    systemFiles_->setToolTip(tr("Their content; the guest makes it anew. Not for a guest that is to resume."));
    result_->setTitle(tr("Where the result goes"));
    replace_->setText(tr("&Replace, keep originals"));
    replace_->setToolTip(tr("The originals are kept beside as *.before-slim until you delete them."));
    beside_->setText(tr("To a &new file"));
    fileLabel_->setText(tr("New &file, of slims"));
    folderLabel_->setText(tr("F&older, of base sharing"));
    file_->setAccessibleName(tr("New file, of slims"));
    folder_->setAccessibleName(tr("Folder, of base sharing"));
    browseFile_->setText(tr("Browse..."));
    browseFile_->setAccessibleName(tr("Browse for a new file"));
    browseFolder_->setText(tr("Browse..."));
    browseFolder_->setAccessibleName(tr("Browse for a folder"));
    advanced_->setTitle(tr("Advanced"));
    shareClusters_->setText(tr("Store e&qual clusters once"));
    shareClusters_->setToolTip(tr("Equal clusters share a place. A tool that copies the image may store each again."));
    showGains();
    showEffect();
    emit summaryChanged();
}

}  // namespace widgets
