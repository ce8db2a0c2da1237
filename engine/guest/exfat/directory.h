#pragma once

#include "guest/clusters/entry_reader.h"

#include <string>

namespace engine::exfat {

/// Clusters that an entry of a directory names.
struct Allocation {
    std::uint32_t firstCluster = 0;  ///< 0: none, and the length is 0 too
    std::uint64_t dataLength = 0;    ///< bytes
    bool noFatChain = false;         ///< contiguous; the table's entries mean nothing
};

/// A File entry with its Stream Extension and File Name entries (sections 7.4, 7.6, 7.7).
struct FileSet {
    std::uint64_t offset = 0;  ///< of the File entry, bytes from the start of the volume
    std::string name;          ///< UTF-8
    bool folder = false;
    Allocation data;
    std::vector<Allocation> others;  ///< of benign secondary entries
};

/// The Allocation Bitmap, Up-case Table and Volume Label entries (sections 7.1 to 7.3).
struct RootEntries {
    Allocation bitmap;
    Allocation upcaseTable;
    std::uint32_t upcaseChecksum = 0;
    std::string label;  ///< UTF-8
};

/// The files and folders of a directory. Throws Error(Corrupt): "volume.checksum" of a set, "volume.contradiction" of a
/// set's entries; Unsupported "volume.unknownFeature" for types of entries that the specification does not define.
class Directory {
public:
    /// @param isRoot whether the entries of RootEntries may be met
    Directory(const BlockSource& source, std::vector<VolumeRange> ranges, bool isRoot)
        : reader_(source, std::move(ranges)), isRoot_(isRoot)
    {
    }
    std::optional<FileSet> next();

private:
    std::vector<clusters::RawEntry> readSet(const clusters::RawEntry& primary);

    clusters::EntryReader reader_;
    bool isRoot_;
};

/// Throws as Directory does, also where one of them is missing or there twice.
RootEntries readRootEntries(const BlockSource& source, std::vector<VolumeRange> rootRanges);

}  // namespace engine::exfat
