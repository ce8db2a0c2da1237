#include "archive/bundle.h"

#include "bytes/size_text.h"
#include "commands.h"
#include "english_words.h"

#include <iostream>

namespace cli {

Exit runBundle(const Options& options, std::stop_token stop)
{
    const auto started = std::chrono::steady_clock::now();
    const GatheredReport gathered = gatherReport(options, stop);
    const auto taken =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - started);
    const engine::report::Words words = englishWords();
    const std::vector<engine::archive::BundleFile> files =
        engine::archive::bundleFiles({gathered.diagnosis,
                                      gathered.json,
                                      words,
                                      {std::string("diagnosed ") + (options.exact ? "exactly" : "quickly") + " in " +
                                       std::to_string(taken.count()) + " ms"},
                                      options.hashNames},
                                     stop);
    if (!options.list)
        engine::archive::writeBundle(options.target, files,
                                     documentOptions(options, engine::readersOf(gathered.diagnosis.chain)));
    for (const engine::archive::BundleFile& file : files) {
        if (!options.quiet)
            std::cout << engine::formatSize(file.content.size()) << '\t' << file.name << '\n';
    }
    return Exit::Done;
}

}  // namespace cli
