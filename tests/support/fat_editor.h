#pragma once

#include "support/volume_editor.h"

#include <string_view>

namespace testsupport {

/// Changes the structures of a FAT volume that mkfs.vfat made. Checks nothing.
class FatEditor : public VolumeEditor {
public:
    /// @param type 12, 16 or 32
    FatEditor(const std::filesystem::path& image, unsigned type) : VolumeEditor(image), type_(type) {}

    unsigned type() const { return type_; }
    std::uint64_t sectorSize() { return read(11, 2); }
    std::uint64_t clusterSize() { return sectorSize() * read(13, 1); }
    std::uint64_t fatBytes() { return sectorSize() * (type_ == 32 ? read(36, 4) : read(22, 2)); }
    std::uint64_t fat(unsigned copy) { return sectorSize() * read(14, 2) + copy * fatBytes(); }
    std::uint64_t behindFats() { return fat(static_cast<unsigned>(read(16, 1))); }
    std::uint64_t clusterOffset(std::uint64_t cluster)
    {
        return behindFats() + read(17, 2) * 32 + (cluster - 2) * clusterSize();
    }
    std::uint64_t fsInfo() { return sectorSize() * read(48, 2); }

    std::uint64_t entry(std::uint64_t cluster, unsigned copy = 0)
    {
        const std::uint64_t value = read(fat(copy) + cluster * type_ / 8, type_ == 32 ? 4 : 2);
        return type_ == 12 ? (cluster % 2 == 0 ? value & 0xfff : value >> 4) : value;
    }
    void setEntryOf(unsigned copy, std::uint64_t cluster, std::uint64_t value)
    {
        const std::uint64_t at = fat(copy) + cluster * type_ / 8;
        if (type_ == 12 && cluster % 2 == 0)
            write(at, (read(at, 2) & 0xf000) | value, 2);
        else if (type_ == 12)
            write(at, (read(at, 2) & 0xf) | value << 4, 2);
        else
            write(at, value, type_ / 8);
    }
    /// In all tables.
    void setEntry(std::uint64_t cluster, std::uint64_t value)
    {
        for (unsigned copy = 0; copy < read(16, 1); ++copy)
            setEntryOf(copy, cluster, value);
    }
    /// One of the marks that stand above the numbers of clusters: 0xff7 to 0xfff, wider for the other types.
    std::uint64_t mark(std::uint64_t twelveBits) const
    {
        return twelveBits | (type_ == 12 ? 0 : type_ == 16 ? 0xf000 : 0xffff000);
    }
    std::uint64_t firstFree()
    {
        std::uint64_t cluster = 2;
        while (entry(cluster) != 0)
            ++cluster;
        return cluster;
    }

    /// Where the entry with that short name ("A       BIN") lies in the directory that begins at `directory`; the names
    /// must be in its first cluster.
    std::uint64_t find(std::string_view name, std::uint64_t directory)
    {
        for (std::uint64_t at = directory;; at += 32) {
            std::size_t equal = 0;
            while (equal < name.size() && read(at + equal, 1) == static_cast<unsigned char>(name[equal]))
                ++equal;
            if (equal == name.size())
                return at;
        }
    }
    std::uint64_t root() { return type_ == 32 ? clusterOffset(read(44, 4)) : behindFats(); }
    std::uint64_t find(std::string_view name) { return find(name, root()); }
    std::uint64_t firstCluster(std::uint64_t entryAt)
    {
        return read(entryAt + 26, 2) | (type_ == 32 ? read(entryAt + 20, 2) << 16 : 0);
    }
    void setFirstCluster(std::uint64_t entryAt, std::uint64_t cluster)
    {
        write(entryAt + 26, cluster & 0xffff, 2);
        if (type_ == 32)
            write(entryAt + 20, cluster >> 16, 2);
    }

private:
    unsigned type_;
};

/// A volume's clusters in order: the one behind `steps` links from the first of the entry's chain.
inline std::uint64_t chainCluster(FatEditor& volume, std::uint64_t entryAt, unsigned steps)
{
    std::uint64_t cluster = volume.firstCluster(entryAt);
    for (; steps > 0; --steps)
        cluster = volume.entry(cluster);
    return cluster;
}

}  // namespace testsupport
