#include "widgets/diagnosis/bundle_dialog.h"

#include "widgets/words/words.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QEvent>
#include <QFileDialog>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace widgets {

namespace {

/// Shown of a file; all of it is in the bundle.
constexpr std::size_t mostShown = 64 << 10;

}  // namespace

BundleDialog::BundleDialog(DiagnosisDesk& desk, QWidget* parent)
    : QDialog(parent), desk_(desk), hash_(new QCheckBox), list_(new QTreeWidget), content_(new QPlainTextEdit),
      buttons_(new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel))
{
    auto* layout = new QVBoxLayout(this);
    auto* split = new QSplitter;
    split->addWidget(list_);
    split->addWidget(content_);
    split->setStretchFactor(1, 1);
    split->setSizes({320, 540});
    layout->addWidget(split, 1);
    layout->addWidget(hash_);
    layout->addWidget(buttons_);
    list_->setRootIsDecorated(false);
    list_->setColumnCount(2);
    content_->setReadOnly(true);
    content_->setLineWrapMode(QPlainTextEdit::NoWrap);
    resize(860, 520);
    connect(hash_, &QCheckBox::toggled, this, &BundleDialog::make);
    connect(&desk_, &DiagnosisDesk::bundleMade, this, &BundleDialog::showFiles);
    connect(list_, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem* item) {
        std::string_view text;
        if (item)
            text = (*files_)[item->data(0, Qt::UserRole).toULongLong()].content;
        content_->setPlainText(
            QString::fromUtf8(text.data(), static_cast<qsizetype>(std::min(text.size(), mostShown))));
    });
    connect(buttons_, &QDialogButtonBox::accepted, this, &BundleDialog::save);
    connect(buttons_, &QDialogButtonBox::rejected, this, &QDialog::reject);
    retranslate();
    make();
}

void BundleDialog::make()
{
    buttons_->button(QDialogButtonBox::Save)->setEnabled(false);
    desk_.makeBundle(hash_->isChecked());
}

void BundleDialog::showFiles(std::shared_ptr<const std::vector<engine::archive::BundleFile>> files)
{
    list_->clear();
    files_ = std::move(files);
    for (std::size_t index = 0; index < files_->size(); ++index) {
        auto* item = new QTreeWidgetItem(
            list_, {plainText((*files_)[index].name), sizeText(std::uint64_t{(*files_)[index].content.size()})});
        item->setData(0, Qt::UserRole, static_cast<qulonglong>(index));
        item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
    }
    for (int column = 0; column < list_->columnCount(); ++column)
        list_->resizeColumnToContents(column);
    list_->setCurrentItem(list_->topLevelItem(0));
    buttons_->button(QDialogButtonBox::Save)->setEnabled(true);
}

void BundleDialog::save()
{
    auto* dialog = new QFileDialog(this, tr("Save the support bundle"), QString(), "*.zip;;*.tar.zst");
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix("zip");
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        desk_.saveBundle(path.toStdString(), files_);
        accept();
    });
    dialog->open();
}

void BundleDialog::retranslate()
{
    setWindowTitle(tr("Support bundle"));
    hash_->setText(tr("&Replace names of files, folders and volumes by codes"));
    list_->setHeaderLabels({tr("File"), tr("Size")});
    list_->setAccessibleName(tr("Files of the bundle"));
    content_->setAccessibleName(tr("Content of the chosen file"));
}

void BundleDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

}  // namespace widgets
