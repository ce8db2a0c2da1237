#include "widgets/run/job_words.h"

#include "widgets/run/plan_facts.h"
#include "widgets/words/remedies.h"
#include "widgets/words/returned_text.h"

#include <QCoreApplication>
#include <QStringList>

#include <array>

namespace widgets {

namespace {

constexpr std::array kinds{QT_TRANSLATE_NOOP("Jobs", "Standard slim"), QT_TRANSLATE_NOOP("Jobs", "Deep slim"),
                           QT_TRANSLATE_NOOP("Jobs", "Share base")};
constexpr std::array states{QT_TRANSLATE_NOOP("Jobs", "Waiting"),    QT_TRANSLATE_NOOP("Jobs", "Planning"),
                            QT_TRANSLATE_NOOP("Jobs", "Running"),    QT_TRANSLATE_NOOP("Jobs", "Done"),
                            QT_TRANSLATE_NOOP("Jobs", "Failed"),     QT_TRANSLATE_NOOP("Jobs", "Cancelled"),
                            QT_TRANSLATE_NOOP("Jobs", "Not started")};
constexpr std::array phases{QT_TRANSLATE_NOOP("Jobs", "Starting"), QT_TRANSLATE_NOOP("Jobs", "Writing"),
                            QT_TRANSLATE_NOOP("Jobs", "Verifying"), QT_TRANSLATE_NOOP("Jobs", "Exchanging files"),
                            QT_TRANSLATE_NOOP("Jobs", "Done")};
constexpr std::array logTexts{QT_TRANSLATE_NOOP("Jobs", "Opened %1 with all its layers (%2)"),
                              QT_TRANSLATE_NOOP("Jobs", "Caution: %1"), QT_TRANSLATE_NOOP("Jobs", "Original kept: %1"),
                              QT_TRANSLATE_NOOP("Jobs", "New file: %1"), QT_TRANSLATE_NOOP("Jobs", "Ended: %1")};

QString say(const char* text)
{
    return QCoreApplication::translate("Jobs", text);
}

template <class Words, class Enumeration>
QString wordOf(const Words& words, Enumeration value)
{
    return say(words.at(static_cast<std::size_t>(value)));
}

}  // namespace

QString kindText(JobRequest::Kind kind)
{
    return wordOf(kinds, kind);
}

QString stateText(JobState state)
{
    return wordOf(states, state);
}

QString phaseText(engine::RunPhase phase)
{
    return wordOf(phases, phase);
}

QString jobText(const JobRequest& request)
{
    if (request.templates.size() == 1)
        return say(QT_TRANSLATE_NOOP("Jobs", "%1 of %2"))
            .arg(kindText(request.kind), fileNameText(request.templates.front()));
    return say(QT_TRANSLATE_NOOP("Jobs", "%1 of %2 templates"))
        .arg(kindText(request.kind))
        .arg(request.templates.size());
}

QString standText(const Job& job)
{
    if (job.state == JobState::Running)
        return phaseText(job.phase);
    if (job.state != JobState::Done || !job.outcome.receipt)
        return stateText(job.state);
    if (const auto& returned = job.outcome.receipt->returned)
        return say(QT_TRANSLATE_NOOP("Jobs", "Done. %1")).arg(returnedText(*returned, true));
    const auto before = static_cast<std::int64_t>(factsOf(job.outcome.plan).before.length());
    const std::int64_t saved = before - static_cast<std::int64_t>(job.outcome.receipt->actual.length());
    return saved >= 0 ? say(QT_TRANSLATE_NOOP("Jobs", "Done, %1 saved")).arg(sizeText(saved))
                      : say(QT_TRANSLATE_NOOP("Jobs", "Done, %1 larger")).arg(sizeText(-saved));
}

QString durationText(std::chrono::milliseconds duration)
{
    const qint64 seconds = duration.count() / 1000;
    if (seconds < 1)
        return say(QT_TRANSLATE_NOOP("Jobs", "less than a second"));
    if (seconds < 60)
        return say(QT_TRANSLATE_NOOP("Jobs", "%1 s")).arg(seconds);
    if (seconds < 3600)
        return say(QT_TRANSLATE_NOOP("Jobs", "%1 min %2 s")).arg(seconds / 60).arg(seconds % 60);
    return say(QT_TRANSLATE_NOOP("Jobs", "%1 h %2 min")).arg(seconds / 3600).arg(seconds / 60 % 60);
}

QString rateText(double bytesPerSecond)
{
    return say(QT_TRANSLATE_NOOP("Jobs", "%1/s")).arg(sizeText(static_cast<std::uint64_t>(bytesPerSecond)));
}

QString whyText(const JobOutcome& outcome)
{
    QStringList lines;
    if (outcome.state == JobState::Cancelled)
        lines += say(QT_TRANSLATE_NOOP("Jobs", "Cancelled. Nothing was changed."));
    for (const engine::PlanNote& blocker : outcome.blockers)
        lines += hasToBeRead(blocker)
                     ? say(QT_TRANSLATE_NOOP("Jobs", "New since it was confirmed: %1")).arg(sentence(blocker))
                     : noteWithRemedy(blocker);
    if (outcome.state == JobState::Failed && outcome.error) {
        lines += errorText(*outcome.error);
        const QString help = remedy({outcome.error->code(), outcome.error->values()});
        if (!help.isEmpty())
            lines += help;
    }
    return lines.join('\n');
}

QString errorText(const engine::Error& error)
{
    const QString what = describe(error);
    return error.path().empty() ? what : say(QT_TRANSLATE_NOOP("Jobs", "%1: %2")).arg(pathText(error.path()), what);
}

QString logText(LogText what, const QString& text, qulonglong number)
{
    const QString filled = wordOf(logTexts, what);
    return filled.contains("%2") ? filled.arg(text).arg(number) : filled.arg(text);
}

QString plannedText(std::uint64_t before, std::uint64_t after)
{
    return say(QT_TRANSLATE_NOOP("Jobs", "Planned: %1 become %2")).arg(sizeText(before), sizeText(after));
}

}  // namespace widgets
