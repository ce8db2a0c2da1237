#include "widgets/diagnosis/diagnosis_desk.h"

#include "plan/slim_plan.h"
#include "report/charts.h"
#include "report/explained.h"
#include "report/report_csv.h"
#include "report/report_html.h"
#include "report/report_json.h"
#include "widgets/data/other_disks.h"
#include "widgets/words/report_words.h"

#include <QDateTime>
#include <QElapsedTimer>

namespace widgets {

namespace {

using engine::Diagnosis;
using engine::report::Json;
using engine::report::Words;

/// What the plans of a report need of the session.
struct PlannedWith {
    explicit PlannedWith(const Session& session)
        : places(session.places()), disks(session.otherDisks()), trust(session.options())
    {
    }
    std::vector<std::filesystem::path> places;
    std::vector<std::filesystem::path> disks;
    engine::ChainOptions trust;
};

/// On a thread of its own; reads what plans need.
Json reportOf(const Diagnosis& diagnosis, const PlannedWith& with, const std::string& program, std::int64_t now,
              const std::stop_token& stop)
{
    engine::Progress progress;
    engine::ImageOptions options;
    options.searchFolders = with.places;
    options.beside = openDisks(with.disks, with.trust, stop);
    options.exact = diagnosis.exact;
    std::vector<engine::SlimPlan> plans;
    for (const engine::SlimKind kind : {engine::SlimKind::Standard, engine::SlimKind::Deep}) {
        if (diagnosis.complete && (kind == engine::SlimKind::Deep || diagnosis.layers.size() > 1))
            plans.push_back(planSlim(diagnosis.chain, kind, options, progress, stop));
    }
    return engine::report::reportJson({diagnosis, std::move(plans), nullptr, program, now});
}

}  // namespace

DiagnosisDesk::DiagnosisDesk(Session& session, QObject* parent) : QObject(parent), session_(session)
{
    connect(&session_, &Session::analysisChanged, this, &DiagnosisDesk::sessionChanged);
    connect(&reader_, &Background::runningChanged, this, &DiagnosisDesk::readingChanged);
    connect(&reader_, &Background::failed, this, &DiagnosisDesk::failed);
    connect(&writer_, &Background::failed, this, &DiagnosisDesk::failed);
}

void DiagnosisDesk::follow()
{
    following_ = true;
    sessionChanged();
}

void DiagnosisDesk::sessionChanged()
{
    const auto analysis = session_.analysis();
    const bool another = !analysis || (diagnosis_ && diagnosis_->chain.top().path != analysis->chain.top().path);
    if (another && diagnosis_) {
        reader_.cancel();
        diagnosis_.reset();
        seen_.reset();
        emit changed();
    }
    // The session's own reading comes first: both want the same files.
    const bool known = analysis && (!analysis->chain.complete() || analysis->has(ChainAnalysis::Stage::Files));
    if (following_ && known && analysis != seen_ && !analysis->has(ChainAnalysis::Stage::Exact)) {
        seen_ = analysis;
        read(false);
    }
}

void DiagnosisDesk::read(bool exact)
{
    const auto analysis = session_.analysis();
    if (!analysis)
        return;
    reader_.start([this, exact, analysis, options = session_.options(),
                   disks = session_.otherDisks()](std::stop_token stop, const Background::Publish& publish) {
        QElapsedTimer clock;
        clock.start();
        engine::Progress progress;
        auto diagnosis = std::make_shared<const Diagnosis>(engine::diagnose(
            analysis->chain,
            {.exact = exact, .changes = true, .open = options, .beside = openDisks(disks, options, stop)}, progress,
            stop));
        publish([this, diagnosis = std::move(diagnosis), took = clock.elapsed()] {
            diagnosis_ = diagnosis;
            log_ = {std::string("diagnosed ") + (diagnosis->exact ? "exactly" : "quickly") + " in " +
                    std::to_string(took) + " ms"};
            emit changed();
        });
    });
}

namespace {

/// The dialog has asked about a file of that name.
engine::DocumentOptions documentOptions(const Diagnosis& diagnosis)
{
    return {.overwrite = true, .readers = engine::readersOf(diagnosis.chain)};
}

}  // namespace

void DiagnosisDesk::saveReport(const std::filesystem::path& target)
{
    writer_.start([this, target, diagnosis = diagnosis_, with = PlannedWith(session_), words = reportWords(),
                   program = programName(),
                   now = QDateTime::currentSecsSinceEpoch()](std::stop_token stop, const Background::Publish& publish) {
        const std::string ending = target.extension().string();
        if (ending == ".svg") {
            engine::writeDocument(
                target, engine::report::mapSvg(*diagnosis, engine::report::diagnosisJson(*diagnosis), words, true),
                documentOptions(*diagnosis));
        } else {
            const Json report = reportOf(*diagnosis, with, program, now, stop);
            engine::writeDocument(
                target,
                ending == ".html"
                    ? engine::report::reportHtml(
                          report, engine::report::mapSvg(*diagnosis, report["diagnosis"], words, false), words)
                : ending == ".csv" ? engine::report::reportCsv(report, words)
                                   : engine::report::toText(engine::report::explained(report, words)),
                documentOptions(*diagnosis));
        }
        publish([this, target] { emit saved(QString::fromStdString(target.string())); });
    });
}

void DiagnosisDesk::makeBundle(bool hashNames)
{
    writer_.start([this, hashNames, diagnosis = diagnosis_, with = PlannedWith(session_), log = log_,
                   words = reportWords(), program = programName(),
                   now = QDateTime::currentSecsSinceEpoch()](std::stop_token stop, const Background::Publish& publish) {
        const Json report = reportOf(*diagnosis, with, program, now, stop);
        auto files = std::make_shared<const std::vector<engine::archive::BundleFile>>(
            engine::archive::bundleFiles({*diagnosis, report, words, log, hashNames}, stop));
        publish([this, files = std::move(files)] { emit bundleMade(files); });
    });
}

void DiagnosisDesk::saveBundle(const std::filesystem::path& target,
                               std::shared_ptr<const std::vector<engine::archive::BundleFile>> files)
{
    writer_.start([this, target, files = std::move(files),
                   options = documentOptions(*diagnosis_)](std::stop_token, const Background::Publish& publish) {
        engine::archive::writeBundle(target, *files, options);
        publish([this, target] { emit saved(QString::fromStdString(target.string())); });
    });
}

}  // namespace widgets
