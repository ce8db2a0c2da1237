#include "widgets/run/receipt_view.h"

#include "widgets/run/job_words.h"
#include "widgets/run/list_dialog.h"
#include "widgets/run/operation_file.h"
#include "widgets/run/originals_text.h"
#include "widgets/run/plan_facts.h"
#include "widgets/run/receipt_text.h"
#include "widgets/words/returned_text.h"
#include "work/document_file.h"
#include "work/restore.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTextBrowser>
#include <QUrl>
#include <QVBoxLayout>

namespace widgets {

ReceiptView::ReceiptView(JobRequest request, JobOutcome outcome, QWidget* parent)
    : QWidget(parent), request_(std::move(request)), outcome_(std::move(outcome)), file_(new OperationFile(*this))
{
    build();
    retranslate();
    connect(&background_, &Background::failed, this, [this](const engine::Error& error) {
        if (originals_ == Originals::Busy)
            originals_ = Originals::There;
        say(errorText(error));
        enable();
    });
}

void ReceiptView::build()
{
    heading_ = new QLabel;
    heading_->setTextFormat(Qt::PlainText);
    heading_->setWordWrap(true);
    QFont font = heading_->font();
    font.setBold(true);
    heading_->setFont(font);
    text_ = newTextBrowser({});
    message_ = new QLabel;
    message_->setTextFormat(Qt::PlainText);
    message_->setWordWrap(true);
    message_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    message_->hide();
    auto* buttons = new QHBoxLayout;
    for (QPushButton** button : {&open_, &copy_, &save_, &restore_, &delete_}) {
        *button = new QPushButton;
        (*button)->setAutoDefault(false);
        if (button == &restore_)
            buttons->addStretch();
        buttons->addWidget(*button);
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(heading_);
    layout->addWidget(text_, 1);
    layout->addWidget(message_);
    layout->addLayout(buttons);
    connect(open_, &QPushButton::clicked, this, &ReceiptView::openFolder);
    connect(copy_, &QPushButton::clicked, this, &ReceiptView::copy);
    connect(save_, &QPushButton::clicked, this, [this] {
        file_->ask(tr("Save the receipt"), receiptJson(outcome_), engine::readersOf(factsOf(outcome_.plan).sources));
    });
    connect(file_, &OperationFile::told, this, &ReceiptView::say);
    connect(restore_, &QPushButton::clicked, this, &ReceiptView::askToRestore);
    connect(delete_, &QPushButton::clicked, this, &ReceiptView::askToDelete);
    enable();
}

void ReceiptView::enable()
{
    const bool there = originals_ == Originals::There && !outcome_.receipt->originals.empty();
    restore_->setEnabled(there);
    delete_->setEnabled(there);
}

void ReceiptView::showText()
{
    text_->setHtml(sectionsHtml(receiptSections(outcome_)));
}

void ReceiptView::say(const QString& text)
{
    message_->setText(text);
    message_->setVisible(!text.isEmpty());
}

void ReceiptView::openFolder()
{
    const auto& results = outcome_.receipt->results;
    const std::filesystem::path path = results.empty() ? request_.templates.front() : results.front().path;
    QDesktopServices::openUrl(QUrl::fromLocalFile(QString::fromStdString(path.parent_path().string())));
}

void ReceiptView::copy()
{
    QGuiApplication::clipboard()->setText(jobText(request_) + "\n\n" + sectionsPlain(receiptSections(outcome_)));
}

void ReceiptView::ask(const Question& question)
{
    originals_ = Originals::Busy;
    enable();
    say(tr("Looking for images that need these files"));
    background_.start([this, question, receipt = *outcome_.receipt,
                       where = elsewhere()](std::stop_token stop, const Background::Publish& publish) {
        engine::Progress progress;
        publish([this, question, resting = question.who(receipt, where, progress, stop)] {
            showQuestion(question, resting);
        });
    });
}

/// Many templates have many files: a list that scrolls.
void ReceiptView::showQuestion(const Question& question, const engine::RestingImages& resting)
{
    originals_ = Originals::There;
    enable();
    say({});
    const bool refused = !resting.overlays.empty();
    auto* dialog = new ListDialog(question.title, refused ? question.refusal : question.text,
                                  question.lines + "\n\n" + restingList(resting), this);
    if (!refused) {
        dialog->offer(QLatin1Char('&') + question.title, tr("&Cancel"));
        if (resting.places.boundHit)
            dialog->requireTick(tr("No image &elsewhere needs these files"));
        connect(dialog, &QDialog::accepted, this, [this, dialog, question] {
            engine::Elsewhere answered = elsewhere();
            answered.alone = dialog->ticked();
            (this->*question.accepted)(answered);
        });
    }
    dialog->open();
}

void ReceiptView::askToRestore()
{
    ask({tr("Restore originals"), restoreQuestion(), restoreList(*outcome_.receipt), restoreRefusal(),
         &engine::whoNeedsResults, &ReceiptView::restore});
}

void ReceiptView::askToDelete()
{
    ask({tr("Delete originals"), deleteQuestion(*outcome_.receipt), deleteList(*outcome_.receipt), deleteRefusal(),
         &engine::whoNeedsOriginals, &ReceiptView::deleteOriginals});
}

void ReceiptView::restore(const engine::Elsewhere& elsewhere)
{
    originals_ = Originals::Busy;
    enable();
    say(tr("Restoring the originals"));
    background_.start(
        [this, receipt = *outcome_.receipt, elsewhere](std::stop_token stop, const Background::Publish& publish) {
            engine::Progress progress;
            const engine::Restored restored = restoreOriginals(receipt, progress, stop, elsewhere);
            publish([this, restored] {
                originals_ = Originals::Restored;
                say(restoredText(restored));
                enable();
                emit filesChanged();
            });
        });
}

void ReceiptView::deleteOriginals(const engine::Elsewhere& elsewhere)
{
    originals_ = Originals::Busy;
    enable();
    say(tr("Deleting the originals"));
    background_.start(
        [this, receipt = *outcome_.receipt, elsewhere](std::stop_token stop, const Background::Publish& publish) {
            engine::Progress progress;
            const engine::ReturnedSpace freed = engine::deleteOriginals(receipt, progress, stop, elsewhere);
            publish([this, freed] {
                originals_ = Originals::Deleted;
                say(tr("The originals are deleted: %1 on disk are free").arg(diskText(freed.bytes, true, freed.exact)));
                enable();
                emit filesChanged();
            });
        });
}

void ReceiptView::retranslate()
{
    heading_->setText(jobText(request_));
    text_->setAccessibleName(tr("Receipt"));
    message_->setAccessibleName(tr("Result"));
    open_->setText(tr("&Open folder"));
    copy_->setText(tr("&Copy"));
    copy_->setToolTip(tr("Copy the receipt as text"));
    save_->setText(tr("&Save..."));
    save_->setToolTip(tr("Save the receipt as HTML, JSON or CSV"));
    restore_->setText(tr("&Restore originals"));
    restore_->setToolTip(tr("Give the originals their names again and remove the new files"));
    delete_->setText(tr("&Delete originals"));
    delete_->setToolTip(tr("Free the space that the originals take; there is no way back then"));
    showText();
}

void ReceiptView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

ReceiptDialog::ReceiptDialog(JobRequest request, JobOutcome outcome, QWidget* parent) : QDialog(parent)
{
    setWindowTitle(tr("Receipt"));
    auto* view = new ReceiptView(std::move(request), std::move(outcome));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(view, 1);
    layout->addWidget(buttons);
    buttons->button(QDialogButtonBox::Close)->setFocus();
    resize(760, 560);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(view, &ReceiptView::filesChanged, this, &ReceiptDialog::filesChanged);
}

void ReceiptDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        setWindowTitle(tr("Receipt"));
    QDialog::changeEvent(event);
}

}  // namespace widgets
