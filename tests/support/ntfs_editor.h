#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

namespace testsupport {

/// Changes single fields of a fresh NTFS image, whose MFT is still in one piece. Knows the format only as far as tests
/// need it, and checks nothing.
class NtfsEditor {
public:
    explicit NtfsEditor(const std::filesystem::path& image);

    std::uint64_t clusterSize() const noexcept { return clusterSize_; }

    /// A record without its fixups; and back with them, into $MFTMirr too where that holds it.
    std::string record(std::uint64_t number);
    void writeRecord(std::uint64_t number, std::string record);
    /// The record as it lies in the image, also torn.
    std::uint64_t recordOffset(std::uint64_t number) const noexcept { return mftOffset_ + number * recordSize_; }

    /// Where the attribute of that type starts in the record. Throws std::runtime_error where it has none.
    static std::size_t attribute(const std::string& record, std::uint32_t type, std::string_view name = "");
    /// Where the value of a resident attribute starts in the record.
    static std::size_t value(const std::string& record, std::uint32_t type);
    /// Where the unnamed $DATA of a record starts on the volume, in bytes.
    std::uint64_t dataOffset(std::uint64_t number);

    /// Marks a cluster in $Bitmap.
    void mark(std::uint64_t cluster, bool used);
    /// Sets one attribute's mapping pairs; it grows into the record's free space.
    void setMappingPairs(std::uint64_t number, std::uint32_t type, std::string_view name, const std::string& pairs);

    std::string read(std::uint64_t offset, std::size_t length);
    void write(std::uint64_t offset, const std::string& bytes);

    static std::uint64_t number(const std::string& bytes, std::size_t at, unsigned length);
    static void setNumber(std::string& bytes, std::size_t at, unsigned length, std::uint64_t number);

private:
    std::fstream file_;
    std::uint64_t clusterSize_ = 0;
    std::uint64_t mftOffset_ = 0;
    std::uint64_t mirrorOffset_ = 0;
    std::uint64_t recordSize_ = 0;
};

}  // namespace testsupport
