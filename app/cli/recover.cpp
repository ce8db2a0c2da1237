#include "work/recover.h"

#include "commands.h"
#include "english_words.h"
#include "error_text.h"
#include "report/json.h"

#include <algorithm>
#include <iostream>

namespace cli {

Exit runRecover(const Options& options, std::stop_token stop)
{
    const std::filesystem::path& folder = options.paths.front();
    const std::vector<engine::RecoverAction> actions =
        engine::recover(folder, {options.recursive, options.allowed, false, options.alone}, stop);
    if (!options.quiet && options.json)
        std::cout << jsonText(engine::report::recoverJson(folder, actions));
    else if (!options.quiet && actions.empty())
        std::cout << "Nothing was left behind.\n";
    else if (!options.quiet)
        for (const engine::RecoverAction& action : actions) {
            std::cout << escaped(action.path.string()) << ": " << sentence(action.code, action.values) << '\n';
            printRemedy(std::cout, "    ", remedy(action.code, action.values));
        }
    const bool left = std::any_of(actions.begin(), actions.end(), [](const auto& action) { return action.left; });
    return left ? Exit::Failed : Exit::Done;
}

}  // namespace cli
