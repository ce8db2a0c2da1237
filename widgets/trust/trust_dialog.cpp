#include "widgets/trust/trust_dialog.h"

#include "widgets/words/words.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <array>

namespace widgets {

namespace {

using Kind = TrustQuestion::Kind;

/// What a backing file whose header is silent may be, as qemu-img spells it.
constexpr std::array backingFormats{"raw", "qcow2", "vmdk", "vpc", "vhdx", "vdi", "qed", "parallels"};

constexpr int textWidth = 460;

QLabel* newLabel()
{
    auto* label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setMinimumWidth(textWidth);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

}  // namespace

TrustDialog::TrustDialog(Session& session, TrustQuestion question, QWidget* parent)
    : QDialog(parent), session_(session), question_(std::move(question))
{
    build();
    connect(this, &QDialog::accepted, this, &TrustDialog::trust);
    retranslate();
}

void TrustDialog::build()
{
    heading_ = newLabel();
    QFont bold = heading_->font();
    bold.setBold(true);
    bold.setPointSizeF(bold.pointSizeF() * 1.2);
    heading_->setFont(bold);
    file_ = newLabel();
    file_->setText(pathText(question_.file));
    text_ = newLabel();
    formatLabel_ = new QLabel;
    format_ = new QComboBox;
    formatLabel_->setBuddy(format_);
    for (const char* format : backingFormats)
        format_->addItem(QString::fromLatin1(format));
    format_->setCurrentIndex(-1);
    auto* choice = new QHBoxLayout;
    choice->addWidget(formatLabel_);
    choice->addWidget(format_, 1);
    auto* buttons = new QDialogButtonBox;
    agree_ = buttons->addButton(QString(), QDialogButtonBox::AcceptRole);
    cancel_ = buttons->addButton(QString(), QDialogButtonBox::RejectRole);
    agree_->setAutoDefault(false);
    cancel_->setDefault(true);

    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(10);
    for (QLabel* label : {heading_, file_, text_})
        layout->addWidget(label);
    layout->addLayout(choice);
    layout->addStretch(1);
    layout->addWidget(buttons);
    const bool named = question_.kind == Kind::NameFormat;
    formatLabel_->setVisible(named);
    format_->setVisible(named);
    agree_->setEnabled(!named);
    (named ? static_cast<QWidget*>(format_) : cancel_)->setFocus();
    connect(format_, &QComboBox::activated, this, [this] { agree_->setEnabled(format_->currentIndex() >= 0); });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void TrustDialog::trust()
{
    if (question_.kind == Kind::AllowFile)
        session_.allow(question_.file);
    else
        session_.chooseFormat(question_.file, format_->currentText().toStdString());
    session_.reload();
}

void TrustDialog::retranslate()
{
    const bool allow = question_.kind == Kind::AllowFile;
    setWindowTitle(allow ? tr("Allow a file") : tr("Name a format"));
    heading_->setText(allow ? tr("Read this file because an image names it?")
                            : tr("Which format does this file have?"));
    text_->setText(
        allow ? tr("It lies outside the folders that you opened, or is an external data file. Whoever made the image "
                   "chose the name, and it may lead to a file that the image has no business with: its content would "
                   "then show here, and be copied into results.\n\nAllow it only where you know this file and expect "
                   "it to be a part of the template. It is only read; the permission ends when Lamella is closed.")
              : tr("No header names the format, and Lamella does not guess it: a guest can write what looks like "
                   "another format to the start of a raw disk, and so make its host read files that are none of "
                   "its business.\n\nChoose the format that the file was made with. Where the wrong one is chosen, "
                   "the figures and a result are wrong too. The choice ends when Lamella is closed."));
    formatLabel_->setText(tr("&Format"));
    format_->setPlaceholderText(tr("Choose a format"));
    agree_->setText(allow ? tr("&Allow this file") : tr("&Read as this format"));
    cancel_->setText(tr("&Cancel"));
}

void TrustDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

}  // namespace widgets
