#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

namespace testsupport {

/// Changes numbers of a qcow2 file for good, big-endian, and knows where they are. Checks nothing.
class ImageEditor {
public:
    explicit ImageEditor(std::filesystem::path path) : path_(std::move(path)) {}

    const std::filesystem::path& path() const noexcept { return path_; }
    std::uint64_t length() const;
    void resize(std::uint64_t length);
    std::uint64_t read(std::uint64_t offset, unsigned bytes = 8) const;
    void write(std::uint64_t offset, std::uint64_t value, unsigned bytes = 8);
    void writeText(std::uint64_t offset, std::string_view text);
    /// Behind everything, on a cluster; returns where.
    std::uint64_t append(std::string_view text);

    std::uint64_t clusterSize() const { return std::uint64_t{1} << read(20, 4); }
    std::uint64_t l1() const { return read(40); }
    std::uint64_t refcountTable() const { return read(48); }
    std::uint64_t snapshots() const { return read(64); }
    /// The first table that an L1 entry names.
    std::uint64_t l2() const;
    /// The place of the first entry of that table that is not 0.
    std::uint64_t l2Entry() const;
    /// Where a header extension's own bytes begin; its length is 4 bytes before. Throws where there is none.
    std::uint64_t extension(std::uint32_t type) const;

private:
    std::filesystem::path path_;
};

}  // namespace testsupport
