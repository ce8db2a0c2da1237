#include "chain/compare.h"

#include "bytes/size_text.h"
#include "commands.h"
#include "progress_line.h"
#include "report/json.h"

#include <iostream>

namespace cli {

namespace {

void printResult(const Options& options, bool sizesDiffer, std::optional<engine::GuestOffset> difference)
{
    const bool equal = !difference && !(options.strict && sizesDiffer);
    if (options.json) {
        engine::report::Json json;
        json["equal"] = equal;
        json["firstDifference"] = difference ? engine::report::Json(difference->bytes()) : engine::report::Json();
        json["sizesDiffer"] = sizesDiffer;
        std::cout << engine::report::toText(json);
        return;
    }
    if (sizesDiffer)
        std::cout << "The virtual sizes differ.\n";
    if (difference)
        std::cout << "The content differs from byte " << difference->bytes() << " ("
                  << engine::formatSize(difference->bytes()) << ") on.\n";
    else
        std::cout << "The content is equal.\n";
}

}  // namespace

Exit runCompare(const Options& options, std::stop_token stop)
{
    const engine::Chain a = openChain(options.paths[0], options.format, options);
    const engine::Chain b = openChain(options.paths[1], options.secondFormat, options);
    a.requireComplete();
    b.requireComplete();
    const bool sizesDiffer = a.virtualSize() != b.virtualSize();
    engine::Progress progress;
    const auto difference = [&] {
        const ProgressLine line(progress, options.progress);
        return engine::firstDifference(a, b, progress, std::move(stop));
    }();
    if (!options.quiet)
        printResult(options, sizesDiffer, difference);
    return difference || (options.strict && sizesDiffer) ? Exit::Failed : Exit::Done;
}

}  // namespace cli
