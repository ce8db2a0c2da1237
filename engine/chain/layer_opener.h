#pragma once

#include "chain/chain.h"

#include <functional>
#include <optional>
#include <vector>

namespace engine {

/// Error(Refused, "chain.tooDeep") for a chain of that many layers.
Error depthError(std::size_t layers);

/// Opens the layers of one chain from the top down and turns what goes wrong into broken nodes: one of the three places
/// where errors are caught. Keeps what the rules about the whole chain need: loops, depth, memory.
class LayerOpener {
public:
    /// The options outlive the opener.
    explicit LayerOpener(const ChainOptions& options) : options_(options) {}

    /// An image that the user named.
    Layer openTop(const std::filesystem::path& path);
    /// An image that a scan came across: a link must not lead out of the folders that the policy knows.
    Layer openScanned(const std::filesystem::path& path);
    /// What backs `layer`; nothing below a base or a broken node.
    std::optional<Layer> openBelow(const Layer& layer);

private:
    Layer openByPath(const std::filesystem::path& path, const std::function<File()>& open);
    void openInto(Layer& layer, File file);
    std::string formatOf(const File& file, const BackingReference& backing) const;
    void admit(const File& file);

    const ChainOptions& options_;
    std::vector<FileIdentity> seen_;
    std::uint64_t memoryBytes_ = 0;
};

}  // namespace engine
