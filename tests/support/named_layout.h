#pragma once

#include "support/process.h"
#include "support/random.h"
#include "support/scratch.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

/// Chains whose files lie anywhere, under names of all kinds, and are reached by links, hard links and linked folders.
/// What fails throws std::runtime_error.
namespace testsupport {

/// What `qemu-img` reads of an image that is opened by that very path; nothing where it cannot be opened. Zeros at the
/// end do not count.
std::optional<std::string> contentBy(const std::filesystem::path& path, const std::string& format = "qcow2");

/// A layer and the path by which the layer above names it.
struct NamedLayer {
    std::filesystem::path file;
    std::filesystem::path openedAs;  ///< the file itself or a link to it
    std::string backingName;         ///< as its header spells it; empty: none
    std::string format = "qcow2";
};

/// A random layout. The same seed makes the same one.
class NamedLayout {
public:
    explicit NamedLayout(std::uint64_t seed);

    const std::filesystem::path& root() const noexcept { return root_; }
    /// Base first; the last one is what a person opens.
    const std::vector<std::vector<NamedLayer>>& chains() const noexcept { return chains_; }
    Random& random() noexcept { return random_; }
    /// A new name in some folder, which may be given by a path with links and "..".
    std::filesystem::path freePath();
    /// A folder in which nothing is, as `freePath` gives paths.
    std::filesystem::path emptyFolder();
    /// Every path below the root by which a file can be opened, and what QEMU reads by it. Names of what our runs keep
    /// aside are left out.
    std::map<std::filesystem::path, std::string> contents() const;
    /// How it is made, for messages.
    std::string text() const;

private:
    std::filesystem::path folder();
    std::filesystem::path place(const std::string& like = {});
    std::string name();
    std::filesystem::path linked(const std::filesystem::path& file);
    std::string nameFrom(const NamedLayer& overlay, const std::filesystem::path& backing);
    NamedLayer makeLayer(const NamedLayer* below, std::uint64_t number);
    void makeDecoy(const NamedLayer& layer);
    void makeChain(std::size_t depth, const std::vector<NamedLayer>& below);
    void addNames();

    Scratch scratch_;
    Random random_;
    std::filesystem::path root_;
    std::vector<std::filesystem::path> folders_;
    std::vector<std::filesystem::path> linkedFolders_;
    std::vector<std::vector<NamedLayer>> chains_;
    std::uint64_t layers_ = 0;
    bool longNames_ = false;
};

}  // namespace testsupport
