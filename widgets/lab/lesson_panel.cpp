#include "widgets/lab/lesson_panel.h"

#include "report/lab/lesson_folder.h"
#include "widgets/lab/lab_words.h"
#include "widgets/words/words.h"

#include <QComboBox>
#include <QDir>
#include <QEvent>
#include <QFile>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace widgets {

namespace lab = engine::lab;

namespace {

QLabel* paragraph(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

}  // namespace

LessonPanel::LessonPanel(QWidget* parent) : QWidget(parent)
{
    makeWidgets();
    readOwn();
    connect(start_, &QPushButton::clicked, this, &LessonPanel::start);
    connect(choice_, &QComboBox::currentIndexChanged, this, &LessonPanel::showTask);
    connect(next_, &QPushButton::clicked, this, [this] {
        hintShown_ = false;
        run_.next(*view_);
        showTask();
    });
    connect(back_, &QPushButton::clicked, this, [this] {
        hintShown_ = false;
        run_.back(*view_);
        showTask();
    });
    connect(showHint_, &QPushButton::clicked, this, [this] {
        hintShown_ = true;
        showTask();
    });
    connect(&reader_, &Background::failed, this, [this](const engine::Error& error) {
        problems_ << tr("%1: %2").arg(pathText(error.path()), describe(error));
        showTask();
    });
    retranslate();
}

void LessonPanel::makeWidgets()
{
    choice_ = new QComboBox(this);
    choice_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    start_ = new QPushButton(this);
    progress_ = new QProgressBar(this);
    auto* texts = new QWidget;
    auto* lines = new QVBoxLayout(texts);
    lines->setContentsMargins(2, 2, 2, 2);
    for (QLabel** label : {&about_, &text_, &hint_, &done_, &problem_}) {
        *label = paragraph(texts);
        lines->addWidget(*label);
    }
    lines->addStretch(1);
    auto* scroll = new QScrollArea(this);
    scroll->setWidget(texts);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    back_ = new QPushButton(this);
    showHint_ = new QPushButton(this);
    next_ = new QPushButton(this);
    next_->setObjectName("next");
    text_->setObjectName("text");
    problem_->setObjectName("problem");
    auto* buttons = new QHBoxLayout;
    for (QPushButton* button : {back_, showHint_, next_})
        buttons->addWidget(button);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(choice_);
    layout->addWidget(start_);
    layout->addWidget(progress_);
    layout->addWidget(scroll, 1);
    layout->addLayout(buttons);
}

void LessonPanel::readOwn()
{
    const QDir folder(":/lessons");
    for (const QString& name : folder.entryList({"*.json"}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray text = file.readAll();
        lessons_.push_back(
            std::make_shared<const lab::Lesson>(engine::report::parseLesson({text.data(), std::size_t(text.size())})));
    }
}

void LessonPanel::readFolder(const std::filesystem::path& folder)
{
    reader_.start([this, folder](std::stop_token, const Background::Publish& publish) {
        auto found = std::make_shared<engine::report::LessonFolder>(engine::report::readLessonFolder(folder));
        publish([this, found] {
            lessons_.insert(lessons_.end(), found->lessons.begin(), found->lessons.end());
            for (const engine::Error& error : found->refused)
                problems_ << tr("%1: %2").arg(fileNameText(error.path()), describe(error));
            retranslate();
        });
    });
}

QString LessonPanel::textOf(const lab::Texts& texts) const
{
    QString text = QString::fromStdString(lab::textIn(texts, language_));
    for (std::size_t at = 0; at < lab::actionCount; ++at) {
        const auto action = static_cast<lab::Action>(at);
        text.replace("{" + QString::fromLatin1(name(action).data()) + "}", tr("\"%1\"").arg(actionText(action)));
    }
    return text;
}

void LessonPanel::setLanguage(const QString& language)
{
    language_ = language.toStdString();
    retranslate();
}

void LessonPanel::start()
{
    if (choice_->currentIndex() < 0)
        return;
    run_ = LessonRun(lessons_[static_cast<std::size_t>(choice_->currentIndex())]);
    starting_ = true;
    hintShown_ = false;
    showTask();
    emit practiceWanted(run_.lesson().practice, run_.lesson().prepared);
}

void LessonPanel::setView(std::shared_ptr<const LabView> view)
{
    view_ = std::move(view);
    if (begun_) {
        if (starting_)
            run_.begin(*view_);
        else
            run_.practiceBegun(*view_);
        begun_ = starting_ = false;
    }
    run_.practiceChanged(*view_);
    showTask();
}

void LessonPanel::looked(std::size_t templateNumber, std::size_t layer)
{
    if (!view_ || starting_)
        return;
    run_.looked(templateNumber, layer, *view_);
    showTask();
}

void LessonPanel::showTask()
{
    const bool chosen = choice_->currentIndex() >= 0;
    const bool running = run_.active() && !starting_;
    const bool other = !run_.active() ||
                       (chosen && lessons_[static_cast<std::size_t>(choice_->currentIndex())].get() != &run_.lesson());
    about_->setVisible(other && chosen);
    if (chosen)
        about_->setText(textOf(lessons_[static_cast<std::size_t>(choice_->currentIndex())]->about));
    start_->setEnabled(chosen);
    start_->setText(other ? tr("&Begin this lesson") : tr("&Begin again"));
    for (QWidget* each : std::initializer_list<QWidget*>{progress_, text_, back_, showHint_, next_})
        each->setVisible(running && !other);
    hint_->setVisible(running && !other && hintShown_);
    const bool toDo = running && !other && (!run_.task().checks.empty() || run_.atLastTask());
    done_->setVisible(toDo && run_.taskDone());
    problem_->setVisible(!problems_.isEmpty());
    problem_->setText(tr("Lessons that cannot be used:") + "\n" + problems_.join("\n"));
    if (!running || other)
        return;
    const lab::Task& task = run_.task();
    const int tasks = static_cast<int>(run_.lesson().tasks.size());
    progress_->setRange(0, tasks);
    progress_->setValue(static_cast<int>(run_.taskNumber()) + (run_.taskDone() ? 1 : 0));
    progress_->setFormat(tr("Task %1 of %2").arg(run_.taskNumber() + 1).arg(tasks));
    text_->setText(textOf(task.text));
    hint_->setText(tr("Hint: %1").arg(textOf(task.hint)));
    QString done = textOf(task.done);
    if (run_.finished())
        done += (done.isEmpty() ? "" : "\n\n") + tr("That was the last task of this lesson.");
    done_->setText(QString::fromUtf8("\u2713 ") + (done.isEmpty() ? tr("Done.") : done));
    back_->setEnabled(run_.taskNumber() > 0);
    showHint_->setEnabled(!task.hint.empty() && !run_.taskDone());
    next_->setEnabled(run_.taskDone() && !run_.atLastTask());
}

void LessonPanel::retranslate()
{
    {
        const QSignalBlocker quiet(choice_);
        const int before = std::max(0, choice_->currentIndex());
        choice_->clear();
        for (const auto& lesson : lessons_)
            choice_->addItem(textOf(lesson->title));
        choice_->setCurrentIndex(std::min(before, choice_->count() - 1));
    }
    choice_->setAccessibleName(tr("Lesson"));
    progress_->setAccessibleName(tr("Progress of the lesson"));
    back_->setText(tr("&Back"));
    showHint_->setText(tr("&Hint"));
    next_->setText(tr("&Next"));
    showTask();
}

void LessonPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange) {
        QFont bold = font();
        bold.setBold(true);
        done_->setFont(bold);
    }
    QWidget::changeEvent(event);
}

}  // namespace widgets
