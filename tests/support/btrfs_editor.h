#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace testsupport::btrfs {

/// Changes numbers in superblocks and tree blocks of a volume made with `--csum xxhash`, and puts the checksum right.
/// Knows the layout by offsets only, and finds blocks through btrfs-progs.
class Editor {
public:
    explicit Editor(std::filesystem::path image) : image_(std::move(image)) {}

    std::uint64_t read(std::uint64_t offset, unsigned bytes) const;
    /// Without any checksum.
    void write(std::uint64_t offset, std::uint64_t value, unsigned bytes) const;

    /// All copies inside the image.
    void pokeSuperblock(unsigned at, std::uint64_t value, unsigned bytes) const;
    /// Where the root of a tree, which is a leaf, lies on the volume.
    std::uint64_t leafOf(const std::string& tree) const;
    /// Where the index-th item of that type stands in its leaf: the key, or its data. Throws where there is none.
    std::uint64_t keyAt(std::uint64_t leaf, unsigned type, unsigned index = 0) const;
    std::uint64_t dataAt(std::uint64_t leaf, unsigned type, unsigned index = 0) const;
    void pokeLeaf(std::uint64_t leaf, std::uint64_t offset, std::uint64_t value, unsigned bytes) const;

private:
    void sum(std::uint64_t block, std::uint64_t length) const;

    std::filesystem::path image_;
};

}  // namespace testsupport::btrfs
