#pragma once

#include "guest/file_table.h"

namespace engine {

/// Gathers what a walk over a volume hands over, within limits, and makes a FileTable of it.
class FileCollector : public FileVisitor {
public:
    void file(const GuestFile& file) override;
    void named(std::uint64_t id, std::uint64_t parent, std::string_view name) override;

    FileTable finish();

private:
    struct Naming {
        std::uint64_t id;
        std::uint64_t parent;
        std::uint64_t start;
        std::uint32_t length;
    };
    /// Each byte goes to one file, the first by id.
    void settleOwners(FileTable& table);
    void attachNames(FileTable& table);

    std::vector<FileTable::Entry> files_;
    std::vector<std::pair<VolumeRange, std::uint64_t>> ranges_;  ///< with the id of the file
    std::vector<VolumeRange> kept_;  ///< of files, what is no content, or content of several
    std::vector<Naming> namings_;
    std::string names_;
};

}  // namespace engine
