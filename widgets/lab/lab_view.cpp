#include "widgets/lab/lab_view.h"

namespace widgets {

LabView readLabView(const engine::lab::Practice& practice, const LabView* before, std::stop_token stop)
{
    LabView view;
    view.options = practice.options();
    view.images = practice.imageStates();
    view.facts = engine::lab::readFacts(practice, stop);
    view.outcomes = practice.steps();
    view.done = practice.done();
    view.baseMoved = practice.baseMoved();
    engine::ChainOptions options;
    options.policy.openFolder(practice.images());
    options.format = "qcow2";
    for (std::size_t number = 0; number < practice.templates().size(); ++number) {
        std::shared_ptr<const ChainAnalysis> last;
        engine::Progress progress;
        analyseChain(practice.top(number), options, {}, true, progress, stop,
                     [&](std::shared_ptr<const ChainAnalysis> stage) { last = std::move(stage); });
        view.templates.push_back(std::move(last));
    }
    if (before)
        view.changes = engine::lab::compareImages(before->images, view.images);
    return view;
}

}  // namespace widgets
