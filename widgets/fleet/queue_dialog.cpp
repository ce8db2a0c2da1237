#include "widgets/fleet/queue_dialog.h"

#include "widgets/run/job_words.h"
#include "widgets/words/remedies.h"
#include "widgets/words/returned_text.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QEvent>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace widgets {

namespace {

using Kind = JobRequest::Kind;

const engine::SlimSaving& savingOf(const engine::FleetTemplate& one, Kind kind)
{
    return kind == Kind::DeepSlim ? one.deep : one.standard;
}

bool isRunnable(const engine::FleetTemplate& one, Kind kind)
{
    return !one.reason && savingOf(one, kind).bytes.value_or(0) > 0;
}

}  // namespace

QueueDialog::QueueDialog(Kind kind, std::vector<engine::FleetTemplate> templates, const engine::ChainOptions& options,
                         std::vector<std::filesystem::path> places, QWidget* parent)
    : QDialog(parent), kind_(kind), options_(options), places_(std::move(places))
{
    for (engine::FleetTemplate& one : templates)
        (isRunnable(one, kind) ? runnable_ : leftOut_).push_back(std::move(one));
    heading_ = new QLabel;
    heading_->setTextFormat(Qt::PlainText);
    heading_->setWordWrap(true);
    QFont bold = font();
    bold.setBold(true);
    heading_->setFont(bold);
    explanation_ = new QLabel;
    explanation_->setTextFormat(Qt::PlainText);
    explanation_->setWordWrap(true);
    list_ = new QPlainTextEdit;
    list_->setReadOnly(true);
    list_->setTabChangesFocus(true);
    list_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    list_->setLineWrapMode(QPlainTextEdit::NoWrap);
    alone_ = new QCheckBox;
    auto* buttons = new QDialogButtonBox;
    run_ = buttons->addButton(QString(), QDialogButtonBox::AcceptRole);
    cancel_ = buttons->addButton(QString(), QDialogButtonBox::RejectRole);
    run_->setAutoDefault(false);
    cancel_->setDefault(true);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(heading_);
    layout->addWidget(explanation_);
    layout->addWidget(list_, 1);
    layout->addWidget(alone_);
    layout->addWidget(buttons);
    resize(680, 420);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    retranslate();
}

std::vector<JobRequest> QueueDialog::requests() const
{
    JobRequest request;
    request.kind = kind_;
    request.options.exact = true;
    request.options.replace = true;
    request.options.searchFolders = places_;
    request.options.alone = alone_->isChecked();
    request.chainOptions = options_;
    request.confirmed.emplace();
    request.agreed = {"plan.finalLoss"};
    std::vector<JobRequest> requests;
    request.oneOfMany = runnable_.size() > 1;
    for (const engine::FleetTemplate& one : runnable_) {
        request.templates = {one.path};
        requests.push_back(request);
    }
    return requests;
}

void QueueDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

QString QueueDialog::listText() const
{
    QStringList lines;
    for (const engine::FleetTemplate& one : runnable_) {
        const engine::SlimSaving& saving = savingOf(one, kind_);
        lines << (saving.returned
                      ? tr("%1: gives back %2 on disk")
                            .arg(pathText(one.path), diskText(*saving.returned, false, saving.returnedExact))
                      : pathText(one.path));
    }
    if (!leftOut_.empty())
        lines << QString() << tr("Left out:");
    for (const engine::FleetTemplate& one : leftOut_) {
        const QString path = pathText(one.path);
        const QString why = whyLeftOut(one);
        lines << (why.contains(path) ? why : tr("%1: %2").arg(path, why));
    }
    return lines.join('\n');
}

QString QueueDialog::whyLeftOut(const engine::FleetTemplate& one) const
{
    if (one.reason)
        return describeWithRemedy(*one.reason);
    const engine::SlimSaving& saving = savingOf(one, kind_);
    if (saving.blocker)
        return noteWithRemedy(*saving.blocker);
    return saving.bytes ? tr("Nothing would be saved.") : tr("It has not been looked at yet.");
}

void QueueDialog::retranslate()
{
    const QString count = QLocale().toString(qulonglong(runnable_.size()));
    setWindowTitle(kindText(kind_));
    heading_->setText(tr("%1: %2 templates, one job each.").arg(kindText(kind_), count));
    explanation_->setText(tr(
        "The new files take the names of the old ones, which stay beside them as *.before-slim until you delete them: "
        "until then both take space. What the guests have deleted cannot be recovered afterwards. Each job looks at "
        "its files again when it starts; one that would lose internal snapshots or bitmaps does not run."));
    list_->setPlainText(listText());
    list_->setAccessibleName(tr("Templates of the jobs"));
    alone_->setText(tr("No image &elsewhere needs these files"));
    alone_->setToolTip(
        tr("Each job looks for images that need a base which it renames. Where there is more than it can "
           "look at, it runs only with this said."));
    run_->setText(tr("&Queue the jobs"));
    cancel_->setText(tr("Cancel"));
    run_->setEnabled(!runnable_.empty());
}

}  // namespace widgets
