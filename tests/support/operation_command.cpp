#include "support/operation_command.h"

#include <array>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace testsupport {

using engine::Compression;
using engine::ImageOptions;

ImageOptions randomOptions(Random& random)
{
    static constexpr std::array kinds{Compression::None, Compression::None, Compression::None, Compression::Zlib,
                                      Compression::Zstd};
    ImageOptions options;
    options.compression = random.pick(kinds);
    if (random.chance(45))
        options.clusterSize = std::uint64_t{1} << random.between(9, 21);
    options.extendedL2 = random.chance(30);
    if (options.extendedL2)
        options.clusterSize = std::uint64_t{1} << random.between(14, 21);
    options.trim = random.chance(88);
    options.dropSystemFiles = random.chance(25);
    options.shareEqualClusters = random.chance(25);
    options.replace = random.chance(35);
    return options;
}

std::string optionsText(const ImageOptions& options)
{
    std::string text;
    for (const std::string& argument : commandOptions(options))
        text += (text.empty() ? "" : " ") + argument;
    return text;
}

Command commandOptions(const ImageOptions& options)
{
    static constexpr std::array compressions{"none", "zlib", "zstd"};
    Command command{"--compress", compressions.at(static_cast<std::size_t>(options.compression))};
    const auto add = [&](bool on, const Command& more) {
        if (on)
            command.insert(command.end(), more.begin(), more.end());
    };
    add(options.clusterSize > 0, {"--cluster-size", std::to_string(options.clusterSize)});
    add(options.extendedL2, {"--extended-l2"});
    add(!options.trim, {"--no-trim"});
    add(options.dropSystemFiles, {"--drop-system-files"});
    add(options.shareEqualClusters, {"--share-equal"});
    add(options.replace, {"--replace"});
    add(!options.replace && !options.target.empty(), {"--to", options.target.string()});
    return command;
}

nlohmann::json runCommand(const std::string& program, const Command& operation, const Command& preview,
                          const Command& arguments)
{
    const auto answerOf = [&](Command command, const Command& words) {
        command.insert(command.end(), words.begin(), words.end());
        command.emplace_back("--output=json");
        command.insert(command.end(), arguments.begin(), arguments.end());
        return nlohmann::json::parse(runChecked(command));
    };
    Command exact = preview;
    exact.emplace_back("--exact");
    const nlohmann::json planned = answerOf({program, "plan"}, exact);
    nlohmann::json done = answerOf({program}, operation);
    for (const char* key :
         {"before", "after", "savedBytes", "returnedBytes", "garbageBytes", "duplicateBytes", "zeroBytes",
          "hiddenBytes", "sharedBytes", "fragmentationLossBytes", "unknownBytes", "peakBytes"}) {
        if (planned.at(key) != done.at(key))
            throw std::runtime_error(std::string(key) + ": the preview said otherwise");
    }
    if (done.at("actual").at("fileLength") != done.at("after").at("fileLength") ||
        done.at("actual").at("savedBytes") != done.at("savedBytes"))
        throw std::runtime_error("the receipt is not the plan");
    return done;
}

}  // namespace testsupport
