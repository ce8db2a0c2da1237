#include "support/generated_chain.h"

#include <algorithm>

namespace testsupport {

namespace fs = std::filesystem;

std::string optionValue(const fs::path& path)
{
    std::string text;
    for (const char c : path.string())
        text += c == ',' ? ",," : std::string(1, c);
    return text;
}

Command secretArguments()
{
    return {"--object", "secret,id=key,data=abc"};
}

std::size_t GeneratedChain::firstEncrypted() const
{
    const auto found =
        std::find_if(layers.begin(), layers.end(), [](const GeneratedLayer& layer) { return layer.recipe.encrypted; });
    return static_cast<std::size_t>(found - layers.begin());
}

std::string GeneratedChain::secretPrefix(std::size_t layer) const
{
    if (firstEncrypted() > layer)
        return {};
    std::string prefix = ",";
    for (std::size_t below = layer; below > firstEncrypted(); --below)
        prefix += "backing.";
    return prefix;
}

Command GeneratedChain::qemuArguments(std::size_t layer) const
{
    const std::string prefix = secretPrefix(layer);
    if (prefix.empty())
        return {layers[layer].path.string()};
    Command arguments = secretArguments();
    arguments.insert(arguments.end(),
                     {"--image-opts", "driver=qcow2,file.driver=file,file.filename=" + optionValue(layers[layer].path) +
                                          prefix + "encrypt.key-secret=key"});
    return arguments;
}

Command GeneratedChain::qemuArgumentsAlone(std::size_t layer) const
{
    return layers[layer].recipe.encrypted ? qemuArguments(layer) : Command{layers[layer].path.string()};
}

Command GeneratedChain::allowArguments(std::size_t layer) const
{
    Command arguments;
    const fs::path own = layers[layer].path.parent_path();
    for (std::size_t below = 0; below <= layer; ++below) {
        if (layers[below].path.parent_path() != own)
            arguments.insert(arguments.end(), {"--allow", layers[below].path.string()});
        if (!layers[below].dataFile.empty())
            arguments.insert(arguments.end(), {"--allow", layers[below].dataFile.string()});
    }
    return arguments;
}

std::string GeneratedChain::historyText() const
{
    std::string text;
    for (const Command& command : history)
        text += shellText(command) + '\n';
    return text;
}

}  // namespace testsupport
