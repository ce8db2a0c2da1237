#pragma once

#include "support/volume_editor.h"

#include <stdexcept>
#include <string_view>

namespace testsupport {

/// Changes the structures of an exFAT volume. Checks nothing, and leaves checksums as they are unless asked.
class ExfatEditor : public VolumeEditor {
public:
    using VolumeEditor::VolumeEditor;

    std::uint64_t sectorSize() { return std::uint64_t{1} << read(108, 1); }
    std::uint64_t clusterSize() { return sectorSize() << read(109, 1); }
    std::uint64_t clusterOffset(std::uint64_t cluster)
    {
        return read(88, 4) * sectorSize() + (cluster - 2) * clusterSize();
    }
    std::uint64_t entryAt(std::uint64_t cluster) { return read(80, 4) * sectorSize() + cluster * 4; }
    std::uint64_t entry(std::uint64_t cluster) { return read(entryAt(cluster), 4); }
    void setEntry(std::uint64_t cluster, std::uint64_t value) { write(entryAt(cluster), value, 4); }

    std::uint64_t rootCluster() { return read(96, 4); }
    std::uint64_t root() { return clusterOffset(rootCluster()); }
    /// The first entry of that type in a directory's first cluster.
    std::uint64_t findType(unsigned type, std::uint64_t directory)
    {
        for (std::uint64_t at = directory; at < directory + clusterSize(); at += 32)
            if (read(at, 1) == type)
                return at;
        throw std::runtime_error("no such directory entry");
    }
    /// The File entry with that name, of at most 15 characters.
    std::uint64_t find(std::string_view name, std::uint64_t directory)
    {
        for (std::uint64_t at = directory; at < directory + clusterSize(); at += 32) {
            std::size_t equal = 0;
            while (equal < name.size() && read(at + 2 + 2 * equal, 2) == static_cast<unsigned char>(name[equal]))
                ++equal;
            if (read(at, 1) == 0xc1 && equal == name.size())
                return at - 64;
        }
        throw std::runtime_error("no such file");
    }
    std::uint64_t find(std::string_view name) { return find(name, root()); }
    /// Of the Stream Extension behind a File entry, or of an entry of its own.
    static constexpr std::uint64_t streamFirstCluster = 32 + 20;
    static constexpr std::uint64_t streamDataLength = 32 + 24;
    std::uint64_t firstCluster(std::uint64_t file) { return read(file + streamFirstCluster, 4); }
    /// A number in the set of a File entry, with the set's checksum.
    void setInSet(std::uint64_t file, std::uint64_t at, std::uint64_t value, unsigned bytes)
    {
        write(file + at, value, bytes);
        std::uint64_t sum = 0;
        for (std::uint64_t index = 0; index < (read(file + 1, 1) + 1) * 32; ++index)
            if (index != 2 && index != 3)
                sum = (((sum & 1) << 15) + (sum >> 1) + read(file + index, 1)) & 0xffff;
        write(file + 2, sum, 2);
    }

    /// Makes the checksum of a boot region (main: 0, backup: 1) right.
    void sumBootRegion(unsigned region)
    {
        const std::uint64_t start = region * 12 * sectorSize();
        std::uint32_t sum = 0;
        for (std::uint64_t index = 0; index < 11 * sectorSize(); ++index)
            if (index != 106 && index != 107 && index != 112)
                sum = ((sum & 1) << 31) + (sum >> 1) + static_cast<std::uint32_t>(read(start + index, 1));
        for (std::uint64_t at = 11 * sectorSize(); at < 12 * sectorSize(); at += 4)
            write(start + at, sum, 4);
    }
    /// In both boot regions, with their checksums.
    void setInBoot(std::uint64_t at, std::uint64_t value, unsigned bytes)
    {
        for (unsigned region = 0; region < 2; ++region) {
            write(region * 12 * sectorSize() + at, value, bytes);
            sumBootRegion(region);
        }
    }

    std::uint64_t bitmap() { return clusterOffset(read(findType(0x81, root()) + 20, 4)); }
    void flipBit(std::uint64_t cluster) { flip(bitmap() + (cluster - 2) / 8, 1U << ((cluster - 2) % 8), 1); }
    bool isAllocated(std::uint64_t cluster)
    {
        return (read(bitmap() + (cluster - 2) / 8, 1) >> ((cluster - 2) % 8) & 1) != 0;
    }
    std::uint64_t firstFree()
    {
        std::uint64_t cluster = 2;
        while (isAllocated(cluster))
            ++cluster;
        return cluster;
    }

    std::uint64_t percentInUse() { return read(112, 1); }
    void setPercentInUse(std::uint64_t percent) { write(112, percent, 1); }
};

}  // namespace testsupport
