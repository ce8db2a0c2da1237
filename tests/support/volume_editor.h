#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>

namespace testsupport {

/// Changes numbers of a raw volume for good, little-endian. Checks nothing; what lies beyond the end reads as zero.
class VolumeEditor {
public:
    explicit VolumeEditor(const std::filesystem::path& path)
        : file_(path, std::ios::in | std::ios::out | std::ios::binary)
    {
        file_.exceptions(std::ios::badbit);
    }

    std::uint64_t read(std::uint64_t offset, unsigned bytes)
    {
        file_.clear();
        file_.seekg(static_cast<std::streamoff>(offset));
        std::uint64_t value = 0;
        for (unsigned index = 0; index < bytes; ++index) {
            const int byte = file_.get();
            value |= static_cast<std::uint64_t>(byte < 0 ? 0 : byte) << (8 * index);
        }
        return value;
    }
    void write(std::uint64_t offset, std::uint64_t value, unsigned bytes)
    {
        file_.clear();
        file_.seekp(static_cast<std::streamoff>(offset));
        for (unsigned index = 0; index < bytes; ++index)
            file_.put(static_cast<char>(value >> (8 * index)));
        file_.flush();
    }
    void flip(std::uint64_t offset, std::uint64_t bits, unsigned bytes)
    {
        write(offset, read(offset, bytes) ^ bits, bytes);
    }

private:
    std::fstream file_;
};

}  // namespace testsupport
