#include "commands.h"
#include "plan/diagnosis/diagnosis.h"
#include "progress_line.h"
#include "report/report_json.h"

#include <fstream>
#include <iostream>

namespace cli {

Exit runReport(const Options& options, std::stop_token stop)
{
    const engine::Chain chain = openChain(options.paths.front(), options.format, options);
    engine::Progress progress;
    const engine::Diagnosis diagnosis = engine::diagnose(
        chain,
        {.exact = options.exact, .changes = true, .open = chainOptions(options.paths.front(), options.format, options)},
        progress, stop);
    std::cout << engine::report::toText(engine::report::reportJson({diagnosis, {}, {}, "lamella-cli", 0}));
    return Exit::Done;
}

}  // namespace cli
