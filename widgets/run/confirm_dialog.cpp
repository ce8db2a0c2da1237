#include "widgets/run/confirm_dialog.h"

#include "storage/folder.h"
#include "widgets/run/job_words.h"
#include "widgets/run/plan_facts.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QTextBrowser>
#include <QVBoxLayout>

#include <algorithm>

namespace widgets {

ConfirmDialog::ConfirmDialog(JobRequest request, JobPlan plan, QWidget* parent)
    : QDialog(parent), request_(std::move(request)), plan_(std::move(plan))
{
    const PlanFacts facts = factsOf(plan_);
    blocked_ = !std::all_of(facts.blockers.begin(), facts.blockers.end(), asksAlone);
    asksAlone_ = !blocked_ && !facts.blockers.empty();
    asksToRead_ = std::any_of(facts.cautions.begin(), facts.cautions.end(), hasToBeRead);
    build();
    retranslate();
    readSpace();
}

void ConfirmDialog::build()
{
    heading_ = new QLabel;
    heading_->setTextFormat(Qt::PlainText);
    heading_->setWordWrap(true);
    QFont font = heading_->font();
    font.setBold(true);
    font.setPointSizeF(font.pointSizeF() * 1.2);
    heading_->setFont(font);
    summary_ = new QLabel;
    summary_->setTextFormat(Qt::PlainText);
    for (QLabel* label : {heading_, summary_})
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    text_ = newTextBrowser({});
    read_ = new QCheckBox;
    read_->setVisible(asksToRead_ && !blocked_);
    alone_ = new QCheckBox;
    alone_->setVisible(asksAlone_);
    auto* buttons = new QDialogButtonBox;
    run_ = buttons->addButton(QString(), QDialogButtonBox::AcceptRole);
    cancel_ = buttons->addButton(QString(), QDialogButtonBox::RejectRole);
    enableRun();
    run_->setAutoDefault(false);
    cancel_->setDefault(true);

    auto* layout = new QVBoxLayout(this);
    for (QWidget* widget : std::initializer_list<QWidget*>{heading_, summary_, text_, read_, alone_, buttons})
        layout->addWidget(widget);
    layout->setStretchFactor(text_, 1);
    resize(680, 520);
    cancel_->setFocus();
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    for (QCheckBox* answer : {read_, alone_})
        connect(answer, &QCheckBox::toggled, this, &ConfirmDialog::enableRun);
}

void ConfirmDialog::enableRun()
{
    run_->setEnabled(!blocked_ && (!asksToRead_ || read_->isChecked()) && (!asksAlone_ || alone_->isChecked()));
}

JobRequest ConfirmDialog::confirmedRequest() const
{
    JobRequest request = request_;
    request.confirmed = factsOf(plan_).cautions;
    request.options.alone = asksAlone_ && alone_->isChecked();
    return request;
}

void ConfirmDialog::readSpace()
{
    background_.start([this, folders = targetFolders(plan_)](std::stop_token, const Background::Publish& publish) {
        FreeSpace space;
        for (const std::filesystem::path& folder : folders)
            space[folder] = engine::spaceAt(folder).freeBytes;
        publish([this, space] {
            space_ = space;
            showText();
        });
    });
}

void ConfirmDialog::showText()
{
    text_->setHtml(sectionsHtml(confirmSections(plan_, space_)));
}

void ConfirmDialog::retranslate()
{
    setWindowTitle(kindText(request_.kind));
    heading_->setText(jobText(request_));
    summary_->setText(summaryText(plan_));
    text_->setAccessibleName(tr("What will be done"));
    read_->setText(tr("I have read &this"));
    read_->setToolTip(tr("What is lost cannot be brought back once the originals are deleted"));
    alone_->setText(tr("No image &elsewhere needs these files"));
    alone_->setToolTip(tr("The search for such images did not come to its end: one that needs a file which is renamed "
                          "would not open any more"));
    run_->setText(tr("&Run"));
    cancel_->setText(tr("&Cancel"));
    showText();
}

void ConfirmDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

}  // namespace widgets
