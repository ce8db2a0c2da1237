#include "work/sample/samples.h"

#include "commands.h"
#include "english_words.h"
#include "error_text.h"
#include "progress_line.h"
#include "report/json.h"

#include <iostream>

namespace cli {

Exit runSample(const Options& options, std::stop_token stop)
{
    const std::filesystem::path& folder = options.paths.front();
    engine::Progress progress;
    const engine::Samples samples = [&] {
        const ProgressLine line(progress, options.progress);
        return makeSamples(folder, progress, stop);
    }();
    for (const engine::Error& error : samples.leftOut)
        printError(error);
    if (!options.quiet && options.json)
        std::cout << jsonText(engine::report::samplesJson(folder, samples));
    else if (!options.quiet)
        for (const engine::Sample& sample : samples.made)
            std::cout << escaped(sample.layers.back().string()) << ": " << sentence(sample.code, {}) << '\n';
    return Exit::Done;
}

}  // namespace cli
