#pragma once

#include "bytes/checked.h"
#include "bytes/error.h"
#include "guest/block_source.h"

#include <filesystem>
#include <fstream>

namespace testsupport {

/// A raw image as a guest sees it, read anew each time.
class FileSource : public engine::BlockSource {
public:
    explicit FileSource(const std::filesystem::path& path) : path_(path), size_(std::filesystem::file_size(path)) {}

    std::uint64_t size() const noexcept override { return size_; }
    void read(std::uint64_t offset, std::span<std::byte> out) const override
    {
        if (!engine::fits(offset, out.size(), size_))
            throw engine::Error(engine::ErrorKind::Refused, "volume.outside");
        std::ifstream file(path_, std::ios::binary);
        file.seekg(static_cast<std::streamoff>(offset));
        if (!file.read(reinterpret_cast<char*>(out.data()), static_cast<std::streamsize>(out.size())))
            throw engine::Error(engine::ErrorKind::Io, "file.read");
    }

private:
    std::filesystem::path path_;
    std::uint64_t size_;
};

}  // namespace testsupport
