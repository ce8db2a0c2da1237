#include "widgets/run/job_run.h"

#include "report/plan_json.h"
#include "report/receipt_store.h"
#include "widgets/data/other_disks.h"
#include "widgets/run/job_words.h"
#include "widgets/run/plan_facts.h"

#include <algorithm>
#include <new>
#include <system_error>

namespace widgets {

namespace {

using Kind = JobRequest::Kind;

/// The losses of a plan that the person has not agreed to.
std::vector<engine::PlanNote> unconfirmed(const JobRequest& request, const std::vector<engine::PlanNote>& cautions)
{
    std::vector<engine::PlanNote> found;
    if (!request.confirmed)
        return found;
    std::copy_if(cautions.begin(), cautions.end(), std::back_inserter(found), [&](const engine::PlanNote& caution) {
        const auto& read = *request.confirmed;
        const auto& agreed = request.agreed;
        return hasToBeRead(caution) && std::find(read.begin(), read.end(), caution) == read.end() &&
               std::find(agreed.begin(), agreed.end(), caution.code) == agreed.end();
    });
    return found;
}

class JobRun {
public:
    JobRun(const JobRequest& request, JobProgress& progress, const std::stop_token& stop,
           const std::function<void(LogLine)>& tell)
        : request_(request), progress_(progress), stop_(stop), tell_(tell)
    {
    }

    JobOutcome run()
    {
        try {
            request_.kind == Kind::ShareBase ? share() : slim();
        } catch (const engine::Error& error) {
            fail(error);
        } catch (const std::bad_alloc&) {
            fail(engine::systemError(ENOMEM, "memory"));
        } catch (const std::system_error& error) {
            fail(engine::systemError(error.code().value(), "file.status"));
        }
        return std::move(outcome_);
    }

private:
    void tell(std::function<QString()> text) { tell_({QDateTime::currentDateTime(), std::move(text)}); }

    void fail(const engine::Error& error)
    {
        if (error.kind() == engine::ErrorKind::Cancelled) {
            outcome_.state = JobState::Cancelled;
            return;
        }
        outcome_.state = JobState::Failed;
        outcome_.error = error;
    }

    /// As the command line does: the folder of what a person named is one that he opened.
    engine::Chain open(const std::filesystem::path& path, bool named)
    {
        engine::ChainOptions options = request_.chainOptions;
        options.policy.openFolder(path.has_parent_path() ? path.parent_path() : std::filesystem::path("."));
        if (!named) {
            options.format.clear();
            options.snapshot.clear();
        }
        engine::Chain chain = engine::Chain::open(path, options);
        chain.requireComplete();
        tell([path, layers = chain.layers().size()] { return logText(LogText::Opened, pathText(path), layers); });
        return chain;
    }

    /// Whether the run may begin.
    bool admit(JobPlan plan)
    {
        outcome_.plan = std::move(plan);
        const PlanFacts facts = factsOf(outcome_.plan);
        tell([before = facts.before.length(), after = facts.after.length()] { return plannedText(before, after); });
        for (const engine::PlanNote& caution : facts.cautions)
            tell([caution] { return logText(LogText::Caution, sentence(caution)); });
        outcome_.blockers = facts.blockers;
        if (outcome_.blockers.empty())
            outcome_.blockers = unconfirmed(request_, facts.cautions);
        if (!outcome_.blockers.empty()) {
            outcome_.state = JobState::Blocked;
            return false;
        }
        // Everything is written, and read once more to be verified.
        progress_.expected = 2 * facts.contentBytes();
        progress_.running = true;
        return true;
    }

    void finish(engine::report::Json plan, engine::Receipt receipt)
    {
        engine::report::addReceipt(plan, receipt);
        for (const engine::PlanNote& caution : engine::report::storeReceipt(plan))
            receipt.cautions.push_back(caution);
        outcome_.receipt = std::move(receipt);
        outcome_.state = JobState::Done;
    }

    void slim()
    {
        const engine::Chain chain = open(request_.templates.at(0), true);
        const auto kind = request_.kind == Kind::DeepSlim ? engine::SlimKind::Deep : engine::SlimKind::Standard;
        const auto plan =
            std::make_shared<const engine::SlimPlan>(planSlim(chain, kind, options(), progress_.planning, stop_));
        if (admit(plan))
            finish(engine::report::slimPlanJson(*plan), runSlim(*plan, chain, progress_.run, stop_));
    }

    void share()
    {
        std::vector<engine::Chain> chains;
        for (const std::filesystem::path& path : request_.templates)
            chains.push_back(open(path, true));
        std::optional<engine::Chain> base;
        if (request_.base)
            base = open(*request_.base, false);
        const auto plan = std::make_shared<const engine::SharePlan>(
            planShare(chains, base ? &*base : nullptr, options(), progress_.planning, stop_));
        if (!admit(plan))
            return;
        if (!base && !plan->newBase)
            base = open(plan->base, false);
        finish(engine::report::sharePlanJson(*plan),
               runShare(*plan, chains, base ? &*base : nullptr, progress_.run, stop_));
    }

    engine::ImageOptions options() const
    {
        engine::ImageOptions options = request_.options;
        options.exact = true;
        options.beside = openDisks(request_.otherDisks, request_.chainOptions, stop_);
        return options;
    }

    const JobRequest& request_;
    JobProgress& progress_;
    const std::stop_token& stop_;
    const std::function<void(LogLine)>& tell_;
    JobOutcome outcome_;
};

}  // namespace

JobOutcome runJob(const JobRequest& request, JobProgress& progress, const std::stop_token& stop,
                  const std::function<void(LogLine)>& tell)
{
    return JobRun(request, progress, stop, tell).run();
}

}  // namespace widgets
