#include "widgets/map/map_placeholder.h"

#include "widgets/trust/trust_dialog.h"
#include "widgets/words/remedies.h"
#include "widgets/words/words.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace widgets {

namespace {

constexpr int pollMilliseconds = 100;
constexpr int besideText = 60;

QLabel* makeLabel(QWidget* parent, double size)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * size);
    label->setFont(font);
    return label;
}

QString whatToDo(const engine::Error& reason)
{
    using Kind = engine::ErrorKind;
    switch (reason.kind()) {
    case Kind::NotFound:
        return MapPlaceholder::tr("Bring the file back to its place, then read again.");
    case Kind::AccessDenied:
        return MapPlaceholder::tr("Ask the owner of the file for the right to read it.");
    case Kind::Refused:
        if (reason.code() == "name.protocol")
            return MapPlaceholder::tr("Only local files are read: copy it to one first, for example with qemu-img.");
        if (!reason.code().starts_with("field.") && !reason.code().starts_with("feature."))
            return remedy({reason.code(), reason.values()});
        [[fallthrough]];
    case Kind::Corrupt:
        return MapPlaceholder::tr("It is not safe to trust the rest of it. Restore it from a backup, or get it again.");
    case Kind::InUse:
        return MapPlaceholder::tr("Shut the virtual machine down, then read again.");
    default:
        return remedy({reason.code(), reason.values()});
    }
}

/// About the topmost layer that more trust would help.
std::optional<TrustQuestion> questionOf(const engine::Chain& chain)
{
    for (std::size_t layer = chain.layers().size(); layer-- > 0;)
        if (const engine::Layer& held = chain.layers()[layer]; !held.usable() && held.reason)
            if (auto question = trustQuestion(held.path, *held.reason))
                return question;
    return std::nullopt;
}

}  // namespace

MapPlaceholder::MapPlaceholder(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), title_(makeLabel(this, 1.4)), text_(makeLabel(this, 1)),
      progress_(new QProgressBar(this)), open_(new QPushButton(this)), samples_(new QPushButton(this)),
      trust_(new QPushButton(this))
{
    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(open_);
    buttons->addWidget(samples_);
    buttons->addWidget(trust_);
    buttons->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setSpacing(12);
    column->addStretch(2);
    column->setContentsMargins(besideText, 0, besideText, 0);
    column->addWidget(title_);
    column->addWidget(text_);
    column->addWidget(progress_, 0, Qt::AlignHCenter);
    column->addLayout(buttons);
    column->addStretch(3);
    progress_->setFixedWidth(280);
    timer_.setInterval(pollMilliseconds);
    connect(&timer_, &QTimer::timeout, this, &MapPlaceholder::showProgress);
    connect(open_, &QPushButton::clicked, this, &MapPlaceholder::openRequested);
    connect(samples_, &QPushButton::clicked, this, &MapPlaceholder::samplesRequested);
    connect(trust_, &QPushButton::clicked, this, &MapPlaceholder::askTrust);
    refresh();
}

void MapPlaceholder::setError(std::optional<engine::Error> error)
{
    error_ = std::move(error);
    refresh();
}

void MapPlaceholder::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void MapPlaceholder::refresh()
{
    const auto analysis = session_.analysis();
    const bool broken = analysis && !analysis->chain.complete();
    const bool reading = session_.reading() && !broken;
    const bool empty = session_.path().empty();
    const QString name = fileNameText(session_.path());
    if (reading) {
        title_->setText(tr("Reading %1").arg(name));
        text_->setText(tr("The map shows as soon as the tables of all layers are read."));
    } else if (broken) {
        title_->setText(tr("%1 cannot be shown").arg(name));
        text_->setText(brokenText(analysis->chain));
    } else if (error_ && !empty) {
        title_->setText(tr("%1 cannot be read").arg(name));
        text_->setText(paragraph({wholeSentence(describe(*error_)), whatToDo(*error_)}));
    } else {
        title_->setText(tr("Drop a folder or an image here, or open the sample templates"));
        text_->setText(
            tr("The map shows every layer of a template, and what of it is waste. Nothing is changed by looking."));
    }
    question_ = broken ? questionOf(analysis->chain) : std::nullopt;
    trust_->setVisible(question_.has_value());
    trust_->setText(askText(question_ ? question_->kind : TrustQuestion::Kind::AllowFile));
    open_->setText(tr("Open..."));
    samples_->setText(tr("Sample templates"));
    progress_->setAccessibleName(tr("Progress"));
    progress_->setVisible(reading);
    open_->setVisible(!reading && !broken);
    samples_->setVisible(empty && !reading);
    reading ? timer_.start() : timer_.stop();
    showProgress();
}

void MapPlaceholder::showProgress()
{
    const std::uint64_t total = session_.progress().total;
    const std::uint64_t done = session_.progress().done;
    // A range of nothing makes the bar swing: it is not known yet how much there is.
    progress_->setRange(0, total == 0 ? 0 : 1000);
    progress_->setValue(total == 0 ? 0
                                   : static_cast<int>(1000.0 * static_cast<double>(done) / static_cast<double>(total)));
}

void MapPlaceholder::askTrust()
{
    auto* dialog = new TrustDialog(session_, *question_, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

QString MapPlaceholder::brokenText(const engine::Chain& chain) const
{
    QStringList lines;
    for (std::size_t layer = chain.layers().size(); layer-- > 0;) {
        const engine::Layer& held = chain.layers()[layer];
        if (held.usable())
            continue;
        const QString why = held.reason ? wholeSentence(describe(*held.reason)) : stateText(held.state);
        const QString advice =
            held.reason && !trustQuestion(held.path, *held.reason) ? whatToDo(*held.reason) : QString();
        lines.append(tr("%1: %2").arg(pathText(held.path), paragraph({why, advice})));
        if (layer + 1 < chain.layers().size())
            lines.append(tr("It is the backing image of %1.").arg(fileNameText(chain.layers()[layer + 1].path)));
    }
    return lines.join('\n');
}

}  // namespace widgets
