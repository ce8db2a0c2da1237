#include "support/exported_image.h"

#include "support/generated_chain.h"
#include "support/process.h"
#include "support/scratch.h"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <stdexcept>
#include <thread>
#include <unistd.h>

namespace testsupport {

namespace fs = std::filesystem;

ExportedImage::ExportedImage(const fs::path& image) : image_(image)
{
    std::string pattern = (fs::temp_directory_path() / "lamella-export-XXXXXX").string();
    if (!::mkdtemp(pattern.data()))
        throw std::runtime_error("mkdtemp failed");
    folder_ = pattern;
    writeFile(folder_ / "disk", "");
    try {
        runChecked({"qemu-storage-daemon", "--blockdev",
                    "driver=file,node-name=file,discard=unmap,filename=" + optionValue(image), "--blockdev",
                    "driver=qcow2,node-name=disk,file=file,discard=unmap,detect-zeroes=off", "--export",
                    "fuse,id=export,node-name=disk,writable=on,mountpoint=" + (folder_ / "disk").string(),
                    "--daemonize", "--pidfile", (folder_ / "pid").string()});
    } catch (...) {
        fs::remove_all(folder_);
        throw;
    }
    file_ = ::open((folder_ / "disk").c_str(), O_RDWR | O_CLOEXEC);
}

ExportedImage::~ExportedImage()
{
    if (file_ >= 0)
        ::close(file_);
    ::kill(static_cast<pid_t>(std::stol(readFile(folder_ / "pid"))), SIGTERM);
    // The daemon removes it at its very end.
    for (int tries = 0; fs::exists(folder_ / "pid") && tries < 12000; ++tries)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

void ExportedImage::require(bool condition, const char* what) const
{
    if (!condition)
        throw std::runtime_error(std::string(what) + " in " + image_.string() + ": " + std::strerror(errno));
}

std::string ExportedImage::read() const
{
    std::string content(fs::file_size(folder_ / "disk"), '\0');
    for (std::size_t at = 0; at < content.size();) {
        const ssize_t part = ::pread(file_, content.data() + at, content.size() - at, static_cast<off_t>(at));
        require(part > 0, "read");
        at += static_cast<std::size_t>(part);
    }
    return content;
}

void ExportedImage::write(std::uint64_t offset, std::string_view content) const
{
    while (!content.empty()) {
        const ssize_t part = ::pwrite(file_, content.data(), content.size(), static_cast<off_t>(offset));
        require(part > 0, "write");
        offset += static_cast<std::uint64_t>(part);
        content.remove_prefix(static_cast<std::size_t>(part));
    }
}

void ExportedImage::writeZeros(std::uint64_t offset, std::uint64_t length) const
{
    require(::fallocate(file_, FALLOC_FL_ZERO_RANGE | FALLOC_FL_KEEP_SIZE, static_cast<off_t>(offset),
                        static_cast<off_t>(length)) == 0,
            "zero range");
}

void ExportedImage::discard(std::uint64_t offset, std::uint64_t length) const
{
    require(::fallocate(file_, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, static_cast<off_t>(offset),
                        static_cast<off_t>(length)) == 0,
            "discard");
}

}  // namespace testsupport
