#pragma once

#include "widgets/run/job.h"
#include "widgets/words/words.h"

#include <QString>

/// What a person reads of jobs.
namespace widgets {

/// "Standard slim".
QString kindText(JobRequest::Kind kind);
QString stateText(JobState state);
QString phaseText(engine::RunPhase phase);
/// "Standard slim of windows.qcow2".
QString jobText(const JobRequest& request);
/// What it does now, or how it ended, in a few words: "Writing", "Done, 1.2 GiB saved".
QString standText(const Job& job);
/// "2 h 5 min", "12 s", "less than a second".
QString durationText(std::chrono::milliseconds duration);
/// "120.0 MiB/s".
QString rateText(double bytesPerSecond);
/// Why it ended as it did, a sentence a line; empty where it is done.
QString whyText(const JobOutcome& outcome);
/// With the path: "/a/b.qcow2: In use: ...".
QString errorText(const engine::Error& error);

enum class LogText : std::uint8_t { Opened, Caution, Kept, Written, Ended };
QString logText(LogText what, const QString& text, qulonglong number = 0);
/// "Planned: 2.6 GiB become 1.4 GiB".
QString plannedText(std::uint64_t before, std::uint64_t after);

}  // namespace widgets
