#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace testsupport {

/// A qcow2 image, through its backing images, as a plain file that can be written to: a FUSE export of
/// qemu-storage-daemon, while the object lives. The daemon holds QEMU's locks on the image. Needs /dev/fuse.
class ExportedImage {
public:
    /// Throws std::runtime_error with the daemon's message.
    explicit ExportedImage(const std::filesystem::path& image);
    ExportedImage(const ExportedImage&) = delete;
    ExportedImage& operator=(const ExportedImage&) = delete;
    /// Waits until the daemon has closed the image.
    ~ExportedImage();

    /// The whole disk.
    std::string read() const;
    void write(std::uint64_t offset, std::string_view content) const;
    /// Zero entries where the format has them.
    void writeZeros(std::uint64_t offset, std::uint64_t length) const;
    /// What is read there afterwards is the format's business.
    void discard(std::uint64_t offset, std::uint64_t length) const;

private:
    void require(bool condition, const char* what) const;

    std::filesystem::path folder_;
    std::filesystem::path image_;
    int file_ = -1;
};

}  // namespace testsupport
