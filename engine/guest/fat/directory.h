#pragma once

#include "guest/clusters/entry_reader.h"
#include "guest/fat/superblock.h"

#include <string>

namespace engine::fat {

/// A file or folder as its directory names it.
struct DirectoryEntry {
    std::uint64_t offset = 0;  ///< of the short entry, bytes from the start of the volume
    std::string name;          ///< UTF-8: the long name where it belongs to the short one
    bool folder = false;
    std::uint32_t firstCluster = 0;
    std::uint32_t length = 0;  ///< bytes; 0 for folders
};

/// The files and folders of a directory; without deleted entries, labels, "." and "..". "FAT Directory Structure" and
/// "FAT Long Directory Entries". A short name's bytes above 127 are of a code page that the volume does not tell: each
/// shows as U+FFFD.
class Directory {
public:
    Directory(const BlockSource& source, std::vector<VolumeRange> ranges, Type type)
        : reader_(source, std::move(ranges)), type_(type)
    {
    }
    std::optional<DirectoryEntry> next();

private:
    void addLongPart(const clusters::RawEntry& entry);
    std::string nameOf(const clusters::RawEntry& entry) const;

    clusters::EntryReader reader_;
    Type type_;
    /// The long name so far, last part first read.
    std::u16string longName_;
    std::uint8_t longOrdinal_ = 0;  ///< of the part that was read last; 1: the name is complete
    std::uint8_t longChecksum_ = 0;
};

/// A label of 11 bytes as text; empty where there is none.
std::string labelText(std::string_view bytes);
/// The label that the root directory holds, if there is one.
std::optional<std::string> findLabel(const BlockSource& source, std::vector<VolumeRange> rootRanges);

}  // namespace engine::fat
