#pragma once

#include "support/generated_chain.h"
#include "support/guest_disk.h"

namespace testsupport {

/// Writes one layer after the other of a chain, each with what the guest changed since the one before, and with what
/// real chains have besides: clusters that equal the backing image, clusters of zeros, zero entries, discards,
/// compressed clusters, snapshots, other sizes.
class TemplateChain {
public:
    /// @param folder exists; the images lie in it, or one level below
    explicit TemplateChain(std::filesystem::path folder) : folder_(std::move(folder)) {}
    /// On layers that are there already.
    TemplateChain(std::filesystem::path folder, const GeneratedChain& below) : folder_(std::move(folder)), chain_(below)
    {
    }

    /// Throws std::runtime_error, with the commands so far, where a tool fails or the disk does not read as `disk`.
    void addLayer(const std::string& disk, std::uint64_t smallest, Random& random);
    const GeneratedChain& chain() const noexcept { return chain_; }

private:
    void run(Command command);
    std::string backingName(Random& random) const;
    void addRecipe(Random& random);
    void writeRaw(const std::string& disk);
    void create(Random& random);
    void writeDisk(const std::string& disk, Random& random) const;
    void compress(Random& random);
    void addSnapshot(const std::string& disk, Random& random);
    void requireDisk(const std::string& disk);

    std::filesystem::path folder_;
    GeneratedChain chain_;
};

}  // namespace testsupport
