#pragma once

#include "support/layer_recipe.h"
#include "support/process.h"

#include <filesystem>
#include <string>
#include <vector>

namespace testsupport {

struct GeneratedLayer {
    std::filesystem::path path;
    LayerRecipe recipe;
    std::filesystem::path dataFile;  ///< empty: none
    std::uint64_t virtualSize = 0;

    std::string format() const { return recipe.raw ? "raw" : "qcow2"; }
};

/// A chain of image files, made by qemu-img and qemu-io.
struct GeneratedChain {
    std::vector<GeneratedLayer> layers;  ///< base first
    std::vector<Command> history;        ///< how it came to be, for messages

    const std::filesystem::path& top() const { return layers.back().path; }
    bool encrypted() const { return firstEncrypted() < layers.size(); }
    /// A layer as the last arguments of a qemu tool: its path, or image options where a secret is needed.
    Command qemuArguments(std::size_t layer) const;
    /// The same for the tools that leave the backing image alone: bitmap, check.
    Command qemuArgumentsAlone(std::size_t layer) const;
    /// What the command line must be told to follow: data files, and folders that are not the layer's own.
    Command allowArguments(std::size_t layer) const;
    std::string historyText() const;

private:
    /// Where the options of the encrypted layer go, seen from a layer: ",backing." for the one below; empty: nowhere.
    std::string secretPrefix(std::size_t layer) const;
    std::size_t firstEncrypted() const;
};

/// The secret that encrypted layers need, as arguments of a qemu tool.
Command secretArguments();

/// Makes LUKS images quickly: the slow derivation of a key is done once.
class LuksTemplate {
public:
    explicit LuksTemplate(std::filesystem::path path) : path_(std::move(path)) {}

    void copyTo(const std::filesystem::path& path);

private:
    void make();

    std::filesystem::path path_;
    bool made_ = false;
};

/// 1 to 12 layers below `folder`, which is empty; the same seed makes the same chain. Throws std::runtime_error.
GeneratedChain generateChain(const std::filesystem::path& folder, std::uint64_t seed, LuksTemplate& luks);

}  // namespace testsupport
