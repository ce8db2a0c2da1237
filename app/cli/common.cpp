#include "commands.h"
#include "error_text.h"
#include "guest/chain_source.h"

#include <iostream>

namespace cli {

namespace fs = std::filesystem;

engine::ChainOptions chainOptions(const fs::path& image, const std::string& format, const Options& options)
{
    engine::ChainOptions chain;
    chain.policy.openFolder(image.has_parent_path() ? image.parent_path() : fs::path("."));
    for (const fs::path& path : options.allowed)
        chain.policy.allow(path);
    chain.format = format;
    chain.snapshot = options.snapshot;
    for (const std::string& choice : options.backingFormats) {
        const auto equals = choice.rfind('=');
        chain.chosenFormats[fs::weakly_canonical(fs::absolute(choice.substr(0, equals)))] = choice.substr(equals + 1);
    }
    return chain;
}

engine::Chain openChain(const fs::path& image, const std::string& format, const Options& options)
{
    engine::Chain opened = engine::Chain::open(image, chainOptions(image, format, options));
    for (const engine::Layer& layer : opened.layers())
        if (layer.state == engine::LayerState::InUse)
            printError(*layer.reason);
    return opened;
}

std::vector<std::shared_ptr<const engine::BlockSource>> besideDisks(const Options& options, std::stop_token stop)
{
    std::vector<std::shared_ptr<const engine::BlockSource>> disks;
    for (const fs::path& path : options.beside)
        disks.push_back(engine::ownedSource(openChain(path, {}, options), stop));
    return disks;
}

void printError(const engine::Error& error)
{
    std::string line = "lamella-cli: ";
    if (!error.path().empty())
        line += escaped(error.path().string()) + ": ";
    std::cerr << line << describe(error) << '\n';
    printRemedy(std::cerr, "lamella-cli:   ", remedy(error.code(), error.values()));
}

void printRemedy(std::ostream& out, const char* indent, const std::string& remedy)
{
    if (!remedy.empty())
        out << indent << remedy << '\n';
}

}  // namespace cli
